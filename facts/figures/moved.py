"""To which day something was put off: "postponed to January", "delayed until 12 November".

The words are data (``facts/rows/day_roles.toml``).
"""

import re
from calendar import day_name, month_name
from datetime import date

from facts.figures.days import Stated, stated_days
from facts.rows.patterns import alternatives

_BEGINS = "|".join(
    (r"\d", "week", "month", "year", *(name[:3].lower() for name in (*month_name[1:], *day_name)))
)
_MOVED = re.compile(
    rf"\b(?:{alternatives('day_roles', 'moving')})\w*\b[^.;:]{{0,70}}?\b(?:{alternatives('day_roles', 'moved_to')})\s(?:the\s)?"
    rf"(?P<when>(?:{alternatives('day_roles', 'parts_of_a_day_to_come')})?(?:{_BEGINS})[^.;:,]{{0,26}})",
    re.IGNORECASE,
)


def moved_to(title: str, lead: str, published: date) -> Stated | None:
    """The new day, to the day, month or year, that ``title`` states, or else ``lead``; None where neither does, or where it is
    over on the day of publication."""
    for text in (title, lead):
        for match in _MOVED.finditer(text):
            if (found := _day_of(match["when"], published)) is not None:
                return found
    return None


def _day_of(words: str, published: date) -> Stated | None:
    """The day with which ``words`` begin, where it is to come."""
    if (year := _YEAR.match(words)) and int(year[1]) > published.year:
        return Stated(date(int(year[1]), 1, 1), None, "year", f"“{year[0]}”", "event", core=False)
    told = stated_days(f"It will be in {words}", "", published, ahead=True)
    return next(
        (one for one in told if _begins(words, one.basis) and (one.until or one.day) > published), None
    )


_YEAR = re.compile(r"(?:early |mid[- ]|late )?(20\d\d)\b(?![-/])", re.IGNORECASE)


def _begins(words: str, basis: str) -> bool:
    """By the ``basis`` of a day, which quotes what was read."""
    return words.startswith(basis.lstrip("“").partition("”")[0].removeprefix("in "))
