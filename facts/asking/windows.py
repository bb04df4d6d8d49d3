"""Date windows as people write them: ``2020``, ``2020-11``, ``2020-11-30``, ``30d``, "last month". Inclusive, and
honest about what is known only to the month or the year."""

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from importlib import import_module
from typing import Literal

from facts.rows.patterns import alternatives, word_table
from facts.wording.time_words import MONTH, MONTHS, THIRDS, written_out
from store.nouns.models import EventFacts
from store.nouns.values import BEFORE_TOLD, REST_OF_WEEK, Precision

_either = partial(alternatives, "calendar", folder="facts.wording")
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_AGO = re.compile(r"(\d{1,4})\s*([dwmy])", re.IGNORECASE)
_WORDED = re.compile(rf"(?P<word>{_either('worded')})\s+(?P<when>.+)", re.IGNORECASE)
_STRETCH = re.compile(
    rf"\b(?:(?:{_either('before_a_part')})\s+)?(?:the\s+)?(?P<when>"
    rf"(?:{_either('parts_of_a_year')})(?:\s+of)?[\s-]+(?:the\s+)?"
    rf"(?:{MONTH}\s+)?(?:19|20)\d\d|(?:19|20)\d\d\s*[-/]?\s*(?:q[1-4]|h[12])|(?:19|20)\d0s)(?![\w-])",
    re.IGNORECASE,
)
"""A part of a year, of a month or a decade: "Q3 2025", "summer 2025", "late May 2020", "the 2010s"."""
_AHEAD = re.compile(
    r"\b(?:in|over|for)?\s*(?:the\s+)?(?P<when>yesterday|tomorrow|(?:next|coming)\s+(?:week|month|year))\b",
    re.IGNORECASE,
)
_PARTS: Mapping[str, tuple[int, int]] = word_table("calendar", "facts.wording")["parts"]
"""The first and last month of a part of the year; winter ends in the next year."""
_AS_BOUND = re.compile(
    rf"\b(?P<word>{_either('bounds')})\s+"
    rf"(?P<when>(?:last|this)\s+(?:week|month|year)|\d{{1,3}}\s+(?:{_either('units')})s?\s+ago|yesterday|"
    rf"(?:\d{{1,2}}\s+)?(?:{MONTH}\s+)?\d{{4}}(?:-\d{{1,2}}){{0,2}})\b",
    re.IGNORECASE,
)
"""A bound of time within a question: "since 2014", "before December 2015"."""
_POINT = rf"(?:(?:(?<![\w-])\d{{1,2}}\s+)?{MONTH}\s+)?(?:19|20)\d\d(?:-\d{{1,2}}){{0,2}}"
_SPAN = re.compile(
    rf"\b(?:(?:between|from|in)\s+)?(?P<since>{_POINT})\s*(?:{_either('joins')})\s*(?P<until>{_POINT})\b",
    re.IGNORECASE,
)
"""A stretch of time within a question: "2014 to 2016", "between May 2019 and July 2021"."""
_WITHIN = re.compile(
    rf"\b(?:(?:{_either('before_a_month')})\s+)?(?P<when>(?:(?<![\w-])\d{{1,2}}\s+)?{MONTH}\s+(?:19|20)\d\d|(?:19|20)\d\d-\d{{1,2}}(?:-\d{{1,2}})?)(?![\w-])",
    re.IGNORECASE,
)
"""A month or day within a question: "in December 2020", "2020-11"."""
_LATELY = re.compile(
    rf"\b(?:{_either('lately')})?\s*(?:the\s+)?(?:(?:last|past)\s+(?P<count>\d{{1,3}})\s+(?P<unit>{_either('units')})s?|(?P<which>this|last|past)\s+(?P<what>week|month|year))\b",
    re.IGNORECASE,
)
"""A time before today within a question: "last month", "the past 30 days"."""
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}


@dataclass(frozen=True)
class Window:
    """From ``since`` to ``until``, both included; an open end is None."""

    since: date | None = None
    until: date | None = None

    @property
    def is_open(self) -> bool:
        return self.since is None and self.until is None


@dataclass(frozen=True)
class NotADate:
    """What was written is no date; ``why`` is a sentence for its writer."""

    why: str


def window(since: str | None, until: str | None, today: date) -> Window | NotADate:
    """Reads both ends; an end before the start is no window. A stretch in place of the start has both ends in itself."""
    if since and not until and (ends := _both_ends(since, today)):
        since, until = ends
    start = bound(since, today, "first") if since else None
    end = bound(until, today, "last") if until else None
    for side in (start, end):
        if isinstance(side, NotADate):
            return side
    read = Window(start if isinstance(start, date) else None, end if isinstance(end, date) else None)
    if read.since and read.until and read.until < read.since:
        return NotADate(f"The window ends ({_told(read.until)}) before it starts ({_told(read.since)}).")
    return read


