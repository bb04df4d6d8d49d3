"""What changed on a known event or agreement, in the words in which its readers are told. Nouns only."""

from dataclasses import dataclass
from typing import Literal

from store.nouns.models import Agreement


@dataclass(frozen=True)
class Said:
    """A figure in words, and the articles that state it."""

    text: str
    articles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """A fact that changed: ``what`` in a word (value, day, quantity, status …), as it was and as it is.

    ``article`` is the one that says so; ``None`` where a person did. Where sources differ, ``values`` are all that they
    state, and there is no before and after.
    """

    what: str
    before: str | None
    after: str
    kind: Literal["change", "correction", "denial"] = "change"
    article: str | None = None
    values: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Stepped:
    """The agreement with its new step. ``change`` is what readers are told, ``None`` where the status stays; ``key``
    names it: the same whoever finds it out."""

    agreement: Agreement
    change: Change | None
    key: str
