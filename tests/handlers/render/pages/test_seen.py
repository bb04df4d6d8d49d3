"""When an actor was seen: never after today, and in nothing that is denied."""

from datetime import date
from typing import Any

import pytest

from handlers.render.pages.actor import seen
from store.nouns.views import Library, Told
from tests.handlers.rows import event

TODAY = date(2026, 11, 28)
DAYS = (date(2026, 11, 2), date(2026, 11, 26), date(2026, 12, 3))


def words(*told: Told) -> list[str]:
    return [line.text for line in seen("a", told, Library(), TODAY)]


def test_last_seen_never_lies_ahead() -> None:
    first, last = words(*(Told(event(str(day), day=day), ()) for day in DAYS))
    assert first.startswith("First seen: 2 November 2026")
    assert last.startswith("Last seen: 26 November 2026")


def test_seen_only_in_what_lies_ahead_is_not_seen() -> None:
    assert words(Told(event("ahead", day=DAYS[-1]), ())) == []


@pytest.mark.parametrize("field", ["phase", "standing"])
def test_nobody_is_seen_in_what_is_denied(field: str) -> None:
    values: dict[str, Any] = {"day": DAYS[1], field: "denied"}
    denied = event("denied", **values)
    assert words(Told(event("first", day=DAYS[0]), ()), Told(denied, ())) == words(
        Told(event("first", day=DAYS[0]), ())
    )
    assert words(Told(denied, ())) == []
