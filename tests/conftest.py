"""Fixtures of every room: a clock that the test turns, and stores on real databases."""

import asyncio
import gc
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
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
from store.store import Store, open_store
from tests.built import build_once
from tests.clock import Clock
from tests.examples import ALL, USUAL
from tests.postgres import in_postgres, named
from tests.statements import compile_once
from tests.templates import copied, once

pytest_plugins = [
    "tests.asker",
    "tests.command_line",
    "tests.founded",
    "tests.lexicon",
    "tests.newsroom",
    "tests.plans",
    "tests.server",
    "tests.town",
]

# How long an example takes says how busy the machine is; the examples stay the same, so that a test that fails says
# something of the change under test. ``make fuzz`` draws new ones.
settings.register_profile("usual", deadline=None, derandomize=True, max_examples=USUAL)
settings.register_profile("fuzz", deadline=None, max_examples=ALL)
settings.load_profile("usual")
# What a failure looks like is not looked at here: drawing each variable of each frame costs half a second a failure.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback),
    ]
)
NUMBERS = count(1)
EMPTIED = "; ".join(["SET lock_timeout = '5s'", *(str(METADATA.tables[table].delete()) for table in TABLES)])


def pytest_asyncio_loop_factories() -> dict[str, Callable[[], asyncio.AbstractEventLoop]]:
    """The event loop that the product runs on (``bot/shell/door.py``)."""
    return {"uvloop": uvloop.new_event_loop}


def pytest_configure() -> None:
    """Garbage is looked for as seldom as in the product (``bot/process/interpreter.py``): every few hundred objects it took a
    third of the suite's processor time."""
    gc.set_threshold(YOUNG, 10, 10)
    compile_once()
    build_once()


HEAVIEST = (
    "tests/handlers/commands/test_asked.py",
    "tests/stream/test_rows.py",
    "tests/stream/test_ratchet.py",
    "tests/store/database/test_migrations.py",
    "tests/store/portable/test_round_trip.py",
    "tests/store/portable/test_refusals.py",
    "tests/store/test_move.py",
)
"""Files of ten seconds and more that would come late: at the end one process works on such a file and the others wait for it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The heaviest files first; the others as they are found."""
    places = {path: place for place, path in enumerate(HEAVIEST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(places)))


def pytest_collection_finish() -> None:
    """What was loaded to collect the tests stays: it is never looked through again."""
    gc.freeze()


def pytest_sessionfinish() -> None:
    """pytest looks through everything five times at the end, for what was left open: what lives after two is left out of its own."""
    gc.collect()
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all processes of a run (pytest-xdist gives each a folder in it), new at each run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture
def clock() -> Clock:
    """9 o'clock on 2 March 2026, UTC, until the test turns it."""
    return Clock()


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
def sqlite_template(run_folder: Path) -> Path:
    """A migrated SQLite file that each test's own is copied from."""
    return once(run_folder / "template.db", lambda file: migrated(f"sqlite:///{file}"))


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
    opened = await copied(sqlite_template, clock)
    yield opened
    await opened.close()


def migrated(url: str) -> None:
    engine = Database(url).writer
    migrate(engine)
    engine.dispose()
