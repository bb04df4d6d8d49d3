"""A correction is real where two paraphrases that were not added turn as well, and the same words about something else do
not."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from benchmarks.news.labels import corpus
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from store.nouns.models import ArticleFacts

FILE = Path(__file__).parent.parent.parent / "cases" / "unfitted" / "corrections.toml"
CORRECTIONS = tomllib.loads(FILE.read_text(encoding="utf-8"))["correction"]
FOUND = ("relevant", "held")


def verdict(title: str, lexicon: Lexicon) -> str:
    article = ArticleFacts(source="case", title=title, published=datetime(2026, 11, 20, tzinfo=UTC))
    return assess(article, lexicon).relevance


@pytest.mark.parametrize("correction", CORRECTIONS, ids=lambda one: one["of"])
def test_a_correction_turns_its_paraphrases(correction: dict[str, list[str]], lexicon: Lexicon) -> None:
    left = [title for title in correction["told"] if verdict(title, lexicon) not in FOUND]
    told = [title for title in correction["out"] if verdict(title, lexicon) == "relevant"]
    assert (left, told) == ([], [])


def test_what_holds_a_correction_was_not_learned_from() -> None:
    learned = {one.article.title for one in corpus()}
    assert learned.isdisjoint(title for one in CORRECTIONS for title in (*one["told"], *one["out"]))
    assert all(len(one["told"]) >= 3 and len(one["out"]) >= 2 for one in CORRECTIONS)
