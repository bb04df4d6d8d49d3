"""Time in the words of a question ("the last two years", "since last spring", "between March and June 2021") → as dates
that ``facts/asking/windows.py`` reads. Pure."""

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial

from facts.names.text import lowered
from facts.rows.patterns import alternatives, word_table
from facts.wording.clues import clue
from facts.wording.named_times import with_named_times

_either = partial(alternatives, "calendar", folder="facts.wording")

_WORDS = word_table("calendar", "facts.wording")
NUMBERS: Mapping[str, int] = _WORDS["numbers"]
MONTHS = tuple(_WORDS["months"])
SEASONS: Mapping[str, int] = _WORDS["seasons"]
"""The first month of each."""
DAYS = tuple(_WORDS["days"])
_COUNT = "|".join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))
MONTH = rf"(?:{'|'.join(f'{month}(?:{rest})?' if rest else month for month, rest in _WORDS['months'].items())})\.?"
"""An expression for a month, whole or short."""
_SEASON = "|".join(SEASONS)
_YEAR = r"(?:19|20)\d\d"
THIRDS: Mapping[str, tuple[int, int]] = _WORDS["thirds"]
"""The first and the last day of a part of a month."""
WEEKS: Mapping[str, int] = _WORDS["weeks"]
_PART = "|".join(sorted(map(re.escape, THIRDS), key=len, reverse=True))
_WEEK = "|".join(map(re.escape, WEEKS))
_DAY = _either("days")
NEAR = 92
"""Days within which a day without its year is the one that comes, where nothing over is asked for."""
NEXT = 31
"""Days within which a month by its name alone is the one that comes."""
AHEAD = frozenset(_WORDS["ahead"])
"""Bounds at a time that may lie ahead: "after December", but not "since December"."""
_A_MONTH = re.compile(rf"\b{MONTH}(?![\w-])", re.IGNORECASE)
_WEEK_LONG = 7
_HOURS = 24


def is_of_time(word: str) -> bool:
    """Whether it is a number or a month."""
    return any(map(str.isdigit, word)) or re.fullmatch(MONTH, word, re.IGNORECASE) is not None


def written_out(text: str, today: date) -> str:
    """The same question with its time as dates: words for numbers, and what is told from ``today``."""
    text = with_named_times(text)
    for pattern, read in _RULES:
        text = pattern.sub(lambda found, read=read: read(found, today), text)  # type: ignore[misc]
    return text


def _counted(found: re.Match[str], _: date) -> str:
    """ "the last two years" → "last 2 years", "two weeks ago" → "2 weeks ago"."""
    return f"{found['before'] or ''}{NUMBERS[lowered(found['count'])]} {found['unit']}{found['after'] or ''}"


def _decade(found: re.Match[str], _: date) -> str:
    """ "the past decade" → "past 10 years"."""
    return f"{found['which']} 10 years"


def _season(found: re.Match[str], today: date) -> str:
    """ "last spring" is the newest that is over; "this summer" that of this year."""
    name = lowered(found["season"])
    is_last = lowered(found["which"]) in ("last", "past")
    over = date(min(9999, today.year + (name == "winter")), (SEASONS[name] + 2) % 12 + 1, 1) <= today
    return f"{name} {today.year - (is_last and not over)}"


def _quarter(found: re.Match[str], today: date) -> str:
    quarter = (today.month - 1) // 3 + 1
    if lowered(found["which"]) == "this":
        return f"q{quarter} {today.year}"
    return f"q{quarter - 1} {today.year}" if quarter > 1 else f"q4 {today.year - 1}"


def _this(found: re.Match[str], today: date) -> str:
    """ "this year" is the calendar's, as far as it has come."""
    unit = lowered(found["unit"])
    if unit == "week":
        return f"{_days_before(today, today.weekday())} to {today}"
    return f"{today.year}" if unit == "year" else f"{today:%Y-%m}"


