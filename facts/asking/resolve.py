"""A name in free text → one thing that is known, several that it may be, or the nearest names. Nothing is guessed
in silence: what was done to find it is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from facts.asking.directory import Directory, EntryKind, NamedEntry
from facts.asking.nearness import is_near, is_near_name
from facts.asking.roles import Holding, holders, is_office_of, office_spelt, with_role
from facts.asking.themes import OF_ALL, is_general, theme_asked
from facts.names.phrases import STOP_WORDS, country_phrases, untitled
from store.nouns.models import Actor
from store.nouns.words import REMEMBERED, folded_phrase

SHARED = "is used for several"
"""Why a name that several have means each of them."""
OBVIOUS = 3
"""Candidates from which on the only one that texts tell of is taken."""
WORDS_OF_KIND = {
    "acronym": "the acronym", "short": "the short form", "misspelling": "the misspelling", "former": "the former name",
    "foreign": "the foreign name", "spelling": "the spelling",
}  # fmt: skip


@dataclass(frozen=True)
class NameFinding:
    """One thing; ``how`` is empty for its own name, else says by what it was found."""

    kind: EntryKind
    id: str
    how: str = ""


@dataclass(frozen=True)
class Several:
    """More than one thing goes by it: (kind, id, why) each."""

    candidates: tuple[tuple[EntryKind, str, str], ...]


@dataclass(frozen=True)
class Held:
    """The text is a position; who is known to have held it."""

    holdings: tuple[Holding, ...]


@dataclass(frozen=True)
class Vacant:
    """The text is an office of these states (ISO 3166-1 alpha-2) in which nobody is known."""

    states: frozenset[str]


@dataclass(frozen=True)
class Missing:
    """Nothing goes by it; the nearest names, for the asker to choose from."""

    nearest: tuple[str, ...]


Resolved = NameFinding | Several | Held | Vacant | Missing


def resolve(text: str, known: Directory, *kinds: EntryKind) -> Resolved:
    """Looks up an id, a name, an alias, a position, a part of a name, and at last another spelling, in this order."""
    names = known.of_kind(*kinds)
    by_id = [kind for kind in kinds if (kind, text.strip()) in known.titles]
    if by_id:
        return NameFinding(by_id[0], text.strip())
    asked = folded_phrase(text)
    if exact := _exact(asked, names):
        return exact
    if "actor" in kinds and (held := _of_office(text, known)):
        return held
    if exact := _exact(untitled(asked), names) or _partly(untitled(asked), _holding(text, names)):
        return exact
    if "actor" in kinds and (people := with_role(text, known.offices)):
        return _by_role(people)
    return _spelt_otherwise(text, asked, known, names, kinds)


def _of_office(text: str, known: Directory) -> Held | Vacant | None:
    """Who held the office that a text names, or that nobody is known in it; None if it names none."""
    if found := holders(text, known.offices):
        return Held(found)
    return Vacant(states) if (states := is_office_of(text)) else None


def obvious(found: Resolved, text: str, known: Directory, told: Mapping[str, int]) -> Resolved:
    """Of several the one that texts tell of, if they tell of one alone; ``told`` counts events by actor."""
    if not isinstance(found, Several):
        return found
    told_of = [one for one in found.candidates if _is_told(one[1], known, told)]
    if len(told_of) != 1 or len(found.candidates) < OBVIOUS:
        return found
    kind, key, _ = told_of[0]
    others = len(found.candidates) - 1
    return NameFinding(kind, key, f"the one of {others + 1} that “{text}” fits of which texts tell")


def _is_told(key: str, known: Directory, told: Mapping[str, int]) -> bool:
    actor = known.actors.get(key)
    return bool(told.get(key)) or (actor is not None and actor.basis == "document")


def _spelt_otherwise(
    text: str,
    asked: str,
    known: Directory,
    names: Mapping[str, tuple[NamedEntry, ...]],
    kinds: tuple[EntryKind, ...],
) -> Resolved:
    missing = Missing(nearest(text, known, *kinds))
    if is_known_as_typed(asked, known):
        return missing
    if "actor" in kinds and (found := holders(office_spelt(text), known.offices)):
        return Held(found)
    return _misspelt(untitled(asked), names) or _partly_misspelt(untitled(asked), names) or missing


def is_known_as_typed(folded: str, known: Directory) -> bool:
    """Whether it is the name of something, of whatever kind: that is never read as another name."""
    return folded in known.names or folded in _COUNTRIES


def _by_role(people: tuple[Actor, ...]) -> Resolved:
    how = "found by a part of the name and a position"
    if len(people) == 1:
        return NameFinding("actor", people[0].id, how)
    return Several(tuple(("actor", actor.id, how) for actor in people))


def nearest(text: str, known: Directory, *kinds: EntryKind, limit: int = 5) -> tuple[str, ...]:
    """The proper names that it may be a misspelling of; else, of those that share a proper word with it, some."""
    names = known.of_kind(*kinds) if kinds else dict(known.names)
    asked = untitled(folded_phrase(text))
    near = [name for name in names if is_near_name(asked, name) or _is_near_part(asked, name)]
    telling = _telling(asked)
    sharing = [name for name in names if not telling.isdisjoint(name.split())]
    best = near or sorted(sharing, key=lambda name: -len(telling.intersection(name.split())))
    titles = [known.title(entry.kind, entry.id) for name in best[: limit * 3] for entry in names[name]]
    return tuple(dict.fromkeys(titles))[:limit]


def _telling(folded: str) -> frozenset[str]:
    words = (word for word in folded.split() if len(word) > 3 and word not in STOP_WORDS)
    return frozenset(word for word in words if not is_general(word) and not _is_of_all(word))


def _is_of_all(word: str) -> bool:
    theme = theme_asked(word)
    return theme is not None and theme.name in OF_ALL


def _exact(asked: str, names: Mapping[str, tuple[NamedEntry, ...]]) -> Resolved | None:
    entries = names.get(asked, ())
    owned = [entry for entry in entries if not entry.shared]
    if len(owned) == 1:
        return NameFinding(owned[0].kind, owned[0].id, _how(owned[0], asked))
    if len(entries) == 1:
        return NameFinding(entries[0].kind, entries[0].id, _how(entries[0], asked))
    if entries:
        return Several(tuple((e.kind, e.id, f"“{e.name}” {SHARED}") for e in entries))
    return None


def _how(entry: NamedEntry, asked: str) -> str:
    if entry.how == "name":
        return ""
    if folded_phrase(entry.name) not in (asked, untitled(asked)) and folded_phrase(entry.id) != asked:
        return f"found by a part of the name “{entry.name}”"
    return f"found by {WORDS_OF_KIND[entry.how]} “{entry.name}”"


def _holding(text: str, names: Mapping[str, tuple[NamedEntry, ...]]) -> Mapping[str, tuple[NamedEntry, ...]]:
    """The names that hold each designation of the text as one: "2+2" is not in "$2.6 billion", whatever it is made of."""
    runs = [folded_phrase(word) for word in text.split() if any(map(str.isdigit, word))]
    if not runs:
        return names
    return {
        name: found for name, found in names.items() if all(f" {run} " in f" {name} " for run in runs if run)
    }


def _partly(asked: str, names: Mapping[str, tuple[NamedEntry, ...]]) -> Resolved | None:
    """Names that hold every word that was asked for; one of a thing's names is enough."""
    tokens = _alike_words(asked) - STOP_WORDS
    if all(len(token) < 2 for token in tokens):
        return None
    hits = {
        (entry.kind, entry.id): entry
        for name, entries in names.items()
        if tokens <= _alike_words(name)
        for entry in entries
    }
    if len(hits) == 1:
        entry = next(iter(hits.values()))
        return NameFinding(entry.kind, entry.id, f"found by a part of the name “{entry.name}”")
    if hits:
        return Several(tuple((e.kind, e.id, f"its name “{e.name}” holds it") for e in hits.values()))
    return None


