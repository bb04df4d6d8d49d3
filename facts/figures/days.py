"""Days that a text states, resolved against its publication day (which is their only clock)."""

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from facts.figures.day_roles import (
    RECENT,
    clause_before,
    deeds_in,
    in_dateline,
    is_given_name,
    is_of_another_step,
    is_of_earlier_step,
    is_of_same_step,
    is_on_the_way,
    role_in_span,
    role_of_day,
)
from facts.figures.day_words import days_in_words, is_of_saying
from facts.figures.tense import is_to_come, lies_ahead, tells_past
from facts.figures.years import in_year, year_meant, years_ahead
from facts.names.text import lowered
from facts.rows.patterns import alternatives
from store.nouns.values import Precision

_either = partial(alternatives, "english_days")

_MONTH_NAMES = [name.lower() for name in calendar.month_name][1:]
_MONTHS = {name[:length]: n for n, name in enumerate(_MONTH_NAMES, start=1) for length in (3, 4, len(name))}
_WEEKDAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_MONTH = rf"(?:{_either('months')})\.?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_WEEKDAY = rf"(?:{_either('weekdays')})"
_TO = rf"\s?(?:{_either('to')})\s?(?:the\s)?"
_PATTERNS = re.compile(
    rf"""(?P<iso>\b\d{{4}}-\d\d-\d\d\b)
    |\b(?P<m1>{_MONTH})\s(?P<d1>{_DAY})(?:{_TO}(?:(?P<m1b>{_MONTH})\s)?(?P<e1>{_DAY}))?(?!\d|[.,]?\d)(?:,?\s(?P<y1>\d{{4}}))?\b
    |\b(?P<d0>{_DAY})\s(?P<m0>{_MONTH})(?:,?\s(?P<y0>\d{{4}}))?{_TO}(?P<e0>{_DAY})\s(?P<n0>{_MONTH})(?![a-z])(?:,?\s(?P<z0>\d{{4}}))?
    |\b(?P<d2>{_DAY})(?:{_TO}(?P<e2>{_DAY}))?\s(?:of\s)?(?P<m2>{_MONTH})(?![a-z])(?:,?\s(?P<y2>\d{{4}}))?
    |\b(?P<near>{_either("near")})\b
    |\b(?P<rel>{_either("which")})?\s?\b(?P<weekday>{_WEEKDAY})(?:(?:{_TO}|\sand\sending\s(?:on\s)?)(?P<last>{_WEEKDAY}))?\b
    |\b(?:(?P<span>{_either("parts")})[\s-])?(?:(?P<coarse>{_either("before_a_month")})\s)?
      (?P<m3>{_MONTH})(?:\s(?P<y3>\d{{4}}))?(?![a-z\d]|\s\d{{1,2}}\b)
    |\b(?P<period>next|last|this)\s(?P<unit>month|week|year)\b(?!(?<=last\sweek)['’]s)""",
    re.IGNORECASE | re.VERBOSE,
)


_EDGES = frozenset({"by", "since"})
"""Before a month these say whose end or beginning it is."""
_OF_A_MONTH = re.compile(rf"\b(?:{_MONTH})\s(?:\d{{1,2}}\s)?(?:of\s)?$", re.IGNORECASE)
"""Before "next year" where that is the year of a month."""
_COUNTED = re.compile(
    rf"\b(?:(?:{_either('counting')})|\d+(?:st|nd|rd|th))\s(?:\w+\s){{1,3}}$", re.IGNORECASE
)
"""Before "this year" where that is what something is counted in: "her third visit this year"."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A day in a text. ``role``: event, opened (the first of a span), since, said (a reporting verb's), past (of
    something earlier), other (of something beside it), end, ended or dateline; ``core``: it stands with the verb of what happened."""

    day: date
    until: date | None
    precision: Precision
    basis: str
    role: str
    core: bool
    in_title: bool = False


