"""The daily list of what a person watches: one message of several watches, from where the eldest of them ended."""

from datetime import datetime, timedelta

import pytest

from handlers.alerts.slots import next_slot
from handlers.alerts.summaries import REMEMBERED, Summaries
from store.nouns.outbox import Alert
from store.nouns.subscriptions import Watch, WatchFacts
from store.store import Store
from tests.clock import Clock
from tests.handlers.rows import CHANNEL, GUILD, event, file

PERSON = 77


async def watching(store: Store, clock: Clock, country: str, hour: int = 10) -> None:
    facts = WatchFacts(
        person=PERSON, guild=GUILD, channel=CHANNEL, kind="country", what=country, daily=True, hour=hour
    )
    await store.subscriptions.watch(facts, next_slot(hour, "UTC", None, clock()), clock())


async def due(store: Store, at: datetime) -> list[Watch]:
    return await store.subscriptions.due_watches(at)


async def told(store: Store) -> Alert:
    last = await store.subscriptions.last_told(f"summary:{PERSON}")
    assert last is not None
    return last


async def test_what_one_of_the_watches_is_on_is_told(memory_store: Store, clock: Clock) -> None:
    await watching(memory_store, clock, "PK")
    await watching(memory_store, clock, "TR")
    await file(memory_store, event("ships", clock(), countries=["CN", "PK"]), clock())
    await file(memory_store, event("drones", clock(), countries=["TR", "QA"]), clock())
    await file(memory_store, event("elsewhere", clock(), countries=["IN", "RU"]), clock())
    clock.turn(hours=1)
    assert await Summaries(memory_store, clock).tick() == 1
    assert (await told(memory_store)).body["new"] == ["ships", "drones"]
    assert await memory_store.outbox.counts() == {"pending": 1}


async def test_it_begins_where_the_eldest_watch_ended_and_is_late_by_the_first_hour(
    memory_store: Store, clock: Clock
) -> None:
    """The bot was away from before both hours until after them."""
    begun = clock()
    await watching(memory_store, clock, "PK", hour=20)
    await file(memory_store, event("ships", clock(), countries=["CN", "PK"]), clock())
    clock.turn(hours=6)
    await watching(memory_store, clock, "TR", hour=16)
    clock.turn(hours=5, minutes=5)
    body = await Summaries(memory_store, clock).body(await due(memory_store, clock()), clock())
    assert (body["from"], body["new"]) == (begun.isoformat(), ["ships"])
    assert (body["slot"], body["late"]) == (begun.replace(hour=16).isoformat(), True)


@pytest.mark.parametrize(("minutes", "is_late"), [(0, False), (10, False), (11, True)])
async def test_it_is_late_from_ten_minutes_after_its_hour(
    memory_store: Store, clock: Clock, minutes: int, *, is_late: bool
) -> None:
    await watching(memory_store, clock, "PK")
    at = clock.turn(hours=1) + timedelta(minutes=minutes)
    body = await Summaries(memory_store, clock).body(await due(memory_store, at), at)
    assert body["late"] == is_late


async def test_what_was_told_at_another_hour_is_not_told_again(memory_store: Store, clock: Clock) -> None:
    """Two watches are on it, due at two hours; and of what is remembered the oldest is let go of first."""
    await watching(memory_store, clock, "PK", hour=10)
    await watching(memory_store, clock, "CN", hour=12)
    await file(memory_store, event("ships", clock(), countries=["CN", "PK"]), clock())
    summaries = Summaries(memory_store, clock)
    clock.turn(hours=1)
    assert await summaries.tick() == 1
    assert (await told(memory_store)).body["told"] == {"ships": 1}
    clock.turn(hours=2)
    assert await summaries.tick() == 1
    assert await memory_store.outbox.counts() == {"pending": 1}
    body = {"told": {f"e{number}": 1 for number in range(REMEMBERED)}}
    at = clock.turn(minutes=1)
    row = Alert.for_person("summary:later", "summary", f"summary:{PERSON}", PERSON, at, body=body)
    await memory_store.outbox.queue([row])
    clock.turn(hours=21)
    await file(memory_store, event("drones", clock(), countries=["PK"]), clock())
    later = await summaries.body(await due(memory_store, clock.turn(hours=1)), clock())
    kept = [f"e{number}" for number in range(2, REMEMBERED)]
    assert [*later["told"]] == [*kept, "ships", "drones"]
