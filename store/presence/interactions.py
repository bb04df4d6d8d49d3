"""The interactions that were carried out, remembered for a while."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete

from store.database.database import Database, reads, writes
from store.database.interaction import HANDLING, Handling
from store.nouns.bookkeeping import ClaimedInteraction

REMEMBERED = timedelta(hours=1)
"""An interaction's token lives for 15 minutes (Discord's documentation, "Followup Messages"): nobody hears of it later."""


class Interactions:
    """Who carries an interaction out: whoever writes for it first."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self.database = database
        self.now = now

    def begin(self, interaction: int) -> Handling:
        """From here on every write of the running task claims the interaction, and raises ``ClaimedElsewhereError`` where
        another process was first."""
        handling = Handling(interaction, self.now())
        HANDLING.set(handling)
        return handling

    async def is_lost(self, handling: Handling) -> bool:
        """Whether it is carried out elsewhere: what was read here may be what was changed there. A SQLite file is one
        process's (``store/presence/sole.py``)."""
        elsewhere = not (handling.claimed or self.database.is_sqlite)
        return elsewhere and await self._is_claimed(handling.interaction)

    @writes
    def forget(self, session: Session) -> int:
        """Drops what no gateway repeats any more; returns how many."""
        old = delete(ClaimedInteraction).where(col(ClaimedInteraction.at) < self.now() - REMEMBERED)
        return session.connection().execute(old).rowcount

    @reads
    def _is_claimed(self, session: Session, interaction: int) -> bool:
        return session.get(ClaimedInteraction, interaction) is not None
