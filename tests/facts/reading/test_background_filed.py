"""What is filed of a text that recalls other deals and events: the rows of ``tests/cases/background_filed.toml``."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.draft import draft
from store.nouns.models import ArticleFacts

ROWS = tomllib.loads((Path(__file__).parents[2] / "cases" / "background_filed.toml").read_text("utf-8"))[
    "rows"
]


def filed(row: list[str], lexicon: Lexicon) -> list[str]:
    day, title, lead, *_ = row
    published = datetime.fromisoformat(day).replace(tzinfo=UTC)
    article = ArticleFacts(
        source="daily",
        title=title,
        lead=lead,
        url="https://daily.example/1",
        language="en",
        published=published,
    )
    reading = assess(article, lexicon)
    event = draft(article, reading, lexicon)
    return [
        " ".join(reading.countries),
        event.day.isoformat() if event.day else "",
        "; ".join(f"{one.number} {one.of}" for one in event.quantities),
        "; ".join(f"{one.amount.normalize():f} {one.currency}" for one in event.amounts),
        *[f"{reading.kind} {event.phase}", reading.place or "-"][: len(row) - 7],
    ]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[1])
def test_nothing_is_filed_of_what_is_recalled(row: list[str], lexicon: Lexicon) -> None:
    assert filed(row, lexicon) == row[3:]
