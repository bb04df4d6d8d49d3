"""The XML reader that feedparser is told to take: expat, handing a text over in one piece.

Python's own SAX reader hands it over line by line, and feedparser looks in vain for another library's first.
"""

from xml.parsers.expat import XMLParserType
from xml.sax.expatreader import ExpatParser

LONGEST_PIECE = 65_536
"""Bytes of a text that are handed over at once."""


class Reader(ExpatParser):
    """``reset`` is where a reader of Python's makes its expat parser."""

    _parser: XMLParserType

    def reset(self) -> None:
        super().reset()
        self._parser.buffer_text = True
        self._parser.buffer_size = LONGEST_PIECE


def create_parser() -> Reader:
    """Called by ``xml.sax.make_parser`` on the module that it is given by name."""
    return Reader()
