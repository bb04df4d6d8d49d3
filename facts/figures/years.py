"""Of which year a day or month is that a text names without one: by the words beside it ("next year"), else by whether its
sentence tells what is to come or what is over, else the nearest to publication. And years to come that are all a text names."""

import calendar
import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from facts.figures.tense import is_to_come, lies_ahead, tells_past
from facts.names.text import lowered
from facts.rows.patterns import alternatives

NEAREST = 60
"""Days within which a day is the nearest of its name, whatever the sentence says."""
_YEAR_BEHIND = re.compile(r"(?:\s|,\s)(?:of\s)?(?P<which>next|last|this)\syear\b", re.IGNORECASE)
_STEPS = {"next": 1, "last": -1, "this": 0}


def year_meant(
    day: date, published: date, before: str, after: str, *, which: str = "", ahead: bool = False
) -> int:
    """The year of a day or month that is read as ``day`` and stands between ``before`` and ``after``. ``which``: the word
    before it ("last March"); ``ahead``: the text is about what is to come."""
    if behind := _YEAR_BEHIND.match(after):
        return published.year + _STEPS[lowered(behind["which"])]
    if beside := _year_beside(lowered(which), day, published):
        return beside
    apart = (day - published).days
    sentence, rest = re.split(r"[.;]\s", before)[-1], re.split(r"[.;]\s|\.$", after)[0]
    if apart < -NEAREST and ahead and (lies_ahead(sentence, rest) or is_to_come(sentence, rest)):
        return day.year + 1
    if apart > NEAREST and not ahead and tells_past(sentence):
        return day.year - 1
    return day.year


def _year_beside(which: str, day: date, published: date) -> int | None:
    """ "last March" is the one before publication, "next March" the one behind it."""
    if which == "last":
        return published.year - (day.month >= published.month)
    if which == "next":
        return published.year + (day.month <= published.month)
    return published.year if which == "this" else None


def in_year(day: date, year: int) -> date | None:
    """The day of that name in ``year``; None for 29 February in a year without one."""
    return day.replace(year=year) if day.day <= calendar.monthrange(year, day.month)[1] else None


_either = partial(alternatives, "english_days")
_FAR = 15
"""Years ahead beyond which a number is rather something else."""
_YEAR_AHEAD = re.compile(
    rf"""(?<!\w)(?:(?P<from>{_either("from_a_year")})\s(?:the\s)?)?(?P<part>(?:{_either("parts_of_a_year")})(?:\sof)?[\s-])?
    (?P<year>20\d\d)(?![\d%]|[-–/,.]\d|\s?(?:{_either("not_a_year")})\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_NEXT_SEASON = re.compile(rf"\bnext\s(?P<season>{_either('seasons')})\b", re.IGNORECASE)
_THIS_YEAR = re.compile(rf"\b(?:{_either('this_year')})(?!\w)", re.IGNORECASE)
_NO_START = re.compile(rf"\b(?:{_either('before_an_end')})\s(?:the\s)?$", re.IGNORECASE)
_SEASONS = {"spr": 3, "aut": 9, "fal": 9}
"""The month from which the next one is that of the year to come."""


def years_ahead(text: str, published: date) -> Iterator[tuple[int, int, int]]:
    """Where a text names no more of a time to come than its year, by number or in words, and that year: "in the first half of
    2027", "next spring", "by year's end". Not "by 2028", which may be sooner."""
    for match in _YEAR_AHEAD.finditer(text):
        year, is_said = int(match["year"]), match["from"] or match["part"]
        if (
            is_said
            and published.year < year <= published.year + _FAR
            and not _NO_START.search(text[: match.start()])
        ):
            yield *match.span(), year
    for match in _NEXT_SEASON.finditer(text):
        if published.month >= _SEASONS[lowered(match["season"])[:3]]:
            yield *match.span(), published.year + 1
    yield from ((*match.span(), published.year) for match in _THIS_YEAR.finditer(text))
