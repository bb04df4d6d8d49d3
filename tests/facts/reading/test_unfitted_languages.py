"""Headlines in eleven languages that nothing was made on: how many are told or left out, with which kind and states."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from store.nouns.models import ArticleFacts

FILE = Path(__file__).parent.parent.parent / "cases" / "unfitted" / "languages.toml"
ROWS = tomllib.loads(FILE.read_text(encoding="utf-8"))["rows"]
OURS_OR_NOT, KINDS, STATES, ASSERTIONS = 48, 33, 35, 36
"""At least so many are right, as they were when they were first read."""


def test_what_nothing_was_made_on_is_read(lexicon: Lexicon) -> None:
    ours = kinds = states = assertions = 0
    for kind, countries, assertion, title in ROWS:
        article = ArticleFacts(source="case", title=title, published=datetime(2026, 11, 20, tzinfo=UTC))
        read = assess(article, lexicon)
        ours += (kind != "out") == (read.relevance != "irrelevant")
        kinds += kind == read.kind and kind != "out"
        states += countries == " ".join(sorted(read.countries)) and kind != "out"
        assertions += assertion == read.assertion and kind != "out"
    assert ours >= OURS_OR_NOT
    assert kinds >= KINDS
    assert states >= STATES
    assert assertions >= ASSERTIONS
