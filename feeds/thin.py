"""Entries without what names no entry: for a first sight, where only keys and dates are wanted.

A format library's price is paid by the element; texts, authors and pictures are more than half of them.
"""

import re

from feeds.cut import COMMENT, LITERAL

UNWANTED = (
    "description|content:encoded|content|summary|dc:creator|dc:subject|dc:rights|author|category|comments"
    "|(?:media|itunes|slash|wfw|thr|georss|gd|googleplay):[\\w.-]+"
)
SKIPPED = re.compile(
    rf"(?P<kept>{COMMENT}|{LITERAL})"
    rf"|<(?P<name>{UNWANTED})(?:\s[^<>]*)?(?:/>|>(?:[^<]*|\s*{LITERAL}\s*)</(?P=name)\s*>)",
    re.DOTALL,
)


def thinned(text: str) -> str:
    """A well-formed document without such elements where they hold text alone; nested ones stay."""
    return SKIPPED.sub(lambda found: found["kept"] or "", text)
