"""Ranks texts by how near they are to what is being typed."""

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from facts.names.phrases import folded_phrase

NEAR = 60.0
SHORT = 6
"""Up to so many letters one edit makes another spelling, above it two."""
SHORTEST = 4


def edits(word: str) -> int:
    """How many letters of a word may be wrong; none of a short one, and none of a designation or number."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 1 if len(word) <= SHORT else 2


def is_near(word: str, other: str) -> bool:
    """Whether a folded word may be a misspelling of another: a letter too many, too few, wrong or out of place
    (optimal string alignment)."""
    most = edits(word)
    return word == other or (
        most > 0 and other.isalpha() and OSA.distance(word, other, score_cutoff=most) <= most
    )


def near_words(word: str, vocabulary: Iterable[str]) -> tuple[str, ...]:
    """Those that it may be a misspelling of and that begin alike, the nearest ones only."""
    if not edits(word):
        return ()
    scored = {
        other: OSA.distance(word, other)
        for other in vocabulary
        if other[:1] == word[:1] and is_near(word, other)
    }
    best = min(scored.values(), default=0)
    return tuple(sorted(other for other, distance in scored.items() if distance == best))


def is_near_name(asked: str, name: str) -> bool:
    """Whether every word of a folded name is one that was asked for, or nearly; also where it is parted otherwise."""
    ours, theirs = asked.split(), name.split()
    if len(ours) == len(theirs):
        return all(map(is_near, ours, theirs)) or all(map(is_near, sorted(ours), sorted(theirs)))
    return is_near("".join(ours), "".join(theirs))


def closest(typed: str, texts: Mapping[str, str], most: int) -> list[str]:
    """The keys whose text holds every typed word (as the start of a word), then those spelt nearly so (RapidFuzz)."""
    asked = folded_phrase(typed)
    folded = {key: folded_phrase(text) for key, text in texts.items()}
    holding = [key for key, text in folded.items() if _holds(text, asked)]
    if len(holding) >= most or not asked:
        return holding[:most]
    rest = {key: text for key, text in folded.items() if key not in set(holding)}
    hits = process.extract(asked, rest, scorer=fuzz.WRatio, limit=most - len(holding), score_cutoff=NEAR)
    return [*holding, *(key for _, _, key in hits)]


def _holds(text: str, asked: str) -> bool:
    return all(f" {word}" in f" {text}" for word in asked.split())
