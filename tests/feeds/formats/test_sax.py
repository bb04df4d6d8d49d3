"""The reader that feedparser is given says what Python's own says, and asks each attribute once."""

import io
from typing import Any
from xml.sax import handler
from xml.sax.expatreader import ExpatParser
from xml.sax.xmlreader import AttributesNSImpl, InputSource

from feeds.formats.sax import create_parser

DOCUMENT = """<feed xmlns="http://www.w3.org/2005/Atom" xmlns:m="urn:media" xml:lang="en" kind="a" m:kind="b">
<m:title m:type="x" type="y">One</m:title><entry xmlns=""><link href="/1" xml:base="/"/></entry><m:empty/></feed>"""


class Heard(handler.ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[Any] = []

    def startElementNS(self, name: Any, qname: Any, attrs: AttributesNSImpl) -> None:  # noqa: N802 - SAX's name
        asked = {written: attrs.getValueByQName(written) for written in attrs.getQNames()}
        self.elements.append((name, qname, dict(attrs.items()), asked))


def heard(reader: ExpatParser) -> list[Any]:
    told = Heard()
    reader.setFeature(handler.feature_namespaces, True)
    reader.setContentHandler(told)
    source = InputSource()
    source.setByteStream(io.BytesIO(DOCUMENT.encode()))
    reader.parse(source)
    return told.elements


def test_names_and_attributes_are_those_of_pythons_own_reader() -> None:
    ours = heard(create_parser())
    assert ours == heard(ExpatParser(namespaceHandling=1))
    assert len(ours) == 5
    assert ours[0][3] == {"xml:lang": "en", "kind": "a", "m:kind": "b"}
