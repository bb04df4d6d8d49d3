"""A well-formed document without the elements that nothing is read from: a format library's price is paid by the element."""

import re

from feeds.formats.cut import COMMENT, LITERAL

UNREAD = (
    "category|comments|(?:slash|wfw|thr|georss|gd|googleplay):[\\w.-]+"
    "|itunes:(?:keywords|explicit|block|duration|image|category|subtitle|episode|episodeType|season|order)"
)
"""Elements from which no field of an entry comes."""
TEXTS = "description|content:encoded|content|summary|dc:creator|dc:subject|dc:rights|author|(?:media|itunes):[\\w.-]+"
"""Elements that name no entry: texts, authors and pictures are more than half of them."""
XHTML = re.compile(
    rf"{COMMENT}|{LITERAL}"
    r"|<(?P<name>content|summary)(?P<before>\s(?:[^<>]*?\s)?type=[\"'])(?:xhtml|application/xhtml\+xml)(?P<after>[\"'][^<>]*)(?<!/)>"
    r"(?P<inner>.*?)</(?P=name)\s*>",
    re.DOTALL,
)
NOT_FLAT = re.compile(r"\]\]>|<!|<\w+:|<(?:content|summary)\b")
"""In XHTML that is not written as HTML is: sections, comments, prefixes, and what may hide the end of the element."""
ATTRIBUTES = r"""(?:\s[^<>"']*(?:(?:"[^"<]*"|'[^'<]*')[^<>"']*)*)?"""


def lean(text: str) -> str:
    """Without what is never read."""
    return _without(LEAN, _flat(text))


def thinned(text: str) -> str:
    """Without all that names no entry: for a first sight, where only keys and dates are wanted."""
    return _without(THIN, _flat(text))


def _flat(text: str) -> str:
    """XHTML (RFC 4287, 3.1.1.3) as HTML, one text instead of an element for each of its tags."""
    return XHTML.sub(_as_html, text) if "xhtml" in text else text


def _as_html(found: re.Match[str]) -> str:
    if found["name"] is None or NOT_FLAT.search(found["inner"]):
        return found[0]
    name = found["name"]
    return f"<{name}{found['before']}html{found['after']}><![CDATA[{found['inner']}]]></{name}>"


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
