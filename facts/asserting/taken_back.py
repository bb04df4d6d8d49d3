"""What a correction takes back: its text as it stands corrected, and the numbers that were wrong.

The words are data (``facts/rows/taken_back.toml``). What a text says of its earlier version is no news.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from facts.figures.numbers import CARDINALS
from facts.rows.patterns import word_table

_LEAST = 20
"""Characters that are left of a title which is more than a note on what stood there before."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The ``numbers`` that are called wrong, and whether ``sums`` are; none where a correction does not name them."""

    numbers: frozenset[int]
    sums: bool


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


def taken_back(title: str, lead: str = "") -> TakenBack | None:
    """What a correction says was wrong; None where a text corrects nothing."""
    if not is_correction(title, lead):
        return None
    found = [match for text in (title, lead) for match in _expression("instead").finditer(text)]
    numbers = (number for match in found for number in _value(match["number"] or match["sign"] or ""))
    return TakenBack(frozenset(numbers), any(match["sum"] for match in found))


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
    written = rows[row].replace("~number~", number).replace("~scale~", rows["scale"])
    return re.compile(written, re.IGNORECASE)