def stated_days(title: str, lead: str, published: date, *, ahead: bool = False) -> list[Stated]:
    """All days that ``title`` and ``lead`` state, in order; none where a text comes from an end of the calendar, beyond
    which "next year" has no day. ``ahead``: it tells what is to come, so that "opens on Tuesday" is the next one."""
    if not date.min.year < published.year < date.max.year:
        return []
    both = ((title, True), (lead, False))
    found = [*_days(title, published, None, ahead=ahead), *_days(lead, published, title, ahead=ahead)]
    found += [s for text, in_title in both for s in _in_words(text, published, in_title, ahead=ahead)]
    return [*found, *_years(title, published, None), *_years(lead, published, title)] if ahead else found


def best_day(stated: list[Stated], *, ahead: bool, saying: bool) -> Stated | None:
    """The day of what the text is about. ``ahead``: it is announced, so that the day of saying is not its day;
    ``saying``: it is itself a statement, whose day is the day of saying. A title that recalls something past is about that day."""
    order = _OF_SAYING if saying else _OF_PLANS if ahead else _OF_DEEDS
    ranked = sorted(stated, key=lambda s: not s.core)  # among days of what happened, the core's own first
    found = (s for role in order for s in (ranked if role == "event" else stated) if _is_of(s, role))
    recalled = (s for s in stated if s.role == "past" and s.in_title)
    return next(found, None) or next(recalled, None)


_OF_SAYING = ("said", "event", "opened", "dateline")
_OF_PLANS = ("event", "opened", "coarse")
_OF_DEEDS = ("opened", "event", "since", "coarse", "said", "dateline", "ended")
"""Which day counts, first to last; a coarse one is of what happened, known to the month or year."""


def _is_of(stated: Stated, role: str) -> bool:
    if role == "coarse":
        return stated.role == "event" and stated.precision != "day"
    return stated.role == role and stated.precision == "day"


def _in_words(text: str, published: date, in_title: bool, *, ahead: bool) -> Iterator[Stated]:
    """Days in other languages: an end of a span, a dateline, or else the day of what happened."""
    read = [match.span() for match in _PATTERNS.finditer(text) if not (match["m3"] or match["period"])]
    for found in days_in_words(text, published, ahead=ahead):
        if any(start < found.end and found.start < end for start, end in read):
            continue
        before, after = text[: found.start], text[found.end :]
        headed = not in_title and in_dateline(before, after)
        said = "said" if is_of_saying(before, after) else "event"
        role = "dateline" if headed else "end" if found.is_end else said
        basis = f"“{text[found.start : found.end].strip()}”, read on {published.isoformat()}"
        yield Stated(found.day, found.until, found.precision, basis, role, core=False, in_title=in_title)


def _days(text: str, published: date, title: str | None, *, ahead: bool) -> Iterator[Stated]:
    """Those of a lead, below its ``title``, or of a title itself."""
    in_title = title is None
    for match in _PATTERNS.finditer(text):
        begins = match.start("m3") if lowered(match["coarse"] or "") in _EDGES else match.start()
        before, after = text[:begins], text[match.end() :]
        if match["period"] and (_OF_A_MONTH.search(before) or _COUNTED.search(before)):
            continue
        resolved = _resolve(match, published, before, after, ahead=ahead)
        if resolved is None or (match["weekday"] and is_given_name(before, after)):
            continue
        day, until, precision = resolved
        clause = clause_before(before)
        role = role_of_day(before, after, clause, in_title=in_title, coarse=precision != "day")
        ago = (published - day).days
        role = role_in_span(role, clause, ago) if precision == "day" else role
        if role == "event" and title is not None and _is_earlier(clause, after, title, ago, precision):
            role = "past"
        if role == "event" and title is not None and ago < 0 and is_of_another_step(clause, after, title):
            role = "other"
        if role == "event" and ahead and precision == "week" and ago >= 0 and tells_past(clause):
            role = "past"  # "met this week to plan it"
        basis = f"“{match.group().strip()}”, read on {published.isoformat()}"
        yield Stated(day, until, precision, basis, role, core=bool(deeds_in(clause)), in_title=in_title)


def _years(text: str, published: date, title: str | None) -> Iterator[Stated]:
    """Years to come that are all a title names, or its lead of what the title tells."""
    for start, end, year in years_ahead(text, published):
        before, after = text[:start], text[end:]
        clause = clause_before(before)
        role = role_of_day(before, after, clause, in_title=title is None, coarse=True)
        if role != "event" or (title is not None and not is_of_same_step(clause, after, title)):
            continue
        basis = f"“{text[start:end].strip()}”, read on {published.isoformat()}"
        core = bool(deeds_in(clause))
        yield Stated(date(year, 1, 1), None, "year", basis, role, core=core, in_title=title is None)


