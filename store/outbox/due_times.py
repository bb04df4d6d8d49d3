"""Due times that lie further ahead than anything may be planned: written while the clock was wrong."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, or_, select

from store.database.database import Database, reads, writes
from store.nouns.models import Feed, Pause
from store.nouns.outbox import Alert
from store.nouns.subscriptions import Digest, Watch
from store.outbox.outbox import LEASE, WAITING


@dataclass(frozen=True)
class Bounds:
    """The latest moment for which each may be planned at this moment."""

    feed: Callable[[Feed], datetime]
    alert: Callable[[Alert], datetime]
    slot: Callable[[Digest | Watch], datetime]
    feed_asked: datetime
    """For a feed that was asked before now, whatever its pace."""
    feed_lease: timedelta
    pause: timedelta


class DueTimes:
    """Of feeds, messages, digests, daily lists and pauses, with the leases on them."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @writes
    def pull_back(self, session: Session, now: datetime, bounds: Bounds) -> int:
        """Plans what lies beyond its bound for the bound; returns how many were pulled back. A window that ended after
        ``now`` ends now: what happens from here on belongs into the next one."""
        return (
            _feeds(session, now, bounds)
            + _alerts(session, now, bounds)
            + _slots(session, now, bounds)
            + _pauses(session, now + bounds.pause)
        )

    @reads
    def is_ahead(self, session: Session, moment: datetime) -> bool:
        """Whether a feed bears a visit later than the ``moment``."""
        return session.exec(select(Feed.id).where(col(Feed.checked_at) > moment).limit(1)).first() is not None


def _feeds(session: Session, now: datetime, bounds: Bounds) -> int:
    """Only rows that may lie beyond their bound are read: where the clock was right, none of thousands."""
    leased = now + bounds.feed_lease
    ahead = or_(
        col(Feed.next_due) > bounds.feed_asked,
        col(Feed.checked_at) > now,
        col(Feed.claimed_until) > leased,
    )
    found, count = select(Feed).where(ahead).order_by(col(Feed.id)).with_for_update(), 0
    for feed in session.exec(found):
        if feed.claimed_until is not None and feed.claimed_until > leased:
            feed.claimed_until = None
        count += feed.next_due > (bound := bounds.feed(feed))
        feed.next_due = min(feed.next_due, bound)
        if feed.checked_at is not None:
            feed.checked_at = min(feed.checked_at, now)
    return count


def _alerts(session: Session, now: datetime, bounds: Bounds) -> int:
    waits = or_(col(Alert.state).in_(WAITING), col(Alert.wanted) > col(Alert.shown))
    ahead = or_(col(Alert.due_at) > now, col(Alert.claimed_until) > now + LEASE)
    found, count = select(Alert).where(waits, ahead).order_by(col(Alert.id)).with_for_update(), 0
    for alert in session.exec(found):
        if alert.claimed_until is not None:
            alert.claimed_until = min(alert.claimed_until, now + LEASE)
        count += alert.due_at > (bound := bounds.alert(alert))
        alert.due_at = min(alert.due_at, bound)
    return count


def _slots(session: Session, now: datetime, bounds: Bounds) -> int:
    count = 0
    rows: list[Digest | Watch] = [*_locked_digests(session), *_locked_watches(session)]
    for row in rows:
        if row.covered_until is not None:
            row.covered_until = min(row.covered_until, now)
        if row.next_slot is not None:
            count += row.next_slot > (bound := bounds.slot(row))
            row.next_slot = min(row.next_slot, bound)
    return count


def _locked_digests(session: Session) -> Iterable[Digest]:
    return session.exec(select(Digest).order_by(col(Digest.id)).with_for_update()).all()


def _locked_watches(session: Session) -> Iterable[Watch]:
    daily = select(Watch).where(col(Watch.daily)).order_by(col(Watch.id))
    return session.exec(daily.with_for_update()).all()


def _pauses(session: Session, latest: datetime) -> int:
    rows = session.exec(select(Pause).where(col(Pause.until) > latest).order_by(col(Pause.url))).all()
    for row in rows:
        row.until = latest
    return len(rows)
