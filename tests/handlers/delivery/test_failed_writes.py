"""A send whose end could not be written down, on both backends: the process that knows it writes it as soon as it can."""

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from benchmarks.crash.door import door_to
from bot.gateway.client import Client
from handlers.buttons.event_buttons import EventButtons
from handlers.delivery.composer import Composer
from handlers.delivery.delivery import SOON, Delivery
from handlers.delivery.sender import Sender
from sandbox.control import Sandbox
from store.outbox.outbox import Lane, Outbox
from store.presence.presence import Presence
from store.store import Store, open_store
from tests.clock import Clock
from tests.handlers.at_work import Desk

WRITING = "writing down what was sent"
ATTEMPTS = 2


@dataclass(frozen=True)
class Breaking:
    """A desk whose database takes no writes between ``breaks`` and ``mends``."""

    desk: Desk
    breaks: Callable[[], Awaitable[None]]
    mends: Callable[[], Awaitable[None]]


@pytest.fixture(params=["sqlite", "postgres"])
async def breaking(
    request: pytest.FixtureRequest, sandbox: Sandbox, client: Client, clock: Clock
) -> AsyncIterator[Breaking]:
    opened = {"sqlite": _locked_sqlite, "postgres": _closed_postgres}[request.param]
    async with opened(request.getfixturevalue(f"{request.param}_url"), clock) as (store, breaks, mends):
        composer = Composer(store, EventButtons(store, clock).under)
        delivery = Delivery(store, Sender(client), composer.compose, clock, pause=0)
        yield Breaking(Desk(store, sandbox, delivery, clock), breaks, mends)


@asynccontextmanager
async def _locked_sqlite(url: str, clock: Clock) -> AsyncIterator[tuple[Store, Any, Any]]:
    """Another program holds the file's only write lock: reads work, writes do not."""
    store = await open_store(url, clock)
    await store.database.write(lambda session: session.execute(text("PRAGMA busy_timeout = 20")))
    other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)

    async def breaks() -> None:
        other.execute("BEGIN IMMEDIATE")

    async def mends() -> None:
        other.execute("ROLLBACK")

    yield store, breaks, mends
    other.close()
    await store.close()


@asynccontextmanager
async def _closed_postgres(url: str, clock: Clock) -> AsyncIterator[tuple[Store, Any, Any]]:
    async with door_to(url) as door:
        store = await open_store(door.url, clock)
        yield store, door.shut, door.open
        await store.close()


async def sent_while_broken(breaking: Breaking) -> None:
    """A message is taken by Discord while the database takes nothing; it is back only after several attempts."""
    desk, posted = breaking.desk, asyncio.Event()

    async def breaks() -> None:
        await breaking.breaks()
        posted.set()

    tasks: list[asyncio.Task[None]] = []
    desk.sandbox.listen(lambda *_: tasks.append(asyncio.create_task(breaks())) if not tasks else None)
    await desk.delivery.tick()
    await posted.wait()


def failures(told: list[Any]) -> list[str]:
    """What the log says is failing, each time that it says so."""
    return [entry["what"] for entry in told if "fails" in entry["event"]]


async def test_the_end_of_a_send_is_written_when_the_database_is_back(breaking: Breaking) -> None:
    desk = breaking.desk
    await desk.happens("tanks")
    await desk.happens("ships")
    with capture_logs() as told:
        await sent_while_broken(breaking)
        begun = time.monotonic()
        while desk.delivery.troubles.counts[WRITING] < ATTEMPTS:  # noqa: ASYNC110 - the real clock: the fault lasts
            await asyncio.sleep(0.02)
        waited = time.monotonic() - begun
        await breaking.mends()
        await desk.delivery.settle()
        await desk.delivery.drain()
    assert desk.titles() == ["Agreement tanks signed", "Agreement ships signed"]
    assert await desk.store.outbox.counts() == {"sent": 2}, "nothing waits for a lease to run out"
    asked = [row for row in desk.sandbox.requests if row.method == "GET" and "/messages" in row.path]
    assert asked == [], "what is known is not looked for"
    assert waited > SOON / 2, "it waits between two attempts"
    assert failures(told) == [WRITING], "the fault came in between, and is told once"
    events = [entry["event"] for entry in told]
    assert events.count("posted") == 2, "what reached its channel is in the log, once"
    assert [event for event in events if event != "posted"][-1] == "it works again"


async def test_a_lost_claim_is_taken_again_at_once(breaking: Breaking) -> None:
    """The database broke off after it had claimed, before it said so."""
    desk = breaking.desk
    await desk.happens("tanks")
    lane = Lane(desk.place())
    assert await desk.store.outbox.claim(lane, desk.clock()) is not None
    assert await desk.store.outbox.claim(lane, desk.clock()) is None
    again = await desk.store.outbox.claim(lane, desk.clock(), lost=True)
    assert again is not None
    assert again.again, "it may have been sent: its channel is looked through first"


async def test_claims_that_fail_are_told_once_and_taken_up_again(breaking: Breaking) -> None:
    desk = breaking.desk
    await desk.happens("tanks")
    with capture_logs() as told:
        await breaking.breaks()
        for _ in range(6):
            await asyncio.gather(desk.delivery.tick(), return_exceptions=True)
            await desk.delivery.settle()
        await breaking.mends()
        for _ in range(3):  # a pooled connection that was lost is found out once
            await asyncio.gather(desk.delivery.drain(), return_exceptions=True)
    assert desk.titles() == ["Agreement tanks signed"]
    assert len(failures(told)) <= 1
    assert not any("exc_info" in entry for entry in told), "a database that is away is one line"


async def test_a_late_end_never_undoes_what_another_process_found_out(breaking: Breaking) -> None:
    desk = breaking.desk
    await desk.happens("tanks")
    outbox, lane = desk.store.outbox, Lane(desk.place())
    mine = await outbox.claim(lane, desk.clock())
    assert mine is not None
    desk.clock.turn(minutes=6)
    other = Outbox(desk.store.database, Presence(desk.store.database))
    theirs = await other.claim(lane, desk.clock())
    assert theirs is not None
    await other.sent(theirs, 77, desk.clock())
    await outbox.postponed(mine, "late", desk.clock())
    await outbox.threadless(replace(mine), "late")
    assert await outbox.counts() == {"sent": 1}
