"""Days as exactly as they are known, and never more."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from store.nouns.models import ArticleFacts, EventFacts
from store.nouns.values import Precision, StatedDay

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
BLANK = "\u00a0"
_BY_DAY: Mapping[str, str] = {"day": "", "told": "told ", "week": "week of "}
"""What stands before a day, by how exactly it is known."""
_QUOTED = re.compile(r"(“[^”\n]*”)")
_WHOLE = re.compile(rf"(?<![\w/-])((?:about )?(?:\d{{1,2}} )?)({'|'.join(MONTHS)}) (\d{{4}})(?!\d)")


def day(value: date | datetime | None, precision: Precision) -> str:
    """``30 November 2020``, ``November 2020``, ``2019``, ``about 2014``, ``week of 16 November 2026``, ``told 9 November 2026``; ``date not known``."""
    if value is None or precision == "unknown":
        return "date not known"
    if precision == "year":
        return str(value.year)
    if precision == "approximate" and (value.month, value.day) in ((1, 1), (12, 31)):
        return f"about {value.year}"
    month = f"{MONTHS[value.month - 1]} {value.year}"
    if precision in _BY_DAY:
        return f"{_BY_DAY[precision]}{value.day} {month}"
    return month if precision == "month" else f"about {month}"


def held_together(text: str) -> str:
    """A text as a narrow screen breaks it: behind a dot, never within a day. Months are short beside a year: ``30 Nov 2020``,
    but in what is quoted, which stays as it was written."""
    parts = [part if _QUOTED.fullmatch(part) else _shortened(part) for part in _QUOTED.split(text)]
    return "".join(parts).replace(" · ", f"{BLANK}· ")


def _shortened(text: str) -> str:
    return _WHOLE.sub(
        lambda found: f"{found[1] or ''}{found[2][:3]}{BLANK}{found[3]}".replace(" ", BLANK), text
    )


def told(article: ArticleFacts) -> str:
    """When a text was published, as exactly as that is known: ``26 Nov 2026``; empty where nothing is. In words, as every
    other day: a timestamp of Discord's would be in figures."""
    if article.published is None:
        return ""
    return _shortened(day(article.published, article.published_precision)).replace(BLANK, " ")


def span(start: date | None, end: date | None, precision: Precision) -> str:
    """One day, or first to last: ``7 to 24 December 2020`` shows both only where both are known."""
    if start is None or end is None or end == start:
        return day(start, precision)
    return f"{day(start, precision)} to {day(end, precision).removeprefix('about ').removeprefix('told ')}"


def short_day(value: date | datetime | None, precision: Precision, near: date | None = None) -> str:
    """``26 Nov`` in the year of ``near`` (the day on which it was told), ``26 Nov 2020`` in another one."""
    if value is None or precision == "unknown":
        return ""
    month = MONTHS[value.month - 1][:3]
    if precision == "day":
        is_near = near is None or near.year == value.year
        return f"{value.day} {month}" if is_near else f"{value.day} {month} {value.year}"
    if precision == "week":
        return f"week of {short_day(value, 'day', near)}"
    return day(value, precision)


def short_span(start: date | None, end: date | None, precision: Precision, near: date | None = None) -> str:
    """``7–24 Dec``, ``30 Nov – 2 Dec``: as ``span`` in as few letters."""
    first = short_day(start, precision, near)
    if start is None or end is None or end == start or precision != "day":
        return first
    last = short_day(end, precision, near)
    is_one_month = (start.year, start.month) == (end.year, end.month)
    return f"{start.day}–{last}" if is_one_month else f"{first} – {last}"


def stated(one: StatedDay) -> str:
    return span(one.day, one.until, one.precision)


def differ(event: EventFacts) -> bool:
    """Whether sources state different days for it, and nobody has settled on another one."""
    return len(event.days) > 1 and event.day in [one.day for one in event.days]


def partial(text: str) -> str:
    """A ``PartialDay`` in words: ``2020-11-30``, ``2020-11`` and ``2020``."""
    year, month, day_of_month = (*map(int, text.split("-")), 1, 1)[:3]
    exact: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
    return day(date(year, month, day_of_month), exact[len(text)])
