"""Which states take part, by headlines: ``tests/cases/states.toml``."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from store.nouns.models import ArticleFacts

FILE = Path(__file__).parent.parent.parent / "cases" / "states.toml"
TOLD = datetime(2026, 11, 24, 9, tzinfo=UTC)


@pytest.mark.parametrize(
    "case", tomllib.loads(FILE.read_text(encoding="utf-8"))["case"], ids=lambda c: c["title"]
)
def test_states_that_take_part(case: dict[str, Any], lexicon: Lexicon) -> None:
    article = ArticleFacts(source="case", title=case["title"], lead=case.get("lead", ""), published=TOLD)
    assert " ".join(assess(article, lexicon).countries) == case["states"]
