"""Negation, doubt, conditions and wishes: each row of ``facts/rows/modality.toml`` has a case that needs it."""

import tomllib
from pathlib import Path

import pytest

from facts.asserting.assertion import main_clause
from facts.asserting.modality import Scope, is_in_passing, modality_of, plainly_told, scopes

ROWS = tomllib.loads(
    (Path(__file__).parent.parent.parent / "cases" / "assertion" / "modality.toml").read_text("utf-8")
)["rows"]
CLAUSES = [plainly_told(main_clause(title)) for title, _, _ in ROWS]


@pytest.mark.parametrize("scope", scopes(), ids=lambda scope: scope.pattern.pattern[:40])
def test_each_row_is_needed_by_a_case(scope: Scope) -> None:
    others = [row for row in scopes() if row is not scope]
    without = [next((row.reads for row in others if row.pattern.search(clause)), None) for clause in CLAUSES]
    assert without != [modality_of(clause) for clause in CLAUSES]


@pytest.mark.parametrize(
    ("headline", "reads"),
    [
        ("Bangladesh says no need for Chinese submarines", "refused"),
        ("Neither China nor Russia has bases in Cuba, Havana says", "denied"),
        ("India buys rifles for troops told to hold border", None),
        ("Sale of JF-17 to Azerbaijan at risk after crash", "comment"),
        ("Poland to send jets to Ukraine if allies agree", "proposed"),
        ("Iraq ends purchase of Russian tanks over payment row", "cancelled"),
        ("China and Serbia end air defence exercise", None),
        ("Turkish drones might not have reached Ethiopia, UN panel says", "comment"),
        ("Biden pressed to restart arms sales to Riyadh", None),
        ("Pakistan receives Chinese frigates without delay", None),
    ],
)
def test_what_is_left_of_a_deed(headline: str, reads: str | None) -> None:
    assert modality_of(plainly_told(main_clause(headline))) == reads


@pytest.mark.parametrize(
    ("headline", "passing"),
    [
        ("Chad flies drones bought from Turkey", True),
        ("Missile supplied by China misses its target", True),
        ("Jets bought from China arrive in Karachi", False),
        ("Mali gets drones made in Turkey", False),
    ],
)
def test_what_is_told_in_passing(headline: str, passing: bool) -> None:
    assert is_in_passing(main_clause(headline)) is passing
