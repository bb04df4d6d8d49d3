"""Days that a text gives by its own days: "the following day", "in the same month", "In December" below a year.

They are written out in full, so that the reader of days finds them; "last month" and "on Monday" are of the day on which
the text was published and stay as they are.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial

from facts.figures.numbers import CARDINALS
from facts.names.text import lowered
from facts.rows.patterns import alternatives
from store.nouns.values import Precision

_either = partial(alternatives, "own_days", folder="facts.prose")

_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = "|".join(name for name in calendar.month_name if name)
_COUNT = rf"(?P<count>\d{{1,2}}|{_either('counts')})"
_STEPS = re.compile(
    rf"""\b(?P<of>of\s)?(?:{_either("before_a_step")})?(?:
    (?P<same>(?:the\s|that\s)same|that)\s(?P<unit>day|month|year)
    |the\s(?P<next>following|next)\s(?P<unit_next>day|month|year)
    |the\s(?P<previous>previous|preceding)\s(?P<unit_previous>day|month|year)
    |the\s(?P<unit_before>day|month|year)\s(?P<side>before|after)(?=\s*[,.;]|\s*$)
    |{_COUNT}\s(?P<units>{_either("units")})s?\s(?P<way>{_either("ways")})
    |(?:in\s)?the\sday\s(?P<eve>before)\b)(?!\sof\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_BARE = re.compile(
    rf"\b(?P<word>{_either('before_a_month')})(?P<more>\s(?:the\s)?(?:{_either('parts_of_a_month')})?[\s-]?)"
    rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th)?\s)?(?P<month>{_MONTH})(?P<behind>\s\d{{1,2}}(?:st|nd|rd|th)?)?(?!,?\s\d{{4}}|\s?[-–]|\w|\sand\s\w+\s\d{{4}})",
)  # fmt: skip
_YEAR = re.compile(
    rf"\b(?:{_either('before_a_year')}|(?:{_MONTH})(?:\s\d{{1,2}},)?)[\s-](?P<year>19[4-9]\d|20\d\d)\b(?![.,]\d|[-–/]\d)",
    re.IGNORECASE,
)
_AHEAD = re.compile(rf"\b(?:{_either('ahead')})\b", re.I)
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]?")
_LABEL = re.compile(r"^\W{0,3}(?P<year>(?:19[4-9]\d|20\d\d))\s?(?:[:–-]|$)")
_ON_DAY = re.compile(
    rf"(?:^|\b(?:{_either('before_a_day')})\s(?:the\s)?(?:{_either('before_its_part')})?)"
    rf"(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s)?(?P<month>{_MONTH})(?:\s(?P<behind>\d{{1,2}})(?:st|nd|rd|th)?,)?\s(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_IN_YEAR = re.compile(
    rf"\b(?:{_either('before_its_year')})[\s-](?P<year>19[4-9]\d|20\d\d)\b(?![-–/]\d)", re.I
)


@dataclass(frozen=True, slots=True)
class Clock:
    """What a sentence's days are read by: when the text was ``published`` (None: nobody knows), the ``year`` that is in
    force (of the heading, or stated last in the paragraph), and the last ``day`` that was told, with its precision."""

    published: date | None = None
    year: int | None = None
    day: date | None = None
    precision: Precision = "unknown"

    def after(self, day: date | None, precision: Precision) -> "Clock":
        """The clock once a sentence has told of a day."""
        return self if day is None else replace(self, day=day, precision=precision)

    def in_paragraph(self, year: int | None) -> "Clock":
        """At the beginning of a paragraph below a heading of a year, or of none."""
        return replace(self, year=year)


@dataclass(frozen=True, slots=True)
class DatedText:
    """A sentence whose relative days are written out; ``pairs`` are what stood there and what it means."""

    text: str
    pairs: tuple[tuple[str, str], ...] = ()


