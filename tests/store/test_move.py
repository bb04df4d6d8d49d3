"""A register in another database is the same one, row by row, and goes on counting where it was."""

from pathlib import Path

import pytest

from store.database.copies import CopyError
from store.move import move
from store.nouns.errors import StoreError
from store.store import Store, open_store
from tests.clock import Clock
from tests.handlers.rows import alert, event, file
from tests.store.nouns import feed
from tests.store.statistics import is_known


async def filled(url: str, clock: Clock) -> None:
    store = await open_store(url, clock)
    await store.wire.add_feed("own", feed("own"))
    await file(store, event("tanks"), clock(), "wire", alert("tanks", clock()), lead="Panzer · 坦克 · “ٹینک”")
    await store.close()


@pytest.fixture
def other_url(request: pytest.FixtureRequest, founded_url: str, tmp_path: Path) -> str:
    """An empty place of the other kind."""
    return place_beside(founded_url, request, tmp_path)


def place_beside(url: str, request: pytest.FixtureRequest, folder: Path) -> str:
    if url.startswith("sqlite"):
        return str(request.getfixturevalue("empty_postgres_url"))
    return f"sqlite:///{folder / 'moved.db'}"


async def known(store: Store) -> tuple[object, ...]:
    events = (await store.search.find("tanks", kinds=["event"], limit=5)).hits
    return (
        [(hit.kind, hit.id) for hit in events],
        await store.outbox.counts(),
        await store.wire.feed("own") is not None,
    )


async def test_what_is_moved_is_found_and_goes_on(founded_url: str, other_url: str, clock: Clock) -> None:
    await filled(founded_url, clock)
    moved = {table.table: table.rows for table in move(founded_url, other_url)}
    assert moved["event"] > 70
    assert moved["alert"] == 1
    assert is_known(other_url)
    old, new = await open_store(founded_url, clock), await open_store(other_url, clock)
    assert await known(old) == await known(new)
    await file(new, event("ships"), clock(), "wire", alert("ships", clock()))
    assert await new.outbox.counts() == {"pending": 2}
    assert (await new.search.find("ships", kinds=["event"], limit=5)).hits
    await old.close()
    await new.close()


async def test_there_and_back_is_the_same(
    founded_url: str, other_url: str, tmp_path: Path, clock: Clock
) -> None:
    await filled(founded_url, clock)
    there = move(founded_url, other_url)
    assert move(other_url, f"sqlite:///{tmp_path / 'back.db'}") == there


async def test_what_is_there_is_left_alone(
    database_url: str, request: pytest.FixtureRequest, tmp_path: Path, clock: Clock
) -> None:
    """Of however few rows."""
    other = place_beside(database_url, request, tmp_path)
    await filled(database_url, clock)
    move(database_url, other)
    with pytest.raises(CopyError, match="has tables already"):
        move(database_url, other)


def test_a_place_out_of_reach_is_one_line(founded_sqlite_url: str) -> None:
    with pytest.raises(StoreError) as told:
        move(founded_sqlite_url, "postgresql://nobody@127.0.0.1:9/nothing?connect_timeout=2")
    assert "\n" not in str(told.value)
