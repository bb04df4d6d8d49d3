"""The servers that the bot is in: which one is home, and what is set for one as a whole."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col, select

from store.database.database import Database, reads, writes
from store.nouns.bookkeeping import Guild, Mark
from store.nouns.outbox import Alert
from store.nouns.reviews import AuditEntry
from store.nouns.subscriptions import Digest, Subscription
from store.outbox.outbox import WAITING
from store.outbox.queueing import enqueue
from store.people.amending import Who

MOST_WAITING = 25
"""Alerts that are kept for a channel of a server that the bot has left: what one message can tell."""
OLDEST = timedelta(days=7)
"""What is older is no news to a server that comes back."""
GONE = "the channel was deleted"
HOME = "home server"
"""The mark that names the home server."""
LOOKED_FOR = "home server looked for"
"""The mark that the first start of this version leaves: what is joined later never becomes home by itself."""


@dataclass(frozen=True)
class ChosenChannel:
    """What is set up in a channel, and by whom."""

    guild: int
    channel: int
    alerts: bool
    digest: bool
    persons: frozenset[int]


class Guilds:
    """Each change is one transaction and one entry in the audit log."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def home(self, session: Session) -> int | None:
        """The home server as it was chosen; None until one is."""
        return _home(session)

    @writes
    def look_for_home(self, session: Session, guilds: Sequence[int], now: datetime) -> int | None:
        """At the first start with this version the only server is home; at any other nothing changes. Returns the server
        that became home just now."""
        if session.get(Mark, LOOKED_FOR) is not None:
            return None
        session.add(Mark(name=LOOKED_FOR, value=str(len(guilds)), at=now))
        if len(guilds) != 1 or _home(session) is not None:
            return None
        _settle(session, guilds[0], Who("bot", guilds[0], now))
        return guilds[0]

    @writes
    def make_home(self, session: Session, guild: int, who: Who) -> None:
        """A person's word, on record; who may say so is asked before."""
        _settle(session, guild, who)

    @reads
    def analysts(self, session: Session, guild: int) -> int | None:
        """The role of those who curate there."""
        row = session.get(Guild, guild)
        return row.analysts if row else None

    @writes
    def set_analysts(self, session: Session, guild: int, role: int | None, who: Who) -> None:
        row = session.get(Guild, guild) or Guild(id=guild)
        before, row.analysts = row.analysts, role
        session.add(row)
        _record(session, "set analysts", guild, who, {"role": before}, {"role": role})

    @reads
    def chosen(self, session: Session, channel: int | None = None) -> list[ChosenChannel]:
        """Every channel in which something is set up, or the one that is asked for."""
        rows: list[Subscription | Digest] = [
            *session.exec(select(Subscription)),
            *session.exec(select(Digest)),
        ]
        by_channel: dict[int, list[Subscription | Digest]] = {}
        for row in rows:
            if channel in (None, row.channel):
                by_channel.setdefault(row.channel, []).append(row)
        return [_chosen(some) for some in by_channel.values()]

    @reads
    def left_servers(self, session: Session) -> list[int]:
        """Those that the bot was in and has left."""
        return list(session.exec(select(Guild.id).where(col(Guild.left_at).is_not(None))))

    @writes
    def end_channel(
        self, session: Session, seen: ChosenChannel, notices: Iterable[Alert], now: datetime
    ) -> bool:
        """A channel is gone for good: what is set up in it ends, nothing is told in it or edited any more, and who set it
        up is told by ``notices``. False where somebody ended it before."""
        rows: list[Subscription | Digest] = [
            *session.exec(select(Subscription).where(Subscription.channel == seen.channel)),
            *session.exec(select(Digest).where(Digest.channel == seen.channel)),
        ]
        if not rows:
            return False
        before = {f"{type(row).__name__.lower()}": row.model_dump(mode="json") for row in rows}
        for row in rows:
            session.delete(row)
        told = update(Alert).where(col(Alert.channel) == seen.channel, col(Alert.guild).is_not(None))
        session.connection().execute(
            told.values(state="dropped", error=GONE, claimed_by=None, claimed_until=None)
        )
        entry = AuditEntry(
            at=now, guild=seen.guild, person="bot", action="end: the channel was deleted", subject=""
        )
        entry.subject, entry.before = f"channel:{seen.channel}", before
        session.add(entry)
        enqueue(session, notices)
        return True

    @writes
    def leave(self, session: Session, guild: int, now: datetime) -> None:
        """The bot is not in the server any more: its alerts are suspended, and capped by ``cap``."""
        row = session.get(Guild, guild) or Guild(id=guild)
        if row.left_at is None:
            row.left_at = now
            session.add(row)
            _record(session, "left server", guild, Who("bot", guild, now), {}, {})

    @writes
    def come_back(self, session: Session, guild: int, now: datetime) -> bool:
        """The bot is in the server again: what waits goes out, a digest tells the last week at most. False where it had
        not left."""
        row = session.get(Guild, guild)
        if row is None or row.left_at is None:
            return False
        _cap(session, guild, now)
        row.left_at = None
        session.add(row)
        for alert in session.exec(_waiting(guild)).all():
            alert.due_at = min(alert.due_at, now)
            session.add(alert)
        for digest in session.exec(select(Digest).where(Digest.guild == guild)).all():
            digest.covered_until = max(digest.covered_until, now - OLDEST)
            session.add(digest)
        _record(session, "came back to server", guild, Who("bot", guild, now), {}, {})
        return True

    @writes
    def cap(self, session: Session, now: datetime) -> int:
        """Gives up what waits too long, or is too much, for servers that the bot has left; returns how many alerts."""
        left = session.exec(select(Guild.id).where(col(Guild.left_at).is_not(None))).all()
        return sum(_cap(session, guild, now) for guild in left)


def _chosen(rows: Sequence[Subscription | Digest]) -> ChosenChannel:
    return ChosenChannel(
        rows[0].guild,
        rows[0].channel,
        any(isinstance(row, Subscription) for row in rows),
        any(isinstance(row, Digest) for row in rows),
        frozenset(row.created_by for row in rows),
    )


def _waiting(guild: int) -> Any:
    found = select(Alert).where(Alert.guild == guild, col(Alert.state).in_(WAITING))
    return found.order_by(col(Alert.id).desc())


def _cap(session: Session, guild: int, now: datetime) -> int:
    kept: dict[int, int] = {}
    given_up = 0
    for row in session.exec(_waiting(guild)).all():
        kept[row.channel] = kept.get(row.channel, 0) + 1
        if kept[row.channel] > MOST_WAITING or row.created_at < now - OLDEST:
            row.state, row.error = "dropped", "the bot was not in the server"
            session.add(row)
            given_up += 1
    return given_up


def _home(session: Session) -> int | None:
    mark = session.get(Mark, HOME)
    return int(mark.value) if mark else None


def _settle(session: Session, guild: int, who: Who) -> None:
    before = _home(session)
    session.merge(Mark(name=HOME, value=str(guild), at=who.at))
    _record(session, "set home server", guild, who, {"server": before}, {"server": guild})


def _record(
    session: Session, action: str, guild: int, who: Who, before: dict[str, Any], after: dict[str, Any]
) -> None:
    entry = AuditEntry(at=who.at, guild=who.guild, person=who.person, action=action, subject=f"guild:{guild}")
    entry.before, entry.after = before, after
    session.add(entry)
