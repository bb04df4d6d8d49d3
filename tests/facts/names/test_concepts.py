"""Every form of the words of the beat is read in a text, with the concepts of its entry."""

from functools import cache

from facts.names.concepts import ConceptForm, concept_forms, marks_of_forms
from facts.names.lexicon import Lexicon
from facts.names.text import words_of
from facts.scanning.scan import scan

PLAIN = Lexicon()
"""Words and countries alone: a name of the register may hide a word that is part of it."""


def test_every_form_is_read_in_a_text() -> None:
    unread = [
        one for one in concept_forms() if not one.entries.keys() <= scan(_text(one), PLAIN).concepts.keys()
    ]
    assert [(one.language, one.form) for one in unread] == []


def _text(one: ConceptForm) -> str:
    """A form where nothing else is said."""
    return f"— {one.form} —"


def test_forms_are_folded_already() -> None:
    assert [one.form for one in concept_forms() if " ".join(words_of(one.form).folded) != one.form] == []


def test_one_form_in_several_languages_carries_what_each_says() -> None:
    marks = marks_of_forms()
    for one in concept_forms():
        assert one.entries.keys() <= marks[one.form]


def test_what_one_says_of_a_thing_and_does_is_told_apart() -> None:
    assert "sign" in said("signing") & said("imzalandı") & said("हस्ताक्षरों") & said("unterzeichnete")
    assert "sell" not in said("armed"), "an armed drone is not sold"
    assert "deliver" not in said("landing"), "landing craft are not delivered"
    assert "react" not in said("concerning")
    assert "hostile" not in said("firing"), "live firing is training"
    assert not said("перед"), "a fragment of передать is another word"


known = cache(marks_of_forms)


def said(word: str) -> frozenset[str]:
    return known().get(" ".join(words_of(word).folded), frozenset())
