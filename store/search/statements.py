"""The statements that may answer a question, with their events, kept from one question to the next: few, as nearly all come
from documents, and nearly every question is asked of each."""

from collections.abc import Collection, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import Select, TextClause, text
from sqlalchemy.orm import load_only
from sqlmodel import Session, col, select

from store.database.index import batches
from store.nouns.models import Claim, Event

MOST = 2_000
"""Of more than so many the database chooses."""
JUDGED = load_only(
    *(
        getattr(Event, name)
        for name in (
            "kind", "phase", "title", "summary", "day", "precision", "place", "countries", "actors", "equipment", "agreement",
            "series", "number", "importance",
        )
    )
)  # fmt: skip
"""What an event is judged and ordered by; its other columns stay where they are. One that a judge reads and that is missing
here would cost a statement an event."""
_Kept = TypeVar("_Kept", Claim, Event)
ToldClaim = tuple[Claim, Event | None]


class _Rows(Generic[_Kept]):
    """Rows of one table as objects, made anew where what is stored is another: reading it as it is stored takes a
    twentieth of the time. Objects that stay the same are the same."""

    def __init__(self, stored: TextClause, chosen: Select[Any], most: int) -> None:
        """``stored`` gives the id first."""
        self.stored, self.chosen, self.most = stored, chosen, most
        self._kept: tuple[list[tuple[Any, ...]], list[_Kept]] = [], []

    def read(self, session: Session) -> list[_Kept] | None:
        """In the order in which they are stored; None where there are too many."""
        stored = _as_given(session, self.stored, self.most + 1)
        if len(stored) > self.most:
            self._kept = [], []
            return None
        before, kept = self._kept
        if stored != before:
            held = {row[0]: (row, one) for row, one in zip(before, kept, strict=True)}
            same = {row[0]: held[row[0]][1] for row in stored if row[0] in held and held[row[0]][0] == row}
            new = self._made(session, {row[0] for row in stored} - same.keys())
            kept = [same[row[0]] if row[0] in same else new[row[0]] for row in stored]
            self._kept = stored, kept
        return kept

    def _made(self, session: Session, ids: Collection[str]) -> dict[str, _Kept]:
        [table] = (one["entity"] for one in self.chosen.column_descriptions)
        asked = self.chosen.execution_options(populate_existing=True)
        return {
            row.id: row
            for some in batches(sorted(ids))
            for row in session.scalars(asked.where(col(table.id).in_(some)))
        }


def _as_given(session: Session, asked: TextClause, most: int) -> list[tuple[Any, ...]]:
    """The rows as the driver has them: what they say is not read, only whether it is the same."""
    with session.connection().execute(asked, {"most": most}) as found:
        return list(found.cursor.fetchall()) if found.cursor else []


class Statements:
    """Threads may ask at once: each takes what it finds kept, and leaves what it found."""

    def __init__(self, most: int = MOST) -> None:
        self._claims: _Rows[Claim] = _Rows(_CLAIMS, select(Claim), most)
        self._events: _Rows[Event] = _Rows(_EVENTS, select(Event).options(JUDGED), most)

    def every(self, session: Session) -> Sequence[ToldClaim] | None:
        """Every statement with its living event, newest first; None where these are too many to be kept."""
        claims, events = self._claims.read(session), self._events.read(session)
        if claims is None or events is None:
            return None
        named = {event.id: event for event in events}
        return [(claim, named.get(claim.event or "")) for claim in claims]


_CLAIMS = text("SELECT id AS key, claim.* FROM claim ORDER BY day IS NULL, day DESC, id LIMIT :most")
_EVENTS = text("""SELECT id AS key, event.* FROM event WHERE merged_into IS NULL
    AND id IN (SELECT event FROM claim WHERE event IS NOT NULL) LIMIT :most""")
