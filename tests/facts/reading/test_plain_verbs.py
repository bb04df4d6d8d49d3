"""Headlines in plain verbs that nothing was fitted on, each beside the same words about something else."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from store.nouns.models import ArticleFacts

FILE = Path(__file__).parent.parent.parent / "cases" / "unfitted" / "plain_verbs.toml"
PAIRS = tomllib.loads(FILE.read_text(encoding="utf-8"))["pair"]
TOLD, FOUND, FALSE = 51, 55, 1
"""At least so many are told, and told or asked about; at most so many of the others are."""


def test_plain_verbs_are_found_and_their_other_uses_are_not(lexicon: Lexicon) -> None:
    words = {
        side: [
            assess(ArticleFacts(source="case", title=pair[side], published=datetime(2026, 11, 20, tzinfo=UTC)), lexicon).relevance
            for pair in PAIRS
        ]
        for side in ("yes", "no")
    }  # fmt: skip
    assert words["yes"].count("relevant") >= TOLD
    assert len(PAIRS) - words["yes"].count("irrelevant") >= FOUND
    assert len(PAIRS) - words["no"].count("irrelevant") <= FALSE
