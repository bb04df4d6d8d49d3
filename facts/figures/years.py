"""Of which year a day or month is that a text names without one: by the words beside it ("next year"), else by whether its
sentence tells what is to come or what is over, else the nearest to publication."""

import calendar
import re
from datetime import date

from facts.figures.tense import is_to_come, lies_ahead, tells_past
from facts.names.text import lowered

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
