"""Days in other languages than English. The words are data (``facts/rows/days.toml``, most of it CLDR's names).

A word that names two months or weekdays in two languages names none.
"""

import calendar
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, partial

from facts.names.text import lowered
from facts.rows.patterns import alternatives, word_table
from store.nouns.values import Precision

_either = partial(alternatives, "days")

_NEAR = {"today": 0, "yesterday": -1, "tomorrow": 1}
_STEPS: Mapping[str, tuple[Precision, int]] = {
    "next_month": ("month", 1), "last_month": ("month", -1), "next_week": ("week", 1), "this_week": ("week", 0),
    "last_week": ("week", -1),
}  # fmt: skip
_WEEKDAYS = tuple(day.lower() for day in calendar.day_name)
_MONTHS = tuple(month.lower() for month in calendar.month_name[1:])
_ORDINAL = rf"(?:(?:{_either('ordinal_endings')})?\.?)"
_OF = rf"(?:(?:{_either('of')})\s|d['’])"
_TO = r"(?:\s?[-–—/~]\s?|\s[^\W\d]{1,6}\s)"
_WORD = r"[^\s\d.,;:!?()\[\]«»“”\"।。、|–—/-]+"
_NUMBER_FIRST = re.compile(
    rf"(?<![\d.,])(?P<d1>\d{{1,2}}){_ORDINAL}(?:{_TO}(?P<e1>\d{{1,2}}){_ORDINAL})?\s?{_OF}?(?P<m1>{_WORD})(?:,?\s{_OF}?(?P<y1>\d{{4}}))?"
)
_TWO_MONTHS = re.compile(
    rf"(?<![\d.,])(?P<d1>\d{{1,2}}){_ORDINAL}\s?{_OF}?(?P<m1>{_WORD})(?:,?\s{_OF}?(?P<y1>\d{{4}}))?{_TO}{_OF}?(?P<e1>\d{{1,2}}){_ORDINAL}\s?{_OF}?(?P<n1>{_WORD})"
)
_MONTH_FIRST = re.compile(
    r"(?P<d2>\d{1,2})(?:\s?[-–—]\s?(?P<e2>\d{1,2}))?(?![\d.,]*\d)(?:,?\s(?P<y2>\d{4}))?"
)
_IN_SIGNS = re.compile(
    r"""(?:(?P<y3>\d{4})\s?[年년]\s?)?(?:(?P<m3>(?<!\d)(?:0?[1-9]|1[0-2]))\s?|(?P<next>来|下个?|다음\s?)|(?P<last>先|上个?|지난\s?)|(?:今|本|이번\s?))[月월달]
    \s?(?P<d3>\d{1,2})\s?[日号號일](?:\s?(?:[-–—~〜～至到]|から|에서|부터)\s?(?:(?P<n3>0?[1-9]|1[0-2])\s?[月월]\s?)?(?P<e3>\d{1,2})[日号일])?
    |(?<![\d月월年.,〇])(?P<bare>\d{1,2})[日일](?![間间内内程本前後后\u5e38간째])""",
    re.VERBOSE,
)
"""Chinese, Japanese and Korean, where a figure stands for the month."""
_TOKEN = re.compile(r"[^\s\d.,;:!?()\[\]«»“”\"।。、|–—/]+")
_ENDINGS = tuple(word_table("days")["weekday_endings"])
"""Of weekdays in Finnish, Hungarian, Estonian and German."""
_UNSPACED = "\u0e00"
"""From here on letters are of scripts that put no spaces between words, or inflect by signs."""
_LONGEST = 3
_LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class DayInWords:
    """A day that a text names between ``start`` and ``end``; ``until`` is the last of a span, ``is_end``: it is itself one;
    ``precision``: of a week or month that is all that is named it is the first day."""

    day: date
    until: date | None
    start: int
    end: int
    is_end: bool
    precision: Precision = "day"


