"""What other transactions do to the outbox: they put alerts into it, each once."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from sqlmodel import Session

from store.desk import Alert
from store.filing import add_alert

EDITS_MERGED_OVER = timedelta(minutes=1)
"""A message is edited at most so often: changes within this time become one edit."""
NONCE_LENGTH = 25
"""The most that Discord takes (its documentation, "Create Message")."""


def nonce_of(key: str) -> str:
    """The nonce of an alert: always the same for the same key, so that a repeated post is recognised."""
    return hashlib.sha256(key.encode()).hexdigest()[:NONCE_LENGTH]


def enqueue(session: Session, alerts: Iterable[Alert]) -> int:
    """Puts alerts into the outbox inside the caller's transaction; returns how many were not there already."""
    return sum(add_alert(session, alert) is not None for alert in alerts)
