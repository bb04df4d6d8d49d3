"""The outbox: which alert of a channel or thread is next, who sends it, and how it ended.

An alert is ``sending`` from before the request leaves until its end is written down. Whatever was once tried may have
been posted: it is claimed ``again``, and the history of its place is read before it is sent; so is everything for a
month after a restore. Order within a channel, and within a thread, is the order of ids; what was tried and waits holds
up what follows it in the same lane, and nothing elsewhere.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, literal_column, or_
from sqlmodel import Session, col, select

from store.database.database import Database, reads, writes
from store.nouns.bookkeeping import Guild
from store.nouns.outbox import Alert
from store.nouns.reviews import AuditEntry
from store.outbox.grouping import GROUP_MOST, told_together
from store.outbox.queueing import EDITS_MERGED_OVER, enqueue, nonce_of
from store.outbox.restored import known_for_certain, restored_at, told_with
from store.presence.presence import Presence
from store.wire.filing import family

LEASE = timedelta(minutes=5)
"""Longer than the longest send: after it even a living process is taken to have lost its hold on the alert."""
POSTED = 1
"""Attempts of what stands in its channel, before its edits are counted: it has been tried."""
BEHIND_HEX = "g"
"""Stands behind every hexadecimal digit in any database's order of letters; signs stand elsewhere in some."""
WAITING = ("pending", "sending", "unclear", "held")


class Lane(NamedTuple):
    """In what alerts follow one another: a channel, or the thread of the message of its alert ``thread_of``."""

    channel: int
    thread_of: int | None = None


@dataclass(frozen=True)
class Thread:
    """The message that a thread starts from, and whether something of ours stands in the thread already."""

    message: int
    is_begun: bool


@dataclass(frozen=True)
class ClaimedAlert:
    """What is to be done next in a lane. ``after`` is the lane's newest message that is known to be ours; ``thread`` is
    where it is told, ``None`` for the channel itself."""

    alert: Alert
    carried: tuple[Alert, ...]
    again: bool
    edit: bool
    after: int | None
    thread: Thread | None = None


@dataclass(frozen=True)
class HeldChannel:
    """A channel that takes no messages: how many wait, since when, and what Discord said."""

    channel: int
    guild: int | None
    waiting: int
    since: datetime
    error: str


