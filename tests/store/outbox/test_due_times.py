"""What lies beyond its bound is planned for the bound, counted, and nothing else is touched."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from sqlmodel import SQLModel, col, select

from store.nouns.models import Feed, Pause
from store.nouns.outbox import Alert
from store.nouns.subscriptions import Digest, Watch
from store.outbox.due_times import Bounds
from store.outbox.outbox import LEASE
from store.store import Store
from tests.clock import Clock
from tests.handlers.rows import ADMIN, CHANNEL, GUILD, alert

HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
Row = TypeVar("Row", bound=SQLModel)


def bounds(now: datetime) -> Bounds:
    """A feed two hours ahead, a message one, a slot three."""
    return Bounds(
        feed=lambda _: now + 2 * HOUR,
        alert=lambda _: now + HOUR,
        slot=lambda _: now + 3 * HOUR,
        feed_asked=now + DAY,
        feed_lease=timedelta(minutes=10),
        pause=2 * DAY,
    )


def feed(name: str, due: datetime, **values: Any) -> Feed:
    return Feed(id=name, source="s", url=f"http://{name}.example/", added_at=due, next_due=due, **values)


def digest(slot: datetime, covered: datetime) -> Digest:
    return Digest(
        guild=GUILD, channel=CHANNEL, hour=9, created_by=ADMIN, covered_until=covered, next_slot=slot
    )


def watch(person: int, slot: datetime | None, covered: datetime | None, *, daily: bool = True) -> Watch:
    at = covered or slot or datetime(2026, 3, 1, tzinfo=UTC)
    return Watch(
        person=person, guild=GUILD, channel=CHANNEL, kind="country", what="PK", daily=daily, hour=9,
        created_at=at, covered_until=covered, next_slot=slot,
    )  # fmt: skip


async def pulled_back(store: Store, clock: Clock, *rows: SQLModel) -> int:
    await store.database.write(lambda session: session.add_all(rows))
    return await store.due_times.pull_back(clock(), bounds(clock()))


async def all_of(store: Store, sort: type[Row], key: Callable[[Row], Any]) -> list[Any]:
    rows = await store.database.read(lambda session: list(session.exec(select(sort))))
    return sorted(map(key, rows))


async def test_every_sort_is_pulled_back_and_counted_once(memory_store: Store, clock: Clock) -> None:
    now, far = clock(), clock() + 9 * DAY
    rows = [
        feed("f", far), alert("a", now, due_at=far), digest(far, now), watch(5, far, now),
        Pause(url="http://p.example/", until=far),
    ]  # fmt: skip
    assert await pulled_back(memory_store, clock, *rows) == 5
    assert await all_of(memory_store, Feed, lambda row: row.next_due) == [now + 2 * HOUR]
    assert await all_of(memory_store, Alert, lambda row: row.due_at) == [now + HOUR]
    assert await all_of(memory_store, Digest, lambda row: row.next_slot) == [now + 3 * HOUR]
    assert await all_of(memory_store, Watch, lambda row: row.next_slot) == [now + 3 * HOUR]
    assert await all_of(memory_store, Pause, lambda row: row.until) == [now + 2 * DAY]
    assert await pulled_back(memory_store, clock) == 0


async def test_what_lies_at_its_bound_stays(memory_store: Store, clock: Clock) -> None:
    now = clock()
    rows = [
        feed("asked", now + DAY, checked_at=now), alert("a", now, due_at=now + HOUR), digest(now + 3 * HOUR, now),
        watch(5, now + 3 * HOUR, now), Pause(url="http://p.example/", until=now + 2 * DAY),
    ]  # fmt: skip
    assert await pulled_back(memory_store, clock, *rows) == 0
    assert await all_of(memory_store, Feed, lambda row: row.next_due) == [now + DAY]
    assert await all_of(memory_store, Pause, lambda row: row.until) == [now + 2 * DAY]


async def test_a_visit_and_a_claim_from_the_future_end_now(memory_store: Store, clock: Clock) -> None:
    now = clock()
    rows = [
        feed("visited", now + HOUR, checked_at=now + SECOND),
        feed("leased", now + HOUR, claimed_until=now + timedelta(minutes=10, seconds=1)),
        feed("held", now + HOUR, claimed_until=now + timedelta(minutes=10)),
        feed("late", now + 3 * HOUR, checked_at=now + DAY, claimed_until=now + timedelta(minutes=10)),
    ]
    assert await pulled_back(memory_store, clock, *rows) == 1
    held = now + timedelta(minutes=10)
    found = await all_of(
        memory_store, Feed, lambda row: (row.id, row.checked_at, row.claimed_until, row.next_due)
    )
    assert found == [
        ("held", None, held, now + HOUR), ("late", now, held, now + 2 * HOUR),
        ("leased", None, None, now + HOUR), ("visited", now, None, now + HOUR),
    ]  # fmt: skip


async def test_a_message_that_waits_or_is_to_be_edited(memory_store: Store, clock: Clock) -> None:
    now, far = clock(), clock() + DAY
    rows = [
        alert("sent", now, state="sent", wanted=1, shown=1, due_at=far),
        alert("edit", now, state="sent", wanted=2, shown=1, due_at=far),
        alert("dropped", now, state="dropped", wanted=1, shown=1, due_at=far),
        alert("held", now, state="held", shown=1, due_at=far),
        alert("claimed", now, state="sending", due_at=now, claimed_until=now + LEASE + SECOND),
        alert("claimed too", now, state="sending", due_at=now + SECOND, claimed_until=now + SECOND),
    ]
    assert await pulled_back(memory_store, clock, *rows) == 2
    found = await all_of(memory_store, Alert, lambda row: (row.key, row.due_at, row.claimed_until))
    assert found == [
        ("claimed", now, now + LEASE), ("claimed too", now + SECOND, now + SECOND), ("dropped", far, None),
        ("edit", now + HOUR, None), ("held", now + HOUR, None), ("sent", far, None),
    ]  # fmt: skip


async def test_a_window_that_ends_later_ends_now(memory_store: Store, clock: Clock) -> None:
    now = clock()
    rows = [
        digest(now + HOUR, now + DAY), watch(5, now + HOUR, now - HOUR), watch(6, None, None),
        watch(7, now + 9 * DAY, now + DAY, daily=False),
    ]  # fmt: skip
    assert await pulled_back(memory_store, clock, *rows) == 0
    assert await all_of(memory_store, Digest, lambda row: row.covered_until) == [now]
    kept = await memory_store.database.read(
        lambda session: list(session.exec(select(Watch).order_by(col(Watch.person))))
    )
    assert [(row.covered_until, row.next_slot) for row in kept] == [
        (now - HOUR, now + HOUR), (None, None), (now + DAY, now + 9 * DAY),
    ]  # fmt: skip


async def test_a_feed_that_was_visited_later_than_a_moment(memory_store: Store, clock: Clock) -> None:
    now = clock()
    await pulled_back(memory_store, clock, feed("f", now, checked_at=now))
    assert not await memory_store.due_times.is_ahead(now)
    assert await memory_store.due_times.is_ahead(now - SECOND)
