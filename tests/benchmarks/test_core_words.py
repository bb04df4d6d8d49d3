"""A language that is read has a word for every concept of the core."""

from importlib.util import find_spec

import pytest

if find_spec("simplemma") is None:
    pytest.skip("simplemma is a development dependency", allow_module_level=True)

from benchmarks.words.core_words import Grid, grid, shown


def test_every_concept_of_the_core_has_words_in_every_language() -> None:
    assert grid().holes() == []


def test_every_name_of_the_core_is_one_of_a_concept() -> None:
    known = grid()
    assert {concept for _, concept in known.words} >= set(known.concepts)


def test_a_hole_is_shown() -> None:
    found = Grid(("de", "sw"), ("drill",), {("de", "drill"): 3})
    assert found.holes() == [("sw", "drill")]
    assert shown(found).splitlines() == [f"{'':16}   de   sw", f"{'drill':16}    3    .", "1 holes"]