def _told(value: date) -> str:
    """``31 Dec 2010``."""
    return f"{value.day} {value:%b %Y}"


def _both_ends(text: str, today: date) -> tuple[str, str] | None:
    """The two ends of what is nothing but a stretch of time: "between March and June 2021"."""
    rest, since, until = bounds_within(written_out(text, today))
    return (since, until) if not rest and since and until and since != until else None


def bound(text: str, today: date, edge: Literal["first", "last"]) -> date | NotADate:
    """The first or last day of what is written; "30d" is thirty days before ``today``."""
    text = _LATELY.sub(_counted_back, written_out(text.strip(), today))
    if (found := _WORDED.fullmatch(text)) and not _AGO.fullmatch(text):
        return _worded(found["word"].casefold(), found["when"], today, edge)
    if found := _PARTIAL.fullmatch(text):
        return _partial(text, found.groups(), edge)
    if found := _STRETCH.fullmatch(text):
        return _stretched(found["when"], edge)
    if found := _AHEAD.fullmatch(text):
        return _near_today(found["when"].casefold(), today, edge)
    if found := _AGO.fullmatch(text):
        days = int(found[1]) * _DAYS[found[2].lower()]
        return today - timedelta(days=days) if days < today.toordinal() else date.min
    return _spoken(text, today, edge)


def _counted_back(found: re.Match[str]) -> str:
    """ "the last 2 years" as "2y"; what is not counted stays."""
    return _lately_of(found)[0] if found["count"] else found[0]


def _stretched(when: str, edge: Literal["first", "last"]) -> date:
    """The first or last day of a part of a year, of a third of a month, of a decade."""
    plain = " ".join(re.findall(r"[a-z]+\d?|\d+(?:st|nd|rd|th)|\d{4}s?", when.casefold()))
    year = int(re.findall(r"\d{4}", plain)[0])
    if plain.endswith("0s"):
        return date(year if edge == "first" else year + 9, *((1, 1) if edge == "first" else (12, 31)))
    month = re.search(rf"\b{MONTH}(?=\s+\d{{4}})", plain)
    part = next(name for name in sorted(_PARTS, key=len, reverse=True) if re.search(rf"\b{name}\b", plain))
    if month and part in THIRDS:
        first = date(year, MONTHS.index(month[0][:3]) + 1, THIRDS[part][0])
        last = min(THIRDS[part][1], monthrange(first.year, first.month)[1])
        return first if edge == "first" else first.replace(day=last)
    at = _PARTS[part][0 if edge == "first" else 1]
    ends = date(year + (at > 12), (at - 1) % 12 + 1, 1)
    return _edge(ends, "month", edge)


