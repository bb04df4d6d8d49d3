"""The nouns of the bot's own desk: what waits to be posted, what was asked for, what a person decided."""

from datetime import date, datetime
from typing import Any, Literal, Protocol

from sqlalchemy import BigInteger, Index, Integer, text
from sqlmodel import Field, SQLModel

from store.nouns.models import Facts
from store.nouns.types import documents, instant, snowflake, word
from store.nouns.values import Importance

AlertState = Literal["pending", "sending", "unclear", "sent", "held", "dropped"]
"""``unclear``: the request left and no answer came; the channel's history is read before anything is sent again."""
OUTDATED = "state = 'sent' AND wanted > shown"
"""Of messages that are in their channel: they are to be edited."""


class ChosenEvents(Protocol):
    """Rules of which events are told; an empty list means all."""

    kinds: list[str]
    countries: list[str]
    actors: list[str]
    minimum: Importance


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

    __table_args__ = (
        Index("ix_alert_edits", "due_at", sqlite_where=text(OUTDATED), postgresql_where=text(OUTDATED)),
    )
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


class SubscriptionFacts(Facts):
    """What a channel asked for. Empty lists mean all; ``zone`` is IANA; quiet hours are local hours 0–23."""

    guild: int = snowflake(index=True)
    channel: int = snowflake(index=True)
    kinds: list[str] = documents(list[str])
    countries: list[str] = documents(list[str])
    actors: list[str] = documents(list[str])
    minimum: Importance = word(default="notable")
    zone: str = "UTC"
    quiet_from: int | None = None
    quiet_until: int | None = None
    cooldown_minutes: int = 60
    ping_role: int | None = snowflake(default=None)
    ping_minimum: Importance = word(default="critical")
    silent_below: Importance | None = word(default=None)
    publish: bool = False
    style: Literal["full", "compact"] = word(default="full")
    language: str = "en"
    """ISO 639-1: headlines in it are shown first."""


class Subscription(SubscriptionFacts, table=True):
    id: int | None = Field(default=None, primary_key=True)
    created_by: int = snowflake()
    created_at: datetime = instant()


class WatchFacts(Facts):
    """A person's own list; ``what`` is an actor's or agreement's id, a country code, a word, or the id of the first event
    of a story."""

    person: int = snowflake(index=True)
    guild: int = snowflake()
    channel: int = snowflake()
    """Where it was asked for."""
    kind: Literal["actor", "country", "agreement", "word", "story"] = word()
    what: str
    daily: bool = False
    hour: int = 8
    zone: str = "UTC"


class Watch(WatchFacts, table=True):
    id: int | None = Field(default=None, primary_key=True)
    created_at: datetime = instant()
    covered_until: datetime | None = instant(default=None)
    next_slot: datetime | None = instant(default=None, index=True)
    """Of a daily summary, as with ``Digest``."""
    closed_at: datetime | None = instant(default=None)
    """When Discord last refused a direct message (error 50007)."""


Often = Literal["daily", "twice", "weekdays", "weekly"]
"""Twice is twelve hours after the first time, too; weekdays are Monday to Friday."""


class DigestFacts(Facts):
    """What a schedule asked for: how ``often``, at the local ``hour`` (0–23) in ``zone``; a weekly one on ``weekday``
    (Monday is 0). What it tells is chosen as for alerts (``SubscriptionFacts``): empty lists mean all."""

    guild: int = snowflake()
    channel: int = snowflake(unique=True)
    hour: int = 8
    zone: str = "UTC"
    weekday: int | None = None
    when_empty: bool = False
    often: Often = word(default="daily")
    kinds: list[str] = documents(list[str], default_factory=list)
    countries: list[str] = documents(list[str], default_factory=list)
    actors: list[str] = documents(list[str], default_factory=list)
    minimum: Importance = word(default="low")


class Digest(DigestFacts, table=True):
    """``covered_until`` is the end of the last window: the next one starts there, whenever it is posted."""

    id: int | None = Field(default=None, primary_key=True)
    created_by: int = snowflake()
    covered_until: datetime = instant()
    next_slot: datetime = instant(index=True)


