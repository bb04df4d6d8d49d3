"""The sides of a question as texts have them: by an office whoever holds it, by a part of a longer name. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from facts.asking.choose import holds_any
from facts.asking.themes import is_general
from facts.asking.topics import Facet, Topic
from facts.names.phrases import country_phrases, stems
from handlers.ui.topic_search import is_quiet
from store.nouns.words import folded_phrase, stem, stemmed_text

COUNTRY_PHRASES = country_phrases()
OF_MORE_WORDS = frozenset(["agreement", "equipment", "series", "actor"])
"""Sides that go by more words than people type."""
LEAST_NUMBER = 3
"""Digits of a number that texts are looked for by."""


def sides_in_texts(topic: Topic, question: str) -> Iterator[Facet]:
    """Without words that name nothing in texts."""
    for facet in topic.facets:
        if not (is_quiet(facet) or _is_idle(facet) or _is_by_office(facet, question)):
            yield _as_typed(_by_office(facet), question)


def _by_office(facet: Facet) -> Facet:
    """A side that names who was known to hold an office when it was read: by the office, too, as another may hold it since."""
    office = facet.label.rpartition(" (")[0] if facet.what == "actor" else ""
    plain = " ".join(word for word in office.split() if word not in COUNTRY_PHRASES)
    return replace(facet, texts=facet.texts | {stemmed_text([plain]).strip()}) if plain else facet


def _is_by_office(facet: Facet, question: str) -> bool:
    """Whether somebody is only meant by an office that is typed ("the chairman"), which many hold."""
    return facet.what == "actor" and " (" not in facet.label and not holds_any(facet, [question])


def _as_typed(facet: Facet, question: str) -> Facet:
    """A name also by those of its own words that were typed: "Gwadar" of the Gwadar port project."""
    if facet.what not in OF_MORE_WORDS or facet.number is not None:
        return facet
    typed = stems(question)
    own = [
        word for word in folded_phrase(facet.label).split() if stem(word) in typed and not is_general(word)
    ]
    return replace(facet, texts=facet.texts | {stemmed_text([" ".join(own)]).strip()}) if own else facet


def _is_idle(facet: Facet) -> bool:
    """Whether no text is looked for by it: a small number, and a word of another script that names nothing known."""
    is_word = facet.what == "word"
    return is_word and (
        not facet.label.isascii() or (facet.label.isdigit() and len(facet.label) < LEAST_NUMBER)
    )
