"""Names of exercises that no lexicon knows: random, pronounceable, far apart, in the forms that headlines have."""

from collections.abc import Iterator
from functools import cache
from random import Random

from rapidfuzz.distance import Levenshtein

ONSETS = (
    "b",
    "br",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kr",
    "l",
    "m",
    "n",
    "r",
    "s",
    "t",
    "tr",
    "v",
    "z",
)
VOWELS = ("a", "e", "i", "o", "u")
CODAS = ("", "l", "n", "r", "m", "k", "th")
SEED = 19_510_521
APART = 4
"""Edits between any two names: fewer might be two spellings of one."""


def _word(random: Random, syllables: int) -> str:
    parts = [random.choice(ONSETS) + random.choice(VOWELS) + random.choice(CODAS) for _ in range(syllables)]
    return "".join(parts).capitalize()


def _drawn(random: Random) -> Iterator[str]:
    """One word, two words, a word with a number."""
    while True:
        yield _word(random, 4)
        yield f"{_word(random, 2)} {_word(random, 3)}"
        yield f"{_word(random, 3)}-{random.randint(2, 40)}"


@cache
def _names() -> tuple[list[str], Iterator[str]]:
    return [], _drawn(Random(SEED))


def name(number: int) -> str:
    """The name with this number, from 1; always the same."""
    known, drawn = _names()
    while len(known) < number:
        found = next(drawn)
        if all(Levenshtein.distance(found.lower(), one.lower()) >= APART for one in known):
            known.append(found)
    return known[number - 1]


def slug(number: int) -> str:
    return name(number).lower().replace(" ", "-")
