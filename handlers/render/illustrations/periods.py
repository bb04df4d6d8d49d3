"""Events by day, month or year: the picture of a brief and of a digest."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from handlers.render.pictures.canvas import INSIDE, LARGE, Picture
from handlers.render.pictures.columns import Column, columns_picture, room_for
from handlers.render.pictures.letters import text_width
from handlers.render.words.dates import MONTHS
from store.nouns.models import Event

FEWEST = 3
"""Events that are worth a picture."""
BY_MONTH = ("day", "week", "month", "approximate", "told")
WEEK = 8
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True)
class _Scale:
    """How days become columns: the number of one, and of a number its label, its group and both in words."""

    number: Callable[[date], int]
    label: Callable[[int], str]
    group: Callable[[int], str]
    told: Callable[[int], str]


_BY_YEAR = _Scale(lambda day: day.year, lambda n: f"’{n % 100:02}", lambda n: str(n // 10 * 10) + "s", str)
_MONTHLY = _Scale(
    lambda day: day.year * 12 + day.month - 1,
    lambda n: MONTHS[n % 12][0],
    lambda n: str(n // 12),
    lambda n: f"{MONTHS[n % 12][:3]} {n // 12}",
)


def periods_picture(title: str, events: Sequence[Event], known: int, kinds: Kinds = KINDS) -> Picture | None:
    """Events by month where most lie within as many months as have room, else by year. ``known`` are all that the answer
    counts: what is not drawn is counted below. None where there are too few."""
    by_month = _latest(_MONTHLY, [e for e in events if e.day and e.precision in BY_MONTH])
    dated = [e for e in events if e.day and e.precision != "unknown"]
    by_year = _latest(_BY_YEAR, dated)
    is_fine = 2 * len(by_month) >= len(dated) and len(by_month) >= FEWEST
    scale, chosen = (_MONTHLY, by_month) if is_fine else (_BY_YEAR, by_year)
    if len(chosen) < FEWEST:
        return None
    columns = list(_columns(scale, chosen, kinds))
    left = known - len(chosen)
    why = (
        "earlier, or not dated so exactly" if known == len(events) else "less important, earlier or not dated"
    )
    note = [f"{left:,} more: {why}."] if left else []
    under = f"{len(chosen):,} events, {columns[0].told} to {columns[-1].told}"
    scaled = "month by month" if is_fine else "year by year"
    whole = f"{title}, {scaled}"
    is_wide = text_width(whole, LARGE) > INSIDE
    return columns_picture("events", scaled.capitalize() if is_wide else whole, under, columns, note)


def days_picture(
    title: str, counts: Mapping[tuple[date | None, str], int], first: date, last: date, kinds: Kinds = KINDS
) -> Picture | None:
    """How many events there are by day and kind, of a window of a week or so. What lies on none of its days is counted
    below."""
    days = [first + timedelta(number) for number in range((last - first).days + 1)]
    columns = [_day_column(day, counts, kinds) for day in days]
    drawn = sum(column.total for column in columns)
    if not 2 < len(days) <= WEEK or drawn < FEWEST:
        return None
    left = sum(counts.values()) - drawn
    note = [f"{left:,} more: on another day, or the day is not known."] if left else []
    under = f"{drawn:,} events, {columns[0].told} to {columns[-1].told} {last.year}"
    return columns_picture("week", title, under, columns, note)


def _day_column(day: date, counts: Mapping[tuple[date | None, str], int], kinds: Kinds) -> Column:
    families: Counter[str] = Counter()
    for (when, kind), count in counts.items():
        if when == day:
            families[kinds.of(kind).family] += count
    return Column(WEEKDAYS[day.weekday()], str(day.day), f"{day.day} {MONTHS[day.month - 1]}", families)


def _latest(scale: _Scale, events: Sequence[Event]) -> list[Event]:
    """Those of the last columns that have room."""
    if not events:
        return []
    numbers = Counter(scale.number(_day(event)) for event in events)
    first = max(numbers) - room_for(max(numbers.values()), scale.label(8)) + 1
    return [event for event in events if scale.number(_day(event)) >= first]


def _columns(scale: _Scale, events: Sequence[Event], kinds: Kinds) -> Iterator[Column]:
    """From the first to the last, those without an event between them too."""
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for event in events:
        counts[scale.number(_day(event))][kinds.of(event.kind).family] += 1
    for number in range(min(counts), max(counts) + 1):
        yield Column(scale.label(number), scale.group(number), scale.told(number), counts[number])


def _day(event: Event) -> date:
    return event.day or date.min
