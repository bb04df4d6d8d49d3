"""Every row of the kinds is whole, and speaks only in concepts that exist."""

from facts.model.kinds import BY_NAME, KINDS
from facts.names.lexicon import Lexicon
from facts.rows.words import WORDS
from facts.scanning.triggers import CONCEPTS


def test_every_kind_is_found_by_its_name_alone() -> None:
    assert {kind.name: kind for kind in KINDS} == BY_NAME
    assert len(BY_NAME) == len(KINDS)


def test_every_kind_has_all_that_a_message_and_the_matcher_need() -> None:
    for kind in KINDS:
        assert kind.label, kind.name
        assert kind.icon, kind.name
        assert kind.triggers, kind.name
        assert 0 < kind.days_apart <= 30, kind.name
    assert len({kind.icon for kind in KINDS}) == len(KINDS)


def test_triggers_speak_in_concepts_that_some_word_or_name_carries(lexicon: Lexicon) -> None:
    carried = set(WORDS) | {mark for term in lexicon.terms.values() for mark in term.marks}
    assert carried >= CONCEPTS