def _month(found: re.Match[str], today: date) -> str:
    """A month without its year is the newest that has begun, of a plan the next; of "last" the newest that is over. Behind a
    bound it is the one that comes, where that is near and nothing over is asked for; without one, where it is the very next."""
    at = MONTHS.index(lowered(found["month"])[:3]) + 1
    is_over = at < today.month if "last" in lowered(found["which"] or "") else at <= today.month
    before = lowered(found["word"] or "").strip()
    is_plan = clue("planned").search(found.string) is not None
    start = date(today.year, at, 1)
    is_near = not is_over and _is_near(start, found.string, today)
    if before in AHEAD and (is_near or (is_plan and not is_over)):
        return f"{before} {today.year}-{at:02}"
    if not before and is_near and start <= today + timedelta(days=NEXT):
        return f"{today.year}-{at:02}"
    if not before and is_plan:
        return f"{_planned_year(at, found.string, today)}-{at:02}"
    return f"{before + ' ' if before else ''}{today.year - (not is_over)}-{at:02}"


def _weekday(found: re.Match[str], today: date) -> str:
    """The last that was; behind "next" or "coming" the next that comes."""
    at, before = DAYS.index(lowered(found["day"])), lowered(found["word"] or "")
    if before in ("next", "coming"):
        return f"{today + timedelta(days=(at - today.weekday()) % 7 or 7)}"
    word = f"{before} " if before in _WORDS["bounds"] else ""
    return f"{word}{_days_before(today, (today.weekday() - at) % 7 or 7)}"


def _weekend(found: re.Match[str], today: date) -> str:
    """The last that has begun."""
    back = (today.weekday() - DAYS.index("saturday")) % 7
    word = f"{lowered(found['word'])} " if found["word"] else ""
    start = _days_before(today, back)
    return f"{word}{start}" if word else f"{start} to {start + timedelta(days=1)}"


def _hours(found: re.Match[str], _: date) -> str:
    """ "the last 48 hours" as days."""
    return f"{found['before']}{max(1, int(found['count']) // _HOURS)} days"


def _day_first(found: re.Match[str], _: date) -> str:
    """ "February 10th, 2026", "10th of February" → "10 February"."""
    year = f" {found['year']}" if found["year"] else ""
    return f"{found['number']} {found['month']}{year}"


def _in_its_year(found: re.Match[str], today: date) -> str:
    """A day or a part of a month without its year is the newest that has begun, of a plan the next: "10 feb", "early May". A near
    one is the next, where nothing that is over is asked for: "exercises after 8 December" in November."""
    at = MONTHS.index(lowered(found["month"])[:3]) + 1
    first = int(found["number"]) if found["number"] else THIRDS[lowered(found["part"])][0]
    is_ahead = (at, first) > (today.month, today.day)
    if clue("planned").search(found.string):
        return f"{found[0]} {_planned_year(at, found.string, today)}"
    is_of_two = len(_A_MONTH.findall(found.string)) > 1
    may_come = not (is_of_two or found.string[: found.start()].rstrip().casefold().endswith("since"))
    start = date(today.year, at, min(first, monthrange(today.year, at)[1]))
    is_next = is_ahead and may_come and _is_near(start, found.string, today)
    return f"{found[0]} {today.year - (is_ahead and not is_next)}"


def _planned_year(month: int, asked: str, today: date) -> int:
    """The year of a month that something is planned for: the next one, where that month of it is nearer than the one that was."""
    is_next = (month - today.month) % 12 < today.month - month and clue("over").search(asked) is None
    return today.year + is_next


def _is_near(day: date, asked: str, today: date) -> bool:
    """Whether a day comes soon, in a question that asks for nothing that is over."""
    return today <= day <= today + timedelta(days=NEAR) and clue("over").search(asked) is None


def _week_of_month(found: re.Match[str], today: date) -> str:
    """ "the second week of October" by its days, in the newest October that has begun."""
    at = MONTHS.index(lowered(found["month"])[:3]) + 1
    year = int(found["year"] or today.year - (at > today.month))
    last = monthrange(year, at)[1]
    number = WEEKS[lowered(found["which"])]
    start = last - _WEEK_LONG + 1 if number == 0 else (number - 1) * _WEEK_LONG + 1
    return f"{year}-{at:02}-{start:02} to {year}-{at:02}-{min(last, start + _WEEK_LONG - 1):02}"


