"""Everything that a free text can name, ready to be looked up: made once per question from the rows of the store."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate
from typing import Any, Literal, TypeVar
from weakref import ref

from facts.asking.nearness import by_first_letter
from facts.asking.roles import Offices
from facts.names.countries import waters
from facts.names.phrases import untitled
from store.nouns.gazetteer import Place, Series
from store.nouns.models import Actor, Agreement, Equipment, is_office
from store.nouns.words import folded_phrase, is_english_word, stemmed_phrase, stemmed_text

EntryKind = Literal["actor", "agreement", "equipment", "series"]
_Result = TypeVar("_Result")
MOST_WORKED_OUT = 10_000
"""Things that are remembered of the rows that questions meet."""


@dataclass(frozen=True)
class NamedEntry:
    """One name of one thing. ``how`` says what kind of name it is; ``shared`` names never identify alone. A thing that
    is ``told`` of by a text comes before what is known by name only."""

    kind: EntryKind
    id: str
    name: str
    how: str
    shared: bool = False
    told: bool = True


_Key = tuple[str | int, ...]


class WorkedOut:
    """What was worked out of rows, for as long as somebody else holds these objects: rows that are read anew for each
    question are let go of with their answer."""

    def __init__(self) -> None:
        self._kept: dict[_Key, tuple[tuple[ref[object], ...], Any]] = {}

    def of(self, rows: tuple[object, ...], work: Callable[[], _Result], name: str = "") -> _Result:
        """The result of ``work``, done once; ``rows`` and its ``name`` are all that it depends on. Threads may ask at once."""
        key: _Key = (name, *map(id, rows))
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= MOST_WORKED_OUT:
                self._kept.clear()
            found = self._kept[key] = (self._watched(key, rows), work())
        result: _Result = found[1]
        return result

    def _watched(self, key: _Key, rows: tuple[object, ...]) -> tuple[ref[object], ...]:
        """Before an object's number can become another's, what was worked out of it is forgotten."""
        return tuple(ref(row, lambda _: self._kept.pop(key, None)) for row in rows if row is not None)


class PhraseIndex:
    """Stemmed texts by their keys, in which a phrase is looked for in one go, however many they are."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._keys = tuple(texts)
        self._text = "\n".join(texts.values())
        lengths = (len(text) + 1 for text in texts.values())
        self._starts = list(accumulate(lengths, initial=0))

    def holding(self, phrases: Iterable[str]) -> frozenset[str]:
        """The keys of the texts that hold one of the phrases, as whole words."""
        places = (at for phrase in phrases for at in self._places(f" {phrase} "))
        return frozenset(self._keys[bisect_right(self._starts, at) - 1] for at in places)

    def _places(self, wanted: str) -> Iterator[int]:
        at = self._text.find(wanted)
        while at >= 0:
            yield at
            at = self._text.find(wanted, at + 1)


