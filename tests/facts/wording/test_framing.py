"""Questions without what stands around them, in the words that the readers of questions know."""

import tomllib
from pathlib import Path

import pytest

from facts.wording import framing
from facts.wording.framing import (
    asks_whether,
    differing_names,
    excepted,
    identity_asked,
    plain_question,
    simpler_questions,
    unqualified,
)

CASES = Path(__file__).parents[2] / "cases"
FRAMED = [
    (row["typed"], row["plain"]) for row in tomllib.loads((CASES / "framed.toml").read_text())["question"]
]
ASKED = [
    case["ask"].partition(":")[2]
    for path in sorted((CASES / "asked").rglob("q*.toml"))
    for case in tomllib.loads(path.read_text())["question"]
]


@pytest.mark.parametrize(("typed", "plain"), FRAMED)
def test_a_question_loses_what_stands_around_it(typed: str, plain: str) -> None:
    assert plain_question(typed) == plain


def test_a_plain_question_stays_what_it_is() -> None:
    """Whoever reads it again reads the same: several readers of one question do."""
    questions = [*ASKED, *(typed for typed, _ in FRAMED)]
    read = {typed: plain_question(typed) for typed in questions}
    assert len(read) > 300
    assert [typed for typed, plain in read.items() if plain_question(plain) != plain] == []


REWORDED = ("I", "1st", "2nd", "3rd")
"""Of the frame, and ordinals that the plain question has in letters."""


def test_nothing_is_lost_but_the_frame() -> None:
    """Names and numbers stay: every word with a capital or a digit inside an English question is in the plain one."""
    kept = [
        (typed, word)
        for typed in ASKED
        if framing.english_of(typed) == typed
        for word in typed.split()[1:]
        if (word[:1].isupper() or any(map(str.isdigit, word))) and word not in REWORDED and "'" not in word
        if word.strip("?.,:;!") not in plain_question(typed)
    ]
    assert kept == []


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("who is Tan Kefei", "Tan Kefei"),
        ("what was the Malabar exercise?", "Malabar exercise"),
        ("what does COAS stand for", "COAS"),
        ("what is India spending on defence", "India spending on defence"),
        ("who met Tan Kefei", ""),
        ("what is the difference between a frigate and a corvette", ""),
    ],
)
def test_an_identity_is_asked_by_a_name(question: str, name: str) -> None:
    assert identity_asked(question) == name


def test_a_yes_can_answer_what_begins_with_a_verb() -> None:
    assert all(map(asks_whether, ("did China sell tanks", "whether it was so", "is AMAN a naval exercise")))
    assert not any(map(asks_whether, ("who sold tanks", "AMAN", "disposal of tanks")))


def test_less_is_asked_part_by_part() -> None:
    asked = "besides China, which states in South Asia did he visit, and whom did he meet there"
    assert list(simpler_questions(asked)) == [
        "besides China, which states in South Asia did he visit",
        "which states in South Asia did he visit",
        "which states did he visit",
    ]
    assert excepted(asked) == "China"
    assert excepted("who visited Nepal") == ""


def test_a_claimed_order_or_number_may_be_wrong() -> None:
    assert unqualified("whether Pakistan was the first buyer") == "whether Pakistan was buyer"
    assert unqualified("who was the first buyer") == "who was the first buyer"
    assert list(simpler_questions("is the corridor worth 46 billion")) == ["is the corridor worth"]


def test_two_names_are_told_apart() -> None:
    assert differing_names("what is the difference between the LoC and the LAC?") == ("LoC", "LAC")
    assert differing_names("difference in price") == ()
