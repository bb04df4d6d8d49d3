"""When a feed is read next, as pure functions of what it declared and did."""

from datetime import UTC, datetime, timedelta

import pytest
from multidict import CIMultiDict

from feeds.http.headers import fresh_for, retry_after
from feeds.http.pacing import Move, Pace, awake, back_off, interval, next_visit, recent

NOW = datetime(2024, 1, 1, 12, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def every(hours: float, count: int = 6) -> tuple[int, ...]:
    return tuple(seconds(NOW - timedelta(hours=hours) * n) for n in range(count))


def seconds(at: datetime) -> int:
    return int(at.timestamp())


@pytest.mark.parametrize(
    ("pace", "wanted"),
    [
        (Pace(), HOUR),
        (Pace(dates=every(4)), 2 * HOUR),
        (Pace(dates=every(0.1)), HOUR),
        (Pace(dates=every(100)), 6 * HOUR),
        (Pace(dates=every(4, count=2)), HOUR),
        (Pace(declared=15, dates=every(0.1)), 15 * MINUTE),
        (Pace(declared=1, dates=every(0.1)), 10 * MINUTE),
        (Pace(declared=15, dates=every(4)), 2 * HOUR),
        (Pace(declared=720, dates=every(4)), 12 * HOUR),
        (Pace(wished=20, dates=every(4)), 20 * MINUTE),
        (Pace(wished=1), 10 * MINUTE),
        (Pace(wished=20, declared=30), 30 * MINUTE),
    ],
)
def test_interval(pace: Pace, wanted: timedelta) -> None:
    assert interval(pace) == wanted


def test_what_is_fresh_is_not_asked_for_and_jitter_only_adds() -> None:
    assert next_visit(Pace(), NOW, 0) == NOW + HOUR
    assert next_visit(Pace(), NOW, 1) == NOW + HOUR * 1.1
    assert next_visit(Pace(), NOW, 0, fresh=5 * HOUR) == NOW + 5 * HOUR
    assert next_visit(Pace(), NOW, 0, usual=30 * MINUTE) == NOW + 30 * MINUTE


def test_hours_and_days_that_a_feed_names_are_slept_through() -> None:
    assert awake(NOW, (12, 13), ()) == NOW.replace(hour=14, minute=0)
    assert awake(NOW, (), (0,)) == datetime(2024, 1, 2, tzinfo=UTC)
    assert awake(NOW, (0, 1), (0,)) == datetime(2024, 1, 2, 2, tzinfo=UTC)
    assert awake(NOW, (11,), (6,)) == NOW


def test_back_off_doubles_to_a_day_and_never_ends() -> None:
    waits = [back_off(Pace(), failures, NOW, 0) - NOW for failures in (1, 2, 3, 4, 5, 40)]
    assert [wait // MINUTE for wait in waits] == [60, 120, 240, 480, 960, 1309]
    assert max(back_off(Pace(), failures, NOW, 1) - NOW for failures in range(1, 50)) == timedelta(days=1)
    assert back_off(Pace(), 1, NOW, 0, timedelta(hours=9)) == NOW + 9 * HOUR


def test_a_failing_feed_is_not_asked_more_often_than_it_wants_to_be_read() -> None:
    daily = Pace(declared=1440, skip_hours=(12,))
    assert back_off(daily, 1, NOW, 0) == NOW.replace(day=2, hour=13, minute=0)
    assert back_off(Pace(dates=every(4)), 2, NOW, 0) == NOW + 4 * HOUR


def test_a_move_is_settled_after_three_sightings_over_a_day() -> None:
    move = Move()
    for hours in (0, 1, 2, 23):
        move = move.seen("https://new.example/", NOW + hours * HOUR)
        assert not move.is_settled(NOW + hours * HOUR)
    assert move.seen("https://new.example/", NOW + 24 * HOUR).is_settled(NOW + 24 * HOUR)
    assert move.seen("https://other.example/", NOW + 24 * HOUR) == Move(
        "https://other.example/", NOW + 24 * HOUR, 1
    )
    assert move.seen(None, NOW) == Move()


def test_the_newest_dates_are_kept() -> None:
    assert recent(every(1, 30), [NOW, NOW + HOUR])[-2:] == (seconds(NOW), seconds(NOW + HOUR))
    assert len(recent(every(1, 30), [])) == 20


@pytest.mark.parametrize(
    ("headers", "minutes"),
    [
        ({}, 0),
        ({"Cache-Control": "public, max-age=1800"}, 30),
        ({"Cache-Control": "max-age=1800", "Age": "600"}, 20),
        ({"Cache-Control": "max-age=600", "Age": "1800"}, 0),
        ({"Cache-Control": "no-cache, max-age=1800"}, 0),
        ({"Cache-Control": "max-age=1800, no-store"}, 0),
        ({"Cache-Control": 'no-cache="Set-Cookie", max-age=1800'}, 30),
        ({"Cache-Control": 'private="x, max-age=5", max-age="1800", max-age=9'}, 30),
        ({"Cache-Control": "s-maxage=5, MAX-AGE = 1800"}, 30),
        ({"Cache-Control": "s-maxage=1800"}, 0),
        ({"Cache-Control": "max-age=1800, must-revalidate, immutable, stale-if-error=86400"}, 30),
        ({"Cache-Control": "stale-while-revalidate=600, x-max-age=60"}, 0),
        ({"Cache-Control": "max-age=-1"}, 0),
        ({"Cache-Control": "max-age=soon", "Expires": "Mon, 01 Jan 2024 13:00:00 GMT"}, 0),
        ({"Cache-Control": "max-age=604800"}, 7 * 1440),
        ({"Cache-Control": "max-age=31536000"}, 1440),
        ({"Cache-Control": "max-age=99999999999999999999"}, 1440),
        ({"Expires": "Mon, 01 Jan 2024 13:00:00 GMT"}, 30),
        ({"Expires": "Mon, 01 Jan 2024 13:00:00 GMT", "Date": "Mon, 01 Jan 2024 12:50:00 GMT"}, 10),
        ({"Expires": "Mon, 01 Jan 2024 13:00:00 GMT", "Date": "Fri, 01 Dec 2023 12:30:00 GMT"}, 30),
        ({"Expires": "Mon, 01 Jan 2024 13:00:00 GMT", "Date": "Sun, 22 Nov 2026 18:00:00 GMT"}, 30),
        ({"Expires": "Mon, 01 Jan 2024 13:00:00 GMT", "Age": "600"}, 20),
        ({"Expires": "Mon, 01 Jan 2024 13:00:00 GMT", "Cache-Control": "max-age=60"}, 1),
        ({"Expires": "Mon, 01 Jan 2024 13:00:00 GMT", "Cache-Control": "public"}, 30),
        ({"Expires": "Monday, 01-Jan-24 13:00:00 GMT"}, 30),
        ({"Expires": "Mon Jan  1 13:00:00 2024"}, 30),
        ({"Expires": "Mon, 01 Jan 0001 00:00:00 +2359"}, 0),
        ({"Expires": "0"}, 0),
        ({"Expires": "-1"}, 0),
        ({"Expires": "Mon, 01 Jan 2000 13:00:00 GMT"}, 0),
    ],
)
def test_freshness(headers: dict[str, str], minutes: int) -> None:
    assert fresh_for(headers, NOW) == minutes * MINUTE
    assert fresh_for(CIMultiDict(headers), NOW) == minutes * MINUTE


def test_every_line_of_a_header_counts() -> None:
    lines = CIMultiDict([("cache-control", "public"), ("Cache-Control", "max-age=1800")])
    assert fresh_for(lines, NOW) == 30 * MINUTE


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("120", 2 * MINUTE),
        ("Mon, 01 Jan 2024 13:00:00 GMT", 30 * MINUTE),
        ("Mon, 01 Jan 2001 13:00:00 GMT", timedelta()),
        ("99999999", timedelta(days=7)),
        ("99999999999999999999", timedelta(days=7)),
        ("Monday, 01-Jan-24 13:00:00 GMT", 30 * MINUTE),
        ("soon", None),
        ("", None),
        ("-5", None),
    ],
)
def test_retry_after(text: str, wanted: timedelta | None) -> None:
    assert retry_after({"Retry-After": text}, NOW) == wanted


def test_a_date_is_meant_by_the_servers_clock() -> None:
    later = {"Retry-After": "Mon, 01 Jan 2024 13:00:00 GMT", "Date": "Mon, 01 Jan 2024 11:00:00 GMT"}
    assert retry_after(later, NOW) == 2 * HOUR
