"""Who supplies whom, as questions ask for it and headlines tell it."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.asking.supplies import (
    Direction,
    direction_by_makers,
    direction_of_states,
    direction_told,
    supply_asked,
)
from store.nouns.values import StateRole

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "supplies" / "questions.toml").read_text())


def sides(found: Direction | None) -> list[str] | None:
    return None if found is None else ["".join(sorted(found.suppliers)), "".join(sorted(found.recipients))]


@pytest.mark.parametrize(("question", "wanted"), CASES["asked"].items())
def test_a_question_for_supplies_is_read(question: str, wanted: list[str]) -> None:
    assert sides(supply_asked(question)) == wanted


@pytest.mark.parametrize("question", CASES["none"]["questions"])
def test_a_question_for_something_else_is_not_one(question: str) -> None:
    assert supply_asked(question) is None


@pytest.mark.parametrize(("headline", "wanted"), CASES["told"].items())
def test_a_headline_tells_who_gives(headline: str, wanted: list[str]) -> None:
    assert sides(direction_told(headline)) == wanted


def test_who_is_filed_as_giving_gives() -> None:
    gives, gets = StateRole(country="CN", part="supplier"), StateRole(country="PK", part="recipient")
    host = StateRole(country="TR", part="host")
    assert sides(direction_of_states([gives, gets, host])) == ["CN", "PK"]
    assert sides(direction_of_states([gets])) == ["", "PK"]
    assert sides(direction_of_states([host])) == ["", ""]


def test_who_makes_all_of_it_gives_it() -> None:
    assert sides(direction_by_makers(["CN", "PK"], [["CN"]])) == ["CN", "PK"]
    assert sides(direction_by_makers(["PK", "SA"], [["CN", "PK"]])) == ["PK", "SA"]
    assert sides(direction_by_makers(["CN", "PK"], [["CN", "PK"]])) == ["", ""]
    assert sides(direction_by_makers(["CN", "PK"], [])) == ["", ""]


@given(st.text())
def test_nobody_gives_to_oneself(text: str) -> None:
    found = direction_told(text)
    assert not found.suppliers & found.recipients
