"""The nouns of what was asked for: which events a channel or a person is told, and when."""

from datetime import datetime
from typing import Literal, Protocol

from sqlmodel import Field

from store.nouns.models import Facts
from store.nouns.types import documents, instant, snowflake, word
from store.nouns.values import Importance


class ChosenEvents(Protocol):
    """Rules of which events are told; an empty list means all."""

    kinds: list[str]
    countries: list[str]
    actors: list[str]
    minimum: Importance


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
    """A person's own list; ``what`` is an actor's or agreement's id, a country code, a word, the id of the first event
    of a story, or the channel whose digest the person gets too."""

    person: int = snowflake(index=True)
    guild: int = snowflake()
    channel: int = snowflake()
    """Where it was asked for."""
    kind: Literal["actor", "country", "agreement", "word", "story", "digest"] = word()
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
