"""A state is known with what its name is written together with."""

import tomllib
from pathlib import Path

import pytest
from babel import Locale

from facts.names.joined import joined_forms, states_by_sign, with_clitics
from facts.names.lexicon import Lexicon
from facts.rows.patterns import word_table
from facts.scanning.scan import scan

PLAIN = Lexicon()
BY_SIGN = tomllib.loads((Path(__file__).parents[2] / "cases" / "states_by_sign.toml").read_text("utf-8"))[
    "rows"
]


@pytest.mark.parametrize("language", ["ar", "bn"])
def test_every_country_is_known_in_all_its_forms(language: str) -> None:
    names = {
        code: name.split("(")[0].strip()
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code not in word_table("countries")["not_countries"]
    }
    unread = [
        form
        for code, name in names.items()
        for form in joined_forms(name)
        if form
        and not {code, f"territory-{code.lower()}"} & {found.term.id for found in scan(form, PLAIN).names}
    ]
    assert unread == []


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("السعودية", ["والسعودية", "بالسعودية", "للسعودية"]),
        ("مصر", ["ومصر", "بمصر", "لمصر"]),
    ],
)
def test_the_article_loses_its_first_letter_behind_to(word: str, forms: list[str]) -> None:
    assert list(with_clitics(word)) == forms


@pytest.mark.parametrize("name", ["پاکستان", "چین", "Pakistan", "中国", "भारत", ""])
def test_other_scripts_have_no_such_forms(name: str) -> None:
    assert list(joined_forms(name)) == [name]


@pytest.mark.parametrize(("text", "wanted"), BY_SIGN)
def test_states_are_known_by_their_signs(text: str, wanted: str) -> None:
    found = {code for one in scan(text, PLAIN).of_sort("country") for code in one.term.countries}
    assert sorted(found) == wanted.split()


def test_each_pair_of_signs_is_read_as_its_states() -> None:
    for signs, codes in states_by_sign().items():
        [one, *more] = scan(f"{signs}海军", PLAIN).of_sort("country")
        assert (one.term.countries, more) == (codes, []), signs
