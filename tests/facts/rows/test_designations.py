"""Designations of arms in other scripts: the rows of ``tests/cases/designations.toml``."""

import tomllib
from pathlib import Path

import pytest

from facts.rows.designations import in_latin_designations

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "designations.toml").read_text("utf-8"))


@pytest.mark.parametrize(("written", "read"), CASES["rows"], ids=lambda text: text)
def test_letters_are_read_by_their_names(written: str, read: str) -> None:
    assert in_latin_designations(written) == read
    assert in_latin_designations(read) == read


@pytest.mark.parametrize("text", CASES["kept"], ids=lambda text: text)
def test_a_word_before_a_number_is_no_letter(text: str) -> None:
    assert in_latin_designations(text) == text
