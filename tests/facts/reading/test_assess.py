"""What a reader of this beat would take out of a text: one file of ``tests/cases/assess`` each."""

import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from store.nouns.models import ArticleFacts

CASES = sorted((Path(__file__).parent.parent.parent / "cases" / "assess").glob("*.toml"))


def article(case: dict[str, Any]) -> ArticleFacts:
    published = case.get("published")
    return ArticleFacts(
        source="case",
        title=case["title"],
        lead=case.get("lead", ""),
        publisher=case.get("publisher"),
        language=case.get("language", "en"),
        published=datetime.combine(published, time(12), UTC) if published else None,
    )


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_assess(path: Path, lexicon: Lexicon) -> None:
    case = tomllib.loads(path.read_text())
    reading = assess(article(case), lexicon)
    assert reading.reasons
    for name, wanted in case["expect"].items():
        assert told(reading, name) == wanted, f"{name}: {reading}"


def told(reading: Reading, name: str) -> Any:
    """A field of the reading as a case file writes it: lists sorted, sums as numbers with their currency."""
    value = getattr(reading, name)
    if name == "amounts":
        return [f"{money.amount.normalize():f} {money.currency}" for money in value]
    if name == "quantities":
        return [f"{count.number} {count.of}" for count in value]
    if isinstance(value, tuple):
        return sorted(value)
    return value if not isinstance(value, datetime) else date(value.year, value.month, value.day)
