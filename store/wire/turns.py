"""Whose turn it is to file: what may tell of one thing is filed one after the other, and all else side by side.

Two processes may judge texts of one event at once, each before the other's is filed; each would make an event of its own. So
what is filed is marked with the facts that events are found by (``facts/matching/index.py: index_keys``), and a new event is
turned back if something with one of its facts was filed that its judges had not seen: they judge it again. On PostgreSQL the
rows of the facts are the locks; ``as_of`` is a snapshot, in which a transaction is visible or is not (its documentation, 9.27.8,
"Transaction ID and Snapshot Information"). SQLite has one writer, and counts.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Date, TextClause, bindparam, delete, func, text
from sqlmodel import Session, col, select

from store.nouns.bookkeeping import FiledFact
from store.nouns.decisions import Decision
from store.wire.letting_go import hash_of

FILING = 0x46696C65
"""The number of PostgreSQL's advisory lock of all that is filed ("File" in ASCII): shared by what says what it is about."""
QUESTIONS = hash_of("questions")
"""What asks a person is about the day's questions, of which there are only so many."""


@dataclass
class FilingTurn:
    """What was filed before this turn and the judges had not seen: its ``facts``. ``lost`` are the events that are not
    made for it."""

    facts: frozenset[int] = frozenset()
    lost: set[str] = field(default_factory=set)

    def overtook(self, decision: Decision) -> str | None:
        """The event of a decision that is to be judged again: a new one that may have been filed meanwhile, or one that is
        lost."""
        new = _new_event(decision)
        if new is not None and not self.facts.isdisjoint(_signed(decision.facts)):
            return new
        return next((event for event in events_of(decision) if event in self.lost), None)

    def lose(self, decision: Decision) -> None:
        """What was judged after it, knowing it, cannot be filed without it."""
        if (new := _new_event(decision)) is not None:
            self.lost.add(new)


def one_at_a_time(session: Session) -> None:
    """Lets nobody else file anything that is compared with the register until the transaction ends. SQLite has one writer
    anyway."""
    _lock(session, "pg_advisory_xact_lock")


def take_turn(session: Session, decisions: Sequence[Decision]) -> FilingTurn:
    """Waits until nobody else files what these may be about; until the transaction ends everybody else waits. An event
    that says no facts waits for all, and all wait for it."""
    if not decisions:
        return FilingTurn()
    if any(one.events and not one.facts for one in decisions):
        one_at_a_time(session)
    else:
        _lock(session, "pg_advisory_xact_lock_shared")
    about = sorted({key for one in decisions for key in subjects_of(one)})
    session.execute(_of(session, TAKEN), {"keys": _value(session, about), "day": date.min})
    as_of = next((one.as_of for one in decisions if one.as_of is not None), None)
    return FilingTurn(_unseen(session, decisions, as_of) if as_of is not None else frozenset())


def end_turn(session: Session, filed: Iterable[Decision], now: datetime) -> None:
    """Marks what was filed with its facts."""
    facts = sorted({key for one in filed for key in _signed(one.facts)})
    if facts:
        session.execute(_of(session, MARKED), {"keys": _value(session, facts), "day": now.date()})


def turns_until_now(session: Session) -> str:
    """What whoever reads the register from now on has seen, for ``Decision.as_of``."""
    if _is_postgresql(session):
        return str(session.execute(text("SELECT CAST(pg_current_snapshot() AS text)")).scalar_one())
    return str(session.exec(select(func.coalesce(func.max(FiledFact.turn), 0))).one())


def forget_turns(session: Session, before: date) -> None:
    """Those of an earlier day, of which nobody judges any more. The last one stays, so that SQLite counts on."""
    last = select(func.max(FiledFact.turn)).scalar_subquery()
    session.execute(delete(FiledFact).where(col(FiledFact.day) < before, col(FiledFact.turn) < last))


