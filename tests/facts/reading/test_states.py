"""Which states take part, by headlines: ``tests/cases/states.toml``."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from facts.names.lexicon import Lexicon
from facts.names.text import in_simplified
from facts.reading.assess import assess
from store.nouns.models import ArticleFacts

CASES = Path(__file__).parent.parent.parent / "cases"
FILE = CASES / "states.toml"
TRADITIONAL = tomllib.loads((CASES / "traditional.toml").read_text(encoding="utf-8"))["rows"]
TOLD = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "case", tomllib.loads(FILE.read_text(encoding="utf-8"))["case"], ids=lambda c: c["title"]
)
def test_states_that_take_part(case: dict[str, Any], lexicon: Lexicon) -> None:
    article = ArticleFacts(source="case", title=case["title"], lead=case.get("lead", ""), published=TOLD)
    assert " ".join(assess(article, lexicon).countries) == case["states"]


@pytest.mark.parametrize(("title", "told", "kind", "states"), TRADITIONAL)
def test_traditional_chinese_is_read_as_simplified(
    title: str, told: bool, kind: str, states: str, lexicon: Lexicon
) -> None:
    """What is kept of the article stays as it is written."""
    article = ArticleFacts(source="s", title=title, published=TOLD)
    reading = assess(article, lexicon)
    assert (reading.relevance != "irrelevant") is told
    if told:
        assert (reading.kind, sorted(reading.countries)) == (kind, states.split())
    assert article.title == title


@pytest.mark.parametrize("text", ["日米韓防衛相会談を開催", "日米韓防衛相会談", "中国海军", "Navy"])
def test_what_is_no_traditional_chinese_stays(text: str) -> None:
    assert in_simplified(text) == text
