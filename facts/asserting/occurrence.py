"""When what a text asserts happened, or is to happen: which of the days that it states fit, and whether it lies ahead. Pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from facts.asserting.assertion import UNDONE, main_clause
from facts.figures.days import Stated, best_day, stated_days
from facts.model.kinds import Kind
from facts.model.reading import Reading
from store.nouns.values import REST_OF_WEEK, Precision


@dataclass(frozen=True, slots=True)
class Occurrence:
    """``day`` to ``until`` as exactly as a text states them, None where it does not; ``lies_ahead``: what the text seems to tell
    as done is only to come."""

    day: date | None = None
    until: date | None = None
    precision: Precision = "unknown"
    basis: str = ""
    lies_ahead: bool = False


def occurrence_of(reading: Reading, title: str, lead: str, kind: Kind) -> Occurrence:
    """What is done has no day ahead, and what is planned none that is over; what its title puts on a day ahead is planned,
    and so is a drill of which the lead alone says it."""
    if reading.published is None:
        return Occurrence()
    ahead = reading.phase == "announced"
    stated = stated_days(title, lead, reading.published, ahead=ahead)
    best = best_day(
        [one for one in stated if _fits(one, reading, kind)], ahead=ahead, saying=kind.is_reaction
    )
    moved = None
    if best is None and reading.assertion in ("happened", "under_way"):
        of_it = [one for one in stated if one.role == "event" and _is_its_own(one, reading, kind)]
        best = moved = best_day(of_it, ahead=True, saying=False)
    lies_ahead = moved is not None or _is_of_a_later_year(title, reading, kind)
    if best is None:
        return Occurrence(lies_ahead=lies_ahead)
    # Until when an embargo holds is no day of it, nor is what something is put off to.
    later = [] if kind.is_momentary or reading.phase == "postponed" else stated
    return _occurrence(best, later, lies_ahead=lies_ahead)


def _occurrence(best: Stated, stated: list[Stated], *, lies_ahead: bool) -> Occurrence:
    ends = (s.day for s in stated if s.role in ("end", "ended") and s.precision == "day" and s.day > best.day)
    return Occurrence(best.day, best.until or next(ends, None), best.precision, best.basis, lies_ahead)


def _is_of_a_later_year(title: str, reading: Reading, kind: Kind) -> bool:
    """Whether a title hands over in a year that has not begun: "delivers six submarines in 2030"."""
    if not kind.is_handover or reading.assertion != "happened" or reading.published is None:
        return False
    deed = _PARTS.split(main_clause(title))[0]
    return any(int(year) > reading.published.year for year in _YEAR.findall(deed))


_PARTS = re.compile(r"[;:–—]|,\s|\s-\s")
_YEAR = re.compile(r"(?<![\d.,-])(20\d\d)(?![\d,-])")


def _is_its_own(stated: Stated, reading: Reading, kind: Kind) -> bool:
    is_told_by_name = kind.is_in_editions and reading.assertion == "happened"
    is_near = reading.published is not None and timedelta() < stated.day - reading.published <= _AHEAD
    is_day = stated.precision == "day" or (kind.is_handover and stated.precision in ("week", "month"))
    return is_near and is_day and (stated.in_title or is_told_by_name)


_AHEAD = timedelta(days=100)
"""A day further ahead, of a text that tells what is done, is rather one of last year."""


def _fits(stated: Stated, reading: Reading, kind: Kind) -> bool:
    """Whether it can be the day of what is asserted; a day more or less is left to time zones."""
    told = reading.published or stated.day
    if reading.assertion in UNDONE:  # a statement of today about what may come, or will not
        return stated.day <= told
    if reading.assertion in ("happened", "under_way"):
        later = (
            timedelta() if kind.is_talk and not stated.in_title else _ZONES
        )  # whom a guest is to meet tomorrow
        return stated.day <= told + later
    if reading.assertion != "planned" or kind.is_trade:  # an order to come may be settled already
        return True
    if stated.precision == "week":
        return stated.day + REST_OF_WEEK >= told
    whole = {"month": (0, 7), "year": (0, 4)}.get(stated.precision, (0, 10))
    last = (stated.until or stated.day + _ZONES).isoformat()[slice(*whole)]
    return last >= told.isoformat()[slice(*whole)]


_ZONES = timedelta(days=1)
