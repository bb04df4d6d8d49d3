"""An interaction is carried out once, however many processes hear of it: what is written for it claims its id first."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session

from store.database.index import insert_new
from store.nouns.bookkeeping import ClaimedInteraction

T = TypeVar("T")


class ClaimedElsewhereError(Exception):
    """Somebody else carries the interaction out; nothing was written here, and nothing is to be said."""


@dataclass
class Handling:
    """One process's handling of one interaction. ``claimed`` is set once something was written for it here."""

    interaction: int
    at: datetime
    claimed: bool = False
    holder: int = field(default_factory=lambda: secrets.randbits(63))
    """Apart from every other handling, also one by the same process: a gateway that resumes may repeat itself."""

    def claiming(self, work: Callable[[Session], T]) -> Callable[[Session], T]:
        """``work`` after the claim, in its transaction: both last, or neither. PostgreSQL lets the second wait until the
        first has ended (its documentation, 13.4 "Data Consistency Checks", and INSERT's ON CONFLICT)."""

        def claims_first(session: Session) -> T:
            self._claim(session)
            return work(session)

        return claims_first

    def _claim(self, session: Session) -> None:
        """Raises ClaimedElsewhereError."""
        insert = insert_new(session, ClaimedInteraction)
        values = {"id": self.interaction, "holder": self.holder, "at": self.at}
        session.connection().execute(insert.values(**values).on_conflict_do_nothing())
        kept = session.get(ClaimedInteraction, self.interaction)
        if kept is None or kept.holder != self.holder:
            raise ClaimedElsewhereError(f"interaction {self.interaction}")


HANDLING: ContextVar[Handling | None] = ContextVar("handling", default=None)
"""What the running task handles: set where an interaction begins (``Interactions.begin``), read by every write, so that
no command can forget it."""


@contextmanager
def unclaimed() -> Iterator[None]:
    """What is written within claims no interaction: whichever process writes it, it changes nothing that people know of."""
    handled = HANDLING.set(None)
    try:
        yield
    finally:
        HANDLING.reset(handled)