@dataclass(frozen=True, slots=True)
class _Words:
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    near: Mapping[str, int]
    peoples: frozenset[str]
    heads: frozenset[str]
    """The first two letters of every weekday and neighbour of today."""
    unspaced: re.Pattern[str]
    ends_before: re.Pattern[str]
    ends_after: re.Pattern[str]
    periods: re.Pattern[str]
    steps: Mapping[str, tuple[Precision, int]]
    in_month: re.Pattern[str]
    year_behind: re.Pattern[str]
    year_ahead: re.Pattern[str]
    said_before: re.Pattern[str]
    said_behind: re.Pattern[str]
    done: re.Pattern[str]
    to_come: re.Pattern[str]


def days_in_words(text: str, published: date, *, ahead: bool) -> list[DayInWords]:
    """Every such day in order. ``ahead``: the text is about what is to come, so that a weekday is the next one. Far under
    a millisecond for a lead."""
    plain, words = lowered(unicodedata.normalize("NFC", text)), _words()
    found = [
        *_dates(plain, words, published, ahead=ahead),
        *_named(plain, text, words, published, ahead=ahead),
        *_months(plain, words, published, ahead=ahead),
    ]
    kept: list[DayInWords] = []
    for one in sorted(found, key=lambda day: (day.start, -day.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(_in_its_year(one, plain, words, published))
    return kept


def is_of_saying(before: str, after: str) -> bool:
    """Whether a day stands with a verb of saying, on either side: "l'a annoncé lundi", "pazartesi günü açıkladı"."""
    words = _words()
    return bool(words.said_before.search(lowered(before)) or words.said_behind.match(lowered(after)))


def _in_its_year(found: DayInWords, plain: str, words: _Words, published: date) -> DayInWords:
    """A date in the year that stands beside it in words: "5 mai de l'année dernière", "去年5月"."""
    beside = words.year_behind.match(plain, found.end) or words.year_ahead.search(plain, 0, found.start)
    if beside is None:
        return found
    moved = _date(published.year + (1 if beside["next"] else -1), found.day.month, found.day.day)
    until = moved + (found.until - found.day) if moved and found.until else None
    return replace(found, day=moved, until=until) if moved else found


def _dates(plain: str, words: _Words, published: date, *, ahead: bool) -> Iterator[DayInWords]:
    for start, end, said in _said(plain):
        if resolved := _resolved(said, words, published, ahead=ahead):
            yield _placed(plain, words, start, end, *resolved)


def _said(plain: str) -> Iterator[tuple[int, int, Mapping[str, str | None]]]:
    """What may be a date: where it stands and its parts."""
    for match in (*_TWO_MONTHS.finditer(plain), *_NUMBER_FIRST.finditer(plain)):
        yield *match.span(), match.groupdict()
    for match in _MONTH_FIRST.finditer(plain):
        before = plain[max(0, match.start() - _LONGEST_NAME) : match.start()]
        if before.endswith(" ") and before.strip():
            month = before.split()[-1]
            yield match.start() - len(month) - 1, match.end(), match.groupdict() | {"m2": month}
    if max(plain, default="") > _UNSPACED:
        for match in _IN_SIGNS.finditer(plain):
            yield *match.span(), match.groupdict()


def _placed(plain: str, words: _Words, start: int, end: int, day: date, until: date | None) -> DayInWords:
    is_end = bool(words.ends_before.search(plain[:start]) or words.ends_after.match(plain[end:]))
    return DayInWords(day, until, start, end, is_end)


def _named(plain: str, text: str, words: _Words, published: date, *, ahead: bool) -> Iterator[DayInWords]:
    """Weekdays, today and its neighbours."""
    for start, end in _spans(plain, words):
        named = plain[start:end]
        if "\u0370" <= named[0] <= "\u03ff" and text[start].islower() and named not in words.near:
            continue  # Greek ordinals are weekdays with a small letter
        if named in words.peoples and text[start].isupper():
            continue  # "Danes give Ukraine howitzers", and no today of Slovenes
        if (apart := words.near.get(named)) is not None:
            yield _placed(plain, words, start, end, published + timedelta(days=apart), None)
        elif (weekday := _value(named, words.weekdays)) is not None:
            back = (published.weekday() - weekday) % 7
            is_next = ahead and back and not _is_over(plain, start, words)
            day = published + timedelta(days=7 - back if is_next else -back)
            yield _placed(plain, words, start, end, day, None)


def _is_over(plain: str, at: int, words: _Words) -> bool:
    """Whether the sentence around the letter ``at`` tells what was done on its day: "the deal was signed on Monday"."""
    start = max((stop.end() for stop in _STOPS.finditer(plain, 0, at)), default=0)
    stop = _STOPS.search(plain, at)
    sentence = plain[start : stop.start() if stop else len(plain)]
    return words.done.search(sentence) is not None and words.to_come.search(sentence) is None


_STOPS = re.compile(r"[.!?;:](?=\s|$)|[。۔।！？；]")


def _months(plain: str, words: _Words, published: date, *, ahead: bool) -> Iterator[DayInWords]:
    """ "next week", "next month", "en diciembre": no more than a week or month."""
    for match in words.periods.finditer(plain):
        precision, step = words.steps[match.group()]
        if first := _first_of(precision, step, published):
            yield DayInWords(first, None, *match.span(), is_end=False, precision=precision)
    for match in words.in_month.finditer(plain):
        number = _value(match["month"], words.months)
        day = (
            _month_near(number, int(match["year"]) if match["year"] else None, published, ahead=ahead)
            if number
            else None
        )
        if day:
            yield DayInWords(day, None, *match.span(), is_end=False, precision="month")


def _first_of(precision: Precision, step: int, published: date) -> date | None:
    """The first day of the week or month so many after that of publication."""
    if precision == "week":
        return published + timedelta(days=7 * step - published.weekday())
    month = published.month - 1 + step
    return _date(published.year + month // 12, month % 12 + 1, 1)


def _month_near(number: int, year: int | None, published: date, *, ahead: bool) -> date | None:
    """The first day of the month of that number, on the side to which the text looks."""
    if year:
        return _date(year, number, 1)
    this = published.replace(day=1)
    found = [d for y in (-1, 0, 1) if (d := _date(published.year + y, number, 1))]
    fitting = [d for d in found if (d >= this if ahead else d <= this)]
    return min(fitting, key=lambda d: abs((d - this).days), default=None)


def _spans(plain: str, words: _Words) -> Iterator[tuple[int, int]]:
    """Where names stand: of up to three words in a row the longest, and within unspaced writing."""
    tokens = [match.span() for match in _TOKEN.finditer(plain)]
    at = 0
    while at < len(tokens):
        if plain[tokens[at][0] : tokens[at][0] + 2] not in words.heads:
            at += 1
            continue
        sizes = range(min(_LONGEST, len(tokens) - at), 0, -1)
        ends = ((size, tokens[at + size - 1][1]) for size in sizes)
        size, end = next(((n, e) for n, e in ends if _is_name(plain[tokens[at][0] : e], words)), (0, 0))
        if size:
            yield tokens[at][0], end
        at += size or 1
    if max(plain, default="") > _UNSPACED:
        yield from (match.span() for match in words.unspaced.finditer(plain))


def _is_name(named: str, words: _Words) -> bool:
    return named in words.near or _value(named, words.weekdays) is not None


def _value(named: str, values: Mapping[str, int]) -> int | None:
    """With its ending or without, behind a name that is long enough to bear one."""
    if (value := values.get(named)) is not None:
        return value
    bare = (named.removesuffix(ending) for ending in _ENDINGS if named.endswith(ending))
    if (value := next((values[one] for one in bare if len(one) > 3 and one in values), None)) is not None:
        return value
    stem = named.partition("'")[0].partition("’")[0]
    sizes = range(len(named) - 1, 2, -1) if "\u0900" <= named[0] <= "\u109f" else range(0)
    return values.get(stem) or next((values[named[:n]] for n in sizes if named[:n] in values), None)


def _resolved(
    said: Mapping[str, str | None], words: _Words, published: date, *, ahead: bool
) -> tuple[date, date | None] | None:
    if bare := said.get("bare"):
        return _of_a_month_near(int(bare), published, ahead=ahead)
    month = _month(said, words, published)
    first, last, year = (next(filter(None, map(said.get, (k + "1", k + "2", k + "3"))), None) for k in "dey")
    if month is None or first is None:
        return None
    day = _nearest(month, int(first), int(year) if year else None, published)
    until = (
        _nearest(_last_month(said, words) or month, int(last), day.year, published) if day and last else None
    )
    if until and day and until < day:  # over the turn of a year
        until = _date(until.year + 1, until.month, until.day)
    return (day, until if until and 0 < (until - day).days <= _LONGEST_SPAN else None) if day else None


_LONGEST_SPAN = 200
"""Days: what would last longer was not meant as a span."""


def _last_month(said: Mapping[str, str | None], words: _Words) -> int | None:
    """The month of the last day, where it is another one ("29 ноября по 4 декабря", "12月28日至1月2日")."""
    if number := said.get("n3"):
        return int(number)
    return _value(named, words.months) if (named := said.get("n1")) else None


def _month(said: Mapping[str, str | None], words: _Words, published: date) -> int | None:
    if named := said.get("m1") or said.get("m2"):
        return _value(named, words.months)
    if number := said.get("m3"):
        return int(number)
    step = 1 if said.get("next") else -1 if said.get("last") else 0
    return (published.month - 1 + step) % 12 + 1


def _nearest(month: int, day: int, year: int | None, published: date) -> date | None:
    years = [year] if year else range(published.year - 1, published.year + 2)
    found = (_date(y, month, day) for y in years)
    return min((d for d in found if d), key=lambda d: abs((d - published).days), default=None)


def _of_a_month_near(day: int, published: date, *, ahead: bool) -> tuple[date, None] | None:
    """ "11日": of this month or the one beside it, on the side to which the text looks."""
    months = [published.month - 1 + step for step in (-1, 0, 1)]
    found = [_date(published.year + m // 12, m % 12 + 1, day) for m in months]
    fitting = [d for d in found if d and (d >= published if ahead else d <= published)]
    best = min(fitting, key=lambda d: abs((d - published).days), default=None)
    return (best, None) if best else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _words() -> _Words:
    rows = word_table("days")
    months = {lowered(w): _MONTHS.index(month) + 1 for month, names in rows["months"].items() for w in names}
    weekdays = {lowered(w): _WEEKDAYS.index(day) for day, names in rows["weekdays"].items() for w in names}
    near = {lowered(w): _NEAR[day] for day, names in rows["near"].items() for w in names}
    unspaced = sorted((w for w in (*weekdays, *near) if w[0] > _UNSPACED), key=len, reverse=True)
    steps = {lowered(w): step for name, step in _STEPS.items() for w in rows["periods"][name]}
    before, after = ("|".join(map(re.escape, rows["until"][side])) for side in ("before", "after"))
    years = "|".join(
        f"(?P<{side}>{'|'.join(re.escape(lowered(w)) for w in rows['years'][side])})"
        for side in ("next", "last")
    )
    saying = "|".join(re.escape(lowered(word)) for word in rows["saying"]["verbs"])
    done, to_come = (
        re.compile("|".join(re.escape(lowered(word)) for word in rows["over"][row]))
        for row in ("done", "to_come")
    )
    return _Words(
        months,
        weekdays,
        near,
        frozenset(rows["peoples"]["words"]),
        frozenset(name[:2] for name in (*weekdays, *near)),
        re.compile("|".join(map(re.escape, unspaced))),
        re.compile(rf"(?<!\w)(?:{before})\s?(?:{_either('articles_of_months')})?$"),
        re.compile(rf"\W{{0,3}}\w{{0,2}}\W?(?:{after})"),
        re.compile("|".join(map(re.escape, sorted(steps, key=len, reverse=True)))),
        steps,
        re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, rows['in_month']['before']))})\s(?P<month>{_WORD})(?:\s{_OF}?(?P<year>20\d\d))?(?!\s?{_OF}?\d)"
        ),
        re.compile(rf"\W{{0,3}}(?:{_OF}|\w{{1,4}}\s|\w{{0,3}}['’])?(?:{years})(?!\w)"),
        re.compile(rf"(?:{years})(?:の|的|\s)?$"),
        re.compile(rf"(?<!\w)(?:{saying})\w*\W{{1,2}}(?:(?!\d)\w+\W{{1,2}}){{0,2}}$"),
        re.compile(rf"\W{{0,2}}(?:(?!\d)\w+\W{{1,2}}){{0,2}}?(?:{saying})"),
        done,
        to_come,
    )