def _days_before(today: date, days: int) -> date:
    """The first day of all where there is none before it."""
    return date.fromordinal(max(1, today.toordinal() - days))


def _one_year(found: re.Match[str], _: date) -> str:
    """ "March and June 2021" → "March 2021 to June 2021"."""
    return f"{found['first']} {found['year']} to {found['second']} {found['year']}"


def _one_month(found: re.Match[str], _: date) -> str:
    """ "1 and 15 December 2020" → "1 December 2020 to 15 December 2020"."""
    rest = f"{found['month']} {found['year']}"
    return f"{found['first']} {rest} to {found['second']} {rest}"


def _edge_of_year(found: re.Match[str], _: date) -> str:
    """ "until the end of 2015" is until 2015, "since the start of 2020" since 2020."""
    return f"{found['word']} {found['when']}"


def _edge_of_season(found: re.Match[str], _: date) -> str:
    """A bound at a season, by its first or its last day."""
    word, year, first = lowered(found["word"]), int(found["year"]), SEASONS[lowered(found["season"])]
    start = date(year, first, 1)
    if word in ("since", "from", "before"):
        return f"{'before' if word == 'before' else 'since'} {start}"
    end = date(year + (first + 3 > 12), (first + 2) % 12 + 1, 1) - timedelta(days=1)
    return f"{'after' if word == 'after' else 'until'} {end}"


def _bound(found: re.Match[str], _: date) -> str:
    words = {"prior to": "before", "earlier than": "before", "later than": "after"}
    return words.get(" ".join(lowered(found[0]).split()), "until")


def _onwards(found: re.Match[str], _: date) -> str:
    return f"since {found['when']}"


def _to_date(_: re.Match[str], today: date) -> str:
    return f"{today.year}"


def _near_day(found: re.Match[str], today: date) -> str:
    return f"{_days_before(today, 2 if 'before' in lowered(found[0]) else 0)}"


def _nothing(_: re.Match[str], __: date) -> str:
    """The weekday of a day that is named."""
    return ""


def _plain(found: re.Match[str], _: date) -> str:
    """ "last month's" → "last month"."""
    return found["when"]


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _years(found: re.Match[str], _: date) -> str:
    """ "2015-19" is no month: "2015 to 2019"."""
    century, second = found["first"][:2], int(found["second"])
    return (
        f"{found['first']} to {century}{second:02}" if second > max(12, int(found["first"][2:])) else found[0]
    )


