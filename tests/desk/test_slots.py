"""Slots of a schedule and quiet hours, through changes of clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.slots import next_slot, quiet_end

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
