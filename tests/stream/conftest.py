"""The stream read once for all tests of this folder: by the real way in, on a founded store in memory."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from store.database.database import Database
from store.store import compose
from tests.clock import Clock
from tests.stream.labelled import Item, stream
from tests.stream.outcome import Outcome, ingested


@pytest.fixture(scope="session")
def items() -> tuple[Item, ...]:
    return stream()


@pytest.fixture(scope="session")
def outcome(items: tuple[Item, ...], founded_sqlite: Path) -> Outcome:
    return asyncio.run(_read(items, founded_sqlite))


async def _read(items: tuple[Item, ...], founded: Path) -> Outcome:
    clock, database = Clock(), Database("sqlite://")
    with closing(sqlite3.connect(founded)) as template, database.writer.connect() as connection:
        memory = connection.connection.driver_connection
        assert isinstance(memory, sqlite3.Connection)
        template.backup(memory)
    store = compose(database, clock)
    try:
        return await ingested(items, store, clock)
    finally:
        await store.close()
