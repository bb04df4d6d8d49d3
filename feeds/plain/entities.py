"""Character references (``&amp;``, ``&#8217;``) that are missing, or that were written twice."""

import re
from html import unescape

REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
BARE = re.compile(r"&(?!(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9._-]*);)")
"""A reference ends with a semicolon (XML 1.0, 4.1): ``R&D``, ``?a=1&copy=2`` hold none."""
BARE_NAME = re.compile(r"&(?=[A-Za-z])(?![A-Za-z][A-Za-z0-9]*;|(?:nbsp|amp|lt|gt|quot|copy)\b)")
"""HTML knows a hundred names without one (``&times``, ``&not``): in news these are words."""


def with_ampersands(text: str) -> str:
    """A document whose bare ampersands are written as XML has it; sections (CDATA) are left alone."""
    if "&" not in text:
        return text
    first, *rest = text.split("<![CDATA[")
    pieces = [_escaped(first)]
    for part in rest:
        section, end, after = part.partition("]]>")
        pieces.append(f"<![CDATA[{section}{end}{_escaped(after)}")
    return "".join(pieces)


def _escaped(text: str) -> str:
    return BARE.sub("&amp;", text)


def named(markup: str) -> str:
    """HTML in which a name without its semicolon is a word."""
    return BARE_NAME.sub("&amp;", markup) if "&" in markup else markup


def decoded(text: str) -> str:
    """The text with its whole references read."""
    return REFERENCE.sub(lambda found: unescape(found[0]), text)
