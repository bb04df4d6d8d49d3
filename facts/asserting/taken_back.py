"""What a correction takes back: its text as it stands corrected, and the numbers that were wrong.

The words are data (``facts/rows/taken_back.toml``). What a text says of its earlier version is no news.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from facts.figures.numbers import CARDINALS, CARDINALS_ABROAD, value_of_signs
from facts.rows.patterns import word_table

_LEAST = 20
"""Characters that are left of a title which is more than a note on what stood there before."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The ``numbers`` that are called wrong, and whether ``sums`` are; none where a correction does not name them. ``pairs`` are
    new numbers, each with the one in whose place it stands."""

    numbers: frozenset[int]
    sums: bool
    pairs: tuple[tuple[int, int], ...] = ()

    @property
    def is_named(self) -> bool:
        return bool(self.numbers) or self.sums


def is_correction(title: str, lead: str = "") -> bool:
    """Whether a text says that it corrects what its outlet told."""
    return bool(_expression("label").search(title) or _earlier(title) or _earlier(lead))


def set_right(title: str) -> str:
    """A title without its label and without the numbers that it takes back: "three, not four, frigates" are three. One that
    only tells what stood there before stays as it is."""
    plain = _expression("label").sub("", title)
    more = _ONLY_OF_CORRECTIONS if is_correction(title) else ()
    plain = _without(_without_earlier(plain), "instead", *more)
    plain = re.sub(r"\s{2,}", " ", plain).strip()
    return plain if len(plain) >= _LEAST or not _earlier(title) else title


def lead_set_right(lead: str) -> str:
    """The same of a lead: nothing of it is left where it only tells what stood there before."""
    plain = _without(_without_earlier(lead), "instead")
    return plain if plain == lead else re.sub(r"\s{2,}", " ", plain).strip()


def _without(text: str, *rows: str) -> str:
    for row in rows:
        text = _expression(row).sub(" ", text)
    return text


_ONLY_OF_CORRECTIONS = ("swapped", "before")
"""Who buys three "rather than four" takes no number back."""


def versions_noted(title: str) -> list[tuple[int, int]]:
    """Where a title tells what stood there before."""
    return [found.span() for found in _expression("earlier").finditer(title)]


def taken_back(title: str, lead: str = "") -> TakenBack | None:
    """What a correction says was wrong; None where a text corrects nothing."""
    if not is_correction(title, lead):
        return None
    found = [*_struck(title), *_struck(lead)]
    pairs = ((new, old) for match, old in found for new in _in_its_place(match) if old is not None)
    return TakenBack(
        frozenset(old for _, old in found if old is not None),
        any(old is None for _, old in found),
        tuple(dict.fromkeys(pairs)),
    )


def _struck(text: str) -> Iterator[tuple[re.Match[str], int | None]]:
    """What is taken back, with its number; none where it is a sum."""
    for row in ("instead", *_ONLY_OF_CORRECTIONS):
        for match in _expression(row).finditer(text):
            groups = match.groupdict()
            if groups.get("sum"):
                yield match, None
            yield from ((match, one) for one in _value(groups.get("number") or groups.get("sign") or ""))


def _in_its_place(match: re.Match[str]) -> Iterator[int]:
    """The number that stands shortly before what is taken back, or right behind."""
    before = _expression("nearest_before").search(match.string[: match.start()])
    found = before or _expression("nearest_behind").match(match.string, match.end())
    groups = found.groupdict() if found else {}
    return _value(groups.get("number") or groups.get("sign") or "")


def _value(written: str) -> Iterator[int]:
    digits = re.sub(r"[,.](?=\d{3}\b)", "", written)
    plain = written.lower()
    words = CARDINALS.get(plain) or CARDINALS_ABROAD.get(plain) or value_of_signs(plain)
    if value := int(digits) if digits.isdigit() else words:
        yield value


def _earlier(text: str) -> bool:
    return _may_tell_of_earlier(text) and _expression("earlier").search(text) is not None


def _without_earlier(text: str) -> str:
    return _expression("earlier").sub(" ", text) if _may_tell_of_earlier(text) else text


def _may_tell_of_earlier(text: str) -> bool:
    """Every text is asked, and hardly any has such a sentence."""
    plain = text.lower()
    return any(word in plain for word in word_table("taken_back")["earlier_has"])


@cache
def _expression(row: str) -> re.Pattern[str]:
    rows = word_table("taken_back")
    cardinals = "|".join(sorted({*CARDINALS, *CARDINALS_ABROAD}, key=lambda word: (-len(word), word)))
    number = rows["number"].replace("<cardinals>", cardinals)
    written = rows[row].replace("~number~", number).replace("~scale~", rows["scale"])
    return re.compile(written, re.IGNORECASE)
