"""Which of several processes on one PostgreSQL speaks with Discord's gateway: the one that keeps renewing a lease.

No two machines' clocks are compared. The holder counts its renewals up, and trusts each for ``CONFIRMED`` seconds of its
own monotonic clock, from before it asked; who waits takes over when the count has stood still for ``ABANDONED`` seconds of
theirs, from after they read it. So a holder that is cut off, or was stopped and goes on, has hung up before another speaks.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from store.database.database import Database
from store.presence.presence import Presence

CONFIRMED = 5.0
"""Seconds that a renewal lasts, for its holder."""
ABANDONED = 8.0
"""Seconds without a renewal after which another may take it."""
QUICK = {
    "connect_timeout": "2",
    "tcp_user_timeout": "3000",
    "keepalives_idle": "1",
    "keepalives_interval": "1",
    "options": "-c statement_timeout=3000 -c tcp_user_timeout=5000 -c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1",
}
"""A renewal that does not come through is given up long before the lease is (names as in ``store/database/postgres.py``)."""
NOBODY = (0, -1)
READ = text("SELECT holder, renewals FROM lease WHERE name = 'gateway'")
FOUND = text("INSERT INTO lease (name, holder, renewals) VALUES ('gateway', :me, 0) ON CONFLICT DO NOTHING")
RENEW = text(
    "UPDATE lease SET holder = :me, renewals = renewals + 1"
    " WHERE name = 'gateway' AND holder = :holder AND renewals = :renewals"
)
GIVE_UP = text("DELETE FROM lease WHERE name = 'gateway' AND holder = :me")


class GatewayLease:
    """This process's view of the lease. ``monotonic`` gives seconds that no clock change moves. On SQLite there is one
    bot, and it always holds it."""

    def __init__(
        self, database: Database, presence: Presence, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.database = database
        self.presence = presence
        self.monotonic = monotonic
        self._connection: Connection | None = None
        self._asking = asyncio.Lock()
        self._confirmed: float | None = None
        self._seen = NOBODY
        """The holder and the count that were read last, if they were another's."""
        self._seen_since = self._looked = monotonic()

    @property
    def is_held(self) -> bool:
        """Whether this process may speak with the gateway at this moment."""
        if self.database.is_sqlite:
            return True
        return self._confirmed is not None and self.monotonic() - self._confirmed < CONFIRMED

    @property
    def is_elsewhere(self) -> bool:
        """Whether another process was seen with it lately: this one stands by, and that is well."""
        return not self.is_held and self._seen != NOBODY and self.monotonic() - self._looked < ABANDONED

    async def ask(self) -> bool:
        """Renews the lease, or takes one that nobody renews; whether it is held. A server that cannot be reached confirms
        nothing. To be asked every second."""
        if not self.database.is_sqlite:
            async with self._asking:
                with suppress(SQLAlchemyError):
                    await self.presence.announce()  # who starts must not be taken for dead
                    await asyncio.to_thread(self._look)
        return self.is_held

    async def close(self) -> None:
        """Gives it up: another may have it at once."""
        async with self._asking:
            await asyncio.to_thread(self._let_go)

    def _look(self) -> None:
        try:
            self._connection = self._connection or self.database.own_connection(**QUICK)
            self._decide(self._connection)
        except SQLAlchemyError:
            self._drop()
            raise

    def _decide(self, connection: Connection) -> None:
        before = self.monotonic()
        row = connection.execute(READ).one_or_none()
        seen = (row.holder, row.renewals) if row else NOBODY
        if row is None:
            taken = connection.execute(FOUND, {"me": self.presence.number}).rowcount == 1
        elif seen[0] == self.presence.number or self._is_abandoned(connection, seen, before):
            old = {"holder": seen[0], "renewals": seen[1]}
            taken = connection.execute(RENEW, old | {"me": self.presence.number}).rowcount == 1
        else:
            taken = False
        self._confirmed = before if taken else None
        self._seen, self._looked = (NOBODY if taken else seen), self.monotonic()

    def _is_abandoned(self, connection: Connection, seen: tuple[int, int], before: float) -> bool:
        """Whether the holder renews it no more. At the first sight of it, whether the server knows that the holder is
        gone: a bot that is started again need not wait for its own last life."""
        if seen == self._seen:
            return before - self._seen_since >= ABANDONED
        first, self._seen_since = self._seen == NOBODY, self.monotonic()
        return first and not self._lives(connection, seen[0])

    def _lives(self, connection: Connection, holder: int) -> bool:
        with Session(connection) as session:
            return holder in self.presence.living(session)

    def _let_go(self) -> None:
        if self._connection is not None:
            with suppress(SQLAlchemyError):
                self._connection.execute(GIVE_UP, {"me": self.presence.number})
        self._confirmed = None
        self._drop()

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(SQLAlchemyError):
                connection.invalidate()
            with suppress(SQLAlchemyError):
                connection.close()