@lru_cache(maxsize=REMEMBERED)
def _alike_words(folded: str) -> frozenset[str]:
    """The words of a name, with one word for a country however it is called."""
    return frozenset(_COUNTRIES.get(word, word) for word in folded.split())


def _misspelt(asked: str, names: Mapping[str, tuple[NamedEntry, ...]]) -> Resolved | None:
    """The one thing that has a name which is nearly this; candidates where there are several."""
    near = [name for name in names if is_near_name(asked, name)]
    return _one_of(near, names, "read as a misspelling of", "spelt nearly like")


def _partly_misspelt(asked: str, names: Mapping[str, tuple[NamedEntry, ...]]) -> Resolved | None:
    """The one thing of whose names every word that was asked for is a misspelling."""
    near = [name for name in names if _is_near_part(asked, name)]
    found = _one_of(near, names, "read as a misspelling of a part of", "")
    return found if isinstance(found, NameFinding) else None


def _one_of(
    near: list[str], names: Mapping[str, tuple[NamedEntry, ...]], one: str, many: str
) -> Resolved | None:
    hits = {(entry.kind, entry.id): entry for name in near for entry in names[name]}
    if not hits:
        return None
    if len(hits) == 1:
        entry = next(iter(hits.values()))
        return NameFinding(entry.kind, entry.id, f"{one} “{entry.name}”")
    return Several(tuple((e.kind, e.id, f"{many} “{e.name}”") for e in hits.values()))


def _is_near_part(asked: str, name: str) -> bool:
    ours, theirs = _long_words(asked), name.split()
    return bool(ours) and all(
        any(other[:1] == word[:1] and is_near(word, other) for other in theirs) for word in ours
    )


@lru_cache(maxsize=2)
def _long_words(folded: str) -> tuple[str, ...]:
    """The words of which a part of a name may be a misspelling; none where one of them is short. Asked for each of all names."""
    words = tuple(word for word in folded.split() if word not in STOP_WORDS)
    return words if min(map(len, words), default=0) >= 5 else ()


def most_alike(text: str, titles: Mapping[str, tuple[str, int]]) -> list[str]:
    """The keys of the titles (each with a weight that decides between equals), those nearest to the text first."""
    asked = [word for word in folded_phrase(text).split() if word not in STOP_WORDS]

    def score(key: str) -> tuple[float, int]:
        theirs = folded_phrase(titles[key][0]).split()
        return sum(max((fuzz.ratio(word, other) for other in theirs), default=0) for word in asked), titles[
            key
        ][1]

    return sorted(titles, key=score, reverse=True)


_COUNTRIES = country_phrases()
