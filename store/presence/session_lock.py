"""An advisory lock of PostgreSQL that lasts as long as its process: on a connection of its own, taken anew after a loss."""

from contextlib import suppress

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from store.database.database import Database


class SessionLock:
    """Held by a session (PostgreSQL documentation, 13.3.5 "Advisory Locks"): the server drops it with the connection,
    also after SIGKILL. ``number`` is one of 64 bits, or two of 32. The methods block; call them in a thread, one at a time.

    Whatever fails, nothing of the lost connection is kept: the next call begins with a new one, however long the server
    was away.
    """

    def __init__(self, database: Database, *number: int) -> None:
        self.database = database
        self._number = ", ".join(str(int(part)) for part in number)
        self._connection: Connection | None = None
        self._is_held = False

    def hold(self) -> bool:
        """Whether the lock is ours now; False while another session has it, which may be our own lost one that the
        server has not given up yet. Raises ``SQLAlchemyError`` while the server cannot be reached."""
        if self._connection is not None and not _answers(self._connection):
            self._drop()
        try:
            self._connection = self._connection or self.database.own_connection()
            self._is_held = self._is_held or self._asked("pg_try_advisory_lock", self._connection)
        except SQLAlchemyError:
            self._drop()
            raise
        return self._is_held

    def let_go(self) -> None:
        """Unlocks first: the server notices a closed connection only a moment later."""
        if self._connection is not None and self._is_held:
            with suppress(SQLAlchemyError):  # a lost connection has lost the lock too
                self._asked("pg_advisory_unlock", self._connection)
        self._drop()

    def _asked(self, function: str, connection: Connection) -> bool:
        return bool(connection.execute(text(f"SELECT {function}({self._number})")).scalar())

    def _drop(self) -> None:
        connection, self._connection, self._is_held = self._connection, None, False
        if connection is not None:
            with suppress(SQLAlchemyError):
                connection.invalidate()
            with suppress(SQLAlchemyError):
                connection.close()


def _answers(connection: Connection) -> bool:
    try:
        return connection.execute(text("SELECT 1")).scalar() == 1
    except SQLAlchemyError:
        return False
