"""When a feed is read next. Pure: times come in, times go out.

Floors: what the response calls fresh (RFC 9111), what the feed declares (``ttl``, ``sy:*``, ``skipHours``,
``skipDays``), what the server asks for (``Retry-After``). Between them the feed's own rhythm decides.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

SHORTEST = timedelta(minutes=10)
"""Even where a feed declares less or an admin wishes it."""
USUAL = timedelta(minutes=60)
"""The shortest interval of a feed that declares none, and the first one of a feed whose rhythm is not known."""
LONGEST = timedelta(hours=6)
BACK_OFF_LONGEST = timedelta(days=1)
JITTER = 0.1
"""Up to this share of an interval is added, so that feeds that began together do not stay together."""
DATES_KEPT = 20
SIGHTINGS = 3
SIGHTINGS_OVER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """What bears on a feed's interval. ``wished`` and ``declared`` are minutes; ``dates`` when entries were
    published, in whole seconds since 1970; hours (0–23) and days (Monday is 0) in GMT on which the feed need not be read."""

    wished: int | None = None
    declared: int | None = None
    dates: tuple[int, ...] = ()
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


def next_visit(
    pace: Pace, now: datetime, jitter: float, fresh: timedelta = timedelta(), usual: timedelta = USUAL
) -> datetime:
    """When to read again after a success. ``jitter`` is from 0 to 1; ``usual`` the operator's shortest interval."""
    due = now + max(interval(pace, usual), fresh) * (1 + JITTER * jitter)
    return awake(due, pace.skip_hours, pace.skip_days)


def interval(pace: Pace, usual: timedelta = USUAL) -> timedelta:
    """Half the median gap between entries, within the usual bounds; a wish or a declared pace moves them."""
    declared = max(timedelta(minutes=pace.declared), SHORTEST) if pace.declared else None
    if pace.wished is not None:
        return max(timedelta(minutes=pace.wished), declared or SHORTEST, SHORTEST)
    shortest = declared or usual
    gap = rhythm(pace.dates)
    return max(shortest, min(gap / 2, LONGEST)) if gap is not None else max(shortest, min(usual, LONGEST))


def rhythm(dates: Iterable[int]) -> timedelta | None:
    """The median gap between dates; None for fewer than three different ones."""
    ordered = sorted(set(dates))
    gaps = [later - earlier for earlier, later in pairwise(ordered)]
    return timedelta(seconds=median(gaps)) if len(gaps) > 1 else None


def recent(known: Sequence[int], seen: Iterable[datetime]) -> tuple[int, ...]:
    """The newest dates of both, for the next time."""
    return tuple(sorted({*known, *(int(at.timestamp()) for at in seen)})[-DATES_KEPT:])


def awake(due: datetime, skip_hours: Sequence[int], skip_days: Sequence[int]) -> datetime:
    """The first moment from ``due`` on that is in no hour and on no day on which the feed need not be read."""
    for _ in range(8 * 24):
        if due.weekday() not in skip_days and due.hour not in skip_hours:
            return due
        due = due.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return due


def back_off(
    pace: Pace,
    failures: int,
    now: datetime,
    jitter: float,
    wish: timedelta = timedelta(),
    usual: timedelta = USUAL,
) -> datetime:
    """When to try again after ``failures`` failures in a row (from 1): the feed's interval, doubled each time up to a
    day, never given up. A failing server is not asked more often than one that answers.

    ``wish`` is what the server asks for: no earlier than that.
    """
    usually = interval(pace, usual)
    wait = min(usually * (1 << min(max(failures, 1) - 1, 10)), BACK_OFF_LONGEST / (1 + JITTER))
    due = now + max(max(wait, usually) * (1 + JITTER * jitter), wish)
    return awake(due, pace.skip_hours, pace.skip_days)


@dataclass(frozen=True, slots=True)
class Move:
    """A permanent redirect under observation: where to, seen first when, how often."""

    to: str | None = None
    first_at: datetime | None = None
    times: int = 0

    def seen(self, to: str | None, now: datetime) -> "Move":
        """After a visit that was redirected there for good, or (None) was not redirected for good."""
        if to is None:
            return Move()
        if to != self.to or self.first_at is None:
            return Move(to, now, 1)
        return Move(to, self.first_at, self.times + 1)

    def is_settled(self, now: datetime) -> bool:
        """Whether the new address is to be kept: seen three times over at least a day."""
        return self.first_at is not None and self.times >= SIGHTINGS and now - self.first_at >= SIGHTINGS_OVER
