"""Whole documents of ours, each a file of ``tests/cases/documents`` that was written before the rules: what each paragraph
tells, what its references mean, and what must never be read into it.

``tells`` are "kinds states day" (any of several kinds or days by ``|``; ``-`` no day, ``*`` any), ``refers`` what a noun or pronoun means,
``unresolved`` what may mean two things. ``missed`` says why a paragraph is not read yet; what is never to be read holds there too.
"""

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from facts.names.lexicon import Lexicon
from facts.names.text import lowered
from facts.prose.statements import Prose, SentenceReader, Statement, statements
from facts.rows.kinds import KINDS
from feeds.pages.documents import read_document
from tests.one_more_kind import REFIT, WITH_REFIT

DOCUMENTS = sorted((Path(__file__).parents[2] / "cases" / "documents").glob("*.toml"))


def read_case(path: Path, lexicon: Lexicon) -> tuple[dict[int, dict[str, Any]], list[Statement]]:
    """What is expected, by paragraph, and what is read."""
    case = tomllib.loads(path.read_text())
    document = read_document(case["text"].encode(), path.name)
    found: list[Statement] = []
    for part in document.parts:
        prose = [Prose(one.number, one.text, one.heading) for one in part.paragraphs]
        day = part.published.date() if part.published else None
        found += statements(part.title, day, prose, SentenceReader(lexicon))
    return {one["number"]: one for one in case["paragraph"]}, found


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_document_is_read_with_what_its_neighbours_name(path: Path, lexicon: Lexicon) -> None:
    expected, found = read_case(path, lexicon)
    for number, wanted in expected.items():
        told = [one for one in found if one.paragraph == number]
        assert told, f"paragraph {number} is none"
        shown = "\n".join(f"{one.meant} ({one.beside}): {one.reading}" for one in told)
        for told_wrongly in wrongly_told(wanted, told):
            pytest.fail(f"paragraph {number}: {told_wrongly}\n{shown}")
        for missing in [] if wanted.get("missed") else missing_of(wanted, told, found):
            pytest.fail(f"paragraph {number}: {missing}\n{shown}")


def wrongly_told(wanted: dict[str, Any], told: list[Statement]) -> list[str]:
    states = [set(one.reading.countries) for one in told]
    meant = {lowered(ref.written): set(ref.keys) for one in told for ref in one.references}
    days = [str(one.reading.day) for one in told if one.reading.day]
    asserted = {one.reading.assertion for one in told if is_told(one)}
    return [
        *(f"reads {code}" for code in wanted.get("never", ()) if any(code in one for one in states)),
        *(f"tells {pair}" for pair in wanted.get("never_tells", ()) if set(pair.split("+")) in states),
        *(f"reads {noun} as {meant[noun]}" for noun in wanted.get("unresolved", ()) if noun in meant),
        *(f"reads {pair}" for pair in wanted.get("never_refers", ()) if refers(pair, meant)),
        *(
            f"has the day {day}"
            for day in wanted.get("never_days", ())
            if any(d.startswith(day) for d in days)
        ),
        *(f"asserts {one}" for one in wanted.get("never_assertions", ()) if one in asserted),
    ]


def missing_of(wanted: dict[str, Any], told: list[Statement], found: list[Statement]) -> list[str]:
    meant = {lowered(ref.written): set(ref.keys) for one in told for ref in one.references}
    days = [as_stated(one) for one in told]
    told = [*told, *(found[one.goes_on] for one in told if one.goes_on is not None)]
    return [
        *(
            f"does not tell {spec}"
            for spec in wanted.get("tells", ())
            if not any(tells(one, spec) for one in told)
        ),
        *(f"does not read {pair}" for pair in wanted.get("refers", ()) if not refers(pair, meant)),
        *(f"lacks the day {day}" for day in wanted.get("days", ()) if day not in days),
    ]


def refers(pair: str, meant: dict[str, set[str]]) -> bool:
    noun, _, key = pair.partition(": ")
    named = {one.replace("-", " ") for one in meant.get(noun, ())}
    return named == {one.replace("-", " ") for one in key.split("+")}


def is_told(one: Statement) -> bool:
    return one.reading.relevance != "irrelevant" and len(one.reading.countries) > 1


def tells(one: Statement, spec: str) -> bool:
    kinds, states, days = spec.split()
    reading = one.reading
    if {reading.kind, reading.about}.isdisjoint(kinds.split("|")) or reading.countries != tuple(
        states.split("+")
    ):
        return False
    return days == "*" or as_stated(one) in days.split("|")


def as_stated(one: Statement) -> str:
    """The day as far as it is known: 2017-05-14, 2017-05, 2017 or -."""
    day, precision = one.reading.day, one.reading.precision
    return "-" if day is None else str(day)[: {"month": 7, "year": 4}.get(precision, 10)]


def test_a_kind_that_is_one_more_row_is_gone_on_about(lexicon: Lexicon) -> None:
    """The shipped table does not know that a refit is of things."""
    told = [
        Prose(
            1,
            "China upgrades Pakistan's Type 054A frigates at Karachi shipyard. They were commissioned in 2020.",
        )
    ]
    reader = SentenceReader(lexicon, kinds=WITH_REFIT)
    first, then = statements("", None, told, reader)
    assert first.reading.kind == REFIT.name
    assert [ref.meant for ref in then.references] == ["the Type 054A/P"]
    of_words = replace(REFIT, is_of_things=False, is_trade=False)
    _, then = statements("", None, told, SentenceReader(lexicon, kinds=KINDS.beside(of_words)))
    assert then.references == ()
