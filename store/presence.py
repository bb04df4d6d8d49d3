"""Which processes of the bot are alive: what one was sending when it was killed, another may look after at once.

On PostgreSQL each process holds a session-level advisory lock under its own number for as long as it is connected
(PostgreSQL documentation, 13.3.5 "Advisory Locks"; the server drops it with the connection, also after SIGKILL). A
SQLite file is served by one process: any other number found in it belongs to a process that is gone.
"""

import asyncio
import secrets
from contextlib import suppress

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from store.database import Database, reads

CLASS = 0x456E74
"""The first of the two numbers of our advisory locks, apart from what else may lock in that database."""


class Presence:
    """This process's number, and the numbers of those alive."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.number = secrets.randbelow(2**31)
        self._engine: Engine | None = None
        self._connection: Connection | None = None
        self._announcing = asyncio.Lock()

    async def announce(self) -> None:
        """Holds the lock of this number until ``leave``; on SQLite there is nothing to hold. To be said again and again:
        who loses the connection loses the lock, and others would take over what is in hand here."""
        if not self.database.is_sqlite:
            async with self._announcing:
                await asyncio.to_thread(self._hold)

    async def leave(self) -> None:
        if self._connection is not None and self._engine is not None:
            await asyncio.to_thread(self._let_go, self._connection)
            self._engine.dispose()
            self._connection = None

    @reads
    def is_alone(self, session: Session) -> bool:
        """Whether no other process is alive: what is claimed then was claimed by dead ones."""
        return self.living(session) == {self.number}

    def living(self, session: Session) -> set[int]:
        """The numbers of the processes alive now, this one among them."""
        if self.database.is_sqlite:
            return {self.number}
        held = text(
            "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = :class AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        return {self.number, *session.connection().execute(held, {"class": CLASS}).scalars()}

    def _hold(self) -> None:
        if self._connection is not None and _answers(self._connection):
            return
        self._engine = self._engine or create_engine(
            self.database.url, poolclass=NullPool, isolation_level="AUTOCOMMIT"
        )
        self._connection = self._engine.connect()
        self._connection.execute(text("SELECT pg_advisory_lock(:class, :number)"), self._lock)

    def _let_go(self, connection: Connection) -> None:
        """Unlocks first: the server notices a closed connection only a moment later."""
        with suppress(DBAPIError):  # a lost connection has lost the lock too
            connection.execute(text("SELECT pg_advisory_unlock(:class, :number)"), self._lock)
        connection.close()

    @property
    def _lock(self) -> dict[str, int]:
        return {"class": CLASS, "number": self.number}


def _answers(connection: Connection) -> bool:
    try:
        connection.execute(text("SELECT 1"))
    except DBAPIError:
        connection.invalidate()
        connection.close()
        return False
    return True
