"""The nouns of the outbox: what waits to be posted, and what its message shows."""

from datetime import datetime
from typing import Any, Literal, Protocol

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from store.nouns.types import documents, instant, snowflake

AlertState = Literal["pending", "sending", "unclear", "sent", "held", "dropped"]
"""``unclear``: the request left and no answer came; the channel's history is read before anything is sent again."""
OUTDATED = "state = 'sent' AND wanted > shown"
"""Of messages that are in their channel: they are to be edited."""


class ChannelFacts(Protocol):
    """Whatever names a channel of a guild."""

    guild: int
    channel: int


class Alert(SQLModel, table=True):
    """The outbox. ``key`` is unique: one message for one thing in one channel, whatever happens.

    ``subject`` is what it shows (event:ID, digest:ID:SLOT, notice:…); ``body`` is what cannot be read again later
    (a digest's lines, a notice's text). ``wanted`` is the revision that the message ought to show, ``shown`` the one
    that it shows: an edit is due while they differ.
    """

    __table_args__ = (Index("ix_alert_edits", "due_at", sqlite_where=text(OUTDATED)),)
    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    kind: str
    """event, change (a fact that changed, told in the thread of the event's message), reply (a denial or correction,
    told in the channel itself), digest, summary or notice"""
    subject: str = Field(index=True)
    guild: int | None = snowflake(default=None)
    """``None`` for a direct message."""
    channel: int = snowflake(index=True)
    """The channel, or for a direct message the person."""
    body: dict[str, Any] = documents(dict[str, Any], default_factory=dict)
    nonce: str = Field(default="", index=True)
    """Its first ten digits are the mark of the message."""
    state: str = Field(default="pending", index=True)
    due_at: datetime = instant(index=True)
    created_at: datetime = instant()
    claimed_until: datetime | None = instant(default=None)
    claimed_by: int | None = None
    """The process that sends it (``store/presence/presence.py``): when that one is gone, another looks whether it was posted."""
    carried_by: int | None = Field(default=None, index=True)
    """The alert whose message tells this one too, when many were due at once."""
    thread_of: int | None = Field(default=None, index=True)
    """The alert in whose message's thread this one is told; ``None``: in the channel itself."""
    attempts: int = 0
    error: str | None = None
    message: int | None = snowflake(default=None, index=True)
    sent_at: datetime | None = instant(default=None)
    wanted: int = 1
    shown: int = 0

    @property
    def is_direct(self) -> bool:
        return self.guild is None

    @classmethod
    def for_channel(
        cls, key: str, kind: str, subject: str, rules: ChannelFacts, now: datetime, **values: Any
    ) -> "Alert":
        """Into the channel of a subscription or digest; due at once if ``values`` do not say when."""
        given: dict[str, Any] = {"due_at": now, "created_at": now, "guild": rules.guild}
        return cls(key=key, kind=kind, subject=subject, channel=rules.channel, **given | values)

    @classmethod
    def for_person(
        cls, key: str, kind: str, subject: str, person: int, now: datetime, **values: Any
    ) -> "Alert":
        """By direct message, due at once."""
        given: dict[str, Any] = {"due_at": now, "created_at": now}
        return cls(key=key, kind=kind, subject=subject, channel=person, **given | values)

    @classmethod
    def under(
        cls, key: str, kind: str, subject: str, parent: "Alert", now: datetime, **values: Any
    ) -> "Alert":
        """Where another alert was told, to a channel or a person; due at once if ``values`` do not say when."""
        given: dict[str, Any] = {"due_at": now, "created_at": now, "guild": parent.guild}
        return cls(key=key, kind=kind, subject=subject, channel=parent.channel, **given | values)

    @classmethod
    def notice(cls, key: str, person: int, body: dict[str, Any], now: datetime) -> "Alert":
        """A direct message to a person about the bot's own state."""
        return cls.for_person(key, "notice", key, person, now, body=body)
