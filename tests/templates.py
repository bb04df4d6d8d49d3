"""What the processes of a test run share, made once and copied."""

import fcntl
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from store.database.database import Database
from store.store import Store, compose
from tests.clock import Clock


def once(file: Path, make: Callable[[Path], None]) -> Path:
    """The file, made at another place first: it is there when it is whole. Who fails leaves it to the next."""
    with file.with_name(f"{file.name}.making").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            unfinished = file.with_name(f"{os.getpid()}-{file.name}")
            make(unfinished)
            unfinished.rename(file)
    return file


async def copied(file: Path, clock: Clock) -> Store:
    """A store in memory that holds what a SQLite file does, for tests to which the database makes no difference."""
    database = Database("sqlite://")
    with closing(sqlite3.connect(file)) as template, database.writer.connect() as connection:
        memory = connection.connection.driver_connection
        assert isinstance(memory, sqlite3.Connection)
        template.backup(memory)
    return compose(database, clock)