class Review(SQLModel, table=True):
    """What the matcher left open: an article, the event it may belong to, and why. A person decides."""

    __table_args__ = (Index("ix_review_created_at", "created_at"),)
    id: int | None = Field(default=None, primary_key=True)
    article: str = Field(unique=True)
    event: str | None = None
    score: float | None = None
    reasons: list[str] = documents(list[str])
    proposal: dict[str, Any] = documents(dict[str, Any], default_factory=dict)
    """The event's facts as they would be filed if it is new."""
    state: str = Field(default="open", index=True)
    """open, later, same, new or irrelevant; ``unasked``: beyond what is asked in a day (``store/wire/questions.py``);
    ``wanted``: a person asked for it after all; ``offered``: was left out, and a person is asked of it"""
    chance: float | None = None
    """How likely the article is ours (0 to 1); None for what a person asked, or asked for."""
    created_at: datetime = instant()
    decided_by: int | None = snowflake(default=None)
    decided_at: datetime | None = instant(default=None)


class HeldItem(SQLModel, table=True):
    """An entry of a feed that is held back until a person calls it news or read; its keys are remembered already."""

    feed: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    place: int = 0
    item: dict[str, Any] = documents(dict[str, Any], default_factory=dict)
    held_at: datetime = instant()


class LetGoKey(SQLModel, table=True):
    """The hash of a key of what was read (``store/wire/letting_go.py``), and the day on which it was: of every entry of a
    feed, which is unread as long as none of its keys is here; and of items that were not ours, once they are let go of."""

    key: int = Field(primary_key=True, sa_type=BigInteger().with_variant(Integer(), "sqlite"))
    """On SQLite the number of its row: no index stands beside it."""
    day: date


class AuditEntry(SQLModel, table=True):
    """What a person changed, before and after; ``undone_by`` names the entry that took it back."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = instant(index=True)
    guild: int | None = snowflake(default=None)
    person: str
    """"discord:<id>" or "operator" for the command line."""
    action: str
    subject: str = Field(index=True)
    before: dict[str, Any] = documents(dict[str, Any], default_factory=dict)
    after: dict[str, Any] = documents(dict[str, Any], default_factory=dict)
    undone_by: int | None = None


class ClaimedInteraction(SQLModel, table=True):
    """An interaction with Discord that was carried out, by its id: nobody else carries it out. ``holder`` is a number of
    the handling that claimed it (``store/database/interaction.py``)."""

    id: int = snowflake(primary_key=True)
    holder: int = snowflake()
    at: datetime = instant(index=True)


class Guild(SQLModel, table=True):
    """A server as far as something is set for it as a whole."""

    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    analysts: int | None = snowflake(default=None)
    """The role of those who may mark and review there without Manage Server."""
    left_at: datetime | None = instant(default=None)
    """Since when the bot is not in it any more."""


class Lease(SQLModel, table=True):
    """What one process at a time holds (``store/presence/lease.py``): ``holder`` is its number, ``renewals`` counts up while it
    lives."""

    name: str = Field(primary_key=True)
    holder: int
    renewals: int


class KeptAnswer(SQLModel, table=True):
    """An answer with pages, as it stood when it was asked: what is pressed under it later turns its pages. ``id`` is that of
    the interaction which brought it; ``parent`` and ``place`` are the answer and the page from which it was opened."""

    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    command: str
    arguments: list[str] = documents(list[str])
    pages: bytes
    """The pages as JSON, compressed (RFC 1950)."""
    parent: int | None = snowflake(default=None)
    place: str = ""
    asked_at: datetime = instant(index=True)


class Mark(SQLModel, table=True):
    """A small fact that the bot keeps about itself: the hash of the synced commands, a seed's fingerprint."""

    name: str = Field(primary_key=True)
    value: str
    at: datetime = instant()


class TeamWeights(SQLModel, table=True):
    """What the team's decisions moved: by how much each weight of ``facts/weights`` differs from what is shipped, in
    log-odds. One row a set of weights (``relevance``)."""

    id: str = Field(primary_key=True)
    moved: dict[str, float] = documents(dict[str, float], default_factory=dict)
    taught_at: datetime = instant()
