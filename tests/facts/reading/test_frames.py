"""One headline with many fillings: what a verb tells does not hang on who does it (``tests/cases/unfitted/frames.toml``)."""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from store.nouns.models import ArticleFacts

TABLE = tomllib.loads(
    (Path(__file__).parent.parent.parent / "cases" / "unfitted" / "frames.toml").read_text(encoding="utf-8")
)
TOLD = datetime(2026, 11, 20, tzinfo=UTC)
HANDED_OVER = ("delivery", "order")


@pytest.mark.parametrize("kind", sorted(TABLE.keys() - {"fillings"}))
def test_a_frame_is_read_alike_with_every_filling(kind: str, lexicon: Lexicon) -> None:
    wrong = [
        (title, found)
        for frame in TABLE[kind]
        for filling in TABLE["fillings"]
        for title in [frame.format(**filling)]
        for found in [list(faults(title, kind, filling, lexicon))]
        if found
    ]
    assert wrong == []


def faults(title: str, kind: str, filling: dict[str, str], lexicon: Lexicon) -> Iterator[str]:
    read = assess(ArticleFacts(source="case", title=title, lead="", published=TOLD), lexicon)
    if read.relevance == "irrelevant":
        yield "left out"
    if kind not in (read.kind, read.about):
        yield f"kind {read.kind}"
    if set(read.countries) != {filling["sc"], filling["rc"]}:
        yield f"states {read.countries}"
    if kind in HANDED_OVER and (read.suppliers, read.recipients) != ((filling["sc"],), (filling["rc"],)):
        yield f"sides {read.suppliers} {read.recipients}"
