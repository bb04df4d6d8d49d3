"""Times that a question names by what was then ("before covid", "Ramadan 2019", "Myanmar since the coup") → as dates that
``facts/asking/windows.py`` reads. Pure; the times are rows of ``facts/wording/named_times.toml``."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from typing import Any

from facts.names.text import lowered
from facts.rows.patterns import alternatives, word_table

_either = partial(alternatives, "named_times", folder="facts.wording")


@dataclass(frozen=True)
class NamedTime:
    """A time by its words; ``beside`` are words of which one has to be there too, if there are any."""

    pattern: re.Pattern[str]
    beside: re.Pattern[str] | None
    since: date
    until: date | None


def with_named_times(text: str) -> str:
    """The same question with the days of the times that it names."""
    text = _RAMADAN.sub(_ramadan, text)
    for row in _times():
        if row.beside is None or row.beside.search(text):
            text = row.pattern.sub(lambda found, row=row: _dated(found, row), text)  # type: ignore[misc]
    return text


def _dated(found: re.Match[str], row: NamedTime) -> str:
    word = lowered(found["word"])
    if word in ("before", "until", "till"):
        return f"before {row.since}"
    if row.until is None or word in ("since", "from"):
        return f"since {row.since}"
    return f"after {row.until}" if word == "after" else f"from {row.since} to {row.until}"


def _ramadan(found: re.Match[str]) -> str:
    ends = _rows()["ramadan"].get(found["year"])
    return f"from {ends[0]} to {ends[1]}" if ends else found[0]


def _rows() -> Mapping[str, Any]:
    return word_table("named_times", "facts.wording")


@cache
def _times() -> tuple[NamedTime, ...]:
    return tuple(_read())


def _read() -> Iterator[NamedTime]:
    for row in _rows()["time"]:
        words = "|".join(sorted(map(re.escape, row["words"]), key=len, reverse=True))
        beside = "|".join(map(re.escape, row.get("beside", ())))
        left = _either("before_a_place" if row.get("is_place") else "before")
        yield NamedTime(
            re.compile(rf"\b(?P<word>{left})\s+(?:{words})(?![\w-])", re.IGNORECASE),
            re.compile(rf"\b(?:{beside})\b", re.IGNORECASE) if beside else None,
            row["since"],
            row.get("until"),
        )


_RAMADAN = re.compile(
    r"\b(?:(?:in|during)\s+)?(?:ramadh?an|ramzan|ramazan)\s+(?P<year>(?:19|20)\d\d)\b", re.IGNORECASE
)
