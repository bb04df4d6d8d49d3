"""Rows as they were and as they became: what an entry of the audit log keeps, and how it is taken back."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from store.nouns.gazetteer import Series
from store.nouns.models import Actor, Agreement, Article, Claim, Equipment, Event, Evidence, Source
from store.nouns.reviews import ProposedName, Review, TeamWeights

TABLES: dict[str, type[SQLModel]] = {
    "event": Event,
    "article": Article,
    "evidence": Evidence,
    "claim": Claim,
    "review": Review,
    "actor": Actor,
    "equipment": Equipment,
    "series": Series,
    "agreement": Agreement,
    "proposedname": ProposedName,
    "weights": TeamWeights,
    "source": Source,
}
NUMBERED = frozenset({"evidence", "review", "proposedname"})
MOVING = frozenset({"revision", "updated_at", "amended_by"})
"""Fields that every change moves: they do not say that somebody changed the row since."""

Snapshot = Mapping[str, dict[str, Any] | None]
"""``table:id`` → the row as JSON, or ``None`` where there is none."""


def row_key(row: SQLModel) -> str:
    """``event:<id>``, ``evidence:<number>`` …"""
    table = next(name for name, kind in TABLES.items() if isinstance(row, kind))
    return f"{table}:{row.id}"  # type: ignore[attr-defined]


def capture(session: Session, keys: Iterable[str]) -> dict[str, dict[str, Any] | None]:
    """The rows as they are now."""
    return {key: _dumped(_row(session, key)) for key in sorted(set(keys))}


def differs(now: Snapshot, then: Snapshot) -> list[str]:
    """The keys of ``then`` whose rows are not any more what they were. What an earlier version kept has the fields of
    that version: those that came since had no value but the one that they are born with."""
    return [key for key, row in then.items() if _settled(now.get(key)) != _settled(_of_today(key, row))]


def _of_today(key: str, row: dict[str, Any] | None) -> dict[str, Any] | None:
    """The row as a version of today would have kept it."""
    if row is None:
        return None
    return _row_of(key, row).model_dump(mode="json")


def _row_of(key: str, values: Mapping[str, Any]) -> SQLModel:
    """What was kept, as a row of today."""
    table = TABLES[key.partition(":")[0]]
    return table.model_validate({name: value for name, value in values.items() if name in table.model_fields})


def filed_since(session: Session, event: str, then: Snapshot) -> int:
    """How many rows outside of ``then`` are on an event, and would be on none without it."""
    on = (
        select(Evidence).where(Evidence.event == event),
        select(Claim).where(Claim.event == event),
        select(Article).where(Article.event == event),
        select(Review).where(Review.event == event),
        select(Event).where((col(Event.follows) == event) | (col(Event.merged_into) == event)),
    )
    return sum(row_key(row) not in then for query in on for row in session.exec(query))


def restore(session: Session, wanted: Snapshot) -> None:
    """Writes the rows back; those that were not there are removed."""
    for key, values in wanted.items():
        row = _row(session, key)
        if values is None:
            if row is not None:
                session.delete(row)
        else:
            session.merge(_row_of(key, values))
    session.flush()


def _row(session: Session, key: str) -> SQLModel | None:
    table, _, name = key.partition(":")
    return session.get(TABLES[table], int(name) if table in NUMBERED else name, populate_existing=True)


def _dumped(row: SQLModel | None) -> dict[str, Any] | None:
    return row.model_dump(mode="json") if row is not None else None


def _settled(row: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if row is None else {name: value for name, value in row.items() if name not in MOVING}
