"""How many have come, and how many are still to: the rows of ``tests/cases/ahead.toml``."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from store.nouns.models import ArticleFacts

ROWS = tomllib.loads((Path(__file__).parents[2] / "cases" / "ahead.toml").read_text("utf-8"))["rows"]
TOLD = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]} {row[1]}"[:80])
def test_what_is_to_come_has_not_come(row: tuple[str, str, list[str]], lexicon: Lexicon) -> None:
    title, lead, came = row
    language = "en" if title.isascii() else "xx"
    article = ArticleFacts(source="case", title=title, lead=lead, language=language, published=TOLD)
    reading = assess(article, lexicon, whole=True)
    told = [f"{one.number} {one.of}" for one in reading.quantities]
    assert set(told) <= set(came)
    assert bool(told) == bool(came)
