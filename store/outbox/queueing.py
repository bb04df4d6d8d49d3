"""What other transactions do to the outbox: they put alerts into it, each once."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlmodel import Session, col, select

from store.nouns.outbox import Alert
from store.wire.filing import add_alert, family

EDITS_MERGED_OVER = timedelta(minutes=1)
"""A message is edited at most so often: changes within this time become one edit."""
NONCE_LENGTH = 25
"""The most that Discord takes (its documentation, "Create Message")."""
MARK_LENGTH = 10
NOTHING_LEFT = "nothing left to tell"
NOT_ASKED = "not what was asked for any more"
RETURNING = (NOTHING_LEFT, NOT_ASKED)
"""Why an alert was given up without having been posted, where a later change may bring it back."""


@dataclass(frozen=True)
class News:
    """What a change by a person makes to be told: ``wanted`` are all alerts that an event ought to have by its id,
    ``replies`` what is told under messages that are there."""

    wanted: Mapping[str, Sequence[Alert]] = field(default_factory=dict)
    replies: Sequence[Alert] = ()


def nonce_of(key: str) -> str:
    """The nonce of an alert: always the same for the same key, so that a repeated post is recognised."""
    return hashlib.sha256(key.encode()).hexdigest()[:NONCE_LENGTH]


def mark_of(alert: Alert) -> str:
    """What the bot's own message bears for each alert that it tells: the same for the same alert, whatever it shows."""
    return f"#{(alert.nonce or nonce_of(alert.key))[:MARK_LENGTH]}"


def enqueue(session: Session, alerts: Iterable[Alert]) -> int:
    """Puts alerts into the outbox inside the caller's transaction; returns how many were not there already."""
    return sum(add_alert(session, alert) is not None for alert in alerts)


def queue_telling(session: Session, news: News) -> None:
    """Makes the outbox what a change asks for, inside the caller's transaction."""
    for event, wanted in news.wanted.items():
        _reconsider(session, event, {alert.channel: alert for alert in wanted})
    enqueue(session, news.replies)


def _reconsider(session: Session, event: str, wanted: Mapping[int, Alert]) -> None:
    """One message for the event in each channel that wants it: what was not tried yet is made what it ought to be, what
    was given up untold comes back, and what is missing is added. What was posted, or dropped by a person, stays."""
    subjects = [f"event:{name}" for name in family(session, event)]
    about = select(Alert).where(col(Alert.subject).in_(subjects), Alert.kind == "event")
    rows = session.exec(about.order_by(col(Alert.id)).with_for_update()).all()
    for row in rows:
        if row.state == "pending" and row.attempts == 0 and row.carried_by is None:
            _renew(row, wanted.get(row.channel))
    told = {row.channel for row in rows if row.state != "dropped"}
    untold = {row.key: row for row in rows if row.state == "dropped" and row.error in RETURNING}
    for alert in wanted.values():
        if alert.channel not in told:
            _bring_back(session, untold.get(alert.key), alert)


def _renew(row: Alert, asked: Alert | None) -> None:
    if asked is None:
        row.state, row.error = "dropped", NOT_ASKED
    else:
        row.body, row.due_at = asked.body, asked.due_at


def _bring_back(session: Session, row: Alert | None, asked: Alert) -> None:
    if row is None:
        add_alert(session, asked)
        return
    row.state, row.error, row.attempts, row.carried_by = "pending", None, 0, None
    row.body, row.due_at, row.created_at = asked.body, asked.due_at, asked.created_at
