"""Stores that hold the founding knowledge: seeded once for a test run, then copied."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from functools import cache
from pathlib import Path

import pytest

from handlers.ingest.knowledge import Knowledge
from seeds.fingerprint import seeds_print
from seeds.load import load_seeds
from seeds.rows import Seeds
from store.store import Store, open_store
from tests.clock import Clock
from tests.templates import cloned, once, once_in_postgres


@pytest.fixture(scope="session")
def founded_sqlite(run_folder: Path) -> Path:
    """A seeded SQLite file that each test's own is copied from."""
    return once(run_folder / "founded.db", lambda file: asyncio.run(found(f"sqlite:///{file}")))


@pytest.fixture
def founded_sqlite_url(founded_sqlite: Path, tmp_path: Path) -> str:
    """A seeded SQLite file of the test's own."""
    file = tmp_path / "founded.db"
    shutil.copyfile(founded_sqlite, file)
    return f"sqlite:///{file}"


@pytest.fixture(scope="session")
def founded_postgres(postgres_server: str, run_folder: Path) -> str:
    """The name of a seeded PostgreSQL database that each test's own is cloned from."""
    return once_in_postgres(
        run_folder / "founded.postgres", postgres_server, lambda url: asyncio.run(found(url))
    )


@pytest.fixture
def founded_postgres_url(postgres_server: str, founded_postgres: str) -> Iterator[str]:
    """A seeded PostgreSQL database of the test's own."""
    with cloned(postgres_server, founded_postgres) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def founded_url(request: pytest.FixtureRequest) -> str:
    """A seeded database of the test's own, once on each backend."""
    return str(request.getfixturevalue(f"founded_{request.param}_url"))


@pytest.fixture
async def founded_store(founded_url: str, clock: Clock) -> AsyncIterator[Store]:
    """A seeded store on each backend, at the turning clock."""
    opened = await open_store(founded_url, clock)
    yield opened
    await opened.close()


@cache
def shipped() -> Seeds:
    """What the project ships, read once a process: who takes it changes nothing of it."""
    return load_seeds()


@pytest.fixture(scope="session")
def seeds() -> Seeds:
    return shipped()


async def found(url: str) -> None:
    """As a first start leaves it: the next one finds these seeds filed and its events read, and reads none again."""
    store = await open_store(url, Clock())
    await store.register.seed(shipped(), seeds_print())
    knowledge = Knowledge(store)
    await knowledge.refresh()
    await knowledge.save()
    await store.close()
