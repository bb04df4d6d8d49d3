"""Rows that the desk's tests start from."""

from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import Any

from store.nouns.decisions import Decision, Filed
from store.nouns.models import Article, Event, EvidenceFacts, Source
from store.nouns.outbox import Alert
from store.nouns.subscriptions import Subscription, SubscriptionFacts
from store.store import Store

GUILD = 100
CHANNEL = 200
ADMIN = 300


def alert(key: str, at: datetime, channel: int = CHANNEL, **values: Any) -> Alert:
    given: dict[str, Any] = {
        "kind": "event",
        "subject": f"event:{key}",
        "guild": GUILD,
        "due_at": at,
        "created_at": at,
    }
    return Alert(key=key, channel=channel, **(given | values))


def event(name: str, at: datetime = datetime(2026, 3, 2, 9, tzinfo=UTC), **values: Any) -> Event:
    given: dict[str, Any] = {
        "kind": "agreement",
        "title": f"Agreement {name} signed",
        "day": date(2026, 3, 1),
        "precision": "day",
        "countries": ["CN", "PK"],
        "importance": "high",
    }
    return Event(id=name, first_seen=at, updated_at=at, **(given | values))


def subscription(channel: int = CHANNEL, **values: Any) -> Subscription:
    facts = SubscriptionFacts(guild=GUILD, channel=channel, **values)
    at = datetime(2026, 3, 1, tzinfo=UTC)
    return Subscription(**facts.model_dump(), created_by=ADMIN, created_at=at)


def article(name: str, source: str, at: datetime, **values: Any) -> Article:
    given: dict[str, Any] = {
        "title": f"Report {name}",
        "url": f"https://{source}.example/{name}",
        "canonical_url": f"https://{source}.example/{name}",
        "published": at,
        "published_precision": "day",
        "verdict": "new",
    }
    return Article(id=name, source=source, read_at=at, **(given | values))


async def file(
    store: Store, happened: Event, at: datetime, source: str = "wire", *alerts: Alert, **values: Any
) -> None:
    """Files an event with one article on it (with ``values``), as ingest does; ``changes`` are what it changed."""
    changes = [asdict(change) for change in values.pop("changes", ())]
    await store.register.add_source(Source(id=source, name=source.title(), owner=source, reliability="B"))
    name = f"{happened.id}-{source}-{happened.revision}"
    text = article(name, source, at, event=happened.id, **{"title": happened.title} | values)
    evidence = EvidenceFacts(article=text.id, event=happened.id, changes=changes)
    filed = await store.wire.record([Decision(text, event=happened, evidence=(evidence,), alerts=alerts)])
    assert isinstance(filed[0], Filed)
