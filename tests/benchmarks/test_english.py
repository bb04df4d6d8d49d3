"""The stems of English words are what ``make concepts`` makes of the dictionary."""

from importlib.util import find_spec
from itertools import pairwise

import pytest

if find_spec("simplemma") is None:
    pytest.skip("simplemma is a development dependency", allow_module_level=True)

from benchmarks.words.english import FILE, dictionary, stems
from store.nouns.words import is_english_word

EVERY = 50
"""Each so manieth word is compared: stemming all of them takes two seconds."""


def test_stems_are_in_order_and_each_once() -> None:
    written = FILE.read_text("ascii").splitlines()[1:]
    assert all(one < after for one, after in pairwise(written))


def test_every_word_of_the_dictionary_has_its_stem_there() -> None:
    some = sorted(dictionary())[::EVERY]
    assert set(stems(some)) <= set(FILE.read_text("ascii").split())
    assert all(map(is_english_word, some))


@pytest.mark.parametrize("word", ["raid", "raids", "trapped", "organised", "craft", "revelations"])
def test_a_word_is_english_in_every_form(word: str) -> None:
    assert is_english_word(word)


@pytest.mark.parametrize(
    "word", ["pakistn", "shaheeen", "corvete", "excercise", "submarne", "agreemnt", "bajwa", "vt", "4"]
)
def test_a_misspelt_word_and_a_name_are_none(word: str) -> None:
    assert not is_english_word(word)
