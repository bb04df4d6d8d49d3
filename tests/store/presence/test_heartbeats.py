"""Who died without a word is missed for a while, and not once it is followed."""

import pytest

from store.presence.heartbeats import FORGOTTEN, HEARTBEAT
from store.store import Store, open_store
from tests.clock import Clock


async def said(store: Store) -> list[str]:
    return [sign.said for sign in await store.heartbeats.signs()]


async def test_who_ends_by_itself_is_not_missed(store: Store) -> None:
    await store.heartbeats.beat("alive")
    assert await said(store) == ["alive"]
    assert await store.heartbeats.others() == []
    await store.heartbeats.end()
    assert await said(store) == []


async def test_who_follows_on_the_same_host_takes_the_place_of_the_dead(
    database_url: str, clock: Clock
) -> None:
    first = await open_store(database_url, clock)
    await first.presence.announce()
    await first.heartbeats.beat("first")
    await first.close()
    second = await open_store(database_url, clock)
    await second.presence.announce()
    await second.heartbeats.beat("second")
    assert await said(second) == ["second"]
    await second.close()


@pytest.mark.parametrize("sign", [1, -1])
async def test_a_dead_one_elsewhere_is_forgotten_after_a_while(
    postgres_url: str, clock: Clock, sign: int
) -> None:
    """However its clock stood."""
    store = await open_store(postgres_url, clock)
    await store.presence.announce()
    await store.marks.set_mark(f"{HEARTBEAT}elsewhere/1/77", "dead", clock())
    for minutes, left in ((0, 2), (FORGOTTEN.seconds / 60 - 1, 2), (2, 1)):
        clock.turn(minutes=sign * minutes)
        await store.heartbeats.beat("alive")
        assert len(await said(store)) == left
    await store.close()


async def test_of_two_that_live_none_is_taken_away(postgres_url: str, clock: Clock) -> None:
    stores = [await open_store(postgres_url, clock) for _ in range(2)]
    for store in stores:
        await store.presence.announce()
        await store.heartbeats.beat("alive")
    clock.turn(hours=2)
    await stores[0].heartbeats.beat("alive")
    assert await said(stores[1]) == ["alive", "alive"], "it hangs, and is connected"
    for store in stores:
        await store.close()


async def test_the_mark_of_an_older_version_goes(sqlite_url: str, clock: Clock) -> None:
    store = await open_store(sqlite_url, clock)
    await store.marks.set_mark(HEARTBEAT, "alive", clock())
    await store.heartbeats.beat("alive")
    assert len(await said(store)) == 1
    await store.close()
