"""The nouns. A ``…Facts`` class says what is claimed and validates it; its table adds identity and times.

Outside data enters only through the facts classes: SQLModel's ``table=True`` classes do not validate on
construction. Lists are JSON documents on the row; what has to be found by country, actor or equipment is also in
``EventLink``, which the store keeps. Ids of what is known are readable words, of what happens inside numbers.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

from pydantic import ConfigDict, field_validator
from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from store.nouns.types import documents, exact, instant, storable, word
from store.nouns.values import (
    ActorKind,
    Alias,
    Amount,
    Basis,
    Citation,
    ClaimKind,
    Country,
    Identifier,
    Importance,
    Materiel,
    Participant,
    Phase,
    Precision,
    Quantity,
    Role,
    Standing,
    StatedDay,
    StateRole,
    Step,
    Text,
    sentences_in,
)


class Facts(SQLModel):
    """Base of what is claimed: unknown keys are errors."""

    model_config = ConfigDict(extra="forbid")  # type: ignore[assignment]
    _storable = field_validator("*", mode="before")(storable)


class SourceFacts(Facts):
    """Who publishes. ``reliability`` is the letter of the NATO Admiralty scale (AJP-2.1), ``reason`` says why."""

    name: Text
    owner: Text
    country: Country | None = None
    reliability: Literal["A", "B", "C", "D", "E", "F"] = word(default="F")
    reason: str = ""
    bias: str = ""
    homepage: str | None = None


class Source(SourceFacts, table=True):
    id: str = Field(primary_key=True)


class FeedFacts(Facts):
    """An address of a source. ``zone`` is the IANA zone of dates that name none; ``minutes`` a wished interval."""

    source: str = Field(index=True)
    url: Text = Field(unique=True)
    title: str = ""
    language: str = "en"
    zone: str | None = None
    minutes: int | None = None
    full_text: bool = False


class Feed(FeedFacts, table=True):
    """A feed with its state. ``state``: new, healthy, failing, held (entries wait for a word), paused (410, admin).
    ``held`` counts the entries that wait (``store/nouns/reviews.py: HeldItem``)."""

    id: str = Field(primary_key=True)
    state: str = "new"
    added_by: str = "seeds"
    added_at: datetime = instant()
    next_due: datetime = instant(index=True)
    claimed_until: datetime | None = instant(default=None)
    checked_at: datetime | None = instant(default=None)
    succeeded_at: datetime | None = instant(default=None)
    failing_since: datetime | None = instant(default=None)
    told_failing_at: datetime | None = instant(default=None)
    failures: int = 0
    error: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    identity: str | None = None
    declared_minutes: int | None = None
    """A floor, as the feed declares it (ttl, sy:*)."""
    checks: int = 0
    unchanged: int = 0
    held: int = 0
    moved_to: str | None = None
    moved_first_at: datetime | None = instant(default=None)
    moved_times: int = 0
    pacing: dict[str, Any] = documents(dict[str, Any], default_factory=dict)


class Pause(SQLModel, table=True):
    """An address whose server asked to be left alone until then (Retry-After)."""

    url: str = Field(primary_key=True)
    until: datetime = instant()


class ArticleFacts(Facts):
    """One text of a source: a feed item, or a founding document (or a text quoted inside one: ``within``).
    ``picture`` is the address of the one that its feed names, https and public (``feeds/entries/pictures.py``). Of what a feed
    brings ``guid`` and ``content_hash`` are digests (``handlers/ingest/article.py``): they are compared, never shown."""

    source: str
    title: Text
    url: str | None = None
    canonical_url: str | None = Field(default=None, index=True)
    guid: str | None = None
    author: str | None = None
    publisher: str | None = None
    lead: str = ""
    picture: str | None = None
    language: str = "en"
    published: datetime | None = instant(default=None, index=True)
    published_precision: Precision = word(default="unknown")
    published_basis: str = ""
    within: str | None = None
    content_hash: str | None = Field(default=None, index=True)

    @property
    def told_on(self) -> date | None:
        """The day on which it was told; None where that is known to the month or year only."""
        if self.published is None or self.published_precision in ("month", "year", "approximate", "told"):
            return None
        return self.published.date()


NEAR_THE_LINE = "verdict = 'irrelevant' AND score >= 0.1"
"""Of articles that were left out those that nearly were not; in these very words a database takes the index of them."""
_NEAR = text(NEAR_THE_LINE)
NOT_OURS = "verdict = 'irrelevant'"
"""Of articles those that were left out, in these very words as well."""
_LEFT_OUT = text(NOT_OURS)
_ON_AN_EVENT = text("event IS NOT NULL")
_OTHER = text("(canonical_url IS NULL OR url <> canonical_url)")
_QUOTED = text("within IS NOT NULL")


class Article(ArticleFacts, table=True):
    """``reading`` and ``reasons`` keep what was made of it, so that a decision can be replayed and shown."""

    __table_args__ = (
        Index("ix_article_source_guid", "source", "guid"),
        Index("ix_article_event", "event", sqlite_where=_ON_AN_EVENT),
        Index("ix_article_not_ours", "read_at", sqlite_where=_LEFT_OUT),
        Index("ix_article_left_out", "score", sqlite_where=_NEAR),
        Index("ix_article_other_url", "url", sqlite_where=_OTHER),
        Index("ix_article_within", "within", sqlite_where=_QUOTED),
    )
    """A guid names an article within its source: neither alone finds it without reading all of the other. Few of what is
    not ours come near the line, have an address that is not the canonical one, or are quoted: an index of those alone.
    None has an event."""
    id: str = Field(primary_key=True)
    feed: str | None = None
    read_at: datetime = instant(index=True)
    verdict: str = "seed"
    event: str | None = None
    score: float | None = None
    reasons: list[str] = documents(list[str])
    reading: dict[str, Any] = documents(dict[str, Any], default_factory=dict)


class ActorFacts(Facts):
    """State, armed service, ministry, company, grouping, publication, organisation or person.

    ``sort`` is what it is in one word: a person's office (leader, defence, diplomat, industry), a service's branch
    (land, sea, air, forces, office), a grouping's nature (alliance, pact, civil). ``members`` are a grouping's states,
    or those of a company that belongs to several."""

    kind: ActorKind = word()
    name: Text = Field(index=True)
    country: Country | None = Field(default=None, index=True)
    sort: str = ""
    members: list[Country] = documents(list[Country])
    basis: Basis = word(default="document")
    parent: Identifier | None = None
    aliases: list[Alias] = documents(list[Alias])
    roles: list[Role] = documents(list[Role])
    note: str = ""
    citations: list[Citation] = documents(list[Citation])


class Actor(ActorFacts, table=True):
    id: str = Field(primary_key=True)
    updated_at: datetime = instant()
    amended_by: str | None = None


def is_office(actor: ActorFacts) -> bool:
    """Whether it is a post that persons hold ("COAS"): who asks for it asks for them."""
    return actor.kind == "armed service" and actor.sort == "office"


class EquipmentFacts(Facts):
    """A designation (VT-4, JF-17, Hangor class) with its other names, maker (an actor's id) and category.

    ``sort`` is the category in the words of the gazetteer, ``makers`` the states that make it. What is ``afloat`` is a
    ship or a class of ships; a ship has an ``owner`` and may be ``part_of`` a class (its id)."""

    designation: Text
    category: Text
    maker: Identifier | None = None
    sort: str = ""
    makers: list[Country] = documents(list[Country])
    afloat: bool = False
    owner: Country | None = None
    part_of: Identifier | None = None
    basis: Basis = word(default="document")
    aliases: list[Alias] = documents(list[Alias])
    note: str = ""
    citations: list[Citation] = documents(list[Citation])


class Equipment(EquipmentFacts, table=True):
    id: str = Field(primary_key=True)
    updated_at: datetime = instant()


class EventFacts(Facts):
    """Something that happened or is announced. ``kind`` is a row of ``facts/rows/kinds.toml``; ``basis`` says how the day
    was resolved ("Monday before the text's date"); ``unknown`` what its sources say is not known;
    ``follows`` the earlier event of the same story. Sums and quantities are as stated, each with who states it: several
    of one currency or one thing differ between the sources. ``roles`` say which of ``countries`` gives, gets or is host, where a
    text says so. So do ``days``, where there are any; ``day`` is then the
    one by which the event is ordered."""

    kind: str
    title: Text
    summary: str = ""
    day: date | None = Field(default=None, index=True)
    until: date | None = None
    precision: Precision = word(default="unknown")
    basis: str = ""
    phase: Phase = word(default="reported")
    standing: Standing = word(default="reported")
    place: str | None = None
    countries: list[Country] = documents(list[Country])
    actors: list[Participant] = documents(list[Participant])
    roles: list[StateRole] = documents(list[StateRole])
    equipment: list[Materiel] = documents(list[Materiel])
    amounts: list[Amount] = documents(list[Amount])
    quantities: list[Quantity] = documents(list[Quantity])
    days: list[StatedDay] = documents(list[StatedDay])
    series: str | None = None
    number: int | None = None
    agreement: str | None = None
    follows: str | None = None
    importance: Importance = word(default="notable")
    unknown: list[str] = documents(list[str])


_LIVING = text("merged_into IS NULL")
LISTED = "ix_event_listed"  # by which events are counted whose ids are known
_LISTED = ("id", "kind", "day", "importance", "until", "precision", "merged_into")


def _where_given(*columns: str) -> tuple[Index, ...]:
    """Few events have these: an index of those alone, so that no read of the others is tempted to take it."""
    given = {name: text(f"{name} IS NOT NULL") for name in columns}
    return tuple(Index(f"ix_event_{name}", name, sqlite_where=some) for name, some in given.items())


class Event(EventFacts, table=True):
    """``merged_into`` redirects an id that was merged; ``revision`` grows with each change that a message shows."""

    __table_args__ = (
        Index("ix_event_newest", text("(day IS NULL)"), text("day DESC"), "id"),
        Index("ix_event_oldest", text("(day IS NULL)"), "day", "id"),
        Index("ix_event_titled", text("substr(lower(title), 1, 100)")),
        Index("ix_event_living", "kind", "id", sqlite_where=_LIVING),
        Index(LISTED, *_LISTED, sqlite_where=_LIVING),
        *_where_given("until", "series", "agreement", "follows", "merged_into"),
    )
    """``newest``, ``oldest`` and ``titled`` are what ``store/search`` asks for, sign by sign: a database takes an index of an expression for
    nothing else. ``listed`` has what thousands of events are counted and ordered by: their rows are ten times as large."""
    id: str = Field(primary_key=True)
    first_seen: datetime = instant(index=True)
    updated_at: datetime = instant(index=True)
    revision: int = 1
    merged_into: str | None = None
    amended_by: str | None = None


class AgreementFacts(Facts):
    """An instrument or programme between parties, with a ledger of dated, sourced steps, oldest first. ``said`` names, of
    its parts (``actor/…``, ``equipment/…``, ``quantity/…``; ``summary/1`` and ``unknown/1`` are the first sentence and the
    first thing that is not known), the places that say each; steps and amounts have their own."""

    kind: Text
    name: Text
    basis: Basis = word(default="document")
    aliases: list[Alias] = documents(list[Alias])
    countries: list[Country] = documents(list[Country])
    parties: list[Participant] = documents(list[Participant])
    steps: list[Step] = documents(list[Step])
    amounts: list[Amount] = documents(list[Amount])
    equipment: list[Materiel] = documents(list[Materiel])
    summary: str = ""
    unknown: list[str] = documents(list[str])
    citations: list[Citation] = documents(list[Citation])
    said: dict[str, list[Citation]] = documents(dict[str, list[Citation]], default_factory=dict)

    @property
    def is_told(self) -> bool:
        """Whether a text tells of it; else it is known by its name only."""
        return self.basis == "document" or bool(self.steps)

    @property
    def sentences(self) -> list[str]:
        """Those of its summary, which ``said`` numbers from 1."""
        return sentences_in(self.summary)

    @property
    def status(self) -> str:
        """The word of the newest step, as its source gives it; "unknown" where no step is filed."""
        return self.steps[-1].status if self.steps else "unknown"


class Agreement(AgreementFacts, table=True):
    id: str = Field(primary_key=True)
    updated_at: datetime = instant()
    amended_by: str | None = None


class ClaimFacts(Facts):
    """One statement in our own words. A figure has value, unit and period (and whose estimate: ``speaker``); a view
    has a ``speaker``. ``denied`` claims say that something is not so. ``topic`` groups figures on one subject, so
    that conflicting ones stand side by side. ``citations`` are where the statement itself stands; ``said`` names the places
    of what stands elsewhere (``speaker``: who is named as saying it)."""

    kind: ClaimKind = word()
    text: Text
    topic: str | None = Field(default=None, index=True)
    speaker: Identifier | None = Field(default=None, index=True)
    attribution: str | None = None
    value: Decimal | None = exact(default=None)
    unit: str | None = None
    period: str | None = None
    denied: bool = False
    actors: list[Identifier] = documents(list[Identifier])
    event: Identifier | None = Field(default=None, index=True)
    agreement: Identifier | None = Field(default=None, index=True)
    day: date | None = None
    precision: Precision = word(default="unknown")
    citations: list[Citation] = documents(list[Citation])
    said: dict[str, list[Citation]] = documents(dict[str, list[Citation]], default_factory=dict)


class Claim(ClaimFacts, table=True):
    id: str = Field(primary_key=True)
    updated_at: datetime = instant()


WHOLE = "event"
"""The part of an event that every text says which tells it."""
NOTED = "paragraph"
"""The part of a text that says what one of its paragraphs says: ``reasons`` are a line of our own and a quotation."""


class EvidenceFacts(Facts):
    """An event or agreement ↔ article (and paragraph): why they belong together, and who decided it. ``parts`` are those
    of the event that the text says itself: ``day``, ``place``, ``actor/…``, ``equipment/…``, beside ``event``, the whole;
    it is empty if nobody told them apart. ``changes`` are what it changed on the event, as ``facts/model/change.py`` has it.

    ``decided_by``: "seed", "rule", or "person:<Discord id>".
    """

    article: str = Field(index=True)
    event: str | None = Field(default=None, index=True)
    agreement: str | None = Field(default=None, index=True)
    paragraph: str | None = None
    score: float = 1.0
    reasons: list[str] = documents(list[str])
    parts: list[str] = documents(list[str])
    changes: list[dict[str, Any]] = documents(list[dict[str, Any]], default_factory=list)
    decided_by: str = "rule"


class Evidence(EvidenceFacts, table=True):
    id: int | None = Field(default=None, primary_key=True)
    decided_at: datetime = instant(index=True)
