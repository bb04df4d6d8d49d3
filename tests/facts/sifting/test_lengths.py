"""How long something lasts, as sentences tell it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from facts.sifting.lengths import length_asked, lengths_in

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "lengths.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_lengths_are_told_in_days(case: dict[str, Any]) -> None:
    assert lengths_in(case["text"]) == case["days"]


def test_a_limit_in_weeks_is_one_in_days() -> None:
    asked = length_asked("exercises longer than two weeks")
    assert asked is not None
    assert (asked.rest, asked.holds(14), asked.holds(15)) == ("exercises", False, True)


def test_the_longest_range_is_no_length_of_time() -> None:
    assert length_asked("missile with the longest range") is None
