"""Which of several processes on one PostgreSQL keeps the schedule: the one that holds an advisory lock."""

import asyncio
from contextlib import suppress

from sqlalchemy.exc import SQLAlchemyError

from store.database.database import Database
from store.presence.session_lock import SessionLock

LOCK = 0x4C656164
"""The lock's number ("Lead" in ASCII). It belongs to a connection: a process that dies gives it up at once."""


class Leadership:
    """Holds the lock on a connection of its own. On SQLite there is one bot, and it always leads."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._lock = SessionLock(database, LOCK)
        self._asking = asyncio.Lock()

    async def hold(self) -> bool:
        """Whether this process leads now: it does already, or nobody else does. To be asked before each turn of the
        schedule; a lost connection is noticed then. False while the server cannot be reached."""
        if self.database.is_sqlite:
            return True
        async with self._asking:
            with suppress(SQLAlchemyError):
                return await asyncio.to_thread(self._lock.hold)
            return False

    async def close(self) -> None:
        """Gives the lock up, and returns when it is free: a server ends a closed connection in its own time."""
        async with self._asking:
            await asyncio.to_thread(self._lock.let_go)
