"""The database goes away while feeds are being read: nothing is lost, no feed is blamed, no claim is waited out."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy.exc import SQLAlchemyError
from structlog.testing import capture_logs

from benchmarks.crash.door import Door, door_to
from store.store import open_store
from tests.clock import Clock
from tests.site import Newsroom, Page, open_newsroom, titles


@pytest.fixture
async def door(postgres_url: str) -> AsyncIterator[Door]:
    async with door_to(postgres_url) as opened:
        yield opened


@pytest.fixture
async def far_room(door: Door, clock: Clock) -> AsyncIterator[Newsroom]:
    store = await open_store(door.url, clock)
    async with open_newsroom(store, clock) as room:
        yield room
    await store.close()


async def read_while_shut(room: Newsroom, door: Door, name: str) -> None:
    """The feed is asked; before it answers, the database is gone, and stays so until the pass has given up."""
    room.site.slow[f"/{name}"] = answering = asyncio.Event()
    room.site.asked.clear()
    room.clock.turn(hours=1)
    reading = asyncio.create_task(room.poller.tick())
    await room.site.asked.wait()
    await door.shut()
    answering.set()
    with pytest.raises(SQLAlchemyError):
        await reading
    for _ in range(3):
        with pytest.raises(SQLAlchemyError):
            await room.poller.tick()
    await door.open()


async def test_items_are_read_again_within_a_minute_and_no_feed_is_blamed(
    far_room: Newsroom, door: Door
) -> None:
    for name in ("a", "b"):
        await far_room.add(name, Page(titles(1, 3)))
    await far_room.poll()
    far_room.site.pages["/a"].titles = titles(1, 5)
    with capture_logs() as told:
        await read_while_shut(far_room, door, "a")
        assert await far_room.poll(minutes=1) == ["n4", "n5"]
    assert (await far_room.feed("a")).failures == 0
    assert not any("exc_info" in entry for entry in told)
    assert len(told) <= 4, told


async def test_a_visit_that_is_over_is_recorded_when_the_database_is_back(
    far_room: Newsroom, door: Door
) -> None:
    """Its claim would else last ten minutes, and its rhythm be lost."""
    await far_room.add("a", Page(titles(1, 3)))
    await far_room.poll()
    await read_while_shut(far_room, door, "a")
    await far_room.poller.tick()
    feed = await far_room.feed("a")
    assert (feed.claimed_until, feed.checks, feed.unchanged) == (None, 2, 1)
    assert far_room.site.counts["/a"] == 2, "the server is not asked again"


async def test_a_pass_that_is_stopped_gives_its_claims_back(room: Newsroom) -> None:
    room.site.slow["/a"] = asyncio.Event()
    await room.add("a", Page(titles(1, 3)))
    reading = asyncio.create_task(room.poller.tick())
    await room.site.asked.wait()
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    assert (await room.feed("a")).claimed_until is None
