"""The entry that a proposed name would be: what its items agree on, and nothing that they do not say. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from store.nouns.gazetteer import Series
from store.nouns.models import Actor, Agreement, Equipment
from store.nouns.words import ascii_words
from store.people.entering import RegisterEntry
from store.people.proposals import Mention, NameCase

SLUG = 80
"""Characters of an id."""


def entry_of(case: NameCase, now: datetime) -> RegisterEntry:
    """By the sort of the name; its id is that of its words."""
    name, office = proposed_name_of(case), _most(one.said.office for one in case.mentions)
    ident = slug(name, case.proposal.key)
    match sort_of(case):
        case "person":
            return Actor(
                id=ident, kind="person", name=name, country=country_of(case.mentions), sort=office,
                basis="proposal", updated_at=now,
            )  # fmt: skip
        case "exercise":
            return Series(id=ident, name=name, basis="proposal", updated_at=now)
        case "pact":
            return Agreement(
                id=ident, kind="pact", name=name, countries=parties_of(case.mentions), basis="proposal",
                updated_at=now,
            )  # fmt: skip
    return Equipment(
        id=ident, designation=name, category=office or "warship", sort=office or "warship",
        afloat=sort_of(case) == "ship", owner=country_of(case.mentions), basis="proposal", updated_at=now,
    )  # fmt: skip


def sort_of(case: NameCase) -> str:
    return case.proposal.key.partition(":")[0]


def proposed_name_of(case: NameCase) -> str:
    """As most items write it; of several the first by the alphabet."""
    return _most(one.said.name for one in case.mentions)


def country_of(mentions: Sequence[Mention]) -> str | None:
    """The state that items put beside the name, where none puts another."""
    said = {one.said.country for one in mentions if one.said.country}
    return said.pop() if len(said) == 1 else None


def parties_of(mentions: Sequence[Mention]) -> list[str]:
    """The states that every item has taking part; a pact is between two or more."""
    said = [set(one.article.reading.get("countries", ())) for one in mentions]
    common = sorted(set.intersection(*said)) if said else []
    return common if len(common) > 1 else []


def slug(name: str, key: str) -> str:
    """A readable id: the name's words; a name in another script goes by its sign in ASCII."""
    words = "-".join(ascii_words(name))[:SLUG].strip("-")
    return words or f"name-{hashlib.blake2s(key.encode(), digest_size=6).hexdigest()}"


def _most(words: Iterable[str]) -> str:
    counted = Counter(word for word in words if word)
    return min(counted, key=lambda word: (-counted[word], word), default="")