def subjects_of(decision: Decision) -> set[int]:
    """All that must not be filed by two at once: its facts, address and names, and the rows that it changes."""
    found = set(_signed(decision.facts))
    found |= {hash_of("event", event) for event in events_of(decision)}
    found |= {hash_of("name", one.key) for one in decision.names}
    if decision.article.canonical_url:
        found.add(hash_of("address", decision.article.canonical_url))
    if decision.agreement is not None:
        found.add(hash_of("agreement", decision.agreement.id))
    return found | ({QUESTIONS} if decision.review is not None else set())


def events_of(decision: Decision) -> list[str]:
    """Every event that it makes, changes, or says something of."""
    told = (one.event for one in decision.evidence)
    before = (event.follows for event in decision.events)
    named = (*(event.id for event in decision.events), *decision.touched, *told, *before)
    return list(dict.fromkeys(event for event in named if event is not None))


def _new_event(decision: Decision) -> str | None:
    return decision.event.id if decision.event is not None and decision.event.revision == 1 else None


def _unseen(session: Session, decisions: Sequence[Decision], as_of: str) -> frozenset[int]:
    asked = sorted({key for one in decisions for key in _signed(one.facts)})
    keys = {"keys": _value(session, asked), "as_of": as_of}
    return frozenset(session.execute(_of(session, UNSEEN), keys).scalars())


def _signed(facts: Iterable[int]) -> list[int]:
    """Databases keep a sign in the eighth byte."""
    return [fact - (1 << 64) if fact >= 1 << 63 else fact for fact in facts]


def _lock(session: Session, function: str) -> None:
    if _is_postgresql(session):
        session.execute(text(f"SELECT {function}(:lock)"), {"lock": FILING})


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _value(session: Session, numbers: list[int]) -> list[int] | str:
    return numbers if _is_postgresql(session) else json.dumps(numbers)


def _of(session: Session, statement: dict[str, TextClause]) -> TextClause:
    return statement[session.get_bind().dialect.name]


_DAY = bindparam("day", type_=Date())
TAKEN = {
    "postgresql": text(
        """INSERT INTO filedfact (key, turn, day) SELECT unnest(CAST(:keys AS bigint[])), 0, :day
        ON CONFLICT (key) DO UPDATE SET turn = filedfact.turn"""
    ).bindparams(_DAY),
    "sqlite": text(
        """INSERT INTO filedfact (key, turn, day) SELECT value, 0, :day FROM json_each(:keys) WHERE true
        ON CONFLICT (key) DO UPDATE SET turn = filedfact.turn"""
    ).bindparams(_DAY),
}
"""Also what is there already is locked by it, in the order of the keys: nobody waits crosswise."""
UNSEEN = {
    "postgresql": text(
        """SELECT key FROM filedfact WHERE key = ANY(CAST(:keys AS bigint[])) AND turn > 0
        AND turn < CAST(CAST(pg_snapshot_xmax(pg_current_snapshot()) AS text) AS bigint)
        AND NOT pg_visible_in_snapshot(CAST(CAST(turn AS text) AS xid8), CAST(:as_of AS pg_snapshot))"""
    ),
    "sqlite": text(
        """SELECT key FROM filedfact WHERE key IN (SELECT value FROM json_each(:keys))
        AND turn > CAST(:as_of AS INTEGER)"""
    ),
}
"""A later number than PostgreSQL has given out is of another server, whose copy this is."""
MARKED = {
    "postgresql": text(
        """UPDATE filedfact SET turn = CAST(CAST(pg_current_xact_id() AS text) AS bigint), day = :day
        WHERE key = ANY(CAST(:keys AS bigint[]))"""
    ).bindparams(_DAY),
    "sqlite": text(
        """UPDATE filedfact SET turn = (SELECT max(turn) + 1 FROM filedfact), day = :day
        WHERE key IN (SELECT value FROM json_each(:keys))"""
    ).bindparams(_DAY),
}
