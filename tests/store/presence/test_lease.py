"""One process speaks with the gateway: by a lease, on a clock that the test turns."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlmodel import Session

from store.presence.lease import GatewayLease
from store.store import Store, open_store
from tests.clock import Clock

CUT = (
    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
    " WHERE pid <> pg_backend_pid() AND datname = current_database()"
)


class Monotonic:
    """Seconds that only the test moves on."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def seconds() -> Monotonic:
    return Monotonic()


@pytest.fixture
async def stores(postgres_url: str, clock: Clock) -> AsyncIterator[tuple[Store, Store]]:
    one, other = [await open_store(postgres_url, clock) for _ in range(2)]
    yield one, other
    await one.close()
    await other.close()


@pytest.fixture
async def pair(
    stores: tuple[Store, Store], seconds: Monotonic
) -> AsyncIterator[tuple[GatewayLease, GatewayLease]]:
    one, other = [GatewayLease(store.database, store.presence, seconds) for store in stores]
    yield one, other
    await one.close()
    await other.close()


async def test_one_holds_it_and_the_other_stands_by(
    pair: tuple[GatewayLease, GatewayLease], seconds: Monotonic
) -> None:
    one, other = pair
    for _ in range(20):
        assert [await one.ask(), await other.ask()] == [True, False]
        assert [lease.is_elsewhere for lease in pair] == [False, True]
        seconds.seconds += 1


async def test_who_ends_gives_it_up_at_once(pair: tuple[GatewayLease, GatewayLease]) -> None:
    one, other = pair
    assert [await one.ask(), await other.ask()] == [True, False]
    await one.close()
    assert [one.is_held, await other.ask()] == [False, True]


async def test_a_silent_holder_hangs_up_before_another_speaks(
    pair: tuple[GatewayLease, GatewayLease], seconds: Monotonic
) -> None:
    one, other = pair
    assert [await one.ask(), await other.ask()] == [True, False]
    speaking = []
    for _ in range(40):
        seconds.seconds += 0.25
        await other.ask()
        speaking.append((one.is_held, other.is_held))
    assert (True, True) not in speaking
    assert speaking.index((False, False)) == 19, "five seconds after the last renewal"
    assert speaking.index((False, True)) == 31, "eight seconds"
    assert not await one.ask(), "who comes back finds it taken"
    assert one.is_elsewhere


async def test_a_holder_that_comes_back_in_time_goes_on(
    pair: tuple[GatewayLease, GatewayLease], seconds: Monotonic
) -> None:
    one, other = pair
    assert [await one.ask(), await other.ask()] == [True, False]
    seconds.seconds += 7
    assert [one.is_held, await other.ask()] == [False, False]
    assert await one.ask()
    seconds.seconds += 7
    assert not await other.ask(), "it counts from the renewal that was seen"


async def test_what_a_dead_process_held_is_free_at_the_next_start(
    pair: tuple[GatewayLease, GatewayLease], stores: tuple[Store, Store]
) -> None:
    one, other = pair
    assert await one.ask()
    await stores[0].presence.leave()
    assert await other.ask()


async def test_connections_that_are_cut_cost_no_lease(
    pair: tuple[GatewayLease, GatewayLease], stores: tuple[Store, Store], seconds: Monotonic
) -> None:
    def cut(session: Session) -> None:
        session.execute(text(CUT))

    one, other = pair
    assert [await one.ask(), await other.ask()] == [True, False]
    await stores[1].database.write(cut)
    for _ in range(3):
        seconds.seconds += 1
        await one.ask()
        await other.ask()
    assert [one.is_held, other.is_held] == [True, False]


async def test_on_sqlite_the_one_bot_speaks(memory_store: Store) -> None:
    lease = GatewayLease(memory_store.database, memory_store.presence)
    assert lease.is_held
    assert await lease.ask()
    await lease.close()
