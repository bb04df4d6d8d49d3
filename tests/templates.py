"""What the processes of a test run share, made once and copied."""

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path

from store.database.database import Database
from store.store import Store, compose
from tests.clock import Clock
from tests.postgres import in_postgres, named

NUMBERS = count(1)


def once(file: Path, make: Callable[[Path], None]) -> Path:
    """The file, made at another place first: it is there when it is whole. Who fails leaves it to the next."""
    with file.with_name(f"{file.name}.making").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            unfinished = file.with_name(f"{os.getpid()}-{file.name}")
            make(unfinished)
            unfinished.rename(file)
    return file


def once_in_postgres(file: Path, server: str, make: Callable[[str], object]) -> str:
    """The name of a PostgreSQL database that ``make`` is given the URL of, empty, once a run; it stands in ``file``."""

    def begin(unfinished: Path) -> None:
        name = f"entente_{file.stem}_{os.getpid()}"
        in_postgres(server, f"CREATE DATABASE {name}")
        make(named(server, name))
        unfinished.write_text(name, "ascii")

    return once(file, begin).read_text("ascii")


@contextmanager
def cloned(server: str, template: str) -> Iterator[str]:
    """The URL of a PostgreSQL database of a test's own that holds what the one of that name does."""
    name = f"{template}_{os.getpid()}_{next(NUMBERS)}"
    in_postgres(server, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    yield named(server, name)
    in_postgres(server, f"DROP DATABASE {name} WITH (FORCE)")


async def copied(file: Path, clock: Clock) -> Store:
    """A store in memory that holds what a SQLite file does, for tests to which the database makes no difference."""
    database = Database("sqlite://")
    with closing(sqlite3.connect(file)) as template, database.writer.connect() as connection:
        memory = connection.connection.driver_connection
        assert isinstance(memory, sqlite3.Connection)
        template.backup(memory)
    return compose(database, clock)
