"""Offices as they are called in many languages (``facts/asking/offices.toml``), with the state whose they are."""

import tomllib
from pathlib import Path

import pytest

from facts.asking.roles import SYNONYMS, position

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "offices.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("office", SYNONYMS)
def test_each_phrase_of_an_office_is_read_as_that_office(office: str) -> None:
    for phrase in SYNONYMS[office]:
        found = position(f"Pakistan {phrase}")
        assert (set(found.words), set(found.home)) == (set(office.split()), {"PK"}), phrase


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["asked"])
def test_an_office_is_found_with_its_state_in_any_language(case: dict[str, str]) -> None:
    found = position(case["asked"])
    assert (set(found.words), set(found.home)) == ({case["office"]}, {case["state"]})
