"""How a running bot ends: the send in hand first, and in time; what Discord ends for good is one sentence."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator

import pytest

from bot.app import utc_now
from bot.cli.run import run
from bot.settings import Settings
from bot.shell.door import RefusalError
from handlers.alerts.rules import announce
from sandbox.control import Sandbox
from sandbox.world.faults import Fault
from store.store import Store, open_store
from tests.handlers.rows import event, file, subscription

POST = "POST /channels/{channel_id}/messages"
CONTAINER_SECONDS = 10.0
"""After which a container that was asked to stop is killed."""


@pytest.fixture
async def sandbox() -> AsyncIterator[Sandbox]:
    async with Sandbox.running() as running:
        yield running


@pytest.fixture
async def waiting(founded_sqlite_url: str, sandbox: Sandbox) -> AsyncIterator[Store]:
    """A register with two events that wait to be told in #alerts, and no feed that is due."""
    store = await open_store(founded_sqlite_url, utc_now)
    for feed in await store.wire.feeds():
        await store.wire.remove_feed(feed.id)
    rules = subscription(int(sandbox.channels["alerts"]["id"]))
    rules.guild = int(sandbox.guild["id"])
    for name in ("tanks", "ships"):
        happened = event(name, utc_now())
        await file(store, happened, utc_now(), "wire", *announce(happened, [rules], [], utc_now()))
    yield store
    await store.close()


@pytest.fixture
async def bot(sandbox: Sandbox, waiting: Store, founded_sqlite_url: str) -> AsyncIterator[asyncio.Task[int]]:
    """The whole bot as ``entente run`` runs it."""
    settings = Settings(
        DISCORD_TOKEN=sandbox.token,
        ENTENTE_DISCORD_API=sandbox.api_url,
        ENTENTE_DATABASE=founded_sqlite_url,
    )
    running = asyncio.create_task(run(settings))
    yield running
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def posts(sandbox: Sandbox, bot: asyncio.Task[int]) -> None:
    """Until it has posted, or tries to."""
    async with asyncio.timeout(60):
        while not sandbox.server.counts[POST]:
            assert not bot.done()
            await asyncio.sleep(0.02)


async def stopped(bot: asyncio.Task[int]) -> float:
    """Seconds from SIGTERM to the end."""
    asked = time.monotonic()
    os.kill(os.getpid(), signal.SIGTERM)
    assert await asyncio.wait_for(bot, 60) == 0
    return time.monotonic() - asked


async def test_the_send_in_hand_ends_and_no_other_begins(
    sandbox: Sandbox, waiting: Store, bot: asyncio.Task[int]
) -> None:
    sandbox.faults.add(Fault("wait", seconds=0.5))
    await posts(sandbox, bot)
    assert await stopped(bot) < CONTAINER_SECONDS
    assert await waiting.outbox.counts() == {"sent": 1, "pending": 1}
    assert len(sandbox.messages("alerts")) == 1


async def test_a_send_that_hangs_is_given_up_in_time(
    sandbox: Sandbox, waiting: Store, bot: asyncio.Task[int]
) -> None:
    """Nor does a gateway that says nothing any more hold up the end."""
    sandbox.faults.add(Fault("wait", accepted=True))
    await posts(sandbox, bot)
    await sandbox.wait_ready()
    sandbox.gateway.freeze()
    assert await stopped(bot) < CONTAINER_SECONDS
    assert await waiting.outbox.counts() == {"sending": 1, "pending": 1}


@pytest.mark.parametrize(
    ("code", "sentence"),
    [(4004, "Discord does not take DISCORD_TOKEN"), (4012, "ended the connection for good")],
)
async def test_what_discord_ends_for_good_is_one_sentence(
    sandbox: Sandbox, bot: asyncio.Task[int], code: int, sentence: str
) -> None:
    await sandbox.wait_ready()
    await sandbox.gateway.close(code)
    with pytest.raises(RefusalError, match=sentence):
        await asyncio.wait_for(bot, 60)
