"""An interaction is carried out by whoever writes for it first; what fails gives it up again."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextvars import copy_context
from typing import Any

import pytest
from sqlmodel import Session

from store.database.interaction import ClaimedElsewhereError
from store.store import Store, open_store
from tests.clock import Clock

INTERACTION = 1_400_000_000_000_000_000


@pytest.fixture
async def other(store: Store, database_url: str, clock: Clock) -> AsyncIterator[Store]:
    """A second process on the same database."""
    opened = await open_store(database_url, clock)
    yield opened
    await opened.close()


async def handled(work: Coroutine[Any, Any, Any]) -> Any:
    """In a task of its own, as discord.py runs everything that is done for an interaction."""
    return await asyncio.create_task(work, context=copy_context())


async def said(store: Store, *names: str) -> str:
    """Sets marks for the interaction, one write each."""
    handling = store.interactions.begin(INTERACTION)
    try:
        for name in names:
            await store.marks.set_mark(name, str(handling.holder), store.interactions.now())
    except ClaimedElsewhereError:
        return "lost"
    return str(handling.holder)


async def test_the_first_who_writes_carries_it_out(store: Store, other: Store) -> None:
    results = await asyncio.gather(*(handled(said(who, "a", "b")) for who in (store, other) * 4))
    assert sorted(results)[-7:] == ["lost"] * 7
    [winner] = [result for result in results if result != "lost"]
    assert await store.marks.mark("a") == await store.marks.mark("b") == winner


async def test_what_fails_leaves_it_to_others(store: Store, other: Store) -> None:
    def fail(_session: Session) -> None:
        raise ValueError("not today")

    async def failing() -> None:
        store.interactions.begin(INTERACTION)
        await store.database.write(fail)

    with pytest.raises(ValueError, match="not today"):
        await handled(failing())
    assert await handled(said(other, "a")) != "lost"


async def test_who_only_reads_claims_nothing(store: Store, other: Store) -> None:
    async def reading() -> bool:
        handling = store.interactions.begin(INTERACTION)
        await store.marks.mark("a")
        return await store.interactions.is_lost(handling)

    assert not await handled(reading())
    assert await handled(said(other, "a")) != "lost"
    assert await handled(reading()) == (not store.database.is_sqlite), "a SQLite file has one process"


async def test_ids_are_forgotten_when_no_gateway_repeats_them(store: Store, clock: Clock) -> None:
    assert await handled(said(store, "a")) != "lost"
    clock.turn(minutes=16)
    assert await store.interactions.forget() == 0
    assert await handled(said(store, "a")) == "lost"
    clock.turn(hours=1)
    assert await store.interactions.forget() == 1
