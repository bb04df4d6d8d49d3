"""Local hours as moments: the next slot of a schedule, the end of quiet hours. Pure; daylight saving by ``zoneinfo``.

An hour that a change of clocks leaves out falls on the moment it would have been by the old offset; one that comes
twice is taken the first time (PEP 495, ``fold=0``), so that a slot comes once a day whatever the clocks do.
"""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from store.nouns.subscriptions import DigestFacts

DAYS_AHEAD = 9
"""More than a week: a weekly slot is always among them."""


def next_slot(hour: int, zone: str, weekday: int | None, after: datetime) -> datetime:
    """The first local ``hour`` (0–23) in the IANA ``zone`` after ``after``, on ``weekday`` (Monday is 0) or any day.

    Raises ``zoneinfo.ZoneInfoNotFoundError`` for a zone that does not exist.
    """
    place = ZoneInfo(zone)
    today = after.astimezone(place).date()
    days = (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
    moments = (
        datetime.combine(day, time(hour), place).astimezone(UTC)
        for day in days
        if weekday is None or day.weekday() == weekday
    )
    return next(moment for moment in moments if moment > after)


def digest_slot(facts: DigestFacts, after: datetime) -> datetime:
    """The first moment after ``after`` at which a digest is due."""
    hours = [facts.hour, (facts.hour + 12) % 24] if facts.often == "twice" else [facts.hour]
    weekdays: list[int | None] = {"weekly": [facts.weekday], "weekdays": [*range(5)]}.get(facts.often, [None])
    return min(next_slot(hour, facts.zone, weekday, after) for hour in hours for weekday in weekdays)


def ends_week(facts: DigestFacts, slot: datetime) -> bool:
    """Whether a digest's ``slot`` is its last one of a local week, from Monday to Sunday (ISO 8601)."""
    place = ZoneInfo(facts.zone)
    this, following = (at.astimezone(place).isocalendar() for at in (slot, digest_slot(facts, slot)))
    return this[:2] != following[:2]


def quiet_end(quiet_from: int | None, quiet_until: int | None, zone: str, at: datetime) -> datetime | None:
    """When the quiet hours that ``at`` falls into end; ``None`` outside of them, or where there are none."""
    if quiet_from is None or quiet_until is None or quiet_from == quiet_until:
        return None
    hour = at.astimezone(ZoneInfo(zone)).hour
    if quiet_from < quiet_until:
        is_quiet = quiet_from <= hour < quiet_until
    else:
        is_quiet = hour >= quiet_from or hour < quiet_until
    if not is_quiet:
        return None
    end = next_slot(quiet_until, zone, None, at)
    return (
        quiet_end(quiet_from, quiet_until, zone, end) or end
    )  # a night without the last hour may have no end
