"""Words that every text of the beat may hold: they name no event."""

from facts.names.text import words_of
from facts.rows.countries import COUNTRIES
from facts.rows.words import WORDS

_ROWS = (*WORDS.values(), *(names for _, names, seats in COUNTRIES for names in (names, seats)))
COMMON: frozenset[str] = frozenset(
    word for names in _ROWS for name in names.split("|") for word in words_of(name.lstrip("=~")).folded
)
"""Folded single words of the concepts, of demonyms and of seats of government."""
