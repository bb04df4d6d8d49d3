"""The words and small frozen parts that the nouns are made of: precisions, phases, names, amounts, citations."""

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, field_validator

from store.nouns.types import storable

Precision = Literal["day", "week", "month", "year", "approximate", "told", "unknown"]
"""How exactly a day is known. ``day`` holds the first day of the week, month or year where it is coarser; of what is ``told`` no
text states it: it is the day on which it was first told."""
BEFORE_TOLD = timedelta(days=3)
"""How long before it is told something may have happened."""
REST_OF_WEEK = timedelta(days=6)
"""From the first day of a week, Monday, to its last."""
Importance = Literal["low", "notable", "high", "critical"]
Standing = Literal["reported", "corroborated", "confirmed", "denied"]
"""How an event stands by its sources; counted in independent owner groups, never in feeds."""
Phase = Literal[
    "announced", "under way", "concluded", "reported", "denied", "proposed", "in talks", "refused", "cancelled", "postponed"
]  # fmt: skip
NEVER_DONE: frozenset[Phase] = frozenset({"denied", "refused", "cancelled"})
"""The phases of what did not come about, and will not by what is known."""
ActorKind = Literal[
    "state", "armed service", "ministry", "company", "grouping", "publication", "organisation", "person"
]
Basis = Literal["document", "reference", "proposal"]
"""Why an entry is there: a text tells of it, it is known by its name only (``seeds/gazetteer``), or a person accepted a
name that kept appearing."""
ClaimKind = Literal["fact", "view", "figure", "plan"]
"""A plan or expectation of its time stays one: it is told as "was expected to", never as done."""
ArticleVerdict = Literal["irrelevant", "new", "update", "same", "unsure", "seed", "unread"]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
Country = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2."""
PartialDay = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
"""A day, month or year as far as it is known: ``2020-11-30``, ``2020-11``, ``2020``."""
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


def sentences_in(text: str) -> list[str]:
    """The sentences of a text of our own, which has no abbreviation before a capital."""
    return re.split(r"(?<=[.!?])\s+(?=[A-Z])", text) if text else []


class Value(BaseModel):
    """A small frozen part of a noun; an unknown key is an error, so that a typo in a seed is found."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    _storable = field_validator("*", mode="before")(storable)


class Citation(Value):
    """Where something is said: an article and, in a document, its paragraph counted from 1 (``3`` or ``3-4``)."""

    article: Identifier
    paragraph: Annotated[str | None, BeforeValidator(lambda v: str(v) if isinstance(v, int) else v)] = None


class Alias(Value):
    """Another name. ``shared`` marks one that several use ("Bajwa") and ``common`` one that is also a plain word
    ("Warrior"): neither identifies alone. ``exact`` is matched as it is written ("Biden", not "biden")."""

    name: Text
    kind: Literal["spelling", "acronym", "short", "misspelling", "former", "foreign"] = "spelling"
    shared: bool = False
    common: bool = False
    exact: bool = False


class Role(Value):
    """A position held. ``since`` and ``until`` only where a source says so; ``attested`` days are seen in it."""

    position: Text
    organisation: Identifier | None = None
    since: PartialDay | None = None
    until: PartialDay | None = None
    attested: tuple[PartialDay, ...] = ()
    citations: tuple[Citation, ...] = ()


class Participant(Value):
    """An actor and its part: host, visitor, signatory, supplier, recipient, participant, speaker, target …"""

    actor: Identifier
    part: Text = "participant"


class StateRole(Value):
    """A state and its part in a supply: supplier, recipient; of an exercise or visit: host. Only what a text says."""

    country: Country
    part: Literal["supplier", "recipient", "host"]


class Materiel(Value):
    """Equipment with its quantity, as far as stated."""

    equipment: Identifier
    quantity: int | None = None
    note: str | None = None


class Amount(Value):
    """Money in units of ``currency`` (ISO 4217), with what it is for and who says it."""

    amount: Decimal
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    about: str = ""
    citations: tuple[Citation, ...] = ()


class Quantity(Value):
    """A number of things as a source states it; ``of`` is a designation ("VT-4") or a plain word ("drone")."""

    number: int
    of: Text
    citations: tuple[Citation, ...] = ()


class StatedDay(Value):
    """A day as a source states it, where others state another one."""

    day: date
    until: date | None = None
    precision: Precision = "day"
    citations: tuple[Citation, ...] = ()


class Step(Value):
    """One dated step of an agreement's ledger; ``status`` in the word of the source (signed, reported, lifted …).
    ``dated`` are those of its places that tell the day, where the others tell the step alone."""

    status: Text
    day: date | None = None
    precision: Precision = "unknown"
    text: str = ""
    citations: tuple[Citation, ...] = ()
    dated: tuple[Citation, ...] = ()
