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


@pytest.mark.parametrize(
    ("kind", "phase", "title"),
    [
        ("exercise", "concluded", "Warrior-IX concludes"),
        ("exercise", "under way", "Warrior-IX begins in Pabbi"),
        ("exercise", "announced", "Warrior-IX in talks"),
        ("agreement", "concluded", "Warrior-IX begins in Pabbi"),
    ],
)
def test_a_headline_that_holds_stands_for_an_event(kind: str, phase: str, title: str) -> None:
    """What began is over once its end is told; who concludes a pact signs it, and no other headline is out of date."""
    told = (
        ("t", "Warrior-IX in talks", "in_talks", "in talks"),
        ("a", "Warrior-IX to be held in Pabbi", "planned", "announced"),
        ("b", "Warrior-IX begins in Pabbi", "under_way", "under way"),
        ("c", "Warrior-IX concludes", "happened", "concluded"),
    )
    library = Library(
        {
            name: Reference(name, head, "Wire", "B", None, None, AT, "day", "", asserted=asserted, phase=of)
            for name, head, asserted, of in told
        }
    )
    evidence = [Evidence(article=name, event="e", decided_at=AT, reasons=[]) for name, *_ in told]
    assert event_title(event("e", kind=kind, phase=phase), evidence, library) == title
