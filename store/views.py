"""What reads return: small frozen views, made of detached rows and the names that they refer to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from store.models import (
    Actor,
    Agreement,
    Claim,
    Equipment,
    Event,
    Evidence,
    Precision,
)


@dataclass(frozen=True)
class Reference:
    """An article with its outlet, as a citation needs it. ``reliability`` is a letter of the Admiralty scale."""

    article: str
    title: str
    outlet: str
    reliability: str
    url: str | None
    author: str | None
    published: datetime | None
    precision: Precision
    basis: str
    reason: str = ""
    bias: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Library:
    """The names behind the ids that a view's rows mention."""

    articles: Mapping[str, Reference] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    equipment: Mapping[str, Equipment] = field(default_factory=dict)
    agreements: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Facet:
    """One side of a question; what fits any of its parts fits it. ``links`` are (country|actor|equipment, key);
    ``texts`` are looked for in titles and statements, in any case, as written."""

    links: frozenset[tuple[str, str]] = frozenset()
    kinds: frozenset[str] = frozenset()
    agreements: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Told:
    """An event with the evidence for it, one per article and paragraph."""

    event: Event
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Findings:
    """What is known on something: events newest first, agreements, claims, and the names that they use."""

    events: tuple[Told, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    claims: tuple[Claim, ...] = ()
    library: Library = field(default_factory=Library)


@dataclass(frozen=True)
class Dossier:
    """An actor with everything filed about it. ``members`` are the people and parts that belong to it, ``texts`` what
    it published, newest first, where it is a source."""

    actor: Actor
    members: tuple[Actor, ...]
    found: Findings
    texts: tuple[Reference, ...] = ()


@dataclass(frozen=True)
class AgreementSheet:
    """One agreement with what belongs to it."""

    agreement: Agreement
    evidence: tuple[Evidence, ...]
    found: Findings


@dataclass(frozen=True)
class EventSheet:
    """One event with its evidence, its agreement, its claims, and the events before and after it."""

    told: Told
    found: Findings


@dataclass(frozen=True)
class Names:
    """Everything that a free text can name."""

    actors: tuple[Actor, ...]
    agreements: tuple[Agreement, ...]
    equipment: tuple[Equipment, ...]
    series: tuple[str, ...]
