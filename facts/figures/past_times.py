"""Times in a text that were over long before it was told: "in 2018", "March 2023", "two years ago", "the 1980s".

The words are data (``facts/rows/background.toml``).
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from facts.figures.tense import is_to_come, lies_ahead
from facts.rows.patterns import alternatives

_either = partial(alternatives, "background")

LONG = timedelta(days=60)
"""What ended longer ago than this before it is told is past."""
_MONTHS = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = rf"(?P<month>(?:{alternatives('english_days', 'months')})\b\.?)"
_DATE = re.compile(
    rf"(?:(?<![\w.,/-])|(?<=[a-z]-))(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s)?(?:{_MONTH}\s(?:(?P<on>\d{{1,2}}),?\s)?)?(?P<year>(?:19|20)\d\d)(?![\w,.]*\d|-?\w)",
    re.IGNORECASE,
)
_BARE_MONTH = re.compile(
    rf"\b(?i:in|since|last)\s(?=[A-Z])(?P<month>(?i:{alternatives('english_days', 'months')})\b\.?)(?!,?\s\d|\w)"
)
_YEAR = re.compile(r"(?<![\w.,/-])(?P<year>(?:19|20)\d\d)(?![,.]?\d|-\w|[A-Za-z])")
_LONG_AGO = re.compile(rf"\b(?:{_either('long_ago')})\b", re.IGNORECASE)
_LAST_YEAR = re.compile(rf"\b(?:{_either('last_year')})\b", re.IGNORECASE)
_THIS_YEAR = re.compile(rf"\b(?:{_either('this_year')})\b", re.IGNORECASE)
_COUNTED = re.compile(r"\s(?:[a-z]{3,}s|men|people|personnel)\b")
_PLACES = re.compile(rf"\b(?:{_either('places_a_year')})[\s-]$", re.IGNORECASE)
_OLDEST = 1945
"""Numbers below are no years of this beat."""


@dataclass(frozen=True, slots=True)
class PastTime:
    """Where it stands; ``end`` is behind its last character."""

    start: int
    end: int


def past_times(text: str, told: date) -> list[PastTime]:
    """In order, in an English ``text`` of the day ``told``."""
    found = [*_dated(text, told), *_months(text, told), *_by_words(text, told)]
    return sorted(found, key=lambda one: one.start)


def past_years(text: str, told: date) -> list[PastTime]:
    """Years alone, in a text in any language."""
    return [
        PastTime(*one.span())
        for one in _YEAR.finditer(text)
        if _is_past(date(int(one["year"]), 12, 31), told)
    ]


def _is_past(last: date, told: date) -> bool:
    return last.year >= _OLDEST and told - last > LONG


def _dated(text: str, told: date) -> Iterator[PastTime]:
    for one in _DATE.finditer(text):
        if _is_number(text, one) or not _is_past(_last_day(one), told):
            continue
        yield PastTime(*one.span())


def _is_number(text: str, one: re.Match[str]) -> bool:
    """ "2000 troops": a number that looks like a year."""
    bare = not one["month"] and _COUNTED.match(text, one.end())
    return bool(bare) and not _PLACES.search(text[: one.start()])


def _last_day(one: re.Match[str]) -> date:
    """The last on which it may have been."""
    year, month = int(one["year"]), _MONTHS[one["month"][:3].lower()] if one["month"] else 12
    whole = calendar.monthrange(year, month)[1]
    named = int(one["day"] or one["on"] or whole) if one["month"] else whole
    return date(year, month, min(max(named, 1), whole))


def _months(text: str, told: date) -> Iterator[PastTime]:
    """Months without a year, in a clause that does not look ahead."""
    for one in _BARE_MONTH.finditer(text):
        before, after = text[: one.start()], text[one.end() :]
        month = _MONTHS[one["month"][:3].lower()]
        last = _last_before(month, told) if _HAD.search(before) else _last_of(month, told)
        if (
            last < told
            and _is_past(last, told)
            and not (lies_ahead(before, after) or is_to_come(before, after))
        ):
            yield PastTime(*one.span("month"))


_HAD = re.compile(r"\bhad\s(?!to\b)(?:\w+\s){0,12}$", re.IGNORECASE)
"""What had been done in a month was done in the one that is over, however near the next is."""


def _last_before(month: int, told: date) -> date:
    year = told.year if (month, 31) < (told.month, told.day) else told.year - 1
    return date(year, month, calendar.monthrange(year, month)[1])


def _last_of(month: int, told: date) -> date:
    """The last day of the month of that name that is nearest."""
    ends = (
        date(y, month, calendar.monthrange(y, month)[1]) for y in (told.year - 1, told.year, told.year + 1)
    )
    return min(ends, key=lambda end: abs(end - told))


def _by_words(text: str, told: date) -> Iterator[PastTime]:
    yield from (PastTime(*one.span()) for one in _LONG_AGO.finditer(text))
    if _is_past(date(told.year - 1, 12, 31), told):
        for words in (_LAST_YEAR, _THIS_YEAR):
            yield from (PastTime(*one.span()) for one in words.finditer(text))
