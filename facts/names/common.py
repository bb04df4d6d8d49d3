"""Words that every text of the beat may hold: they name no event."""

from facts.names.concepts import ENGLISH, concept_forms
from facts.names.text import words_of
from facts.rows.patterns import word_set, word_table

READINGS = word_set("concept_groups", "readings")
"""Concepts that no trigger names, for the learned weights alone: what has only these may still name an event."""


def _english() -> set[str]:
    return {
        word for one in concept_forms(ENGLISH) if one.entries.keys() - READINGS for word in one.form.split()
    }


def _of_states() -> set[str]:
    table = word_table("countries")
    spelled = (name for of in ("names", "seats") for names in table[of].values() for name in names)
    return {word for name in spelled for word in words_of(name.lstrip("=~")).folded}


COMMON: frozenset[str] = frozenset(_english() | _of_states() | word_set("parties", "of_a_place"))
"""Folded single words of the concepts, of demonyms, of seats of government and before places."""
