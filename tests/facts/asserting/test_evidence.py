"""What shows that a deed is done, and what that it is not: each row of ``facts/rows/evidence.toml`` has a case that needs it."""

import tomllib
from pathlib import Path

import pytest

from facts.asserting.assertion import assertion_of, deed_place, main_clause
from facts.asserting.evidence import is_hearsay, is_remembered, shows_done, without_nouns
from facts.asserting.modality import Scope, plainly_told, undone, undone_by
from facts.rows.kinds import KINDS
from facts.rows.patterns import word_table

CASES = Path(__file__).parent.parent.parent / "cases"
TITLES = [
    plainly_told(main_clause(title))
    for path in sorted((CASES / "assertion").glob("*.toml"))
    for title, _, _ in tomllib.loads(path.read_text("utf-8"))["rows"]
]


@pytest.fixture(scope="module")
def told() -> list[tuple[str | None, list[Scope]]]:
    """What each case's clause is undone by, and the rows that are over it, in their order."""
    placed = [(clause, deed_place(clause)) for clause in TITLES]
    return [
        (undone_by(clause, at), [row for row in undone() if row.is_over(clause, at)]) for clause, at in placed
    ]


@pytest.mark.parametrize("scope", undone(), ids=lambda scope: scope.pattern.pattern[:40])
def test_each_row_is_needed_by_a_case(scope: Scope, told: list[tuple[str | None, list[Scope]]]) -> None:
    assert [
        reads for reads, over in told if next((row.reads for row in over if row is not scope), None) != reads
    ]


@pytest.mark.parametrize(
    ("clause", "shown"),
    [
        ("rome snaps up six israeli drones", True),
        ("rome sizes up six israeli drones", False),
        ("italian troops leave mali base", True),
        ("rome puts faith in israeli ships for its coast", False),
        ("rome craves israeli ships", False),
        ("israel ships drones to rome", True),
        ("talk of israeli exports to rome", False),
        ("rome to field israeli drones", False),
        ("rome could scoop up israeli drones", False),
        ("india, france ink frigate accord", True),
        ("norwegian gripen order on wobbly legs", False),
        ("prague splashed out on swedish jets", True),
    ],
)
def test_a_deed_is_shown_by_a_verb_in_a_form_of_what_is_so(clause: str, shown: bool) -> None:
    assert shows_done(clause) is shown


@pytest.mark.parametrize("name", ["order", "delivery", "agreement", "aid", "coproduction", "access"])
@pytest.mark.parametrize(
    ("title", "lead", "told"),
    [
        ("Rome glimmers over Israeli drones", "", "comment"),
        ("Rome glimmers over Israeli drones", "The contract was signed in Haifa on Monday.", "happened"),
        ("Rome glimmers over Israeli drones", "It will sign in Haifa on Monday.", "planned"),
        ("Rome receives Israeli drones", "More will follow in spring.", "happened"),
    ],
)
def test_a_headline_in_unknown_words_tells_no_deed_unless_its_lead_does(
    title: str, lead: str, told: str, name: str
) -> None:
    assert assertion_of(title, lead, KINDS.of(name)).assertion == told


def test_plurals_are_masked_and_nothing_moves() -> None:
    clause = "oslo pines for french ships and israel ships guns"
    assert without_nouns(clause) == "oslo pines for french _____ and israel ships guns"


def test_what_somebody_is_to_do_is_not_done() -> None:
    """Whatever verb of a deed stands behind "to"."""
    english = word_table("evidence")["english"]
    told = {
        (verb, kind): assertion_of(f"Delhi to {verb} {what} Manila next month", "", KINDS.of(kind)).assertion
        for verb in (*english["verbs"], *english["nouns"])
        for kind, what in (("agreement", "defence pact with"), ("order", "20 jets for"))
    }
    assert {of: found for of, found in told.items() if found in ("happened", "under_way")} == {}


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("alleged chinese missiles seen in iran", True),
        ("iran received chinese missiles, telegram channels claim", True),
        ("l'iran aurait reçu des missiles chinois", True),
        ("iran receives chinese missiles", False),
        ("leak in submarine delays indian drill", False),
    ],
)
def test_what_is_only_rumoured(title: str, told: bool) -> None:
    assert is_hearsay(title) is told


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("on this day in 1971: soviet union signs treaty with india", True),
        ("forty years on, british harriers sold to india still fly", True),
        ("india signs treaty with russia in 2026", False),
        ("two years on from order, oman gets typhoons", False),
    ],
)
def test_what_is_remembered(title: str, told: bool) -> None:
    assert is_remembered(title) is told
