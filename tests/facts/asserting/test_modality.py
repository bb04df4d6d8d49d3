"""Negation, doubt, conditions and wishes: each row of ``facts/rows/modality.toml`` has a case that needs it."""

import tomllib
from pathlib import Path

import pytest

from facts.asserting.assertion import deed_place, main_clause
from facts.asserting.modality import Scope, is_in_passing, modality_of, plainly_told, scopes

CASES = Path(__file__).parent.parent.parent / "cases" / "assertion"
ROWS = [
    row for path in sorted(CASES.glob("*.toml")) for row in tomllib.loads(path.read_text("utf-8"))["rows"]
]


@pytest.fixture(scope="module")
def told() -> list[tuple[str | None, list[Scope]]]:
    """What each case's clause leaves of its deed, and the rows that are over it, in their order."""
    clauses = [plainly_told(main_clause(title)) for title, _, _ in ROWS]
    placed = [(clause, deed_place(clause)) for clause in clauses]
    return [
        (modality_of(clause, at), [row for row in scopes() if row.is_over(clause, at)])
        for clause, at in placed
    ]


@pytest.mark.parametrize("scope", scopes(), ids=lambda scope: scope.pattern.pattern[:40])
def test_each_row_is_needed_by_a_case(scope: Scope, told: list[tuple[str | None, list[Scope]]]) -> None:
    assert [
        reads for reads, over in told if next((row.reads for row in over if row is not scope), None) != reads
    ]


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
        ("Biden pressed to restart arms sales to Riyadh", "proposed"),
        ("Asked for help, Denmark sends howitzers to Kyiv", None),
        ("Vietnam buys trainers from Czechia it wanted to get for years", None),
        ("Morocco receives Apaches; wants to order more", None),
        ("Poland gets tanks it should have got last year from Korea", None),
        ("Philippines needs no vote to buy Japanese destroyers", None),
        ("Kuwait has no appetite for Chinese howitzers", "refused"),
        ("Ukraine's Gripen hopes hang by a thread", "comment"),
        ("Rights group calls on Canada to suspend arms exports to Turkey", "proposed"),
        ("Oman ends missile purchase from Germany", "cancelled"),
        ("Pakistan receives Chinese frigates without delay", None),
    ],
)
def test_what_is_left_of_a_deed(headline: str, reads: str | None) -> None:
    clause = plainly_told(main_clause(headline))
    assert modality_of(clause, deed_place(clause)) == reads


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
