"""Time in the words of a question, counted from the day of asking."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from facts.asking.windows import Window, bound, bounds_within, window
from facts.wording.time_words import written_out

TODAY = date(2026, 11, 28)
CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "time_words.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["asked"])
def test_the_time_of_a_question_is_taken_out_of_it(case: dict[str, Any]) -> None:
    rest, since, until = bounds_within(written_out(case["asked"], TODAY))
    assert (rest, window(since, until, TODAY)) == (
        case.get("rest", ""),
        Window(case.get("since"), case.get("until")),
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["asked"])
def test_what_is_written_out_is_not_written_out_again(case: dict[str, Any]) -> None:
    once = written_out(case["asked"], TODAY)
    assert written_out(once, TODAY) == once


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("last spring", date(2026, 3, 1), None),
        ("between March and June 2021", date(2021, 3, 1), date(2021, 6, 30)),
        ("the last two years", date(2024, 11, 28), None),
        ("this year", date(2026, 1, 1), None),
        ("Monday", date(2026, 11, 23), None),
        ("December", date(2025, 12, 1), None),
    ],
)
def test_an_option_reads_the_same_words(text: str, since: date, until: date | None) -> None:
    assert window(text, None, TODAY) == Window(since, until)


def test_a_season_as_the_end_is_its_last_day() -> None:
    assert bound("last summer", TODAY, "last") == date(2026, 8, 31)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["asked"])
def test_letters_that_pass_for_english_ones_are_read_as_these(case: dict[str, Any]) -> None:
    twins = case["asked"].translate(str.maketrans("isIS", "ıſİſ"))
    assert isinstance(written_out(twins, TODAY), str)
