"""A name in free text → one thing that is known, several that it may be, or the nearest names. Nothing is guessed
in silence: what was done to find it is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process, utils

from facts.directory import Directory, Entry, Kind
from facts.phrases import REMEMBERED, STOP_WORDS, country_phrases, fold, untitled
from facts.roles import Holding, holders, with_role
from store.models import Actor

MISSPELT = 84.0
"""RapidFuzz ratio (0–100) from which another spelling is taken for the name: "Fengshe" and "Fenghe" score 92."""
WORD_MISSPELT = 70.0
"""The same for each word alone: "Kahn" and "Khan" score 75, "Navy" and "Army" 50."""
MARGIN = 5.0
"""By how much the best spelling has to lead; nearer ones are shown as candidates."""
NEAR = 45.0
NEAR_WORD = 75.0
"""What is offered as a nearest name: so much of it, by words that are at least so alike."""
SPELT = {"defense": "defence", "organization": "organisation", "center": "centre"}
WORDS_OF_KIND = {
    "acronym": "the acronym", "short": "the short form", "misspelling": "the misspelling", "former": "the former name",
    "foreign": "the foreign name", "spelling": "the spelling",
}  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One thing; ``how`` is empty for its own name, else says by what it was found."""

    kind: Kind
    id: str
    how: str = ""


@dataclass(frozen=True)
class Several:
    """More than one thing goes by it: (kind, id, why) each."""

    candidates: tuple[tuple[Kind, str, str], ...]


@dataclass(frozen=True)
class Held:
    """The text is a position; who is known to have held it."""

    holdings: tuple[Holding, ...]


@dataclass(frozen=True)
class Missing:
    """Nothing goes by it; the nearest names, for the asker to choose from."""

    nearest: tuple[str, ...]


Resolved = Found | Several | Held | Missing


def resolve(text: str, known: Directory, *kinds: Kind) -> Resolved:
    """Looks up an id, a name, an alias, a position, a part of a name, and at last another spelling, in this order."""
    names = known.of_kind(*kinds)
    by_id = [kind for kind in kinds if (kind, text.strip()) in known.titles]
    if by_id:
        return Found(by_id[0], text.strip())
    asked = fold(text)
    if exact := _exact(asked, names):
        return exact
    if "actor" in kinds and (found := holders(text, known.actors.values())):
        return Held(found)
    if exact := _exact(untitled(asked), names) or _partly(untitled(asked), names):
        return exact
    if "actor" in kinds and (people := with_role(text, known.actors.values())):
        return _by_role(people)
    return (
        _misspelt(untitled(asked), names)
        or _partly_misspelt(untitled(asked), names)
        or Missing(nearest(text, known, *kinds))
    )


def _by_role(people: tuple[Actor, ...]) -> Resolved:
    how = "found by a part of the name and a position"
    if len(people) == 1:
        return Found("actor", people[0].id, how)
    return Several(tuple(("actor", actor.id, how) for actor in people))


def nearest(text: str, known: Directory, *kinds: Kind, limit: int = 5) -> tuple[str, ...]:
    """The proper names that look most like it, best first."""
    names = known.of_kind(*kinds) if kinds else dict(known.names)
    asked = fold(text)
    scores = {name: _nearness(asked, name) for name in names}
    best = sorted((name for name, score in scores.items() if score >= NEAR), key=lambda name: -scores[name])
    titles = [known.title(entry.kind, entry.id) for name in best[: limit * 3] for entry in names[name]]
    return tuple(dict.fromkeys(titles))[:limit]


def _nearness(asked: str, name: str) -> float:
    """How much of what was asked for a name has, word by word or as a whole (0–100)."""
    theirs = name.split()
    ours = [word for word in asked.split() if len(word) > 2 and word not in STOP_WORDS]
    if not ours:
        return 0
    found = [max(fuzz.ratio(word, other) for other in theirs) for word in ours]
    close = [score for score in found if score >= NEAR_WORD]
    return max(fuzz.ratio(asked, name), sum(close) / len(ours))


def _exact(asked: str, names: Mapping[str, tuple[Entry, ...]]) -> Resolved | None:
    entries = names.get(asked, ())
    owned = [entry for entry in entries if not entry.shared]
    if len(owned) == 1:
        return Found(owned[0].kind, owned[0].id, _how(owned[0], asked))
    if len(entries) == 1:
        return Found(entries[0].kind, entries[0].id, _how(entries[0], asked))
    if entries:
        return Several(tuple((e.kind, e.id, f"“{e.name}” is used for several") for e in entries))
    return None


