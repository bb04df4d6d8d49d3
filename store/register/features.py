"""What the matcher compares of each event, kept beside the events so that a start need not read all their texts."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, text
from sqlmodel import Session, col, func, select

from store.database.database import Database, gathers, reads
from store.database.index import EventFeatures, FeatureWord, batches, insert_new
from store.database.interaction import unclaimed
from store.nouns.models import Event

STREAMED = {"yield_per": 2_000}
Stamp = tuple[datetime, int]
"""When an event was changed last, and its revision."""


@dataclass(frozen=True)
class MadeFeatures:
    """What was made of an event as it was at ``stamp``."""

    event: str
    stamp: Stamp
    packed: bytes


@dataclass(frozen=True)
class FeaturesRead:
    """Where the register stood when its features were read: the events that have none, oldest first; the latest change
    of any event; and the stamps of the events that changed shortly before it."""

    missing: tuple[str, ...]
    through: datetime | None
    recent: dict[str, Stamp]


class FeatureStore:
    """Features are made from an event and its texts and from nothing else; they can be thrown away at any time."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def load(
        self,
        session: Session,
        made_by: Sequence[str],
        overlap: timedelta,
        know: Callable[[Iterable[tuple[int, str]]], None],
        put: Callable[[bytes], None],
    ) -> FeaturesRead:
        """Hands over the words by their numbers, then the features of each event that one of ``made_by`` made, about in
        the order of their days. Both are called in the store's thread, as rows come."""
        words = select(FeatureWord.number, FeatureWord.word).order_by(col(FeatureWord.number))
        with session.exec(words, execution_options=STREAMED) as found:
            know((number or 0, word) for number, word in found)
        rows = select(EventFeatures.packed).where(col(EventFeatures.made_by).in_(made_by))
        with session.exec(rows.order_by(col(EventFeatures.number)), execution_options=STREAMED) as stored:
            for packed in stored:
                put(packed)
        through = session.exec(select(func.max(col(Event.updated_at)))).one()
        recent = _stamps(session, through - overlap) if through else {}
        return FeaturesRead(tuple(_without(session, made_by)), through, recent)

    async def numbers(self, words: Sequence[str]) -> dict[str, int]:
        """The number of each word, the same for good; new ones get theirs."""
        with unclaimed():
            return await self._numbers(words)

    async def keep(self, made_by: str, made: Sequence[MadeFeatures]) -> None:
        """Keeps the features of events that still are as they were made from. An event that is being changed is waited
        for: its change takes away what was made before it."""
        with unclaimed():
            await self._keep(made_by, made)

    @gathers
    def _numbers(self, session: Session, words: Sequence[str]) -> dict[str, int]:
        known = _numbers(session, words)
        new = [{"word": word} for word in words if word not in known]
        if not new:
            return known
        session.execute(insert_new(session, FeatureWord).on_conflict_do_nothing(), new)
        return known | _numbers(session, [row["word"] for row in new])

    @gathers
    def _keep(self, session: Session, made_by: str, made: Sequence[MadeFeatures]) -> None:
        for some in batches(made):
            held = select(Event.id, Event.updated_at, Event.revision).where(
                col(Event.id).in_([one.event for one in some]), col(Event.merged_into).is_(None)
            )
            as_it_is = {event: (at, revision) for event, at, revision in session.exec(held.with_for_update())}
            rows = [
                {"event": one.event, "made_by": made_by, "packed": one.packed}
                for one in some
                if as_it_is.get(one.event) == one.stamp
            ]
            if rows:
                put = insert_new(session, EventFeatures)
                changed = {"made_by": put.excluded.made_by, "packed": put.excluded.packed}
                session.execute(put.on_conflict_do_update(index_elements=["event"], set_=changed), rows)


def _stamps(session: Session, since: datetime) -> dict[str, Stamp]:
    rows = select(Event.id, Event.updated_at, Event.revision).where(
        col(Event.updated_at) >= since, col(Event.merged_into).is_(None)
    )
    return {event: (at, revision) for event, at, revision in session.exec(rows)}


def _without(session: Session, made_by: Sequence[str]) -> Iterable[str]:
    # PostgreSQL goes through what is known once for EXISTS, and again for each event where what NOT IN names outgrows work_mem.
    made = exists().where(col(EventFeatures.event) == col(Event.id), col(EventFeatures.made_by).in_(made_by))
    rows = select(Event.id).where(col(Event.merged_into).is_(None), ~made)
    return session.exec(rows.order_by(col(Event.day).is_not(None).asc(), col(Event.day), col(Event.id)))


def _numbers(session: Session, words: Sequence[str]) -> dict[str, int]:
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    asked = _NUMBERS_IN_POSTGRESQL if is_postgresql else _NUMBERS_IN_SQLITE
    found = session.execute(asked, {"words": list(words) if is_postgresql else json.dumps(list(words))})
    return dict(list(found))


_NUMBERS_IN_SQLITE = text(
    "SELECT word, number FROM featureword WHERE word IN (SELECT value FROM json_each(:words))"
)
_NUMBERS_IN_POSTGRESQL = text(
    "SELECT word, number FROM featureword WHERE word = ANY(CAST(:words AS varchar[]))"
)
