"""Words that every text of the beat may hold: they name no event."""

from facts.names.concepts import ENGLISH, concept_forms
from facts.names.text import words_of
from facts.rows.countries import COUNTRIES
from facts.rows.patterns import word_set

READINGS = frozenset(
    [
        "many-states",
        "foreign",
        "plain-deed",
        "yard",
        "withdraw",
        "troops-there",
        "membership",
        "service-talks",
        "craft",
        "officer",
        "indigenous",
        "civil-trade",
        "fight",
        "court-order",
        "unilateral",
    ]
)
"""Concepts that no trigger names, for the learned weights alone: what has only these may still name an event."""


def _english() -> set[str]:
    forms = (one for one in concept_forms() if one.language == ENGLISH)
    return {word for one in forms if one.entries.keys() - READINGS for word in one.form.split()}


def _of_states() -> set[str]:
    rows = (spelled for _, names, seats in COUNTRIES for spelled in (names, seats))
    return {
        word for names in rows for name in names.split("|") for word in words_of(name.lstrip("=~")).folded
    }


COMMON: frozenset[str] = frozenset(_english() | _of_states() | word_set("parties", "of_a_place"))
"""Folded single words of the concepts, of demonyms, of seats of government and before places."""
