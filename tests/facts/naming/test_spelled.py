"""Names in translation: ``facts/rows/meanings.toml``."""

import tomllib
from importlib.resources import files
from itertools import combinations

import pytest

from facts.naming.spelled import same_meaning, same_name

WORDS: dict[str, list[str]] = tomllib.loads(
    files("facts.rows").joinpath("meanings.toml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("druzhba", "friendship", True), ("golden dragon", "金龙", True), ("golden dragon", "dragon", False),
        ("marine security belt", "maritime security belt", True), ("friendship", "friendship rescue", False),
        ("الأسد الأفريقي", "african lion", True), ("warrior", "shaheen", False), ("korvin", "tolmar", False),
        ("", "", False), ("friendship", "peace", False),
    ],
)  # fmt: skip
def test_a_name_and_its_translation(one: str, other: str, same: bool) -> None:
    assert same_meaning(one, other) == same_meaning(other, one) == same


def test_no_form_means_two_things() -> None:
    forms = [form for word, some in WORDS.items() for form in (word, *some)]
    assert len(forms) == len(set(forms))


def test_every_form_is_its_word_and_no_other() -> None:
    for word, forms in WORDS.items():
        assert [form for form in forms if not same_meaning(form, word)] == []
    assert [pair for pair in combinations(WORDS, 2) if same_meaning(*pair)] == []


def test_figures_in_names_part_translations() -> None:
    assert not same_name("druzhba 2026", "friendship 2027")
