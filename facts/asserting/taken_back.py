"""What a correction takes back: its text as it stands corrected, and the numbers that were wrong.

The words are data (``facts/rows/taken_back.toml``). What a text says of its earlier version is no news.
"""

import re
from collections.abc import Iterator
from functools import cache

from facts.figures.numbers import CARDINALS
from facts.rows.patterns import word_table

_LEAST = 20
"""Characters that are left of a title which is more than a note on what stood there before."""


def is_correction(title: str, lead: str = "") -> bool:
    """Whether a text says that it corrects what its outlet told."""
    return bool(_expression("label").search(title) or _earlier(title) or _earlier(lead))


def set_right(title: str) -> str:
    """A title without its label and without the numbers that it takes back: "three, not four, frigates" are three. One that
    only tells what stood there before stays as it is."""
    plain = _expression("label").sub("", title)
    plain = _expression("instead").sub(" ", _expression("earlier").sub("", plain))
    plain = re.sub(r"\s{2,}", " ", plain).strip()
    return plain if len(plain) >= _LEAST or not _earlier(title) else title


def lead_set_right(lead: str) -> str:
    """The same of a lead: nothing of it is left where it only tells what stood there before."""
    plain = _expression("instead").sub(" ", _expression("earlier").sub(" ", lead))
    return plain if plain == lead else re.sub(r"\s{2,}", " ", plain).strip()


def versions_noted(title: str) -> list[tuple[int, int]]:
    """Where a title tells what stood there before."""
    return [found.span() for found in _expression("earlier").finditer(title)]


def numbers_taken_back(title: str, lead: str = "") -> frozenset[int]:
    """The numbers that a correction says were wrong; none where it does not name them."""
    return frozenset(_numbers(title)) | frozenset(_numbers(lead))


def _numbers(text: str) -> Iterator[int]:
    for found in _expression("instead").finditer(text):
        yield from _value(found["number"] or found["sign"])


def _value(written: str) -> Iterator[int]:
    digits = re.sub(r"[,.](?=\d{3}\b)", "", written)
    value = int(digits) if digits.isdigit() else CARDINALS.get(written.lower())
    if value is not None:
        yield value


def _earlier(text: str) -> bool:
    return _expression("earlier").search(text) is not None


@cache
def _expression(row: str) -> re.Pattern[str]:
    rows = word_table("taken_back")
    cardinals = "|".join(sorted(CARDINALS, key=lambda word: (-len(word), word)))
    number = rows["number"].replace("<cardinals>", cardinals)
    return re.compile(rows[row].replace("~number~", number), re.IGNORECASE)