def _how(entry: Entry, asked: str) -> str:
    if entry.how == "name":
        return ""
    if fold(entry.name) not in (asked, untitled(asked)) and fold(entry.id) != asked:
        return f"found by a part of the name “{entry.name}”"
    return f"found by {WORDS_OF_KIND[entry.how]} “{entry.name}”"


def _partly(asked: str, names: Mapping[str, tuple[Entry, ...]]) -> Resolved | None:
    """Names that hold every word that was asked for; one of a thing's names is enough."""
    tokens = _alike_words(asked) - STOP_WORDS
    if not tokens:
        return None
    hits = {
        (entry.kind, entry.id): entry
        for name, entries in names.items()
        if tokens <= _alike_words(name)
        for entry in entries
    }
    if len(hits) == 1:
        entry = next(iter(hits.values()))
        return Found(entry.kind, entry.id, f"found by a part of the name “{entry.name}”")
    if hits:
        return Several(tuple((e.kind, e.id, f"its name “{e.name}” holds it") for e in hits.values()))
    return None


@lru_cache(maxsize=REMEMBERED)
def _alike_words(folded: str) -> frozenset[str]:
    """The words of a name, with one word for a country however it is called, and one spelling of defence."""
    return frozenset(_COUNTRIES.get(word, SPELT.get(word, word)) for word in folded.split())


def _misspelt(asked: str, names: Mapping[str, tuple[Entry, ...]]) -> Resolved | None:
    """The names in another spelling: the best one if it leads clearly."""
    if len(asked) < 4:
        return None
    scores: dict[tuple[Kind, str], tuple[float, Entry]] = {}
    hits = process.extract(
        asked,
        list(names),
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        limit=20,
        score_cutoff=MISSPELT,
    )
    for name, score, _ in hits:
        for entry in names[name] if _alike(asked, name) else ():
            if score > scores.get((entry.kind, entry.id), (0.0, entry))[0]:
                scores[entry.kind, entry.id] = (score, entry)
    ranked = sorted(scores.values(), key=lambda pair: -pair[0])
    if not ranked:
        return None
    close = [pair for pair in ranked if pair[0] > ranked[0][0] - MARGIN]
    if len(close) == 1:
        entry = close[0][1]
        return Found(entry.kind, entry.id, f"read as a misspelling of “{entry.name}”")
    return Several(tuple((e.kind, e.id, f"spelt nearly like “{e.name}”") for _, e in close))


def _partly_misspelt(asked: str, names: Mapping[str, tuple[Entry, ...]]) -> Resolved | None:
    """Names of which every word that was asked for is a misspelling, if they are of one thing."""
    ours = [word for word in asked.split() if word not in STOP_WORDS]
    if not ours or min(map(len, ours)) < 5:
        return None
    hits = {
        (entry.kind, entry.id): entry
        for name, entries in names.items()
        if all(max(fuzz.ratio(word, other) for other in name.split()) >= MISSPELT for word in ours)
        for entry in entries
    }
    if len(hits) != 1:
        return None
    entry = next(iter(hits.values()))
    return Found(entry.kind, entry.id, f"read as a misspelling of a part of “{entry.name}”")


def _alike(asked: str, name: str) -> bool:
    """Whether each word is spelt nearly like one of the name, so that a navy is not taken for an army."""
    theirs = name.split()
    ours = asked.split()
    if len(ours) != len(theirs):
        return fuzz.ratio(asked.replace(" ", ""), name.replace(" ", "")) >= 90
    return all(max(fuzz.ratio(word, other) for other in theirs) >= WORD_MISSPELT for word in ours)


def most_alike(text: str, titles: Mapping[str, tuple[str, int]]) -> list[str]:
    """The keys of the titles (each with a weight that decides between equals), those nearest to the text first."""
    asked = [word for word in fold(text).split() if word not in STOP_WORDS]

    def score(key: str) -> tuple[float, int]:
        theirs = fold(titles[key][0]).split()
        return sum(max((fuzz.ratio(word, other) for other in theirs), default=0) for word in asked), titles[
            key
        ][1]

    return sorted(titles, key=score, reverse=True)


_COUNTRIES = country_phrases()
