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

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import NullPool, StaticPool
from sqlmodel import Session

from store.database.index import keep_up
from store.database.interaction import HANDLING
from store.database.postgres import postgres

P = ParamSpec("P")
T = TypeVar("T")
Owner = TypeVar("Owner", bound="HasDatabase")

READERS = 3
"""Reader threads of SQLite: enough that a long export and two commands do not wait for each other."""
WRITERS = 3
"""Writer threads on PostgreSQL; SQLite has one."""
BUSY_MILLISECONDS = 20_000
"""How long SQLite waits for another process's write before it gives up."""

ATTEMPTS = 4
"""How often a transaction is run that PostgreSQL breaks off because it crossed another."""
CROSSED = ("40P01", "40001", "23505")
"""SQLSTATE deadlock_detected and serialization_failure: "retry the whole transaction" (its manual, 13.5), which advises
the same for unique_violation: what is looked for first was written by another meanwhile."""


class HintedCompiler(SQLiteCompiler):
    """Says what a statement hints at of a table ("INDEXED BY"), which SQLAlchemy leaves out for SQLite. Its planner, which
    knows no sizes where nobody has analysed the register, would not find what was made for thousands of rows."""

    def get_from_hint_text(self, _table: object, text: str | None) -> str | None:
        return text


class Database:
    """Runs work in transactions, off the event loop.

    SQLite (WAL): one writer thread, a few reader threads, so that a long read never delays a write or an answer.
    In memory there is one connection, and one thread for all. PostgreSQL: one pool of connections; reads see one
    snapshot and cannot write. ``gatherer`` is a SQLite writer that does not wait for the disk. ``keep_up`` runs in every
    write (``store/database/index.py``); what is written for an interaction claims it first (``store/database/interaction.py``).
    """

    def __init__(self, url: str) -> None:
        self.url = _with_driver(make_url(url))
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        in_memory = self.is_sqlite and self.url.database in (None, "", ":memory:")
        self.writer = _sqlite(self.url, in_memory, writes=True) if self.is_sqlite else _postgres(self.url)
        self.reader = self.writer if in_memory else self._second_engine()
        only_one = in_memory or not self.is_sqlite
        self.gatherer = self.writer if only_one else _sqlite(self.url, False, writes=True, waits=False)
        self._writing = ThreadPoolExecutor(1 if self.is_sqlite else WRITERS, "store-write")
        self._reading = self._writing if in_memory else ThreadPoolExecutor(READERS, "store-read")
        self._sessions = sessionmaker(class_=Session, expire_on_commit=False)
        event.listen(self._sessions, "after_flush", keep_up)

    def _second_engine(self) -> Engine:
        if self.is_sqlite:
            return _sqlite(self.url, False, writes=False)
        return self.writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def own_connection(self, **limits: str) -> Connection:
        """A connection to PostgreSQL apart from the pool, for a lock that ends with it; every statement stands by itself.
        ``limits`` are libpq's parameters, in place of those of ``store/database/postgres.py``."""
        url = self.url.update_query_pairs(
            [(name, value) for name, value in limits.items() if name == "options"], append=True
        ).update_query_dict({name: value for name, value in limits.items() if name != "options"})
        return postgres(url, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect()

    async def write(self, work: Callable[[Session], T]) -> T:
        return await self._write(self.writer, work)

    async def gather(self, work: Callable[[Session], T]) -> T:
        """A write that a power cut may take, with all that followed it; the next ``write`` makes both last."""
        return await self._write(self.gatherer, work)

    async def read(self, work: Callable[[Session], T]) -> T:
        return await self._run(self._reading, self.reader, work)

    async def _write(self, engine: Engine, work: Callable[[Session], T]) -> T:
        """Claims the interaction that this task handles, if there is one, with the first write for it."""
        handling = HANDLING.get()
        if handling is None or handling.claimed:
            return await self._run(self._writing, engine, work)
        done = await self._run(self._writing, engine, handling.claiming(work))
        handling.claimed = True
        return done

    async def _run(self, pool: ThreadPoolExecutor, engine: Engine, work: Callable[[Session], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(pool, self._transact, engine, work)

    def _transact(self, engine: Engine, work: Callable[[Session], T], attempts: int = ATTEMPTS) -> T:
        """One transaction; run again where the database broke it off for another's sake."""
        try:
            with self._sessions(bind=engine) as session, session.begin():
                return work(session)
        except (IntegrityError, OperationalError) as error:
            if attempts == 1 or getattr(error.orig, "sqlstate", None) not in CROSSED:
                raise
        return self._transact(engine, work, attempts - 1)

    async def close(self) -> None:
        """Waits for the work in hand, then closes every connection."""
        for pool in {self._writing, self._reading}:
            await asyncio.to_thread(pool.shutdown)
        for engine in {self.writer, self.gatherer, self.reader}:
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


def gathers(
    method: Callable[Concatenate[Owner, Session, P], T],
) -> Callable[Concatenate[Owner, P], Coroutine[Any, Any, T]]:
    """As ``writes``, for what is read from the wire again if a power cut takes it: thousands of feeds would else wait
    for the disk one by one. A killed process loses none of it. Nobody is told of it before a ``writes`` has made it
    last (the outbox's claim): SQLite's log keeps the order of commits (its documentation, "PRAGMA synchronous")."""

    @wraps(method)
    async def call(self: Owner, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return await self.database.gather(lambda session: method(self, session, *args, **kwargs))

    return call


def _with_driver(url: URL) -> URL:
    """``postgresql://`` and ``postgres://`` mean psycopg here, the one driver that is installed."""
    plain = url.drivername in ("postgresql", "postgres")
    return url.set(drivername="postgresql+psycopg") if plain else url


def _postgres(url: URL) -> Engine:
    return postgres(url, pool_size=READERS + WRITERS, max_overflow=2, pool_timeout=10, pool_pre_ping=True)


def _sqlite(url: URL, in_memory: bool, *, writes: bool, waits: bool = True) -> Engine:
    shared = {"poolclass": StaticPool} if in_memory else {}
    engine = create_engine(url, connect_args={"check_same_thread": False}, **shared)
    engine.dialect.statement_compiler = HintedCompiler
    prepare = (_prepare_writer if waits else _prepare_gatherer) if writes else _prepare_reader
    event.listen(engine, "connect", prepare)
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


def _prepare_gatherer(connection: sqlite3.Connection, _record: object) -> None:
    _prepare(connection)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")


def _prepare_reader(connection: sqlite3.Connection, _record: object) -> None:
    _prepare(connection)
    connection.execute("PRAGMA query_only = ON")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")