def _is_earlier(clause: str, after: str, title: str, ago: int, precision: Precision) -> bool:
    long_ago = ago > RECENT + _LONG.get(precision, 0)
    return (long_ago and is_of_earlier_step(clause, after, title)) or (
        ago > _VOYAGE and is_on_the_way(clause, title)
    )


_VOYAGE = 14
"""Days that lie between what went before a handover and the handover."""
_LONG: Mapping[Precision, int] = {"week": 7, "month": 30, "year": 365}
"""Days of what is known to the month or the year alone."""


def _resolve(
    match: re.Match[str], published: date, before: str, after: str, *, ahead: bool
) -> tuple[date, date | None, Precision] | None:
    if match["iso"]:
        return _exact(match["iso"])
    if match["d0"] or match["d1"] or match["d2"]:
        return _dated(match, published, before, after, ahead=ahead)
    if match["near"]:
        return published + timedelta(days=_NEAR[lowered(match["near"])[:4]]), None, "day"
    if match["weekday"]:
        day = _weekday(match, published, before, after, ahead=ahead)
        return (*_week_of(match, day, published, before), "day") if match["last"] else (day, None, "day")
    if match["m3"]:
        found, which = _month(match, published), match["coarse"] or ""
        return found if match["y3"] else _of_year(found, published, before, after, which=which, ahead=ahead)
    return _period(match, published)


def _dated(
    match: re.Match[str], published: date, before: str, after: str, *, ahead: bool
) -> tuple[date, date | None, Precision] | None:
    """A day of the calendar, or the week that it is said to begin."""
    found = (_days_of_two_months if match["d0"] else _calendar_day)(match, published)
    is_dated = any(match[year] for year in ("y0", "z0", "y1", "y2"))
    meant = found if is_dated else _of_year(found, published, before, after, ahead=ahead)
    return _week(meant[0]) if meant and _WEEK_OF.search(before) else meant


def _of_year(
    found: tuple[date, date | None, Precision] | None, published: date, before: str, after: str,
    *, which: str = "", ahead: bool = False,
) -> tuple[date, date | None, Precision] | None:  # fmt: skip
    """A day or month without a year, in the year that is meant."""
    if found is None:
        return None
    day, until, precision = found
    moved = in_year(day, year_meant(day, published, before, after, which=which, ahead=ahead))
    return (moved, moved + (until - day) if until else None, precision) if moved else None


_NEAR = {"toda": 0, "yest": -1, "tomo": 1, "the ": -1, "last": -1}


def _exact(written: str) -> tuple[date, None, Precision] | None:
    try:
        return date.fromisoformat(written), None, "day"
    except ValueError:
        return None


def _calendar_day(match: re.Match[str], published: date) -> tuple[date, date | None, Precision] | None:
    first = match["d1"] or match["d2"]
    last, year = match["e1"] or match["e2"], match["y1"] or match["y2"]
    named = match["m1"] or match["m2"]
    if not named[0].isupper():
        return None
    month = _number_of(named)
    end_month = _number_of(match["m1b"]) if match["m1b"] else month
    day = _nearest(month, _plain(first), int(year) if year else None, published)
    if day is None:
        return None
    return day, _end(end_month, _plain(last), day) if last else None, "day"


def _days_of_two_months(match: re.Match[str], published: date) -> tuple[date, date | None, Precision] | None:
    """ "28 December to 3 January": the first day is the nearest of its name, the last the next one after it."""
    if not (match["m0"][0].isupper() and match["n0"][0].isupper()):
        return None
    year = int(match["y0"]) if match["y0"] else None
    if year is None and match["z0"]:
        over = _number_of(match["m0"]) > _number_of(match["n0"])
        year = int(match["z0"]) - over
    day = _nearest(_number_of(match["m0"]), _plain(match["d0"]), year, published)
    return (day, _end(_number_of(match["n0"]), _plain(match["e0"]), day), "day") if day else None


_LONGEST_SPAN = 200
"""Days: what would last longer was not meant as a span."""


