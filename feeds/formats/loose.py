"""What the tolerant parser gets of a document that the strict one refuses: nothing that breaks it, and not too much."""

import re

from feeds.plain.encoding import FORBIDDEN

MOST_ENTRIES = 500
"""The tolerant parser takes more than a millisecond for each."""
MOST_LETTERS = 2_000_000
"""More takes it longer than a worker has."""
MOST_TAGS = 40_000
"""More take it as long, not counting those in texts."""
BEGINNING = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
REFERENCE = re.compile(r"&#(?:[xX](?P<hex>[0-9a-fA-F]+)|(?P<decimal>[0-9]+));?")
LONGEST_REFERENCE = 8
"""Digits: the last sign of Unicode has seven."""
LAST_SIGN = 0x10FFFF


def loose(text: str) -> tuple[str, int]:
    """The text without references to signs that there are not, and of very many entries only the first and the last; and
    how many are left out."""
    ends, skipped = _ends(text)
    return REFERENCE.sub(_sign, ends), skipped


def _ends(text: str) -> tuple[str, int]:
    starts = [found.start() for found in BEGINNING.finditer(text)]
    weight = max(len(text) / MOST_LETTERS, _tags(text) / MOST_TAGS, len(starts) / MOST_ENTRIES)
    if weight <= 1 or len(starts) < 3:
        return text, 0
    half = max(2, int(len(starts) / weight)) // 2
    return text[: starts[half]] + text[starts[-half] :], len(starts) - 2 * half


def _tags(text: str) -> int:
    """Split and not searched for: on ill-formed text an expression for sections takes the square of its length."""
    first, *rest = text.split("<![CDATA[")
    return first.count("<") + sum(part.partition("]]>")[2].count("<") for part in rest)


def _sign(found: re.Match[str]) -> str:
    """The reference as it stands, or U+FFFD: the parser fails on a number that is too large, a database on others."""
    digits = (found["hex"] or found["decimal"]).lstrip("0")
    if len(digits) > LONGEST_REFERENCE:
        return "�"
    number = int(digits or "0", 16 if found["hex"] else 10)
    return "�" if number > LAST_SIGN or number in FORBIDDEN else found[0]