class Outbox:
    """Every method is one transaction; ``presence`` tells whose claims are still good."""

    def __init__(self, database: Database, presence: Presence) -> None:
        self.database = database
        self.presence = presence

    @writes
    def queue(self, session: Session, alerts: list[Alert]) -> int:
        """Adds those whose key is not there yet; returns how many."""
        return enqueue(session, alerts)

    @reads
    def waiting(self, session: Session, now: datetime) -> list[Lane]:
        """The lanes in which something may be due, oldest first."""
        oldest: dict[Lane, int] = {}
        for due in (and_(_waits(), col(Alert.due_at) <= now), _edit_due(now)):
            found = select(Alert.channel, Alert.thread_of, func.min(col(Alert.id))).where(due)
            for channel, thread_of, first in session.exec(
                found.group_by(col(Alert.channel), col(Alert.thread_of))
            ):
                lane, place = Lane(channel, thread_of), first or 0
                oldest[lane] = min(place, oldest.get(lane, place))
        return sorted(oldest, key=oldest.__getitem__)

    @writes
    def claim(
        self, session: Session, lane: Lane, now: datetime, *, lost: bool = False
    ) -> ClaimedAlert | None:
        """The lane's next post, or else its next edit; ``None`` when nothing is due or another has it in hand.

        What belongs into a thread waits for the message that the thread starts from. ``lost`` says that whatever this
        process had claimed in the lane is in nobody's hand: its claim was not answered, or it broke off."""
        if lost:
            self._give_up(session, lane)
        head = self._head(session, lane, now)
        if head is None:
            return self._edit(session, lane, now)
        if head.due_at > now or self._in_hand(session, head, now) or _is_early(session, lane):
            return None
        return self._take(session, head, now)

    @writes
    def sent(
        self,
        session: Session,
        claim: ClaimedAlert,
        message: int,
        now: datetime,
        *,
        is_outdated: bool = False,
        is_shared: bool = False,
    ) -> None:
        """The message is in the channel, and shows what was wanted when it was claimed, or something older. ``is_shared``:
        it tells alerts that were not claimed with it."""
        for row, seen in self._rows(session, claim):
            row.state, row.message, row.sent_at = "sent", message, now
            row.shown = seen.wanted - is_outdated
            row.carried_by = told_with(session, row) if is_shared else row.carried_by
            _release(row, None, now + EDITS_MERGED_OVER)

    @writes
    def edited(self, session: Session, claim: ClaimedAlert, now: datetime) -> None:
        """The message shows what was wanted when it was claimed."""
        for row, seen in self._rows(session, claim):
            row.shown, row.attempts = seen.wanted, POSTED
            _release(row, None, now + EDITS_MERGED_OVER)

    @writes
    def postponed(self, session: Session, claim: ClaimedAlert, error: str, until: datetime) -> None:
        """It may or may not have been posted; it is looked at again at ``until``."""
        for row, _ in self._rows(session, claim):
            row.state = "sent" if claim.edit else "unclear"
            _release(row, error, until)

    @writes
    def held(
        self, session: Session, claim: ClaimedAlert, error: str, until: datetime, notices: list[Alert]
    ) -> None:
        """The channel takes no messages: its alerts wait behind this one, which tries again at ``until``."""
        rows = self._rows(session, claim)
        for row, _ in rows:
            row.state = "sent" if claim.edit else "held"
            _release(row, error, until)
        enqueue(session, notices if rows else [])

    @writes
    def dropped(self, session: Session, claim: ClaimedAlert, error: str, notices: list[Alert]) -> None:
        """Discord refuses this one message for good; it is kept with the reason, and somebody is told."""
        rows = self._rows(session, claim)
        for row, _ in rows:
            row.state = "sent" if claim.edit else "dropped"
            row.shown = row.wanted
            _release(row, error, row.due_at)
        enqueue(session, notices if rows else [])

    @writes
    def threadless(self, session: Session, claim: ClaimedAlert, error: str) -> None:
        """There is no thread to tell it in, and it is in none: it is told in the channel itself, in its turn there."""
        for row, _ in self._rows(session, claim):
            row.thread_of, row.state, row.attempts = None, "pending", 0
            _release(row, error, row.due_at)

    @writes
    def drop_channel(self, session: Session, channel: int, person: str, guild: int, now: datetime) -> int:
        """An admin's word: what waits for this channel of their guild is dropped, on record. Returns how many alerts."""
        mine = (Alert.channel == channel, Alert.guild == guild)
        found = select(Alert).where(col(Alert.state).in_(WAITING), *mine)
        rows = session.exec(found.with_for_update()).all()
        keys = [row.key for row in rows]
        for row in rows:
            row.state, row.error = "dropped", f"dropped by {person}"
        if keys:
            session.add(
                AuditEntry(
                    at=now,
                    guild=guild,
                    person=person,
                    action="drop alerts",
                    subject=f"channel:{channel}",
                    before={"keys": keys},
                )
            )
        return len(keys)

    @reads
    def about(self, session: Session, subject: str) -> list[Alert]:
        """Every alert that shows ``subject`` (``event:…``), dropped ones too, oldest first; of an event also those of the
        events that were merged into it."""
        kind, _, name = subject.partition(":")
        shown = [f"event:{one}" for one in family(session, name)] if kind == "event" else [subject]
        return list(session.exec(select(Alert).where(col(Alert.subject).in_(shown)).order_by(col(Alert.id))))

    @reads
    def one(self, session: Session, alert: int) -> Alert | None:
        return session.get(Alert, alert)

    @reads
    def shown_by(self, session: Session, message: int) -> list[Alert]:
        """Every alert that a message tells, by its id, in their order."""
        return list(session.exec(select(Alert).where(Alert.message == message).order_by(col(Alert.id))))

    @reads
    def keyed(self, session: Session, key: str) -> Alert | None:
        return session.exec(select(Alert).where(Alert.key == key)).first()

    @reads
    def marked(self, session: Session, mark: str) -> Alert | None:
        """The alert that was claimed under this mark."""
        first, behind = mark[1:], f"{mark[1:]}{BEHIND_HEX}"
        return session.exec(select(Alert).where(col(Alert.nonce).between(first, behind))).first()

    @reads
    def carries(self, session: Session, alert: int) -> bool:
        """Whether the alert's message tells others too."""
        return session.exec(select(Alert.id).where(Alert.carried_by == alert).limit(1)).first() is not None

    @reads
    def held_channels(self, session: Session) -> list[HeldChannel]:
        """The channels that take no messages now."""
        heads = session.exec(select(Alert).where(Alert.state == "held").order_by(col(Alert.id))).all()
        return [_held_channel(session, head) for head in heads]

    @reads
    def counts(self, session: Session, guild: int | None = None) -> dict[str, int]:
        """How many alerts are in each state, of one guild or of all."""
        found = select(Alert.state, func.count()).group_by(Alert.state)
        return dict(session.exec(found if guild is None else found.where(Alert.guild == guild)).all())

    def _head(self, session: Session, lane: Lane, now: datetime) -> Alert | None:
        due = or_(col(Alert.due_at) <= now, col(Alert.attempts) > 0)
        return session.exec(
            select(Alert).where(_waits(), _within(lane), due).order_by(col(Alert.id)).limit(1)
        ).first()

    def _in_hand(self, session: Session, alert: Alert, now: datetime) -> bool:
        if alert.claimed_by is None or alert.claimed_until is None or alert.claimed_until <= now:
            return False
        return alert.claimed_by in self.presence.living(session)

    def _take(self, session: Session, head: Alert, now: datetime) -> ClaimedAlert | None:
        alert = _lock(session, head)
        if alert is None:
            return None
        is_restored = restored_at(session, now) is not None
        carried = _carried(session, alert) if is_restored else _carry(session, alert, now)
        again = alert.attempts > 0 or is_restored
        alert.state, alert.attempts = "sending", alert.attempts + 1
        return self._claimed(session, alert, carried, now, again=again, edit=False)

    def _edit(self, session: Session, lane: Lane, now: datetime) -> ClaimedAlert | None:
        due = select(Alert).where(_edit_due(now), _within(lane)).order_by(col(Alert.id)).limit(1)
        found = session.exec(due).first()
        shows = session.get(Alert, found.carried_by) if found and found.carried_by else found
        if shows is None or self._in_hand(session, shows, now):
            return None
        alert = _lock(session, shows)
        if alert is None:
            return None
        alert.attempts += 1
        return self._claimed(session, alert, _carried(session, alert), now, again=False, edit=True)

    def _claimed(
        self,
        session: Session,
        alert: Alert,
        carried: list[Alert],
        now: datetime,
        *,
        again: bool,
        edit: bool,
    ) -> ClaimedAlert:
        alert.nonce = alert.nonce or nonce_of(alert.key)
        alert.claimed_by, alert.claimed_until = self.presence.number, now + LEASE
        lane = Lane(alert.channel, alert.thread_of)
        newest = select(func.max(Alert.message)).where(_within(lane), known_for_certain(session, now))
        after = session.exec(newest).one()
        return ClaimedAlert(
            alert, tuple(carried), again, edit, after, _thread(session, lane, begun=bool(after))
        )

    def _rows(self, session: Session, claim: ClaimedAlert) -> list[tuple[Alert, Alert]]:
        """Every row that the claim's message tells, locked, with itself as it was when it was claimed; none where the
        claim is not ours any more: an end that is written down late never undoes what another found out meanwhile."""
        seen = {row.id: row for row in (claim.alert, *claim.carried)}
        found = select(Alert).where(col(Alert.id).in_(seen)).order_by(col(Alert.id)).with_for_update()
        rows = session.exec(found).all()
        if not any(row.id == claim.alert.id and self._is_still(row, claim) for row in rows):
            return []
        return [(row, seen[row.id]) for row in rows]

    def _is_still(self, row: Alert, claim: ClaimedAlert) -> bool:
        return row.claimed_by == self.presence.number and row.attempts == claim.alert.attempts

    def _give_up(self, session: Session, lane: Lane) -> None:
        mine = select(Alert).where(_within(lane), Alert.claimed_by == self.presence.number)
        for row in session.exec(mine.with_for_update()):
            row.claimed_by = row.claimed_until = None


