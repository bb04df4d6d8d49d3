"""What a text asserts of its cooperation (``tests/cases/assertion``), and what follows for its kind and weight."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facts.asserting.assertion import UNDONE, asserted_by, assertion_of
from facts.model.assertion import Assertion
from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.draft import draft
from facts.reading.grade import importance
from facts.rows.kinds import KINDS
from store.nouns.models import ArticleFacts, EventFacts
from store.nouns.values import Phase

CASES = Path(__file__).parent.parent.parent / "cases" / "assertion"
DEEDS = frozenset({"order", "delivery", "exercise", "agreement", "coproduction", "access", "aid", "training"})
TOLD = datetime(2026, 11, 28, 12, tzinfo=UTC)


FILES = sorted(CASES.glob("*.toml"))
each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def rows_in(path: Path) -> list[tuple[str, str, str]]:
    """Title, lead and assertion of each: a test reads a file, and reports every row that is told otherwise."""
    return [(title, lead, right) for title, lead, right in tomllib.loads(path.read_text())["rows"]]


def read(title: str, lead: str, lexicon: Lexicon) -> tuple[Reading, EventFacts]:
    article = ArticleFacts(source="case", title=title, lead=lead, published=TOLD)
    reading = assess(article, lexicon)
    return reading, draft(article, reading, lexicon)


@each_file
def test_assertion(path: Path, lexicon: Lexicon) -> None:
    told = {(title, lead, right): asserted(title, lead, lexicon) for title, lead, right in rows_in(path)}
    assert {row: found for row, found in told.items() if found.assertion not in row[2].split("|")} == {}


def asserted(title: str, lead: str, lexicon: Lexicon) -> Reading:
    reading, _ = read(title, lead, lexicon)
    if reading.relevance == "irrelevant":
        return replace(reading, assertion=assertion_of(title, lead, KINDS.of("order")).assertion)
    return reading


@each_file
def test_what_is_not_done_is_a_statement_at_most(path: Path, lexicon: Lexicon) -> None:
    told = {(title, lead): more_than_a_statement(title, lead, lexicon) for title, lead, _ in rows_in(path)}
    assert {row: amiss for row, amiss in told.items() if amiss} == {}


def more_than_a_statement(title: str, lead: str, lexicon: Lexicon) -> list[str]:
    """In what a text that tells of nothing done is made more of than a statement of the same."""
    reading, facts = read(title, lead, lexicon)
    if reading.relevance == "irrelevant" or reading.assertion not in UNDONE:
        return []
    said = facts.model_copy(update={"kind": "statement", "phase": "reported"})
    labels = [label for label in ("arms order", "delivery", "exercise") if f": {label}" in facts.title]
    return [
        *labels,
        *([facts.kind] if facts.kind in DEEDS else []),
        *(["importance"] if importance(facts).points > importance(said).points else []),
        *([str(facts.day)] if facts.day is not None and facts.day > TOLD.date() else []),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "Myanmar grounds JF-17s bought from Pakistan",
        "Pakistan parades tanks bought from China",
        "Sudan army uses drones supplied by Turkey in Darfur",
        "Ukraine destroys Russian jet with missile delivered by France",
        "Pakistan shows off J-10C jets acquired from China",
        "Nigeria repairs helicopters donated by US",
        "Rebels capture tanks sold to Sudan by Belarus",
        "Bangladesh crash: F-7 bought from China in 2013 goes down",
        "Radar purchased from China failed during attack, Pakistan air force admits",
    ],
)
def test_a_purchase_named_in_passing_is_not_told_as_one(title: str, lexicon: Lexicon) -> None:
    reading, facts = read(title, "", lexicon)
    assert reading.relevance == "irrelevant" or facts.kind not in DEEDS


@given(
    kind=st.sampled_from([kind.name for kind in KINDS]),
    phase=st.sampled_from(get_args(Phase)),
    countries=st.sampled_from([["CN", "PK"], ["IN", "US"], ["BR", "PT"], ["CN", "RU", "PK"]]),
    novel=st.booleans(),
)
def test_no_kind_lifts_what_is_not_done(kind: str, phase: Phase, countries: list[str], novel: bool) -> None:
    facts = EventFacts(kind=kind, title="An event", countries=countries, phase=phase)
    said = facts.model_copy(update={"kind": "statement", "phase": "reported"})
    if asserted_by(facts) in UNDONE:
        assert importance(facts, novel=novel).points <= importance(said, novel=novel).points


def test_a_reading_of_an_earlier_version_asserts_what_its_phase_says() -> None:
    kept = {"relevance": "relevant", "kind": "order", "phase": "announced"}
    assert Reading.from_dict(kept).assertion == "planned"
    assert Reading.from_dict({"phase": "denied", "denied": True}).assertion == "denied"
    assert Reading.from_dict({}).assertion == "happened"


@given(st.sampled_from(get_args(Assertion)), st.sampled_from(get_args(Phase)))
def test_an_assertion_is_kept_with_the_reading(assertion: Assertion, phase: Phase) -> None:
    reading = Reading(assertion=assertion, phase=phase)
    if assertion != "happened" or phase not in ("announced", "denied"):
        assert Reading.from_dict(reading.to_dict()) == reading


@given(st.text(), st.text(), st.sampled_from([kind.name for kind in KINDS]))
def test_any_text_asserts_something(title: str, lead: str, kind: str) -> None:
    assert assertion_of(title, lead, KINDS.of(kind)).assertion in get_args(Assertion)


def test_what_an_earlier_version_kept_and_nobody_reads_is_passed_over() -> None:
    assert Reading.from_dict({"kind": "exercise", "exercises": ["warrior"]}) == Reading(kind="exercise")
