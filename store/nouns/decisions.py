"""What ingest decided about items, and what became of it: the values that cross the store's door."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypedDict

from store.nouns.models import Agreement, Article, Event, EvidenceFacts
from store.nouns.outbox import Alert
from store.nouns.reviews import NameMention, Review


@dataclass(frozen=True)
class Decision:
    """One item, decided. Everything in it is filed in one transaction, or nothing is.

    ``keys`` are the entry's keys in its feed: they are remembered as read. ``event`` is a new row (``revision`` 1) or a
    changed one whose ``revision`` is one more than the row that was read. ``touched`` names events that gained a
    source only: their posted messages are edited. ``opposed`` is a known event, changed like ``event``: the one that the item says
    is not so, or the denial, read before, of what it tells. ``alerts`` whose ``key`` is known already are left out. ``names`` are those that the item gives and that
    were not known to the ``lexicon`` that it was read with (its version, ``store/database/versions.py``). By its ``facts``
    (``facts/matching/index.py: index_keys``) an item finds the events that it may be about; ``as_of`` says what had been filed
    when it was compared with them (``Wire.turns``).
    """

    article: Article
    keys: tuple[str, ...] = ()
    event: Event | None = None
    opposed: Event | None = None
    agreement: Agreement | None = None
    evidence: tuple[EvidenceFacts, ...] = ()
    touched: tuple[str, ...] = ()
    alerts: tuple[Alert, ...] = ()
    review: Review | None = None
    names: tuple[NameMention, ...] = ()
    lexicon: tuple[object, ...] | None = None
    facts: tuple[int, ...] = ()
    as_of: str | None = None

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event that it makes or changes."""
        return tuple(event for event in (self.event, self.opposed) if event is not None)


@dataclass(frozen=True)
class DayLimit:
    """How many questions at most a person is newly asked in a day, and when the day began."""

    most: int
    since: datetime


@dataclass(frozen=True)
class Filed:
    """The decision is in the store; ``alerts`` are the ids of the new rows of the outbox."""

    article: str
    alerts: tuple[int, ...] = ()


@dataclass(frozen=True)
class AlreadyKnown:
    """The article (its id or its canonical address) was filed before: only the keys were remembered."""

    article: str


@dataclass(frozen=True)
class Outdated:
    """The event was changed since it was read (or its id is taken, or it may have been filed meanwhile), or a name that the
    item gives has become an entry: nothing was filed, judge the item again. ``why`` is the id of the event, or the name's key."""

    article: str
    why: str


@dataclass(frozen=True)
class Refused:
    """The database refuses rows of this article's decision (or it cannot be written at all), and why: an exception's
    name."""

    article: str
    why: str


FilingOutcome = Filed | AlreadyKnown | Outdated


class FeedState(TypedDict, total=False):
    """What a visit changes on a feed; only what is named is written."""

    state: str
    next_due: datetime
    checked_at: datetime
    succeeded_at: datetime | None
    failing_since: datetime | None
    told_failing_at: datetime | None
    failures: int
    error: str | None
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    identity: str | None
    declared_minutes: int | None
    checks: int
    unchanged: int
    held: int
    moved_to: str | None
    moved_first_at: datetime | None
    moved_times: int
    pacing: dict[str, Any]
    title: str
    url: str


@dataclass(frozen=True)
class FeedVisit:
    """A visit that brought nothing to file: the feed's new state, and keys of entries that are marked as read."""

    feed: str
    state: FeedState
    seen: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class ArticleKeys:
    """By what an article may be known already; looked up in this order, the first that finds one decides. ``published``
    bounds the search by content: the same words are another text a week later, and in the same source half a day later."""

    canonical_url: str | None = None
    guid: str | None = None
    source: str | None = None
    content_hash: str | None = None
    published: datetime | None = None
    id: str | None = None
    """The id that it gets if it is new: what was let go of is known by that (``store/wire/letting_go.py``)."""


@dataclass(frozen=True)
class EventText:
    """The words of one source on an event, and what was read out of them (``{}`` where they were not read).

    ``founding`` texts are whole documents that tell of many things: their title is not about this event alone.
    """

    title: str
    lead: str
    published: datetime | None
    reading: dict[str, Any] = field(default_factory=dict)
    founding: bool = False


@dataclass(frozen=True)
class EventTexts:
    """An event with the words of every source on it, for the matcher's index, each article once."""

    event: Event
    texts: tuple[EventText, ...] = ()
