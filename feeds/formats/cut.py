"""An XML feed cut into its entries, so that only unknown ones need be parsed.

A feed is cut only where the cut is certain: the document is well-formed, has no document type, and its entries stand
side by side. Everything outside the entries is kept, so that what is parsed differs in nothing but missing entries.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from xml.parsers import expat

COMMENT = r"<!--[^-]*+(?:-(?!->)[^-]*+)*-->"
LITERAL = r"<!\[CDATA\[[^\]]*+(?:\](?!\]>)[^\]]*+)*\]\]>"
"""Possessive, because a body is mostly texts; by the character only: Python 3.11.2 mistakes possessive groups."""
TOKEN = re.compile(
    rf"{COMMENT}|{LITERAL}|<\?.*?\?>"
    r"|<(?P<close>/?)(?P<name>(?:[\w.-]+:)?(?:item|entry))(?=[\s/>])[^>]*>",
    re.DOTALL,
)
"""Comments, texts and instructions are passed over as a whole."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The text around the entries (one piece more than there are entries) and the entries themselves."""

    around: tuple[str, ...]
    entries: tuple[str, ...]

    @property
    def fingerprints(self) -> tuple[str, ...]:
        return tuple(fingerprint(entry) for entry in self.entries)

    def only(self, wanted: Callable[[int], bool]) -> str:
        """The document with those entries only whose place (from 0) is wanted."""
        pieces = [self.around[0]]
        for place, entry in enumerate(self.entries):
            pieces += [entry if wanted(place) else "", self.around[place + 1]]
        return "".join(pieces)

    def ends(self, most: int) -> "Cut":
        """The cut without the entries in the middle: at most ``most`` are left, half from each end."""
        head, tail = most // 2, len(self.entries) - (most - most // 2)
        if tail <= head:
            return self
        middle = "".join(self.around[head : tail + 1])
        around = (*self.around[:head], middle, *self.around[tail + 1 :])
        return Cut(around, self.entries[:head] + self.entries[tail:])


def fingerprint(entry: str) -> str:
    """Sixteen hexadecimal digits: two entries of one feed share them by chance once in ten billion feeds."""
    return blake2b(entry.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def cut_into_entries(text: str) -> Cut | None:
    """The document cut into its entries; None where the cut is not certain."""
    if "<!DOCTYPE" in text or not _well_formed(text):  # first: on ill-formed text the expression is slow
        return None
    bounds = _bounds(text)
    if not bounds:
        return None
    starts = [0, *(end for _, end in bounds)]
    ends = [*(start for start, _ in bounds), len(text)]
    around = tuple(text[start:end] for start, end in zip(starts, ends, strict=True))
    return Cut(around, tuple(text[start:end] for start, end in bounds))


def _bounds(text: str) -> list[tuple[int, int]] | None:
    """Where each entry begins and ends; None where one is inside another or empty."""
    found: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    for token in TOKEN.finditer(text):
        if token["name"] is None:
            continue
        closes = bool(token["close"])
        if closes != (opened is not None) or token[0].endswith("/>"):
            return None
        if opened is not None:
            if opened["name"] != token["name"]:
                return None
            found.append((opened.start(), token.end()))
            opened = None
        else:
            opened = token
    return None if opened else found


def _well_formed(text: str) -> bool:
    parser = expat.ParserCreate("utf-8", namespace_separator=" ")
    try:
        parser.Parse(text.encode(), True)
    except (expat.ExpatError, UnicodeEncodeError):
        return False
    return True
