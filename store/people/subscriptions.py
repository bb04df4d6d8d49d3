"""What was asked for: a channel's alerts, a person's watch list, a schedule of digests. Each change is on record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, SQLModel, col, select

from store.database.database import Database, reads, writes
from store.nouns.bookkeeping import Guild
from store.nouns.outbox import Alert
from store.nouns.reviews import AuditEntry
from store.nouns.subscriptions import Digest, DigestFacts, Subscription, SubscriptionFacts, Watch, WatchFacts
from store.outbox.outbox import WAITING
from store.outbox.queueing import enqueue


class Subscriptions:
    """Subscriptions, watches and digests; ``person`` is the Discord id of whoever asked."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def subscriptions(self, session: Session, guild: int | None = None) -> list[Subscription]:
        """Of one guild or of all, oldest first."""
        found = select(Subscription).order_by(col(Subscription.id))
        return list(session.exec(found if guild is None else found.where(Subscription.guild == guild)).all())

    @reads
    def zone(self, session: Session, guild: int | None) -> str:
        """The IANA zone that a team lives in: of its server's first digest, or else of its first alerts; of any server
        where none is named; UTC where nothing says."""
        for table in (Digest, Subscription):
            found = select(table.zone).order_by(col(table.id)).limit(1)
            if zone := session.exec(found if guild is None else found.where(table.guild == guild)).first():
                return zone
        return "UTC"

    @writes
    def subscribe(
        self, session: Session, facts: SubscriptionFacts, person: int, now: datetime
    ) -> Subscription:
        """The channel's one set of rules, new or in place of the one before."""
        row = _of_channel(session, facts.channel)
        before = row.model_dump(mode="json") if row else {}
        row = row or Subscription(
            **SubscriptionFacts(guild=facts.guild, channel=facts.channel).model_dump(),
            created_by=person,
            created_at=now,
        )
        row.sqlmodel_update(facts.model_dump(include=set(SubscriptionFacts.model_fields)))
        session.add(row)
        session.flush()
        _record(session, _Entry("set alerts", facts.guild, facts.channel, person, now), before, row)
        return row

    @writes
    def unsubscribe(self, session: Session, channel: int, person: int, now: datetime) -> bool:
        """Ends the channel's alerts; what was still waiting for it is dropped, on record."""
        row = _of_channel(session, channel)
        if row is None:
            return False
        keys = _drop_waiting(session, channel)
        before = row.model_dump(mode="json") | {"dropped": keys}
        session.delete(row)
        _record(session, _Entry("end alerts", row.guild, channel, person, now), before, None)
        return True

    @reads
    def admin_of(self, session: Session, channel: int) -> int | None:
        """The person who set up the channel's alerts, or else its digest."""
        row = (
            _of_channel(session, channel)
            or session.exec(select(Digest).where(Digest.channel == channel)).first()
        )
        return row.created_by if row else None

    @reads
    def digests(self, session: Session, guild: int | None = None) -> list[Digest]:
        """Of one guild or of all, oldest first."""
        found = select(Digest).order_by(col(Digest.id))
        return list(session.exec(found if guild is None else found.where(Digest.guild == guild)).all())

    @reads
    def due_digests(self, session: Session, now: datetime) -> list[Digest]:
        """Not those of a server that the bot has left."""
        left = select(Guild.id).where(col(Guild.left_at).is_not(None))
        found = select(Digest).where(col(Digest.next_slot) <= now, col(Digest.guild).not_in(left))
        return list(session.exec(found.order_by(col(Digest.next_slot))).all())

    @writes
    def schedule(
        self, session: Session, facts: DigestFacts, next_slot: datetime, person: int, now: datetime
    ) -> Digest:
        """The channel's one digest. A changed one keeps the end of its last window, so that nothing falls between."""
        row = session.exec(select(Digest).where(Digest.channel == facts.channel)).first()
        before = row.model_dump(mode="json") if row else {}
        row = row or Digest(**facts.model_dump(), created_by=person, covered_until=now, next_slot=next_slot)
        row.sqlmodel_update({**facts.model_dump(), "next_slot": next_slot})
        session.add(row)
        session.flush()
        _record(session, _Entry("set digest", facts.guild, facts.channel, person, now), before, row)
        return row

    @writes
    def unschedule(self, session: Session, channel: int, person: int, now: datetime) -> bool:
        row = session.exec(select(Digest).where(Digest.channel == channel)).first()
        if row is None:
            return False
        before = row.model_dump(mode="json")
        session.delete(row)
        _record(session, _Entry("end digest", row.guild, channel, person, now), before, None)
        return True

    @writes
    def cover(
        self,
        session: Session,
        seen: Digest,
        until: datetime,
        next_slot: datetime,
        alerts: Sequence[Alert],
    ) -> bool:
        """Ends the digest's window at ``until`` and queues what tells it, in one step; ``False`` when the slot was
        covered already, or the digest was changed, since ``seen`` was read."""
        same = select(Digest).where(
            Digest.id == seen.id,
            Digest.covered_until == seen.covered_until,
            Digest.next_slot == seen.next_slot,
        )
        row = session.exec(same.with_for_update()).first()
        if row is None:
            return False
        row.covered_until, row.next_slot = until, next_slot
        session.add(row)
        enqueue(session, alerts)
        return True

    @reads
    def last_told(self, session: Session, subject: str) -> Alert | None:
        """The newest alert of a digest (``digest:<id>``) or of a person's summary (``summary:<person>``)."""
        found = select(Alert).where(Alert.subject == subject)
        return session.exec(found.order_by(col(Alert.id).desc()).limit(1)).first()

    @reads
    def watches(self, session: Session, person: int | None = None) -> list[Watch]:
        """Of one person or of all, oldest first."""
        found = select(Watch).order_by(col(Watch.id))
        return list(session.exec(found if person is None else found.where(Watch.person == person)).all())

    @writes
    def watch(self, session: Session, facts: WatchFacts, next_slot: datetime | None, now: datetime) -> Watch:
        """Adds it, or changes the one on the same thing; the person's other watches are taken to be reachable."""
        same: tuple[ColumnElement[bool] | bool, ...] = (
            Watch.person == facts.person,
            Watch.kind == facts.kind,
            Watch.what == facts.what,
        )
        row = session.exec(select(Watch).where(*same)).first()
        row = row or Watch(**facts.model_dump(), created_at=now)
        row.sqlmodel_update({**facts.model_dump(), "next_slot": next_slot})
        row.covered_until = row.covered_until or now
        session.add(row)
        for mine in session.exec(select(Watch).where(Watch.person == facts.person)).all():
            mine.closed_at = None
            session.add(mine)
        session.flush()
        return row

    @reads
    def due_watches(self, session: Session, now: datetime) -> list[Watch]:
        """Daily ones whose slot is due, of those who take direct messages; by person."""
        found = select(Watch).where(col(Watch.next_slot) <= now, col(Watch.closed_at).is_(None))
        return list(session.exec(found.order_by(col(Watch.person), col(Watch.id))).all())

    @reads
    def followers(self, session: Session, channel: int) -> list[int]:
        """The persons who get the channel's digest too, of those who take direct messages."""
        found = select(Watch.person).where(Watch.kind == "digest", Watch.what == str(channel))
        return list(session.exec(found.where(col(Watch.closed_at).is_(None)).order_by(col(Watch.id))))

    @writes
    def cover_watches(
        self,
        session: Session,
        seen: Sequence[Watch],
        until: datetime,
        slots: Sequence[datetime],
        alerts: Sequence[Alert],
    ) -> bool:
        """As ``cover`` does for a digest, for one person's watches that are due together."""
        numbers = [watch.id for watch in seen]
        found = select(Watch).where(col(Watch.id).in_(numbers)).order_by(col(Watch.id)).with_for_update()
        rows = session.exec(found).all()
        if [row.next_slot for row in rows] != [watch.next_slot for watch in sorted(seen, key=_number)]:
            return False
        for row, slot in zip(rows, slots, strict=True):
            row.covered_until, row.next_slot = until, slot
            session.add(row)
        enqueue(session, alerts)
        return True

    @writes
    def unwatch(self, session: Session, person: int, watch: int | None = None) -> int:
        """Ends one of a person's watches, or all; returns how many."""
        found = select(Watch).where(Watch.person == person)
        rows = session.exec(found if watch is None else found.where(Watch.id == watch)).all()
        for row in rows:
            session.delete(row)
        return len(rows)

    @writes
    def close_watches(self, session: Session, person: int, now: datetime) -> None:
        """Notes that a person takes no direct messages."""
        open_ones = select(Watch).where(Watch.person == person, col(Watch.closed_at).is_(None))
        for row in session.exec(open_ones).all():
            row.closed_at = now
            session.add(row)

    @writes
    def reopen_watches(self, session: Session, person: int) -> datetime | None:
        """Takes the person to be reachable again. Returns since when they were not, if they were not."""
        closed = select(Watch).where(Watch.person == person, col(Watch.closed_at).is_not(None))
        since: datetime | None = None
        for row in session.exec(closed.order_by(col(Watch.closed_at).desc())).all():
            since, row.closed_at = row.closed_at, None
            session.add(row)
        return since


def _number(watch: Watch) -> int:
    return watch.id or 0


def _of_channel(session: Session, channel: int) -> Subscription | None:
    return session.exec(select(Subscription).where(Subscription.channel == channel)).first()


def _drop_waiting(session: Session, channel: int) -> list[str]:
    waiting = select(Alert).where(
        Alert.channel == channel, Alert.kind == "event", col(Alert.state).in_(WAITING)
    )
    rows = session.exec(waiting.with_for_update()).all()
    for row in rows:
        row.state, row.error = "dropped", "alerts were ended for this channel"
        session.add(row)
    return [row.key for row in rows]


@dataclass(frozen=True)
class _Entry:
    """Who changed what, where and when."""

    action: str
    guild: int
    channel: int
    person: int
    at: datetime


def _record(session: Session, entry: _Entry, before: dict[str, Any], row: SQLModel | None) -> None:
    session.add(
        AuditEntry(
            at=entry.at,
            guild=entry.guild,
            person=f"discord:{entry.person}",
            action=entry.action,
            subject=f"channel:{entry.channel}",
            before=before,
            after=row.model_dump(mode="json") if row else {},
        )
    )
