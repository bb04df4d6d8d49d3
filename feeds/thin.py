"""A well-formed document without the elements that nothing is read from: a format library's price is paid by the element."""

import re

from feeds.cut import COMMENT, LITERAL

UNREAD = (
    "category|comments|(?:slash|wfw|thr|georss|gd|googleplay):[\\w.-]+"
    "|itunes:(?:keywords|explicit|block|duration|image|category|subtitle|episode|episodeType|season|order)"
)
"""Elements from which no field of an entry comes."""
TEXTS = "description|content:encoded|content|summary|dc:creator|dc:subject|dc:rights|author|(?:media|itunes):[\\w.-]+"
"""Elements that name no entry: texts, authors and pictures are more than half of them."""
ATTRIBUTES = r"""(?:\s[^<>"']*(?:(?:"[^"<]*"|'[^'<]*')[^<>"']*)*)?"""


def lean(text: str) -> str:
    """Without what is never read."""
    return _without(LEAN, text)


def thinned(text: str) -> str:
    """Without all that names no entry: for a first sight, where only keys and dates are wanted."""
    return _without(THIN, text)


def _without(elements: re.Pattern[str], text: str) -> str:
    """Elements that hold text alone go; nested ones stay."""
    return elements.sub(lambda found: found["kept"] or "", text)


def _elements(names: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<kept>{COMMENT}|{LITERAL})"
        rf"|<(?P<name>{names}){ATTRIBUTES}(?:/>|(?<!/)>(?:[^<]*|\s*{LITERAL}\s*)</(?P=name)\s*>)",
        re.DOTALL,
    )


LEAN, THIN = _elements(UNREAD), _elements(f"{UNREAD}|{TEXTS}")
