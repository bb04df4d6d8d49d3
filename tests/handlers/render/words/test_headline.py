"""Whose words stand for an event where it is told again."""

from datetime import UTC, datetime

import pytest

from handlers.render.words.headline import event_title
from store.nouns.models import Evidence
from store.nouns.views import Library, Reference
from tests.handlers.rows import event

AT = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("amended_by", "title"),
    [
        (None, "Dhaka signs for jets"),
        ("article:b", "Dhaka signs for jets"),
        ("discord:7", "Agreement e signed"),
        ("operator", "Agreement e signed"),
    ],
)
def test_an_event_that_news_amended_keeps_its_headline(amended_by: str | None, title: str) -> None:
    text = Reference("a", "Dhaka signs for jets", "Wire", "B", None, None, AT, "day", "")
    evidence = Evidence(article="a", event="e", decided_at=AT, reasons=[])
    library = Library({"a": text})
    assert event_title(event("e", amended_by=amended_by), [evidence], library) == title
