"""What of a lead is news: the rows of ``tests/cases/background.toml``. ``python -m tests.facts.asserting.test_background`` prints
what is left."""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from facts.asserting.background import news_of

ROWS = tomllib.loads((Path(__file__).parents[2] / "cases" / "background.toml").read_text("utf-8"))["rows"]


def left(row: list[str]) -> str:
    return plain(news_of("", row[0], date.fromisoformat(row[1]), foreign=len(row) > 3).text)


def plain(text: str) -> str:
    """Without what a cut leaves of stops and blanks."""
    return re.sub(r"\s+([.,;])", r"\1", re.sub(r"\s+", " ", text)).strip(" .,;")


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:50])
def test_what_is_recalled_is_no_news(row: list[str]) -> None:
    assert left(row) == plain(row[2])


if __name__ == "__main__":
    for one in ROWS:
        if left(one) != plain(one[2]):
            print(f"{one[0]}\n   is  {left(one)}\n   for {plain(one[2])}")