def _end(month: int, number: int, day: date) -> date | None:
    """The first day of that name from ``day`` on."""
    years = (day.year, day.year + 1)
    found = [date(y, month, number) for y in years if 1 <= number <= calendar.monthrange(y, month)[1]]
    until = next((one for one in found if one >= day), None)
    return until if until and (until - day).days <= _LONGEST_SPAN else None


def _week_of(match: re.Match[str], day: date, published: date, before: str) -> tuple[date, date]:
    """ "from Monday to Friday", told on a Tuesday: what is neither to come nor over by its own words is that week's."""
    length = (_WEEKDAYS[lowered(match["last"])] - _WEEKDAYS[lowered(match["weekday"])]) % 7 or 7
    sentence = re.split(r"[.;]\s", before)[-1]
    started = published - timedelta(days=(published.weekday() - day.weekday()) % 7)
    goes_on = started <= published <= started + timedelta(days=length)
    if goes_on and not match["rel"] and _RUNNING.search(sentence):
        return started, started + timedelta(days=length)
    if day <= published < day + timedelta(days=length) and _PASSED.search(sentence):
        return day - timedelta(days=7), day + timedelta(days=length - 7)
    return day, day + timedelta(days=length)


_RUNNING = re.compile(rf"\b(?:{_either('running')})\b[^.;]{{0,40}}$", re.IGNORECASE)
_PASSED = re.compile(rf"\b(?:{_either('passed')})\b", re.IGNORECASE)


def _plain(written: str) -> int:
    return int(re.sub(r"\D", "", written))


def _number_of(written: str) -> int:
    word = lowered(written).rstrip(".")
    return _MONTHS.get(word) or _MONTHS[word[:3]]


def _nearest(month: int, day: int, year: int | None, published: date) -> date | None:
    """The day of that name nearest to publication, where no year is given."""
    years = [year] if year else [published.year - 1, published.year, published.year + 1]
    found = [date(y, month, day) for y in years if 1 <= day <= calendar.monthrange(y, month)[1]]
    return min(found, key=lambda d: abs((d - published).days), default=None)


def _weekday(match: re.Match[str], published: date, before: str, after: str, *, ahead: bool) -> date:
    """The last such day (the day of publication included), or the next one where the words look ahead."""
    back = (published.weekday() - _WEEKDAYS[lowered(match["weekday"])]) % 7
    relative = lowered(match["rel"] or "")
    sentence, rest = re.split(r"[.;]\s", before)[-1], re.split(r"[.;]\s|\.$", after)[0]
    coming = lies_ahead(sentence, rest) or (ahead and is_to_come(sentence, rest)) or _ENDS.search(before)
    if relative in ("next", "coming") or (relative != "last" and back and coming):
        return published + timedelta(days=7 - back)
    return published - timedelta(days=back or (7 if relative == "last" else 0))


_ENDS = re.compile(rf"\b(?:{_either('ends')})(?:\son)?\s?$", re.IGNORECASE)
"""In the present these are of what goes on: "began on 3 November and ends on Saturday"."""


def _month(match: re.Match[str], published: date) -> tuple[date, None, Precision] | None:
    word = match["m3"].rstrip(".")
    if not word[0].isupper() or not (match["coarse"] or match["y3"] or match["span"]):
        return None
    month = _number_of(word)
    day = _nearest(month, 1, int(match["y3"]) if match["y3"] else None, published)
    return (day, None, "month") if day else None


def _period(match: re.Match[str], published: date) -> tuple[date, None, Precision]:
    step = {"next": 1, "last": -1, "this": 0}[lowered(match["period"])]
    if lowered(match["unit"]) == "week":
        return _week(published + timedelta(weeks=step))
    if lowered(match["unit"]) == "month":
        month = published.month - 1 + step
        return date(published.year + month // 12, month % 12 + 1, 1), None, "month"
    return date(published.year + step, 1, 1), None, "year"


def _week(day: date) -> tuple[date, None, Precision]:
    return day - timedelta(days=day.weekday()), None, "week"


_WEEK_OF = re.compile(rf"\bweek (?:{_either('of_a_week')})(?: on)?(?: monday,?)?\s$", re.IGNORECASE)
