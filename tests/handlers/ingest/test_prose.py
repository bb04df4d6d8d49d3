"""What a sentence of a document comes to: evidence, news, a draft for a person, or nothing."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from facts.matching.match import New, Same, Unsure
from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.prose.statements import Statement
from handlers.ingest.prose import settled
from tests.facts.prose.test_statements import DOCUMENTS, read_case

NEWS = Reading(
    relevance="relevant", score=0.9, kind="exercise", countries=("CN", "PK"), day=date(2019, 5, 3), precision="day"
)  # fmt: skip
NAMED, WORDS = ("series: the same round +1.0",), ("words: most shared +1.5", "titles: alike +1.1")
POINTING = ("place: shared +0.7", "words: many shared +1.1")


def sentence(reading: Reading, goes_on: int | None = None) -> Statement:
    return Statement(1, 1, 2, "…", "…", "", reading, goes_on=goes_on)


@pytest.mark.parametrize(
    ("reading", "verdict", "word"),
    [
        (NEWS, New(), New),
        (replace(NEWS, day=None), New(), type(None)),
        (replace(NEWS, day=None, series="iron-karvan"), New(), Unsure),
        (replace(NEWS, countries=("CN",)), New(), Unsure),
        (replace(NEWS, relevance="irrelevant", score=0.3), New(), Unsure),
        (replace(NEWS, relevance="irrelevant", score=0.1), New(), type(None)),
        (replace(NEWS, kind="statement"), New(), type(None)),
        (replace(NEWS, assertion="comment"), New(), type(None)),
        (replace(NEWS, assertion="planned", day=None, published=date(2019, 5, 3)), New(), type(None)),
        (replace(NEWS, assertion="figure"), New(), type(None)),
        (NEWS, Same("known", 2.0, NAMED), Same),
        (
            replace(NEWS, kind="statement", about="exercise", assertion="comment"),
            Same("known", 2.0, WORDS),
            type(None),
        ),
        (NEWS, Same("known", 2.0, WORDS), Unsure),
        (NEWS, Same("known", 2.0, POINTING), Same),
        (replace(NEWS, countries=(), day=None), Same("known", 2.0, POINTING), type(None)),
        (replace(NEWS, relevance="irrelevant", score=0.01), Same("known", 2.0, NAMED), Same),
    ],
)
def test_what_a_sentence_comes_to(reading: Reading, verdict: New | Same, word: type) -> None:
    assert isinstance(settled(verdict, sentence(reading), {}), word)


def test_a_sentence_that_goes_on_is_of_the_event_before() -> None:
    undated = replace(NEWS, day=None)
    assert settled(New(), sentence(undated, goes_on=0), {0: "before"}) == settled(
        Same("another", 2.0, NAMED), sentence(undated, goes_on=0), {0: "before"}
    )
    dated = settled(Same("another", 2.0, NAMED), sentence(NEWS, goes_on=0), {0: "before"})
    assert isinstance(dated, Same)
    assert dated.event == "another", "its own day says which event it is"


def test_who_meets_is_of_the_meeting() -> None:
    visit = replace(NEWS, kind="visit", people=("wei-fenghe", "qamar-javed-bajwa"))
    verdict = settled(Same("known", 2.0, NAMED), sentence(visit), {}, persons=["qamar-javed-bajwa"])
    assert isinstance(verdict, Unsure)
    assert verdict.event == "known"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_what_a_document_leaves_to_a_person(path: Path, lexicon: Lexicon) -> None:
    """In the same case files: ``drafts`` paragraphs are asked about, those that tell nothing become nothing."""
    expected, found = read_case(path, lexicon)
    for number, wanted in expected.items():
        became = [settled(New(), one, {}) for one in found if one.paragraph == number]
        if wanted.get("drafts") and not wanted.get("missed"):
            assert any(isinstance(one, Unsure) for one in became), f"paragraph {number}: {became}"
            assert not any(isinstance(one, New) for one in became), f"paragraph {number}: {became}"
        if wanted.get("tells") == []:
            assert became == [None] * len(became), f"paragraph {number}: {became}"
