"""What the sentences before one have named: what a pronoun or a definite noun can mean."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from facts.model.kinds import Kinds
from facts.names.text import lowered
from facts.prose.persons import PersonNamed, persons
from facts.reading.parties import parties
from facts.rows.kinds import KINDS
from facts.rows.patterns import alternatives, word_set
from facts.scanning.scan import Segment
from facts.scanning.things import placed_things, things
from store.nouns.values import Precision

_either = partial(alternatives, "context", folder="facts.prose")

FAR = 3
"""Paragraphs behind which nothing is referred to by a bare noun."""


@dataclass(frozen=True, slots=True)
class ThingNamed:
    """A piece of equipment that is named, and its sorts ("helicopter"); ``key`` is empty where only its sort is."""

    key: str
    name: str
    sorts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BodyNamed:
    """A service, ministry, firm or institute."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class EventTold:
    """What a sentence told: for "the visit" and "the exercise" after it. ``round`` is the name and number of an exercise."""

    kind: str
    about: tuple[str, ...]
    states: tuple[str, ...]
    people: frozenset[str]
    day: date | None
    until: date | None
    precision: Precision
    round: str = ""


@dataclass(frozen=True, slots=True)
class SentenceRead:
    """A sentence that was read: its place, and what it names. ``states`` are those that act, ``nouns`` the words for its
    things, ``series`` the exercise that it names, known or not ("golden-dragon"),
    ``subject`` the state that opens it."""

    place: int
    paragraph: int
    states: tuple[str, ...] = ()
    people: tuple[PersonNamed, ...] = ()
    things: tuple[ThingNamed, ...] = ()
    bodies: tuple[BodyNamed, ...] = ()
    nouns: frozenset[str] = frozenset()
    words: tuple[str, ...] = ()
    meant: str = ""
    series: str = ""
    event: EventTold | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class BackReference:
    """``written`` at ``start`` to ``end`` of a sentence means what paragraph ``paragraph`` names: it reads as ``meant``.
    ``keys`` are states, ids or names."""

    start: int
    end: int
    written: str
    meant: str
    paragraph: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """The heading above and the title, then all sentences of the text in order; what they told is of ``kinds``."""

    title: SentenceRead | None = None
    heading: SentenceRead | None = None
    read: tuple[SentenceRead, ...] = ()
    kinds: Kinds = KINDS

    def after(self, sentence: SentenceRead) -> "Context":
        return replace(self, read=(*self.read[-_KEPT:], sentence))

    def back(self, paragraph: int, far: int = FAR) -> Iterator[SentenceRead]:
        """The sentences before, the nearest first, from no more than ``far`` paragraphs back."""
        for one in reversed(self.read):
            if paragraph - one.paragraph > far:
                return
            yield one

    @property
    def topic(self) -> tuple[str, ...]:
        """The states that the title names, or else those of the first sentence that names several."""
        titled = [one.states for one in (self.heading, self.title) if one and len(one.states) > 1]
        return next(iter(titled), ()) or self.opening

    opening: tuple[str, ...] = field(default=())


_KEPT = 60
"""Sentences that are kept: more than stand in ``FAR`` paragraphs that a person reads."""


def named_in(segment: Segment, empty: Segment, place: int, paragraph: int) -> SentenceRead:
    """What a sentence names, as it reads with its references filled in."""
    return SentenceRead(
        place,
        paragraph,
        parties(segment, empty).named,
        tuple(persons(segment)),
        tuple(_things(segment)),
        tuple(_bodies(segment)),
        frozenset(_nouns(segment)),
        segment.words.folded,
        subject=_subject(segment),
    )


def _subject(segment: Segment) -> str:
    """The state whose name comes first, right before the verb."""
    first = next(iter(segment.names), None)
    if first is None or first.term.sort != "country" or first.start > _OPENS:
        return ""
    return first.term.countries[0] if _ACTS.match(segment.text, segment.words.starts[first.end - 1]) else ""


_OPENS = 4
"""Words within which a subject comes ("In 2013 Bangladesh …")."""
_ACTS = re.compile(rf"[\w.]+(?:, [^,]{{3,40}},)? (?:{_either('acts')})\b")


def _nouns(segment: Segment) -> Iterator[str]:
    folded = segment.words.folded
    for start, end, _ in placed_things(segment):
        yield from folded[start:end]
    for found in segment.of_sort("equipment", "ship"):
        yield from folded[found.end : found.end + 1]


def _things(segment: Segment) -> Iterator[ThingNamed]:
    """Pieces by name; a sort that stands alone is something too, if nobody knows what."""
    named = segment.of_sort("equipment", "ship")
    for found in named:
        yield ThingNamed(found.term.id, found.term.name, _sorts_of(segment, found.start, found.end))
    taken = {at for found in named for at in range(found.start, found.end + 2)}
    for start, end, sort in placed_things(segment):
        if start not in taken and not _is_definite(segment, start):
            yield ThingNamed("", " ".join(segment.words.raw[start:end]), (sort,))


def _is_definite(segment: Segment, start: int) -> bool:
    return not _DEFINITE.isdisjoint(lowered(word) for word in segment.words.raw[max(0, start - 2) : start])


_DEFINITE = word_set("context", "definite", "facts.prose")


def _sorts_of(segment: Segment, start: int, end: int) -> tuple[str, ...]:
    """Of the piece itself, and by the word beside it ("T129 helicopters")."""
    beside = tuple(sort for at, _, sort in placed_things(segment) if start <= at <= end + 1)
    own = tuple(things(replace(segment, names=tuple(f for f in segment.names if f.start == start))))
    return tuple(dict.fromkeys((*own[:1], *beside)))


def _bodies(segment: Segment) -> Iterator[BodyNamed]:
    for found in segment.of_sort("service", "ministry", "company", "think-tank"):
        yield BodyNamed(found.term.id, found.term.name)


def groups_of(read: Sequence[SentenceRead], size: int) -> list[tuple[str, ...]]:
    """The different groups of so many states that act together in sentences."""
    return list(dict.fromkeys(one.states for one in read if len(one.states) == size))