def _release(row: Alert, error: str | None, due_at: datetime) -> None:
    row.error, row.due_at = error, due_at
    row.claimed_by = row.claimed_until = None


def _waits() -> ColumnElement[bool]:
    return and_(col(Alert.state).in_(WAITING), col(Alert.carried_by).is_(None), _is_reachable())


def _edit_due(now: datetime) -> ColumnElement[bool]:
    return and_(_is_outdated(), col(Alert.due_at) <= now, _is_reachable())


def _is_outdated() -> ColumnElement[bool]:
    """In the words of its index: of a value that is given beside a statement no database knows that it is in there."""
    return and_(col(Alert.state) == literal_column("'sent'"), col(Alert.wanted) > col(Alert.shown))


def _is_reachable() -> ColumnElement[bool]:
    """Not in a server that the bot has left: what waits there is suspended."""
    left = select(Guild.id).where(col(Guild.left_at).is_not(None))
    return or_(col(Alert.guild).is_(None), col(Alert.guild).not_in(left))


def _within(lane: Lane) -> ColumnElement[bool]:
    thread_of = col(Alert.thread_of)
    same = thread_of.is_(None) if lane.thread_of is None else thread_of == lane.thread_of
    return and_(col(Alert.channel) == lane.channel, same)


def _is_early(session: Session, lane: Lane) -> bool:
    """Whether the message that the lane's thread starts from is not in the channel yet."""
    parent = session.get(Alert, lane.thread_of) if lane.thread_of is not None else None
    return parent is not None and parent.state in WAITING


