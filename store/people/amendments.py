"""Changes of events by a person, each one transaction and one entry in the audit log, and the way back."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, cast, not_, or_
from sqlmodel import Session, col, select

from store.database.database import Database, reads, writes
from store.nouns.models import Event, Source
from store.nouns.outbox import Alert
from store.nouns.reviews import AuditEntry
from store.outbox.queueing import News, queue_telling
from store.people.amending import AmendOutcome, AmendRefusal, Plan, Who, amend, as_before, take_back
from store.people.corrections import correction, division, merger, withdrawal
from store.people.entering import ACCEPTED, take_name_back


class Amendments:
    """What changes is reversible by ``undo`` with the number of the entry that it returns."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @writes
    def merge(self, session: Session, source: str, target: str, who: Who) -> AmendOutcome:
        """Everything filed on ``source`` is filed on ``target``; the old id leads there."""
        return carried_out(session, who, merger(session, source, target))

    @writes
    def withdraw(self, session: Session, event: str, who: Who) -> AmendOutcome:
        """The event is shown nowhere any more; its messages say so."""
        return carried_out(session, who, withdrawal(session, event))

    @writes
    def split(
        self,
        session: Session,
        event: str,
        articles: Sequence[str],
        into: Event,
        alerts: Iterable[Alert],
        who: Who,
    ) -> AmendOutcome:
        """The named articles become evidence for the new event ``into``, which is told by ``alerts``."""
        return carried_out(session, who, division(session, event, articles, into, alerts))

    @writes
    def edit(
        self, session: Session, event: str, changes: Mapping[str, Any], who: Who, news: News | None = None
    ) -> AmendOutcome:
        """New values for facts of the event; refused as a whole when one of them is not valid. ``news`` is what it makes
        to be told."""
        plan = correction(session, event, changes, who.person)
        return _told(session, carried_out(session, who, plan), news)

    @writes
    def grade(
        self, session: Session, source: str, changes: Mapping[str, Any], who: Who
    ) -> AmendOutcome | None:
        """Another name, owner or reliability of a source; ``None`` where nothing of it is another one."""
        row = session.get(Source, source, with_for_update=True)
        if row is None:
            return AmendRefusal(f"No source goes by {source}.")
        other = {name: value for name, value in changes.items() if getattr(row, name) != value}

        def change() -> list[str]:
            for name, value in other.items():
                setattr(row, name, value)
            session.add(row)
            return []

        plan = Plan(("edit source", f"source:{source}"), [row], change)
        return amend(session, who, plan) if other else None

    @writes
    def undo(self, session: Session, entry: int, who: Who, news: News | None = None) -> AmendOutcome:
        """Takes one entry of the audit log back, as a whole or not at all; ``news`` as of ``edit``."""
        row = session.get(AuditEntry, entry, with_for_update=True)
        if row is None or not _is_seen(row, who.guild, home=True):
            return AmendRefusal(f"There is no entry {entry}.")
        if not any(":" in key for key in row.after):
            return AmendRefusal(
                f"Entry {entry} ({row.action}) cannot be taken back here; use its command again."
            )
        way = take_name_back if row.action == ACCEPTED else as_before
        return _told(session, take_back(session, row, who, way), news)

    @reads
    def entry(
        self, session: Session, entry: int, guild: int | None, *, home: bool = False
    ) -> AuditEntry | None:
        """An entry that a guild sees, which may be the ``home`` server."""
        row = session.get(AuditEntry, entry)
        return row if row is not None and _is_seen(row, guild, home=home) else None

    @reads
    def entries(
        self,
        session: Session,
        guild: int | None,
        limit: int,
        event: str | None = None,
        *,
        home: bool = False,
    ) -> list[AuditEntry]:
        """The newest entries that a guild sees: its own, and the ``home`` server whatever changed the register, wherever
        that was done. With ``event`` those that touched it in any of its rows."""
        found = select(AuditEntry).where(_seen(guild, home=home))
        if event is not None:
            found = found.where(or_(col(AuditEntry.subject) == f"event:{event}", *_touching(event)))
        return list(session.exec(found.order_by(col(AuditEntry.id).desc()).limit(limit)).all())

    @reads
    def of_window(self, session: Session, since: datetime, until: datetime, most: int) -> list[AuditEntry]:
        """What people changed in the register in ``since`` < t ≤ ``until``, the latest of it, oldest first; nothing that was
        taken back, nor what took it back in the same window."""
        window = (col(AuditEntry.at) > since, col(AuditEntry.at) <= until)
        shared = not_(col(AuditEntry.subject).startswith(SETTINGS))
        newest = select(AuditEntry).where(*window, shared).order_by(col(AuditEntry.id).desc()).limit(most)
        found = list(session.exec(newest))
        ways_back = {entry.undone_by for entry in found}
        return [one for one in reversed(found) if one.undone_by is None and one.id not in ways_back]

    @reads
    def on_article(
        self, session: Session, article: str, guild: int | None, *, home: bool = False
    ) -> list[AuditEntry]:
        """What was decided by people about an article, oldest first, as far as a guild sees it."""
        seen = _seen(guild, home=home)
        found = select(AuditEntry).where(seen, AuditEntry.subject == f"article:{article}")
        return list(session.exec(found.order_by(col(AuditEntry.id))).all())

    @reads
    def filed(self, session: Session, event: str) -> Event | None:
        """The row under this very id, also where it was merged or withdrawn."""
        return session.get(Event, event)


SETTINGS = "channel:"
"""How the subject of an entry begins that concerns a server alone; every other one changed what all share."""


def _seen(guild: int | None, *, home: bool) -> ColumnElement[bool]:
    own = col(AuditEntry.guild) == guild
    return or_(own, not_(col(AuditEntry.subject).startswith(SETTINGS))) if home else own


def _is_seen(entry: AuditEntry, guild: int | None, *, home: bool) -> bool:
    return entry.guild == guild or (home and not entry.subject.startswith(SETTINGS))


def _touching(event: str) -> list[ColumnElement[bool]]:
    """Entries keep rows as JSON under their keys; an event stands there under its own key, or as where a row points."""
    kept = [cast(col(column), String) for column in (AuditEntry.before, AuditEntry.after)]
    names = [json.dumps(f"event:{event}"), json.dumps(event)]
    return [rows.contains(name, autoescape=True) for rows in kept for name in names]


def carried_out(session: Session, who: Who, plan: Plan | AmendRefusal) -> AmendOutcome:
    """The entry of the audit log, or the refusal as it came."""
    return plan if isinstance(plan, AmendRefusal) else amend(session, who, plan)


def _told(session: Session, outcome: AmendOutcome, news: News | None) -> AmendOutcome:
    """The outcome; where something was changed, also what it makes to be told."""
    if news is not None and isinstance(outcome, AuditEntry):
        queue_telling(session, news)
    return outcome
