"""Ids of what is read."""

from datetime import UTC, date, datetime

import pytest

from handlers.articles import event_id
from store.models import EventFacts
from tests.desk.rows import article

READ = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("China and Pakistan sign a deal", "2026-03-china-and-pakistan-sign-a-deal-f00d"),
        ("x" * 4000, f"2026-03-{'x' * 80}-f00d"),
        ("中巴签署协议", "2026-03-f00d"),
        (f"{'y' * 79} z", f"2026-03-{'y' * 79}-f00d"),
    ],
)
def test_an_events_id_fits_into_a_choice_of_discord(title: str, expected: str) -> None:
    facts = EventFacts(kind="agreement", title=title, day=date(2026, 3, 1), precision="day")
    assert event_id(facts, article("a-f00d", "wire", READ)) == expected
    assert len(expected) <= 100
