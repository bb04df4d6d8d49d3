"""PostgreSQL away, tried while it still is: refused, reset, hanging; and every limit that a connection is given."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from benchmarks.crash.door import Door, door_to
from store.database.postgres import CLIENT, PLANS, SERVER, STATEMENT_MILLISECONDS, without_limits
from store.nouns.errors import UnreachableDatabaseError
from store.store import Store, open_store
from tests.clock import Clock

AWAY = 1.0
"""Seconds, of which every moment is used: what recovers once, while the fault still lasts, does not recover."""
LEASE = timedelta(minutes=1)
ASKS: dict[str, Callable[[Store], Awaitable[object]]] = {
    "presence": lambda store: store.presence.announce(),
    "leadership": lambda store: store.leadership.hold(),
    "pool, reading": lambda store: store.outbox.counts(),
    "pool, writing": lambda store: store.marks.set_mark("a", "b", store.wire.now()),
    "claims of feeds": lambda store: store.wire.due_feeds(1, LEASE),
}


@pytest.fixture
async def door(postgres_url: str) -> AsyncIterator[Door]:
    async with door_to(postgres_url) as opened:
        yield opened


@pytest.fixture
async def far(door: Door, clock: Clock) -> AsyncIterator[Store]:
    """The store behind the door; every path has been used once."""
    store = await open_store(door.url, clock)
    for ask in ASKS.values():
        await ask(store)
    yield store
    door.unblock()
    await store.close()


async def everything_asked(store: Store, seconds: float) -> int:
    """Asks on every path, over and over, for so long; how many answers were errors."""
    failed, until = 0, asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < until:
        answers = await asyncio.gather(*(ask(store) for ask in ASKS.values()), return_exceptions=True)
        assert all(not isinstance(one, Exception) or isinstance(one, SQLAlchemyError) for one in answers)
        failed += sum(isinstance(one, Exception) or one is False for one in answers)
        await asyncio.sleep(0.05)
    return failed


async def everything_works(store: Store) -> None:
    async with asyncio.timeout(60):
        for ask in ASKS.values():
            with suppress(OperationalError):  # one that was lost is found out once
                await ask(store)
        for ask in ASKS.values():
            await ask(store)
        assert await store.leadership.hold()
        assert await store.presence.is_alone()
        assert store.presence.number in await store.database.read(
            lambda session: set(session.execute(text(HELD)).scalars())
        )


HELD = "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = x'456E74'::int"


async def test_a_server_that_stays_away_is_found_again(far: Store, door: Door) -> None:
    await door.shut()
    assert await everything_asked(far, AWAY) > len(ASKS)
    await door.open()
    await everything_works(far)


async def test_connections_that_are_reset_over_and_over_are_made_anew(far: Store, door: Door) -> None:
    for _ in range(5):
        door.slam()
        await everything_asked(far, 0.2)
    await everything_works(far)


@pytest.mark.parametrize("path", ASKS)
async def test_a_server_that_hangs_is_waited_for_and_goes_on(far: Store, door: Door, path: str) -> None:
    door.block()
    asked = asyncio.ensure_future(ASKS[path](far))
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(asked), 0.2)
    assert not asked.done()
    door.unblock()
    await asked
    await everything_works(far)


@pytest.mark.parametrize("path", ASKS)
async def test_what_hangs_and_is_reset_goes_on(far: Store, door: Door, path: str) -> None:
    door.block()
    asked = asyncio.ensure_future(ASKS[path](far))
    with suppress(TimeoutError):
        await asyncio.wait_for(asyncio.shield(asked), 0.1)
    await door.shut()
    await asyncio.gather(asked, return_exceptions=True)
    door.unblock()
    await everything_asked(far, 0.2)
    await door.open()
    await everything_works(far)


async def test_a_server_that_takes_connections_and_says_nothing_is_given_up(door: Door, clock: Clock) -> None:
    door.block()
    with pytest.raises(UnreachableDatabaseError):
        await open_store(f"{door.url}?connect_timeout=2", clock)


async def test_every_connection_has_its_limits(far: Store) -> None:
    shown = [await asyncio.to_thread(limits, far.database.own_connection)]
    shown += [
        await asyncio.to_thread(limits, engine.connect)
        for engine in (far.database.writer, far.database.reader)
    ]
    for server, client in shown:
        assert server["statement_timeout"] == STATEMENT_MILLISECONDS
        assert server["idle_in_transaction_session_timeout"] == 60_000
        assert server["work_mem"] == PLANS["work_mem"]
        assert client == (CLIENT["tcp_user_timeout"], 1)


async def test_what_is_done_with_a_whole_register_may_take_any_time(far: Store) -> None:
    """And no longer than its transaction."""
    before, during, after = await asyncio.to_thread(settings_of_whole, far.database.writer)
    assert during == {"statement_timeout": 0, "idle_in_transaction_session_timeout": 0}
    assert before == after
    assert before["idle_in_transaction_session_timeout"] == 60_000


def settings_of_whole(engine: Engine) -> list[dict[str, int]]:
    """Before, in and after the transaction that has no limits."""
    names = {"names": ["statement_timeout", "idle_in_transaction_session_timeout"]}
    found = []
    with engine.connect() as connection:
        for whole in (False, True, False):
            with connection.begin():
                if whole:
                    without_limits(connection)
                rows = connection.execute(text(SETTINGS), names).all()
                found.append({row[0]: int(row[1]) for row in rows})
    return found


def limits(connect: Callable[[], Connection]) -> tuple[dict[str, int], tuple[int, int]]:
    """What the server keeps of a connection, and what its socket."""
    with connect() as connection:
        rows = connection.execute(text(SETTINGS), {"names": [*SERVER, "work_mem"]}).all()
        driver = connection.connection.driver_connection
        assert driver is not None
        with socket.socket(fileno=os.dup(driver.fileno())) as end:
            user = end.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
            kept = end.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
    return {name: int(setting) for name, setting in rows}, (user, kept)


SETTINGS = "SELECT name, setting FROM pg_settings WHERE name = ANY(:names)"


async def test_what_an_address_says_of_a_limit_is_kept(postgres_url: str, clock: Clock) -> None:
    join = "&" if "?" in postgres_url else "?"
    store = await open_store(f"{postgres_url}{join}options=-c%20statement_timeout=7000", clock)
    shown = await store.database.read(
        lambda session: session.execute(text("SHOW statement_timeout")).scalar()
    )
    assert shown == "7s"
    await store.close()
