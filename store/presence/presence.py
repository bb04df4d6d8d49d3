"""Which processes of the bot are alive: what one was sending when it was killed, another may look after at once.

On PostgreSQL each process holds an advisory lock under its own number for as long as it is connected
(``store/presence/session_lock.py``). A SQLite file is served by one process: any other number found in it belongs to a process
that is gone.
"""

import asyncio
import secrets

from sqlalchemy import text
from sqlmodel import Session

from store.database.database import Database, reads
from store.presence.session_lock import SessionLock

CLASS = 0x456E74
"""The first of the two numbers of our advisory locks, apart from what else may lock in that database."""


class Presence:
    """This process's number, and the numbers of those alive."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.number = secrets.randbelow(2**31)
        self._lock = SessionLock(database, CLASS, self.number)
        self._announcing = asyncio.Lock()

    async def announce(self) -> None:
        """Holds the lock of this number until ``leave``; on SQLite there is nothing to hold. To be said again and again:
        who loses the connection loses the lock, and others would take over what is in hand here. Raises
        ``SQLAlchemyError`` while the server cannot be reached."""
        if not self.database.is_sqlite:
            async with self._announcing:
                await asyncio.to_thread(self._lock.hold)

    async def leave(self) -> None:
        async with self._announcing:
            await asyncio.to_thread(self._lock.let_go)

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