def with_own_days(sentence: str, clock: Clock) -> DatedText:
    """What cannot be resolved stays as it is."""
    pairs: list[tuple[str, str]] = []

    def written(meant: Callable[[re.Match[str]], str | None]) -> Callable[[re.Match[str]], str]:
        def replaced(match: re.Match[str]) -> str:
            said = meant(match)
            if said is None:
                return match.group()
            pairs.append((match.group().strip(), said))
            return said

        return replaced

    text = _STEPS.sub(written(lambda match: _stepped(match, clock)), sentence)
    year_clock = replace(clock, year=stated_year(text) or clock.year)
    ahead = _AHEAD.search(_QUOTED.sub("", sentence)) is not None
    text = _BARE.sub(written(lambda match: _in_full(match, year_clock, ahead=ahead)), text)
    return DatedText(text, tuple(pairs))


def stated_year(text: str) -> int | None:
    """The last year that the text gives, or that is its label: what its bare months are of."""
    found = [*_LABEL.finditer(text), *_YEAR.finditer(text)]
    return int(found[-1]["year"]) if found else None


def day_told(text: str) -> tuple[date, Precision, str] | None:
    """The day, month or year in which it is said to have happened, with its words: a label ("2016: …"), or the first "on
    5 May 2017", "in May 2017", "in 2016"."""
    if match := _ON_DAY.search(text):
        number, month = int(match["day"] or match["behind"] or 1), _MONTHS[lowered(match["month"])]
        exact = (match["day"] or match["behind"]) is not None
        try:
            return date(int(match["year"]), month, number), "day" if exact else "month", match.group()
        except ValueError:
            return None
    year = _LABEL.match(text) or _IN_YEAR.search(text)
    return (date(int(year["year"]), 1, 1), "year", year.group().strip(" :–-")) if year else None


def has_loose_day(text: str) -> bool:
    """Whether it names a month without a year, or a day by its place in the week."""
    return _BARE.search(text) is not None or _LOOSE.search(text) is not None


_LOOSE = re.compile(
    rf"\b(?:{_either('loose')})\b",
    re.I,
)


def _stepped(match: re.Match[str], clock: Clock) -> str | None:
    if clock.day is None:
        return None
    unit = (
        next(
            match[name]
            for name in ("unit", "unit_next", "unit_previous", "unit_before", "units")
            if match[name]
        )
        if not match["eve"]
        else "day"
    )
    unit, step, of = lowered(unit), _step(match), "of" if match["of"] else "in"
    if unit == "week":
        unit, step = "day", 7 * step
    if unit == "day":
        return None if clock.precision != "day" else f"on {_day(clock.day + timedelta(days=step))}"
    if unit == "year":
        return f"{of} {clock.day.year + step}"
    return None if clock.precision == "year" else f"{of} {_month_of(clock.day, step)}"


def _step(match: re.Match[str]) -> int:
    if match["same"]:
        return 0
    if match["next"] or match["side"] == "after":
        return 1
    if match["previous"] or match["side"] or match["eve"]:
        return -1
    count = lowered(match["count"])
    number = 1 if count in ("a", "an") else int(count) if count.isdigit() else CARDINALS[count]
    return -number if lowered(match["way"]).startswith(("earlier", "before")) else number


def _day(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def _month_of(day: date, step: int) -> str:
    months = day.year * 12 + day.month - 1 + step
    return f"{calendar.month_name[months % 12 + 1]} {months // 12}"


def _in_full(match: re.Match[str], clock: Clock, *, ahead: bool) -> str | None:
    if match["word"] == "and" and not (match["day"] or match["behind"]):
        return None
    year = clock.year or _year_before(match, clock, ahead=ahead)
    return (
        None
        if year is None
        else f"{match.group()} {year}"
        if not match["behind"]
        else f"{match.group()}, {year}"
    )


def _year_before(match: re.Match[str], clock: Clock, *, ahead: bool) -> int | None:
    """Of what is past the last such month before publication; what is to come is left to the reader of days."""
    if clock.published is None or ahead:
        return None
    month = _MONTHS[lowered(match["month"])]
    return clock.published.year - (month > clock.published.month)
