"""How free text is compared: folded words, without titles, marks and accents."""

from collections.abc import Iterable

from facts.names.countries import COUNTRIES
from facts.names.stop_words import stop_words
from facts.rows.patterns import word_set
from store.nouns.words import folded_phrase, stem

TITLES = word_set("phrases", "titles", "facts.names")
"""Words before a name that do not identify; a name keeps them where nothing else is left."""
ENGLISH_NOUNS = word_set("phrases", "english_nouns", "facts.names")
"""Names of states in other languages that are everyday words of English."""
STOP_WORDS = stop_words("questions")
"""What is passed over in a question."""


def words(text: str) -> tuple[str, ...]:
    return tuple(folded_phrase(text).split())


def untitled(folded: str) -> str:
    """A folded name without the titles before it; unchanged where only titles are there."""
    kept = folded.split()
    while len(kept) > 1 and kept[0] in TITLES:
        kept = kept[1:]
    return " ".join(kept)


def outer_words(name: str) -> tuple[str, str]:
    """The first and the last word of a folded name: by one within it ("san", "bin") nobody is called."""
    return name.partition(" ")[0], name.rpartition(" ")[2]


def stems(text: str) -> frozenset[str]:
    """The stems of a text's words that carry meaning."""
    return frozenset(stem(word) for word in folded_phrase(text).split() if word not in STOP_WORDS)


def country_phrases() -> dict[str, str]:
    """Folded name, adjective or capital → country code."""
    return {folded_phrase(phrase): code for code, row in COUNTRIES.items() for phrase in row}


def phrases(tokens: tuple[str, ...], longest: int = 8) -> Iterable[tuple[int, int, str]]:
    """Every run of tokens as (start, end, text), longest first at each start."""
    for start in range(len(tokens)):
        for end in range(min(len(tokens), start + longest), start, -1):
            yield start, end, " ".join(tokens[start:end])
