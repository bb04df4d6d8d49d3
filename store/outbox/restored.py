"""What a register that was restored from a backup does not know: which messages were posted after the backup was made."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, true
from sqlmodel import Session, col, select

from store.nouns.bookkeeping import Mark
from store.nouns.outbox import Alert

RESTORED = "restored"
"""The mark that a restore leaves."""
LOOKED_FOR = timedelta(days=30)
"""So long after a restore every message is looked for before it is posted: no feed shows items for longer."""


def mark_restored(session: Session, now: datetime) -> None:
    session.merge(Mark(name=RESTORED, value="yes", at=now))


def restored_at(session: Session, now: datetime) -> datetime | None:
    """When the register was restored, as long as that matters."""
    mark = session.get(Mark, RESTORED)
    return mark.at if mark is not None and now - mark.at < LOOKED_FOR else None


def told_with(session: Session, row: Alert) -> int | None:
    """The alert whose message is this one's too, where both were found in it and nobody knew that they were told
    together; None for the first of them."""
    others = (Alert.channel == row.channel, Alert.message == row.message, Alert.id != row.id)
    known = select(func.min(Alert.id)).where(*others, Alert.state == "sent", col(Alert.carried_by).is_(None))
    return session.exec(known).one()


def known_for_certain(session: Session, now: datetime) -> ColumnElement[bool]:
    """The alerts behind whose newest message what is looked for must stand: all, or after a restore those of the backup.
    Of the messages that followed it, any may be found first."""
    restored = restored_at(session, now)
    if restored is None:
        return true()
    return or_(col(Alert.sent_at).is_(None), col(Alert.sent_at) < restored)
