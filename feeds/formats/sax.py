"""The XML reader that feedparser is told to take: expat, handing a text over in one piece.

Python's own SAX reader hands it over line by line, and feedparser looks in vain for another library's first.
"""

from collections.abc import Mapping
from functools import cached_property
from xml.parsers.expat import XMLParserType
from xml.sax.expatreader import ExpatParser
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesNSImpl

LONGEST_PIECE = 65_536
"""Bytes of a text that are handed over at once."""
_Name = tuple[str | None, str]


class Attributes(AttributesNSImpl):
    """Python's own go through all of them for each name that feedparser asks for: fifty thousand take half a minute."""

    _attrs: dict[_Name, str]
    _qnames: dict[_Name, str]

    @cached_property
    def by_written_name(self) -> dict[str, str]:
        """Their values by name and prefix."""
        return {written: self._attrs[name] for name, written in self._qnames.items()}

    def getValueByQName(self, name: str) -> str:  # noqa: N802 - SAX's name
        return self.by_written_name[name]


class Reader(ExpatParser):
    """``reset`` is where a reader of Python's makes its expat parser."""

    _parser: XMLParserType
    _cont_handler: ContentHandler

    def reset(self) -> None:
        super().reset()
        self._parser.buffer_text = True
        self._parser.buffer_size = LONGEST_PIECE

    def start_element_ns(self, name: str, attrs: Mapping[str, str]) -> None:
        parts = {key: key.split() for key in attrs}
        named = {_name(parts[key]): value for key, value in attrs.items()}
        written = {_name(part): _written(part) for part in parts.values()}
        self._cont_handler.startElementNS(_name(name.split()), None, Attributes(named, written))


def _name(parts: list[str]) -> _Name:
    """Namespace and name of what expat names by namespace, name and prefix, the first and the last where there are any."""
    return (None, parts[0]) if len(parts) == 1 else (parts[0], parts[1])


def _written(parts: list[str]) -> str:
    return f"{parts[2]}:{parts[1]}" if len(parts) > 2 else parts[-1]


def create_parser() -> Reader:
    """Called by ``xml.sax.make_parser`` on the module that it is given by name."""
    return Reader()