def _thread(session: Session, lane: Lane, *, begun: bool) -> Thread | None:
    parent = session.get(Alert, lane.thread_of) if lane.thread_of is not None else None
    return Thread(parent.message, begun) if parent is not None and parent.message is not None else None


def _lock(session: Session, seen: Alert) -> Alert | None:
    """The row, locked, if it is still as it was seen; another process that has it is not waited for."""
    same = select(Alert).where(
        Alert.id == seen.id, Alert.state == seen.state, Alert.attempts == seen.attempts
    )
    fresh = same.with_for_update(skip_locked=True).execution_options(populate_existing=True)
    return session.exec(fresh).first()


def _carried(session: Session, alert: Alert) -> list[Alert]:
    found = select(Alert).where(Alert.carried_by == alert.id).order_by(col(Alert.id))
    return list(session.exec(found).all())


def _carry(session: Session, head: Alert, now: datetime) -> list[Alert]:
    """The alerts told by the head's message: those of an earlier attempt, or the ones due right behind it."""
    if head.attempts > 0 or head.kind != "event":
        return _carried(session, head)
    behind = select(Alert).where(
        _waits(),
        _within(Lane(head.channel)),
        col(Alert.id) > head.id,
        col(Alert.due_at) <= now,
    )
    due = session.exec(behind.order_by(col(Alert.id)).limit(GROUP_MOST - 1).with_for_update()).all()
    following = told_together(head, due)
    for alert in following:
        alert.carried_by = head.id
    return following


def _held_channel(session: Session, head: Alert) -> HeldChannel:
    waiting = select(func.count()).where(col(Alert.state).in_(WAITING), Alert.channel == head.channel)
    return HeldChannel(
        head.channel, head.guild, session.exec(waiting).one(), head.created_at, head.error or ""
    )
