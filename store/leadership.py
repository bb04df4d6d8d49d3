"""Which of several processes on one PostgreSQL keeps the schedule: the one that holds an advisory lock."""

import asyncio
from contextlib import suppress

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from store.database import Database

LOCK = 0x4C656164
"""The lock's number ("Lead" in ASCII). It belongs to a connection: a process that dies gives it up at once."""


class Leadership:
    """Holds the lock on a connection of its own. On SQLite there is one bot, and it always leads."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._connection: Connection | None = None
        self._leads = False
        self._asking = asyncio.Lock()

    async def hold(self) -> bool:
        """Whether this process leads now: it does already, or nobody else does. To be asked before each turn of the
        schedule; a lost connection is noticed then. False while the server cannot be reached."""
        if self.database.is_sqlite:
            return True
        async with self._asking:
            return await asyncio.to_thread(self._hold)

    async def close(self) -> None:
        """Gives the lock up, and returns when it is free: a server ends a closed connection in its own time."""
        async with self._asking:
            await asyncio.to_thread(self._let_go)

    def _hold(self) -> bool:
        question = "SELECT 1 = 1" if self._leads else f"SELECT pg_try_advisory_lock({LOCK})"
        try:
            if self._connection is None:
                self._connection = self._own_connection()
            self._leads = bool(self._connection.execute(text(question)).scalar())
        except DBAPIError:
            self._drop()
        return self._leads

    def _own_connection(self) -> Connection:
        """Apart from the pool: a pooled connection would outlive us, and the lock with it."""
        connection = self.database.writer.connect().execution_options(isolation_level="AUTOCOMMIT")
        connection.detach()
        return connection

    def _let_go(self) -> None:
        if self._connection is not None and self._leads:
            with suppress(DBAPIError):
                self._connection.execute(text(f"SELECT pg_advisory_unlock({LOCK})"))
        self._drop()

    def _drop(self) -> None:
        connection, self._connection, self._leads = self._connection, None, False
        if connection is not None:
            with suppress(DBAPIError):
                connection.close()
