"""Fixtures of every room: a clock that the test turns, and stores on real databases."""

import asyncio
import gc
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
import structlog
import uvloop
from hypothesis import settings

from bot.process.interpreter import YOUNG
from store.database.database import Database
from store.database.migrate import migrate
from store.database.schema import METADATA, TABLES
from store.store import Store, compose, open_store
from tests.clock import Clock
from tests.postgres import in_postgres, named

pytest_plugins = [
    "tests.asker",
    "tests.command_line",
    "tests.founded",
    "tests.lexicon",
    "tests.newsroom",
    "tests.plans",
    "tests.town",
]

# How long an example takes says how busy the machine is; the examples stay the same, so that a test that fails says
# something of the change under test. ``make fuzz`` draws new ones.
settings.register_profile("usual", deadline=None, derandomize=True)
settings.register_profile("fuzz", deadline=None)
settings.load_profile("usual")
# What a failure looks like is not looked at here: drawing each variable of each frame costs half a second a failure.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)
NUMBERS = count(1)
ROOM = 2 * 1024**3
"""Bytes that the databases of a run may need."""
EMPTIED = "; ".join(["SET lock_timeout = '5s'", *(str(METADATA.tables[table].delete()) for table in TABLES)])


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The event loop that the product runs on (``bot/shell/door.py``)."""
    return {"uvloop": uvloop.new_event_loop}


def pytest_configure() -> None:
    """Garbage is looked for as seldom as in the product (``bot/process/interpreter.py``): every few hundred objects it took a
    third of the suite's processor time."""
    gc.set_threshold(YOUNG, 10, 10)


def pytest_collection_finish() -> None:
    """What was loaded to collect the tests stays: it is never looked through again."""
    gc.freeze()


def in_memory() -> Path | None:
    """A folder that a machine keeps in memory, where it has one with room: a database is cloned there in a sixth of the
    time. None where it has none."""
    folder = Path("/dev/shm")
    has_room = folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= ROOM
    return folder if has_room else None


@pytest.fixture
def clock() -> Clock:
    """9 o'clock on 2 March 2026, UTC, until the test turns it."""
    return Clock()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL where databases may be made: ``ENTENTE_TEST_POSTGRES``, or one started for this run."""
    if given := os.environ.get("ENTENTE_TEST_POSTGRES"):
        yield given
        return
    folder = tempfile.mkdtemp(prefix="entente-pg-", dir=in_memory())
    script = Path(__file__).parent / "postgres_server.py"
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, str(script), folder], text=True, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL
    ) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        url = server.stdout.readline().strip()
        assert url, "the PostgreSQL of the tests did not start: run tests/postgres_server.py to see why"
        yield url
        server.stdin.close()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def empty_postgres_url(postgres_server: str) -> Iterator[str]:
    """A PostgreSQL database of the test's own with nothing in it."""
    name = f"entente_{os.getpid()}_{next(NUMBERS)}"
    in_postgres(postgres_server, f"CREATE DATABASE {name}")
    yield named(postgres_server, name)
    in_postgres(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def migrated_postgres_url(postgres_server: str) -> Iterator[str]:
    """One migrated database for every test of this process: ``postgres_url`` empties it, because that is quicker than
    a new one."""
    name = f"entente_{os.getpid()}"
    in_postgres(postgres_server, f"CREATE DATABASE {name}")
    url = named(postgres_server, name)
    migrated(url)
    yield url
    in_postgres(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def postgres_url(migrated_postgres_url: str) -> Iterator[str]:
    """A migrated PostgreSQL database without rows. A test that changes its schema takes ``empty_postgres_url``."""
    yield migrated_postgres_url
    in_postgres(migrated_postgres_url, EMPTIED)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that each test's own is copied from."""
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    migrated(f"sqlite:///{file}")
    return file


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A SQLite file of the test's own, migrated."""
    file = tmp_path / "entente.db"
    shutil.copyfile(sqlite_template, file)
    return f"sqlite:///{file}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A migrated database of the test's own, once on each backend."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
async def store(database_url: str, clock: Clock) -> AsyncIterator[Store]:
    """An empty store on each backend, at the turning clock."""
    opened = await open_store(database_url, clock)
    yield opened
    await opened.close()


@pytest.fixture
async def memory_store(sqlite_template: Path, clock: Clock) -> AsyncIterator[Store]:
    """An empty store in memory, for tests to which the database makes no difference."""
    database = Database("sqlite://")
    with closing(sqlite3.connect(sqlite_template)) as template, database.writer.connect() as connection:
        memory = connection.connection.driver_connection
        assert isinstance(memory, sqlite3.Connection)
        template.backup(memory)
    opened = compose(database, clock)
    yield opened
    await opened.close()


def migrated(url: str) -> None:
    engine = Database(url).writer
    migrate(engine)
    engine.dispose()
