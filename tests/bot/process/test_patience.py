"""A start while the database is away: it is waited for, and only what will not mend by itself ends it."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import make_url
from structlog.testing import capture_logs

from benchmarks.crash.door import Door, door_to
from bot.app import open_base
from bot.settings import Settings
from handlers.health.troubles import Troubles
from store.nouns.errors import UnreachableDatabaseError
from store.store import open_store
from tests.clock import Clock


@pytest.fixture
async def door(postgres_url: str) -> AsyncIterator[Door]:
    async with door_to(postgres_url) as opened:
        yield opened


async def test_a_database_that_is_away_at_the_start_is_waited_for(door: Door, clock: Clock) -> None:
    await door.shut()
    opened = asyncio.Event()

    async def start() -> None:
        async with open_base(Settings(ENTENTE_DATABASE=door.url), clock, Troubles()) as base:
            assert await base.store.register.events()
            opened.set()

    with capture_logs() as told:
        starting = asyncio.create_task(start())
        await asyncio.sleep(1)
        assert not starting.done()
        await door.open()
        async with asyncio.timeout(30):
            await starting
    assert opened.is_set()
    assert [entry["event"] for entry in told if entry.get("what") == "opening the database"] == [
        "it fails, and is tried again",
        "it works again",
    ]


async def test_a_start_that_waits_can_be_stopped(door: Door, clock: Clock) -> None:
    await door.shut()

    async def start() -> None:
        async with open_base(Settings(ENTENTE_DATABASE=door.url), clock, Troubles()):
            raise AssertionError("there is no database")

    starting = asyncio.create_task(start())
    await asyncio.sleep(0.2)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting


async def test_what_will_not_mend_by_itself_ends_the_start_at_once(postgres_url: str, clock: Clock) -> None:
    nowhere = make_url(postgres_url).set(database="no_such_database").render_as_string(hide_password=False)
    with pytest.raises(UnreachableDatabaseError, match="does not exist"):
        async with open_base(Settings(ENTENTE_DATABASE=nowhere), clock, Troubles()):
            pass


async def test_other_commands_say_at_once_that_it_is_away(door: Door, clock: Clock) -> None:
    await door.shut()
    with pytest.raises(UnreachableDatabaseError):
        await open_store(door.url, clock)
