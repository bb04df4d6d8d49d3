"""What a headline tells of a choice: the rows of ``tests/cases/instead.toml``."""

import tomllib
from pathlib import Path

import pytest

from facts.asserting.instead import Choice, choice_of

ROWS = tomllib.loads((Path(__file__).parents[2] / "cases" / "instead.toml").read_text("utf-8"))["rows"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_choice_is_parted(row: list[str]) -> None:
    headline, done, halted = row
    assert choice_of(headline) == (Choice(done, halted) if done else None)