@dataclass(frozen=True)
class Directory:
    """``names`` by folded text; ``titles`` the proper name of each id. ``worked_out`` is what was made of rows with these
    names."""

    names: Mapping[str, tuple[NamedEntry, ...]]
    titles: Mapping[tuple[EntryKind, str], str]
    actors: Mapping[str, Actor] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    equipment: Mapping[str, Equipment] = field(default_factory=dict)
    places: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Places that go by several names: all of these, stemmed, by each of them, folded."""
    worked_out: WorkedOut = field(default_factory=WorkedOut, compare=False, repr=False)

    def title(self, kind: EntryKind, key: str) -> str:
        return self.titles.get((kind, key), key)

    def is_state(self, entry: NamedEntry) -> bool:
        actor = self.actors.get(entry.id) if entry.kind == "actor" else None
        return actor is not None and actor.kind == "state"

    @cached_property
    def offices(self) -> Offices:
        return Offices(self.actors.values())

    @cached_property
    def own_names(self) -> Mapping[tuple[EntryKind, str], list[str]]:
        """The names that are one thing's alone, by its kind and id."""
        found: defaultdict[tuple[EntryKind, str], list[str]] = defaultdict(list)
        for name, entries in self.names.items():
            for entry in entries:
                if not entry.shared:
                    found[entry.kind, entry.id].append(name)
        return dict(found)

    @cached_property
    def words(self) -> Mapping[str, list[str]]:
        """The names of one word, by their first letters."""
        return by_first_letter(name for name in self.names if " " not in name)

    @cached_property
    def parts(self) -> Mapping[str, list[str]]:
        """The words of longer names of what texts tell of, by their first letters."""
        told = (name for name, entries in self.names.items() if " " in name and any(e.told for e in entries))
        return by_first_letter({part for name in told for part in name.split()})

    @cached_property
    def gear(self) -> PhraseIndex:
        """All equipment, by its id, with the words that it is found by."""
        return PhraseIndex({key: stemmed_text([gear_text(row)]) for key, row in self.equipment.items()})

    @cached_property
    def deal_names(self) -> PhraseIndex:
        """All agreements, by their ids, with their proper names."""
        return PhraseIndex({key: stemmed_text([self.title("agreement", key)]) for key in self.agreements})

    @cached_property
    def actors_by_country(self) -> Mapping[str | None, frozenset[str]]:
        found: defaultdict[str | None, set[str]] = defaultdict(set)
        for key, actor in self.actors.items():
            found[actor.country].add(key)
        return {country: frozenset(keys) for country, keys in found.items()}

    @cached_property
    def _by_length(self) -> Mapping[int, list[str]]:
        found: defaultdict[int, list[str]] = defaultdict(list)
        for name in self.names:
            found[len(name)].append(name)
        return found

    def names_of_length(self, least: int, below: int) -> Iterator[str]:
        """The names of ``least`` to less than ``below`` letters."""
        return (name for length in range(least, below) for name in self._by_length.get(length, ()))

    def of_kind(self, *kinds: EntryKind) -> dict[str, tuple[NamedEntry, ...]]:
        """The names of some kinds of thing only."""
        return self.worked_out.of((), lambda: self._of_kind(kinds), name=" ".join(kinds))

    def _of_kind(self, kinds: tuple[EntryKind, ...]) -> dict[str, tuple[NamedEntry, ...]]:
        chosen = {text: tuple(e for e in entries if e.kind in kinds) for text, entries in self.names.items()}
        return {text: entries for text, entries in chosen.items() if entries}


def gear_text(row: Equipment) -> str:
    """By which a piece of equipment is found."""
    return f"{row.designation} {row.category}"


def directory(
    actors: Iterable[Actor],
    agreements: Iterable[Agreement] = (),
    equipment: Iterable[Equipment] = (),
    series: Iterable[Series] = (),
    places: Iterable[Place] = (),
) -> Directory:
    """Builds the directory; a name is found with and without the title before it."""
    people, deals, gear = list(actors), list(agreements), list(equipment)
    entries = [
        *(entry for a in people if not is_office(a) for entry in _entries("actor", a, a.name)),
        *(entry for a in deals for entry in _entries("agreement", a, a.name)),
        *(entry for e in gear for entry in _entries("equipment", e, e.designation)),
        *(entry for s in series for entry in _entries("series", s, s.name)),
    ]
    names: defaultdict[str, dict[tuple[str, str], NamedEntry]] = defaultdict(dict)
    for entry in entries:
        for text, found in _texts(entry):
            names[text].setdefault((entry.kind, entry.id), found)
    titles = {(entry.kind, entry.id): entry.name for entry in reversed(entries) if entry.how == "name"}
    return Directory(
        {text: tuple(found.values()) for text, found in names.items()},
        titles,
        {a.id: a for a in people},
        {a.id: a for a in deals},
        {e.id: e for e in gear},
        _waters() | dict(row for place in places for row in _spellings(place)),
    )


def _waters() -> dict[str, frozenset[str]]:
    """The Gulf of Oman is not Oman."""
    return {folded_phrase(name): frozenset({stemmed_phrase(folded_phrase(name))}) for name in waters()}


def _spellings(place: Place) -> Iterator[tuple[str, frozenset[str]]]:
    """A place that goes by several names ("Chittagong", "Chattogram"), by each that is no common word."""
    names = [folded_phrase(name) for name in (place.name, *(alias.name for alias in place.aliases))]
    said = frozenset(map(stemmed_phrase, names))
    if len(said) > 1:
        yield from ((name, said) for name in names if " " in name or not is_english_word(name))


def _texts(entry: NamedEntry) -> Iterator[tuple[str, NamedEntry]]:
    """A name as it is, and without its title; a lone family name left by that may be somebody else's too."""
    whole = folded_phrase(entry.name)
    bare = untitled(whole)
    yield whole, entry
    if bare != whole:
        yield bare, entry if " " in bare else replace(entry, shared=True)
    yield folded_phrase(entry.id), entry


def _entries(kind: EntryKind, row: Actor | Agreement | Equipment | Series, name: str) -> list[NamedEntry]:
    told = row.basis != "reference"
    return [
        NamedEntry(kind, row.id, name, "name", told=told),
        *(NamedEntry(kind, row.id, a.name, a.kind, a.shared or a.common, told) for a in row.aliases),
    ]
