"""The frame of every change by a person: rows before and after in the audit log, messages that follow, a way back."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, SQLModel

from store.nouns.models import Event
from store.nouns.reviews import AuditEntry
from store.people.snapshots import Snapshot, capture, differs, filed_since, restore, row_key
from store.wire.filing import show_again, show_source_again

STILL_READ = timedelta(days=30)
"""How old a message may be that follows when its source gets another name or grade."""


@dataclass(frozen=True)
class Who:
    """A person ("discord:<id>" or "operator"), where and when."""

    person: str
    guild: int | None
    at: datetime

    @property
    def number(self) -> int | None:
        """The person's number on Discord."""
        last = self.person.rpartition(":")[2]
        return int(last) if last.isdecimal() else None


@dataclass(frozen=True)
class AmendRefusal:
    """Nothing was changed, and why not, in a sentence."""

    why: str


AmendOutcome = AuditEntry | AmendRefusal


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
    revise(session, who, list(before))
    for key in added:  # an event that was there before under the same id may have messages
        if key.startswith("event:"):
            show_again(session, key.removeprefix("event:"), 1)
    return record(session, who, plan.title, before | dict.fromkeys(added), [*before, *added])


WayBack = Callable[[Session, AuditEntry, Who], AmendOutcome]


def take_back(session: Session, entry: AuditEntry, who: Who, way: WayBack) -> AmendOutcome:
    """Takes an entry back, once."""
    if entry.undone_by is not None:
        return AmendRefusal(f"Entry {entry.id} was taken back already, by entry {entry.undone_by}.")
    undone = way(session, entry, who)
    if isinstance(undone, AuditEntry):
        entry.undone_by = undone.id
        session.add(entry)
    return undone


def as_before(session: Session, entry: AuditEntry, who: Who) -> AuditEntry | AmendRefusal:
    """Restores every row that the entry changed, unless one of them was changed since."""
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
    revise(session, who, list(entry.before), now)
    return record(session, who, ("undo", entry.subject), now, list(entry.before))


def record(
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


def revise(session: Session, who: Who, keys: list[str], after: Snapshot | None = None) -> None:
    """A new revision for each event, above every one that it ever had, so that its messages are edited; they are left
    alone where it only gained, or lost, a name that a person decided on. Those that name a source are edited too, as far
    back as somebody reads them."""
    for key in keys:
        table, _, name = key.partition(":")
        if table == "source":
            show_source_again(session, name, who.at - STILL_READ)
        if table == "event":
            last = (after or {}).get(key) or {"revision": 0}
            row = session.get(Event, name)
            revision = 1 + max(last["revision"], row.revision if row else 0)
            if row is not None:
                row.revision, row.updated_at, row.amended_by = revision, who.at, row.amended_by or who.person
                session.add(row)
                session.flush()
            if not is_about_a_name(keys):
                show_again(session, name, revision)


def is_about_a_name(keys: Iterable[str]) -> bool:
    """Whether a change, by the keys of its rows, is a decision on a proposed name: nobody is told of those."""
    return any(key.startswith("proposedname:") for key in keys)
