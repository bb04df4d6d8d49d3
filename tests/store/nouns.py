"""Rows for the tests of the store: each with just what it must have, and what the test says."""

from datetime import UTC, date, datetime
from typing import Any

from store.nouns.models import Actor, Agreement, Article, Event, FeedFacts

SEEN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def article(name: str, /, **said: Any) -> Article:
    base: dict[str, Any] = {"source": "daily", "title": f"Title of {name}", "read_at": SEEN, "verdict": "new"}
    return Article(id=name, **(base | said))


def event(name: str, /, **said: Any) -> Event:
    base: dict[str, Any] = {
        "kind": "exercise",
        "title": f"Title of {name}",
        "day": date(2026, 3, 1),
        "precision": "day",
        "countries": ["CN", "PK"],
        "first_seen": SEEN,
        "updated_at": SEEN,
    }
    return Event(id=name, **(base | said))


def actor(name: str, /, **said: Any) -> Actor:
    base: dict[str, Any] = {"kind": "person", "name": name.title(), "updated_at": SEEN}
    return Actor(id=name, **(base | said))


def agreement(name: str, /, **said: Any) -> Agreement:
    base: dict[str, Any] = {"kind": "contract", "name": name.title(), "updated_at": SEEN}
    return Agreement(id=name, **(base | said))


def feed(address: str) -> FeedFacts:
    return FeedFacts(source="daily", url=f"https://example.org/{address}")
