"""The frame of every change by a person: rows before and after in the audit log, messages that follow, a way back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel

from store.nouns.desk import AuditEntry
from store.nouns.models import Event
from store.people.snapshots import Snapshot, capture, differs, filed_since, restore, row_key
from store.wire.filing import show_again


@dataclass(frozen=True)
class Who:
    """A person ("discord:<id>" or "operator"), where and when."""

    person: str
    guild: int | None
    at: datetime


@dataclass(frozen=True)
class AmendRefusal:
    """Nothing was changed, and why not, in a sentence."""

    why: str


@dataclass(frozen=True)
class Plan:
    """A change that is ready to be made. ``title`` is its action and subject, ``rows`` are those that it may touch;
    ``change`` makes it and returns the keys of the rows that it added."""

    title: tuple[str, str]
    rows: Sequence[SQLModel]
    change: Callable[[], list[str]]


def amend(session: Session, who: Who, plan: Plan) -> AuditEntry:
    """Carries a plan out. Every event among its rows gets a new revision, and its messages follow."""
    before = capture(session, [row_key(row) for row in plan.rows])
    added = plan.change()
    session.flush()
    _move_on(session, who, list(before))
    for key in added:  # an event that was there before under the same id may have messages
        if key.startswith("event:"):
            show_again(session, key.removeprefix("event:"), 1)
    return _record(session, who, plan.title, before | dict.fromkeys(added), [*before, *added])


def take_back(session: Session, entry: AuditEntry, who: Who) -> AuditEntry | AmendRefusal:
    """Restores every row that the entry changed, unless one of them was changed since."""
    if entry.undone_by is not None:
        return AmendRefusal(f"Entry {entry.id} was taken back already, by entry {entry.undone_by}.")
    now = capture(session, entry.after)
    if changed := differs(now, entry.after):
        return AmendRefusal(f"Changed since by somebody: {', '.join(changed[:5])}. Take that back first.")
    made = [
        key.removeprefix("event:") for key, row in entry.before.items() if row is None and key[:6] == "event:"
    ]
    if kept := [name for name in made if filed_since(session, name, entry.after)]:
        return AmendRefusal(
            f"More was filed on {', '.join(kept)} since, which would be lost; merge it instead."
        )
    restore(session, entry.before)
    _move_on(session, who, list(entry.before), after=now)
    undone = _record(session, who, ("undo", entry.subject), now, list(entry.before))
    entry.undone_by = undone.id
    session.add(entry)
    return undone


def _record(
    session: Session, who: Who, title: tuple[str, str], before: dict[str, Any], keys: Iterable[str]
) -> AuditEntry:
    action, subject = title
    entry = AuditEntry(
        at=who.at,
        guild=who.guild,
        person=who.person,
        action=action,
        subject=subject,
        before=before,
        after=capture(session, keys),
    )
    session.add(entry)
    session.flush()
    return entry


def _move_on(session: Session, who: Who, keys: list[str], after: Snapshot | None = None) -> None:
    """A new revision for each event, above every one that it ever had, so that its messages are edited."""
    for key in keys:
        table, _, name = key.partition(":")
        if table == "event":
            last = (after or {}).get(key) or {"revision": 0}
            row = session.get(Event, name)
            revision = 1 + max(last["revision"], row.revision if row else 0)
            if row is not None:
                row.revision, row.updated_at, row.amended_by = revision, who.at, row.amended_by or who.person
                session.add(row)
                session.flush()
            show_again(session, name, revision)
