"""Ranks texts by how near they are to what is being typed."""

from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from store.nouns.words import folded_phrase, is_english_word

NEAR = 72.0
SHORT = 6
"""Up to so many letters one edit makes another spelling, above it two."""
SHORTEST = 4
MOST_EDITS = 2
ABBREVIATED = range(3, 6)
"""Letters that may stand for a longer word, where nothing else is meant."""


def edits(word: str) -> int:
    """How many letters of a word may be wrong; none of a short one, none of a designation or number, and none of an English
    word, which is spelt as it is meant."""
    if len(word) < SHORTEST or not word.isalpha() or is_english_word(word):
        return 0
    return 1 if len(word) <= SHORT else MOST_EDITS


def is_near(word: str, other: str) -> bool:
    """Whether a folded word may be a misspelling of another: a letter too many, too few, wrong or out of place
    (optimal string alignment)."""
    most = edits(word)
    return word == other or (
        most > 0 and other.isalpha() and OSA.distance(word, other, score_cutoff=most) <= most
    )


def is_one_off(word: str, other: str) -> bool:
    """Whether a folded word is another, or one edit off it."""
    return OSA.distance(word, other, score_cutoff=1) <= 1


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


def by_first_letter(words: Iterable[str]) -> dict[str, list[str]]:
    """For ``near_words``, which begin as the word does: it need not go through all the others."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[:1], []).append(word)
    return found


def is_near_name(asked: str, name: str) -> bool:
    """Whether every word of a folded name is one that was asked for, or nearly; also where it is parted otherwise. Most of ten
    thousand names are too long or too short for it."""
    ends, others = asked.count(" "), name.count(" ")
    if abs(len(asked) - ends - len(name) + others) > MOST_EDITS * (ends + 1 if ends == others else 1):
        return False
    ours, theirs = asked.split(), name.split()
    if len(ours) == len(theirs):
        return all(map(is_near, ours, theirs)) or all(map(is_near, sorted(ours), sorted(theirs)))
    return is_near("".join(ours), "".join(theirs))


def closest(typed: str, texts: Mapping[str, str], most: int) -> list[str]:
    """The keys whose text begins with what is typed, then those of which a word does, then those that hold every typed
    word, then those spelt nearly so (RapidFuzz); within each rank in their own order. Nothing else fills the list."""
    asked = folded_phrase(typed)
    if not asked:
        return list(texts)[:most]
    folded = {key: folded_phrase(text) for key, text in texts.items()}
    ranks = {key: rank for key, text in folded.items() if (rank := _rank(text, asked)) is not None}
    held = sorted(ranks, key=lambda key: ranks[key])[:most]
    if len(held) >= most:
        return held
    rest = {key: text for key, text in folded.items() if key not in ranks}
    scores = {
        key: score
        for key, text in rest.items()
        if len(asked) >= SHORTEST and (score := _spelt_nearly(asked, text)) >= NEAR
    }
    found = [*held, *sorted(scores, key=lambda key: -scores[key])[: most - len(held)]]
    return found or [key for key, text in folded.items() if _is_short_for(asked, text)][:most]


def _rank(text: str, asked: str) -> int | None:
    """0: the text begins so, or has it as whole words; 1: a run of its words begins so; 2: every typed word begins one of
    its; 3: it holds the letters."""
    if text.startswith(asked) or f" {asked} " in f"{text} ":
        return 0
    if f" {asked}" in text:
        return 1
    if all(f" {word}" in f" {text}" for word in asked.split()):
        return 2
    bare = asked.replace(" ", "")
    return 3 if len(bare) >= SHORTEST and bare in text.replace(" ", "") else None


def _is_short_for(asked: str, text: str) -> bool:
    """Whether a few letters are those that a word begins with, in another order ("pka") or with some left out ("dlv")."""
    if len(asked) not in ABBREVIATED or not asked.isalpha():
        return False
    words = [word for word in text.split() if word.startswith(asked[0])]
    return any(
        sorted(word[: len(asked)]) == sorted(asked) or _in_order(asked, word[: 2 * len(asked)])
        for word in words
    )


def _in_order(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)


def _spelt_nearly(asked: str, text: str) -> float:
    """How near what is typed comes to a run of as many words of the text, each cut to its length; 0 to 100."""
    words, size = text.split(), len(asked.split())
    runs = (" ".join(words[at : at + size]) for at in range(max(1, len(words) - size + 1)))
    return max((fuzz.ratio(asked, run[: len(asked) + 1]) for run in runs), default=0.0)


def title_likeness(headline: str, title: str) -> tuple[float, float]:
    """How far a headline is a part of a title, which may have its outlet's name around it, and how far it is all of it; 0 to
    100 (RapidFuzz, ``partial_ratio`` and ``ratio``)."""
    asked, whole = folded_phrase(headline), folded_phrase(title)
    if len(whole) < len(asked):
        return fuzz.ratio(asked, whole), fuzz.ratio(asked, whole)
    return fuzz.partial_ratio(asked, whole), fuzz.ratio(asked, whole)