def _near_today(when: str, today: date, edge: Literal["first", "last"]) -> date:
    if when in ("yesterday", "tomorrow"):
        return today + timedelta(days=-1 if when == "yesterday" else 1)
    if when.endswith("week"):
        monday = today + timedelta(days=7 - today.weekday())
        return monday if edge == "first" else monday + timedelta(days=6)
    if when.endswith("year"):
        return _edge(date(today.year + 1, 1, 1), "year", edge)
    return _edge(date(today.year + today.month // 12, today.month % 12 + 1, 1), "month", edge)


def _worded(word: str, when: str, today: date, edge: Literal["first", "last"]) -> date | NotADate:
    """ "before 2015" ends on the last day of 2014, "after 2015" starts on the first of 2016."""
    if word == "before":
        start = bound(when, today, "first")
        return start if isinstance(start, NotADate) else start - timedelta(days=1)
    if word == "after":
        end = bound(when, today, "last")
        return end if isinstance(end, NotADate) else end + timedelta(days=1)
    return bound(when, today, edge)


def bounds_within(text: str) -> tuple[str, str | None, str | None]:
    """A question without the time that it names in words, and that: since, until. Several stretches are to be compared: all
    from the first of them to the last."""
    if compared := _compared(text):
        return compared
    for pattern, read in ((_SPAN, _span_of), (_LATELY, _lately_of), (_STRETCH, _whole), (_AHEAD, _whole)):
        if _AS_BOUND.search(text) and pattern in (_STRETCH, _LATELY, _AHEAD):
            continue
        if found := pattern.search(text):
            return _without(text, found), *read(found)
    return _bounded(text)


def _bounded(text: str) -> tuple[str, str | None, str | None]:
    """By its bounds ("since 2014"), or a month or day within it."""
    since: str | None = None
    until: str | None = None
    for found in _AS_BOUND.finditer(text):
        if found["word"].casefold() in ("since", "after"):
            since = found[0]
        else:
            until = found[0]
    if since is None and until is None and (within := _WITHIN.search(text)):
        return _without(text, within), within["when"], within["when"]
    return " ".join(_AS_BOUND.sub(" ", text).split()), since, until


def _compared(text: str) -> tuple[str, str, str] | None:
    """Of more than one stretch of time the whole."""
    spans = list(_SPAN.finditer(text))
    if len(spans) < 2:
        return None
    ends = [found[side] for found in spans for side in ("since", "until")]
    return " ".join(_SPAN.sub(" ", text).split()), min(ends, key=_year_of), max(ends, key=_year_of)


def _year_of(point: str) -> str:
    found = re.search(r"(?:19|20)\d\d", point)
    return found[0] if found else ""


def _without(text: str, found: re.Match[str]) -> str:
    return " ".join(f"{text[: found.start()]} {text[found.end() :]}".split())


def _span_of(found: re.Match[str]) -> tuple[str, str | None]:
    return found["since"], found["until"]


def _whole(found: re.Match[str]) -> tuple[str, str | None]:
    return found["when"], found["when"]


def _lately_of(found: re.Match[str]) -> tuple[str, str | None]:
    if found["count"]:
        return f"{found['count']}{found['unit'][0]}", None
    if found["which"].casefold() == "last" and found["what"].casefold() != "week":
        return found[0].split("the ")[-1], found[0].split("the ")[-1]
    days = {"week": 7, "month": 30, "year": 365}[found["what"].casefold()]
    return f"{days}d", None


def surely_within(window: Window, start: date | None, end: date | None, precision: Precision) -> bool:
    """Whether what is known of a day lies in the window whatever it means: a coarse day may lie outside. A stretch of
    exact days that reaches into the window lies in it, and so does what was told in it."""
    if window.is_open or start is None or precision in ("day", "told", "unknown"):
        return overlaps(window, start, end, "day" if precision == "told" else precision)
    first, last = extent(start, end, precision)
    return (window.since is None or first >= window.since) and (window.until is None or last <= window.until)


def happened_within(window: Window, event: EventFacts) -> bool:
    """Whether an event lies in the window whatever its day means; what has no day is in an open one only."""
    return surely_within(window, event.day, event.until, event.precision)


def overlaps(window: Window, start: date | None, end: date | None, precision: Precision) -> bool:
    """Whether what is known of a day can lie in the window. What has no date is in an open window only."""
    if window.is_open:
        return True
    if start is None or precision == "unknown":
        return False
    first, last = extent(start, end, precision)
    return (window.until is None or first <= window.until) and (window.since is None or last >= window.since)


def extent(start: date, end: date | None, precision: Precision) -> tuple[date, date]:
    """The first and the last day that a coarse date may mean; an approximate one at the first of January stands for
    its year, any other for its month. What was told happened in the days before."""
    if precision == "told":
        return start - BEFORE_TOLD, end or start
    if precision == "week":
        return start, start + REST_OF_WEEK
    if precision == "approximate":
        precision = "year" if (start.month, start.day) == (1, 1) else "month"
    return _edge(start, precision, "first"), max(_edge(end or start, precision, "last"), end or start)


def _edge(day: date, precision: str, edge: Literal["first", "last"]) -> date:
    if precision == "year":
        return date(day.year, 1, 1) if edge == "first" else date(day.year, 12, 31)
    if precision == "month":
        return day.replace(day=1 if edge == "first" else monthrange(day.year, day.month)[1])
    return day


def _partial(text: str, parts: Sequence[str | None], edge: Literal["first", "last"]) -> date | NotADate:
    year, month, day = parts
    try:
        start = date(int(year or 0), int(month or 1), int(day or 1))
    except ValueError:
        return NotADate(f"“{text}” is no day of the calendar; dates are written 2020, 2020-11 or 2020-11-30.")
    return _edge(start, "day" if day else "month" if month else "year", edge)


def _spoken(text: str, today: date, edge: Literal["first", "last"]) -> date | NotADate:
    read = spoken_day(text, today)
    if read is None:
        return NotADate(
            f"“{text}” is no date that I can read; write 2020, 2020-11, 2020-11-30, 30d or “last month”."
        )
    return _edge(read[0], read[1] or "day", edge)


def spoken_day(text: str, today: date) -> tuple[date, str] | None:
    """A day as English says it ("26 Nov"), and how exactly (``day``, ``month``, ``year`` or another stretch); one without a
    year is the last that was. Not on the event loop: what reads it (dateparser) is loaded when it is first wanted, a tenth
    of a second and 3 MB that most processes never need."""
    base = datetime(today.year, today.month, today.day)  # noqa: DTZ001 - dateparser compares naive days
    settings = {
        "RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "first", "DATE_ORDER": "DMY",
    }  # fmt: skip
    reader = import_module("dateparser.date").DateDataParser(languages=["en"], settings=settings)
    read = reader.get_date_data(text) if text else None
    return (read.date_obj.date(), read.period) if read is not None and read.date_obj is not None else None