_UNIT = rf"(?:{_either('units')})"
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], str]], ...] = (
    (_rule(r"(?<![\w-])(?P<first>(?:19|20)\d\d)\s?[-–/]\s?(?P<second>\d\d)(?![\w–-])"), _years),
    (_rule(rf"(?P<when>\b(?:last|past|this)\s+{_UNIT})['’]s\b"), _plain),
    (_rule(r"\bthe\s+day\s+before\s+yesterday\b|\btoday\b"), _near_day),
    (_rule(r"\byear\s+to\s+date\b|\bso\s+far\s+this\s+year\b|\bthis\s+year\s+so\s+far\b"), _to_date),
    (_rule(r"\b(?:the\s+)?(?P<which>last|past)\s+decade\b"), _decade),
    (_rule(rf"(?P<before>\b(?:last|past)\s+)(?:the\s+)?(?P<count>{_COUNT})\s+(?P<unit>{_UNIT}s?)\b(?P<after>)"), _counted),
    (_rule(rf"(?P<before>)\b(?P<count>{_COUNT})\s+(?P<unit>{_UNIT}s?)(?P<after>\s+ago)\b"), _counted),
    (_rule(r"\bthis\s+(?P<unit>week|month|year)\b"), _this),
    (_rule(r"\b(?P<which>last|past|this)\s+quarter\b"), _quarter),
    (_rule(rf"\b(?P<which>last|past|this)\s+(?P<season>{_SEASON})\b(?!\s+{_YEAR})"), _season),
    (_rule(rf"\b(?:(?:between|from)\s+)?(?P<first>(?:\d{{1,2}}\s+)?{MONTH})\s*(?:{_either('joins')})\s*(?P<second>(?:\d{{1,2}}\s+)?{MONTH})\s+(?P<year>{_YEAR})\b"), _one_year),
    (_rule(rf"\b(?P<month>{MONTH})\s+(?P<number>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(?P<year>{_YEAR}))?(?![\w-])"), _day_first),
    (_rule(rf"(?<!\w)(?<![A-Za-z]-)(?P<number>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{MONTH})(?:,?\s+(?P<year>{_YEAR}))?(?![\w-])"), _day_first),
    (_rule(rf"\b(?:(?:in|during)\s+)?(?:the\s+)?(?P<which>{_WEEK})\s+week\s+(?:of|in)\s+(?P<month>{MONTH})(?:\s+(?P<year>{_YEAR}))?(?![\w-])"), _week_of_month),
    (_rule(rf"(?:(?<!\w)(?<![A-Za-z]-)(?P<number>\d{{1,2}})\s+|\b(?P<part>{_PART})(?:\s+of)?[\s-]+)(?P<month>{MONTH})(?![\w-]|\s+(?:\d|be\b|have\b|not\b))"), _in_its_year),
    (_rule(rf"\b(?:(?:between|from)\s+)?(?P<first>\d{{1,2}})\s*(?:{_either('joins')})\s*(?P<second>\d{{1,2}})\s+(?P<month>{MONTH})\s+(?P<year>{_YEAR})\b"), _one_month),
    (_rule(rf"\b(?P<word>{_either('ends_before')})\s+the\s+end\s+of\s+(?P<when>(?:{MONTH}\s+)?{_YEAR})\b"), _edge_of_year),
    (_rule(rf"\b(?P<word>since|before)\s+the\s+(?:start|beginning)\s+of\s+(?P<when>(?:{MONTH}\s+)?{_YEAR})\b"), _edge_of_year),
    (_rule(rf"\b(?P<word>{_either('begins_or_ends')})\s+(?:the\s+)?(?P<season>{_SEASON})\s+(?:of\s+)?(?P<year>{_YEAR})\b(?!\s*(?:-|–|to|and)\b)"), _edge_of_season),
    (_rule(rf"\b(?:{_either('bounds_in_words')})(?=\s+(?:\w+\s+)?(?:\w+\s+)?\d{{4}}\b)"), _bound),
    (_rule(rf"\bfrom\s+(?P<when>(?:{MONTH}\s+)?{_YEAR})\s+on(?:wards?)?\b"), _onwards),
    (_rule(rf"\b(?P<when>(?:{MONTH}\s+)?{_YEAR})\s+onwards?\b"), _onwards),
    (_rule(rf"\b(?P<word>(?:{_either('bounds')})\s+)?(?:(?:in|during)\s+)?(?P<which>last\s+|this\s+)(?P<month>{MONTH})(?![\w-]|\s+\d)"), _month),
    (_rule(rf"\b(?:(?P<word>{_either('bounds')})\s+|(?:in|during|for)\s+)(?P<which>)(?P<month>{MONTH})(?![\w-]|\s+\d|\s+(?:to|and|until)\s)"), _month),
    (_rule(r"(?P<before>\b(?:last|past)\s+)(?P<count>\d{1,3})\s+hours?\b"), _hours),
    (_rule(rf"\b(?:(?P<word>{_either('bounds')})\s+)?(?:(?:{_either('before_a_weekend')})\s+)?(?:the\s+)?(?:last\s+|past\s+|this\s+)?week-?end(?:['’]s)?\b"), _weekend),
    (_rule(rf"\b(?:{_DAY}),?\s+(?=\d{{1,2}}\s+{MONTH}|(?:19|20)\d\d-)"), _nothing),
    (_rule(rf"\b(?:(?P<word>{_either('before_a_weekday')})\s+)?(?:last\s+|this\s+|this\s+past\s+)?(?P<day>{_DAY})(?:['’]s)?\b(?!\s+\d)"), _weekday),
)  # fmt: skip
"""In this order: what one writes out, the next may read."""
