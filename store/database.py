"""The one place that owns threads, connections and transactions.

A public method of a store class is one transaction. It is written as a plain synchronous method that takes the
``Session`` first; ``@reads`` or ``@writes`` turns it into a coroutine that runs off the event loop::

    class Feeds:
        def __init__(self, database: Database) -> None:
            self.database = database

        @reads
        def due(self, session: Session, now: datetime) -> list[Feed]: ...

    await feeds.due(now)

No session leaves the method; what it returns is detached rows or small frozen views.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

P = ParamSpec("P")
T = TypeVar("T")
Owner = TypeVar("Owner", bound="HasDatabase")

READERS = 3
"""Reader threads of SQLite: enough that a long export and two commands do not wait for each other."""
CONNECTIONS = 5
"""Connections (and threads) of a process on PostgreSQL."""
BUSY_MILLISECONDS = 10_000
"""How long SQLite waits for another process's write before it gives up."""


class Database:
    """Runs work in transactions, off the event loop.

    SQLite (WAL): one writer thread, a few reader threads, so that a long read never delays a write or an answer.
    In memory there is one connection, and one thread for all. PostgreSQL: one pool for both.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        in_memory = self.is_sqlite and self.url.database in (None, "", ":memory:")
        self.writer = _sqlite(url, in_memory, writes=True) if self.is_sqlite else _postgres(url)
        self.reader = (
            self.writer if in_memory or not self.is_sqlite else _sqlite(url, in_memory, writes=False)
        )
        self._writing = ThreadPoolExecutor(1 if self.is_sqlite else CONNECTIONS, "store-write")
        self._reading = self._writing if in_memory else ThreadPoolExecutor(READERS, "store-read")

    async def write(self, work: Callable[[Session], T]) -> T:
        return await _run(self._writing, self.writer, work)

    async def read(self, work: Callable[[Session], T]) -> T:
        return await _run(self._reading, self.reader, work)

    async def close(self) -> None:
        """Waits for the work in hand, then closes every connection."""
        for pool in {self._writing, self._reading}:
            await asyncio.to_thread(pool.shutdown)
        for engine in {self.writer, self.reader}:
            engine.dispose()


class HasDatabase(Protocol):
    """What the decorators need of a store class."""

    database: Database


def reads(
    method: Callable[Concatenate[Owner, Session, P], T],
) -> Callable[Concatenate[Owner, P], Coroutine[Any, Any, T]]:
    """Makes a method one read transaction, off the event loop."""

    @wraps(method)
    async def call(self: Owner, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.database.read(lambda session: method(self, session, *args, **kwargs))

    return call


def writes(
    method: Callable[Concatenate[Owner, Session, P], T],
) -> Callable[Concatenate[Owner, P], Coroutine[Any, Any, T]]:
    """Makes a method one write transaction, off the event loop: all of it or, on any exception, nothing."""

    @wraps(method)
    async def call(self: Owner, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.database.write(lambda session: method(self, session, *args, **kwargs))

    return call


async def _run(pool: ThreadPoolExecutor, engine: Engine, work: Callable[[Session], T]) -> T:
    def transact() -> T:
        with Session(engine, expire_on_commit=False) as session, session.begin():
            return work(session)

    return await asyncio.get_running_loop().run_in_executor(pool, transact)


def _postgres(url: str) -> Engine:
    return create_engine(url, pool_size=CONNECTIONS, max_overflow=0, pool_pre_ping=True)


def _sqlite(url: str, in_memory: bool, *, writes: bool) -> Engine:
    shared = {"poolclass": StaticPool} if in_memory else {}
    engine = create_engine(url, connect_args={"check_same_thread": False}, **shared)
    event.listen(engine, "connect", _prepare_writer if writes else _prepare_reader)
    # pysqlite opens transactions late and never before a SELECT; we say when (SQLAlchemy, "Serializable isolation").
    event.listen(engine, "begin", _begin_immediate if writes else _begin)
    return engine


def _prepare(connection: sqlite3.Connection) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute("PRAGMA foreign_keys = ON")


def _prepare_writer(connection: sqlite3.Connection, _record: object) -> None:
    _prepare(connection)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")  # an acknowledged alert must survive a power cut


def _prepare_reader(connection: sqlite3.Connection, _record: object) -> None:
    _prepare(connection)
    connection.execute("PRAGMA query_only = ON")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
