"""Two real bots on one PostgreSQL: one speaks with the gateway, the other takes over when that one cannot say so any more."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from benchmarks.crash.life import Life
from bot.app import NOT_CONNECTED, Bot, open_bot
from bot.gateway.connection import connected
from bot.gateway.turns import Turns
from handlers.health.signs import ALIVE
from store.presence.lease import GatewayLease
from store.store import open_store
from tests.clock import Clock
from tests.relay import relayed
from tests.store.presence.test_lease import Monotonic
from tests.town import Town

pytestmark = pytest.mark.parametrize("founded_url", ["postgres"], indirect=True)
SLOW = 10.0
"""Seconds that a busy machine may add."""
QUICK = 0.02
"""The pace of the bots' pauses; what they wait for is on the clock that the test turns."""


@asynccontextmanager
async def beside(town: Town, url: str, seconds: Monotonic) -> AsyncIterator[tuple[Bot, GatewayLease]]:
    """A bot with the lease, on a database address of its own."""
    settings = town.settings.model_copy(update={"database_url": url})
    async with open_bot(settings, town.clock) as bot:
        lease = GatewayLease(bot.base.store.database, bot.base.store.presence, seconds)
        turns = Turns(lease, QUICK)
        async with connected(bot.client, town.sandbox.token, town.sandbox.api_url, turns=turns):
            yield replace(bot, lease=lease), lease
        await lease.close()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while True:
            if true():
                return
            await asyncio.sleep(0.01)


async def test_one_speaks_and_the_other_takes_over_when_it_ends(town: Town, founded_url: str) -> None:
    seconds, gateway = Monotonic(), town.sandbox.gateway
    async with AsyncExitStack() as later:
        async with beside(town, founded_url, seconds) as (_, first):
            await until(lambda: gateway.connected == 1)
            other, second = await later.enter_async_context(beside(town, founded_url, seconds))
            await until(lambda: second.is_elsewhere)
            assert (first.is_held, gateway.connected) == (True, 1)
            assert (await town.sandbox.invoke("/watch add kind:country what:Nepal")).text()
        await until(lambda: second.is_held and other.client.is_ready())
        assert "Nepal" in (await town.sandbox.invoke("/watch list")).text()


async def test_a_holder_that_is_cut_off_from_the_database_hangs_up_before_the_other_speaks(
    town: Town, founded_url: str
) -> None:
    seconds, gateway = Monotonic(), town.sandbox.gateway
    async with (
        relayed(founded_url) as relay,
        beside(town, relay.url, seconds) as (_, first),
    ):
        await until(lambda: gateway.connected == 1)
        async with beside(town, founded_url, seconds) as (other, second):
            await until(lambda: second.is_elsewhere)
            relay.flowing.clear()
            held = []
            for _ in range(12):
                await second.ask()
                seconds.seconds += 1
                held.append((first.is_held, second.is_held))
            assert (True, True) not in held
            await until(lambda: second.is_held and other.client.is_ready())
            await until(lambda: gateway.connected == 1)
            reply = await town.sandbox.invoke("/watch add kind:country what:Nepal")
            assert len(reply.messages) == 1
            assert len(await other.base.store.subscriptions.watches()) == 1
            relay.flowing.set()
            await until(lambda: first.is_elsewhere)
            assert gateway.connected == 1
            assert (await town.sandbox.invoke("/watch list")).text().count("Nepal") == 1


async def test_who_stands_by_is_well(town: Town, founded_url: str) -> None:
    """It reads and posts; that it has no gateway is as it should be."""
    seconds, gateway = Monotonic(), town.sandbox.gateway
    async with beside(town, founded_url, seconds):
        await until(lambda: gateway.connected == 1)
        async with beside(town, founded_url, seconds) as (standby, second):
            await until(lambda: second.is_elsewhere)
            await standby.beat()
            assert not standby.client.up.is_set()
            assert await said_by(standby) == ALIVE
            await standby.base.store.database.write(lambda session: session.execute(text("DROP TABLE lease")))
            seconds.seconds += 20
            await standby.beat()
            assert await said_by(standby) == NOT_CONNECTED


async def said_by(bot: Bot) -> str:
    """The bot's own last sign of life."""
    heartbeats = bot.base.store.heartbeats
    others = {(sign.process, sign.said, sign.at) for sign in await heartbeats.others()}
    [own] = [one for one in await heartbeats.signs() if (one.process, one.said, one.at) not in others]
    return own.said


async def test_a_killed_holder_is_followed(
    town: Town, founded_url: str, tmp_path: Path, clock: Clock
) -> None:
    """Real processes on the real clock: what one of them began is neither lost nor done twice."""
    gateway, sandbox = town.sandbox.gateway, town.sandbox
    store = await open_store(founded_url, clock)
    first = await Life.begin(sandbox, founded_url, tmp_path)
    await until(lambda: gateway.connected == 1)
    second = await Life.begin(sandbox, founded_url, tmp_path)
    try:
        async with asyncio.timeout(60):
            while len(await store.database.read(store.presence.living)) < 3:  # noqa: ASYNC110 - in another process
                await asyncio.sleep(0.1)
        assert len((await sandbox.invoke("/watch add kind:country what:Nepal")).messages) == 1
        await first.kill()
        killed = time.monotonic()
        await until(lambda: gateway.connected == 0)
        await until(lambda: gateway.connected == 1)
        assert time.monotonic() - killed < 10 + SLOW
        assert len((await sandbox.invoke("/watch add kind:country what:China")).messages) == 1
        assert [row.what for row in await store.subscriptions.watches()] == ["NP", "CN"]
        assert await second.stop() < 10
    finally:
        await first.kill()
        await second.kill()
        await store.close()
    assert "Traceback" not in (tmp_path / "bot.log").read_text()
