"""Slots of a schedule and quiet hours, through changes of clocks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from handlers.alerts.slots import next_slot, quiet_end

ZONES = ["UTC", "Europe/Berlin", "Asia/Karachi", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "zone", "weekday", "after", "expected"),
    [
        (8, "Asia/Karachi", None, "2026-03-02T02:59", "2026-03-02T03:00"),
        (8, "Asia/Karachi", None, "2026-03-02T03:00", "2026-03-03T03:00"),
        (8, "Asia/Karachi", 0, "2026-03-02T03:00", "2026-03-09T03:00"),
        (8, "Europe/Berlin", None, "2026-03-28T08:00", "2026-03-29T06:00"),
        (8, "Europe/Berlin", None, "2026-10-24T07:00", "2026-10-25T07:00"),
        (2, "Europe/Berlin", None, "2026-03-28T02:00", "2026-03-29T01:00"),
        (2, "Europe/Berlin", None, "2026-10-24T12:00", "2026-10-25T00:00"),
        (2, "Europe/Berlin", None, "2026-10-25T00:00", "2026-10-26T01:00"),
    ],
)
def test_a_local_hour_as_a_moment(
    hour: int, zone: str, weekday: int | None, after: str, expected: str
) -> None:
    assert next_slot(hour, zone, weekday, utc(after)) == utc(expected)


@given(
    st.integers(0, 23),
    st.sampled_from(ZONES),
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001 - the zone is given below
)
def test_a_daily_slot_comes_once_a_day_whatever_the_clocks_do(hour: int, zone: str, start: datetime) -> None:
    first = next_slot(hour, zone, None, start.replace(tzinfo=UTC))
    second = next_slot(hour, zone, None, first)
    assert timedelta(hours=22) <= second - first <= timedelta(hours=26)


@pytest.mark.parametrize(
    ("start", "end", "at", "expected"),
    [
        (22, 7, "2026-03-02T21:59", None),
        (22, 7, "2026-03-02T22:00", "2026-03-03T07:00"),
        (22, 7, "2026-03-03T06:59", "2026-03-03T07:00"),
        (22, 7, "2026-03-03T07:00", None),
        (1, 5, "2026-03-03T03:00", "2026-03-03T05:00"),
        (1, 1, "2026-03-03T01:00", None),
        (None, None, "2026-03-03T01:00", None),
    ],
)
def test_when_quiet_hours_end(start: int | None, end: int | None, at: str, expected: str | None) -> None:
    assert quiet_end(start, end, "UTC", utc(at)) == (expected and utc(expected))


STEP = timedelta(minutes=30)
"""Clocks change on whole and half hours everywhere."""
CHANGES = {
    "Europe/Berlin": ["2026-03-29", "2026-10-25", "2027-03-28", "2027-10-31"],
    "Asia/Karachi": ["2026-03-29"],
    "America/New_York": ["2026-03-08", "2026-11-01", "2027-03-14", "2027-11-07"],
    "Australia/Lord_Howe": ["2026-04-05", "2026-10-04", "2027-04-04", "2027-10-03"],
}
"""Nights in which clocks change; Pakistan's do not."""
NIGHTS = [(zone, night) for zone, nights in CHANGES.items() for night in nights]


def moments(start: datetime, end: datetime) -> list[datetime]:
    count = (end - start) // STEP
    return [start + STEP * number for number in range(count)]


@pytest.mark.parametrize(("zone", "night"), NIGHTS)
def test_each_local_day_has_one_slot_at_its_hour_or_right_after_a_gap(zone: str, night: str) -> None:
    """Against the clock on the wall, read every half hour: the first time of the day that it shows the hour, or later."""
    place = ZoneInfo(zone)
    start = utc(f"{night}T00:00") - timedelta(days=3)
    wall = [(moment, moment.astimezone(place)) for moment in moments(start, start + timedelta(days=6))]
    days = [start.date() + timedelta(days=number) for number in range(2, 5)]
    for hour in range(24):
        slot = next_slot(hour, zone, None, start + timedelta(days=1, hours=11))
        while slot.astimezone(place).date() < days[0]:
            slot = next_slot(hour, zone, None, slot)
        for day in days:
            expected = next(at for at, shown in wall if shown.date() == day and shown.hour >= hour)
            assert slot == expected, (hour, day)
            slot = next_slot(hour, zone, None, slot)


@pytest.mark.parametrize(("zone", "night"), NIGHTS)
@given(st.integers(0, 23), st.integers(0, 23), st.integers(-40, 40))
@example(3, 2, 0)
def test_quiet_hours_end_when_the_clock_on_the_wall_says_so(
    zone: str, night: str, start: int, until: int, steps: int
) -> None:
    place = ZoneInfo(zone)
    at = utc(f"{night}T00:00") + STEP * steps

    def is_quiet(moment: datetime) -> bool:
        hour = moment.astimezone(place).hour
        return start <= hour < until if start < until else (hour >= start or hour < until) and start != until

    end = quiet_end(start, until, zone, at)
    expected = next(one for one in moments(at, at + timedelta(days=3)) if not is_quiet(one))
    assert end == (expected if expected > at else None)
