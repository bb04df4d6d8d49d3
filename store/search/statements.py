"""The statements that may answer a question, with their events, kept from one question to the next: few, as nearly all come
from documents, and nearly every question is asked of each."""

from collections.abc import Sequence
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
        self._kept: dict[str, tuple[tuple[Any, ...], _Kept]] = {}

    def read(self, session: Session) -> list[_Kept] | None:
        """In the order in which they are stored; None where there are too many."""
        rows = {row[0]: tuple(row) for row in session.execute(self.stored, {"most": self.most + 1})}
        if len(rows) > self.most:
            self._kept = {}
            return None
        kept = {key: one for key, one in self._kept.items() if one[0] == rows.get(key)}
        if missing := rows.keys() - kept.keys():
            [table] = (one["entity"] for one in self.chosen.column_descriptions)
            for some in batches(sorted(missing)):
                again = self.chosen.where(col(table.id).in_(some)).execution_options(populate_existing=True)
                kept |= {row.id: (rows[row.id], row) for row in session.scalars(again)}
        self._kept = kept
        return [kept[key][1] for key in rows]


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
