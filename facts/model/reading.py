"""What was read out of one text, with the reasons for it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import TypeAdapter

from facts.model.assertion import Assertion
from facts.model.kinds import RESIDUAL
from store.nouns.values import Phase, Precision

Relevance = Literal["relevant", "held", "irrelevant"]
"""``held``: looks like ours but was not understood (a foreign language): a person decides."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in units of ``currency`` (ISO 4217), as stated."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things: of ``of``, the id of equipment or a plain noun ("submarine")."""

    number: int
    of: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text says, as far as it was understood.

    ``countries`` take part (ISO 3166-1 alpha-2, sorted), ``mentioned`` are all that are visible, ``firm`` those that the
    title itself names as taking part. Names are ids of the
    lexicon: the register's own where it knows the name. ``series`` and ``number`` are of an exercise or a round of
    talks ("shaheen", 9); ``edition`` is a year that names one ("Three Brothers-2021"); ``ordinal`` counts a piece of
    equipment ("third Hangor"), ``batch`` a delivery, ``hulls`` are ships
    by name (their class is in ``equipment``). ``hosts`` are the states in which it is said to happen,
    ``speaker`` the one that reacts or acts, ``target`` the one that it is done to, ``voices`` all who speak in a reaction
    (see ``facts/acting/voices.py``). ``suppliers`` give to ``recipients`` (``facts/acting/roles.py``). ``day`` and ``until`` are resolved against the publication day, ``basis`` says how; ``moved`` is the
    new day of what is put off, with its precision.
    ``final``: it says "the last" of that piece or batch. ``called`` are names that the text itself gives (see
    ``facts/reading/called.py``), ``things`` the sorts of things that it names ("tank", see ``facts/scanning/things.py``).
    ``about`` is the kind of the deed where what is not done, or only remarked on, is told as a statement.
    ``assertion`` is what the text asserts of it (readings of earlier versions have none but in their ``phase``).
    ``denied``: the text says that something is not so. ``step`` is how far a deal or delivery is (see
    ``facts/reading/phases.py``). ``reasons`` say why it is relevant or not, and what kind it is.
    """

    relevance: Relevance = "irrelevant"
    score: float = 0.0
    kind: str = RESIDUAL
    also: tuple[str, ...] = ()
    about: str = ""
    phase: Phase = "reported"
    assertion: Assertion = "happened"
    step: str = ""
    denied: bool = False
    countries: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()
    firm: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    equipment: tuple[str, ...] = ()
    hulls: tuple[str, ...] = ()
    agreements: tuple[str, ...] = ()
    series: str | None = None
    number: int | None = None
    edition: int | None = None
    ordinal: int | None = None
    batch: int | None = None
    final: bool = False
    called: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    place: str | None = None
    hosts: tuple[str, ...] = ()
    day: date | None = None
    until: date | None = None
    precision: Precision = "unknown"
    basis: str = ""
    moved: date | None = None
    moved_precision: Precision = "unknown"
    published: date | None = None
    amounts: tuple[Money, ...] = ()
    quantities: tuple[Count, ...] = ()
    speaker: str | None = None
    target: str | None = None
    voices: tuple[str, ...] = ()
    suppliers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    boilerplate: bool = False
    reasons: tuple[str, ...] = ()

    @property
    def relevant(self) -> bool:
        return self.relevance == "relevant"

    def to_dict(self) -> dict[str, Any]:
        """JSON-able, to be kept with the article; the opposite of ``from_dict``."""
        kept: dict[str, Any] = _ADAPTER.dump_python(self, mode="json", exclude_defaults=True)
        return kept

    @staticmethod
    def from_dict(kept: dict[str, Any]) -> "Reading":
        """Raises ``pydantic.ValidationError`` where ``kept`` is not a reading. What an earlier version kept asserts what
        its phase says."""
        asserted = _OF_PHASE.get(kept.get("phase", ""), "happened")
        return _ADAPTER.validate_python({"assertion": asserted} | kept)


_OF_PHASE: dict[str, Assertion] = {"announced": "planned", "denied": "denied"}
_ADAPTER: TypeAdapter[Reading] = TypeAdapter(Reading)
