"""Reading a question looks up what it names: it does not go through everything that has a name."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.news.known import founded_rows
from facts.asking.choose import Subject, fits
from facts.asking.directory import Directory, PhraseIndex, directory
from facts.asking.nearness import by_first_letter, near_words
from facts.asking.topics import Facet, read_topic
from facts.asking.windows import Window
from handlers.ui.questions import question

Key = TypeVar("Key")
Value = TypeVar("Value")
WORDS = st.text("ab", min_size=1, max_size=2)
TEXTS = st.lists(st.lists(WORDS, max_size=6).map(lambda words: f" {' '.join(words)} "), max_size=6)
ASKED = {
    "China Pakistan exercises": 0,
    "how many submarines did China sell to Pakistan in 2015": 0,
    "when did the army chief of Pakistan visit Beijing for talks on CPEC": 0,
    "Wing Long drones delivered to Saudi Arabia": 0,
    "JF-17": 0,
    "Pakistn exercse": 2,
    "moonlight over the frigates": 1,
}
"""Questions, with how many of their words name nothing: for such a one each name is looked at for it as a part."""


class CountedRows(Mapping[Key, Value]):
    """Rows, and how often somebody went through all of them."""

    def __init__(self, rows: Mapping[Key, Value]) -> None:
        self.rows, self.rounds = rows, 0

    def __getitem__(self, key: Key) -> Value:
        return self.rows[key]

    def __iter__(self) -> Iterator[Key]:
        self.rounds += 1
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@pytest.fixture(scope="module")
def known() -> Directory:
    rows = founded_rows()
    return directory(rows.actors, rows.agreements, rows.equipment, rows.series)


def test_no_question_goes_through_all_names(known: Directory) -> None:
    names, actors, gear = CountedRows(known.names), CountedRows(known.actors), CountedRows(known.equipment)
    counted = replace(known, names=names, actors=actors, equipment=gear)
    for asked in ASKED:  # what is made once for all questions
        question(read_topic(asked, counted), Window(), counted)
    for asked, unknown in ASKED.items():
        names.rounds = actors.rounds = gear.rounds = 0
        question(read_topic(asked, counted), Window(), counted)
        assert names.rounds <= unknown, asked
        assert (actors.rounds, gear.rounds) == (0, 0), asked


@given(TEXTS, st.lists(st.lists(WORDS, min_size=1, max_size=3).map(" ".join), max_size=4))
def test_phrases_are_found_as_one_by_one(texts: list[str], phrases: list[str]) -> None:
    numbered = {str(number): text for number, text in enumerate(texts)}
    one_by_one = {key for key, text in numbered.items() if any(f" {phrase} " in text for phrase in phrases)}
    assert PhraseIndex(numbered).holding(phrases) == one_by_one


@given(TEXTS, st.lists(st.lists(WORDS, max_size=3).map(" ".join), min_size=9, max_size=20, unique=True))
def test_many_phrases_are_found_as_one_by_one(texts: list[str], phrases: list[str]) -> None:
    office = Facet("office", "actor", texts=frozenset(phrases))
    for text in texts:
        held = fits(office, Subject(text=text))
        assert held == any(f" {phrase} " in text for phrase in phrases)


@given(st.text("abc", min_size=3, max_size=7), st.lists(st.text("abc", min_size=1, max_size=7), max_size=30))
def test_words_that_begin_otherwise_are_never_near(word: str, words: list[str]) -> None:
    assert near_words(word, by_first_letter(words).get(word[:1], ())) == near_words(word, words)
