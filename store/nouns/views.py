"""What reads return: small frozen views, made of detached rows and the names that they refer to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from store.nouns.gazetteer import Place, Series
from store.nouns.models import Actor, Agreement, Claim, Equipment, Event, Evidence
from store.nouns.values import Precision


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
    language: str = ""
    lead: str = ""
    within: str = ""
    """The text that quotes it, where it was read there."""
    quoted_by: str = ""
    """The outlet of the text that quotes it."""
    is_summarised: bool = False
    """Its lead is ours, not the publisher's: it is a founding document."""
    is_aside: bool = False
    """It was read and set aside, as not ours."""
    asserted: str = ""
    """What it asserts as it was read (``facts/model/assertion.py``): "comment", "planned", "" where it tells what happened."""
    phase: str = ""
    """How far the event is by what it tells: "under way", "concluded"; "" where it says nothing of it."""

    def __hash__(self) -> int:
        """By its article alone: an answer looks hundreds of them up, over and over."""
        return hash(self.article)


@dataclass(frozen=True)
class Library:
    """The names behind the ids that a view's rows mention."""

    articles: Mapping[str, Reference] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    equipment: Mapping[str, Equipment] = field(default_factory=dict)
    agreements: Mapping[str, str] = field(default_factory=dict)
    events: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class QuestionFacet:
    """One side of a question, as a database can ask for it. ``links`` are (country|actor|equipment, key).

    An event meets it with one of ``links``, ``kinds``, ``phases``, ``agreements`` or ``series`` (with this ``number``, if
    there is one; one with another number of the series never does). It also does where its text holds a phrase of ``texts``, which
    are stemmed, or with one of ``maybe`` or ``maybe_agreements``; but not where ``unplaced`` and its countries are filed. A
    claim may meet it through one of ``deals``, the agreements that do.
    """

    links: frozenset[tuple[str, str]] = frozenset()
    kinds: frozenset[str] = frozenset()
    agreements: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    number: int | None = None
    texts: frozenset[str] = frozenset()
    maybe: frozenset[tuple[str, str]] = frozenset()
    maybe_agreements: frozenset[str] = frozenset()
    deals: frozenset[str] = frozenset()
    unplaced: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked for: ``facets``, which are numbered, in the window, both ends included. Of a claim with its event
    ``says`` tells word by word the numbers of the facets that it meets, and ``said_in`` whether it lies in the window, by
    its day or by its articles."""

    facets: tuple[QuestionFacet, ...]
    since: date | None
    until: date | None
    says: Callable[[Claim, Event | None], frozenset[int]]
    said_in: Callable[[Claim, Mapping[str, Reference]], bool]


@dataclass(frozen=True)
class Told:
    """An event with the evidence for it, one per article and paragraph."""

    event: Event
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True)
class Tally:
    """How much is known where not all of it is read: events by kind, and claims. ``oldest`` is the first day of the
    events, as exactly as it is known."""

    by_kind: Mapping[str, int] = field(default_factory=dict)
    claims: int = 0
    oldest: tuple[date, Precision] | None = None

    @property
    def events(self) -> int:
        return sum(self.by_kind.values())


@dataclass(frozen=True)
class Findings:
    """What is known on something: events newest first, agreements, claims, and the names that they use.

    Of very many events and claims only some are here; ``tally`` counts all of them.
    """

    events: tuple[Told, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    claims: tuple[Claim, ...] = ()
    library: Library = field(default_factory=Library)
    tally: Tally = field(default_factory=Tally)


@dataclass(frozen=True)
class Closest:
    """What comes nearest to a question that nothing answers: the events that meet most of its facets, newest first, how
    many facets those meet, and the numbers of the facets that some event or claim meets."""

    found: Findings
    met: int
    ever: frozenset[int]


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


@dataclass(frozen=True, eq=False)
class Names:
    """Everything that a free text can name; the same object as long as nothing changed."""

    actors: tuple[Actor, ...]
    agreements: tuple[Agreement, ...]
    equipment: tuple[Equipment, ...]
    series: tuple[Series, ...]
    places: tuple[Place, ...] = ()


@dataclass(frozen=True)
class TextSheet:
    """One text with everything that it is evidence for or that cites it. ``parts`` are the texts that it quotes."""

    reference: Reference
    evidence: tuple[Evidence, ...]
    found: Findings
    parts: tuple[Reference, ...] = ()
