"""The labelled stream and the field sample beside the project, and the stream as the RSS that a feed would serve."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from store.nouns.models import ArticleFacts

SHARED = Path(os.environ.get("ENTENTE_SHARED", Path(__file__).parents[3] / "shared"))
KINDS = {
    "agreement_signed": "agreement", "arms_transfer_order": "order", "arms_transfer_delivery_or_induction": "delivery",
    "joint_exercise": "exercise", "high_level_visit_or_talks": "visit", "training_or_exchange": "training",
    "joint_production_or_technology": "coproduction", "basing_or_access": "access", "aid_or_financing": "aid",
    "sanction_or_embargo_change": "sanction", "policy_statement": "statement", "incident": "incident",
    "report_or_analysis": "report", "other": "other",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Labelled:
    """An item with what its annotator says: ``relevant`` is yes, borderline or no."""

    id: str
    article: ArticleFacts
    relevant: str
    event: str | None
    kinds: frozenset[str]
    countries: frozenset[str]
    stated: date | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items, whether they are one event, and whether that is open to argument."""

    a: str
    b: str
    same: bool
    ambiguous: bool


def lines(name: str) -> list[dict[str, Any]]:
    """The rows of a JSON-lines file of the shared folder."""
    return [json.loads(line) for line in (SHARED / name).read_text().splitlines()]


def items() -> list[Labelled]:
    """The labelled stream in order of publication."""
    return [_labelled(row) for row in lines("devset/stream.jsonl")]


def _labelled(row: dict[str, Any]) -> Labelled:
    actors, stated = row["actors"] or {"countries": []}, row["event_date_stated"]
    return Labelled(
        row["id"],
        article_of(row["title"], row["summary"], row["published"], row["url"], row["publisher"]),
        row["relevant"],
        row["event_id"],
        frozenset(KINDS[kind] for kind in row["event_type_accepted"] or ()),
        frozenset(actors["countries"]),
        date.fromisoformat(stated) if stated else None,
    )


def article_of(title: str, lead: str, published: str, url: str, publisher: str | None = None) -> ArticleFacts:
    day = datetime.fromisoformat(published.replace("Z", "+00:00"))
    return ArticleFacts(
        source="stream",
        title=title,
        lead=lead,
        url=url,
        published=day,
        published_precision="day",
        publisher=publisher,
    )


def pairs() -> list[Pair]:
    """The labelled pairs."""
    return [Pair(p["a"], p["b"], p["same_event"], p["ambiguous"]) for p in lines("devset/pairs.jsonl")]


def field() -> list[ArticleFacts]:
    """The entries of general news, unlabelled."""
    return [
        article_of(row["title"], row["summary"], row["published"], row["url"])
        for row in lines("field/field.jsonl")
    ]


def as_rss(stream: list[Labelled]) -> bytes:
    """The stream as a feed would serve it; an item's guid is its id."""
    entries = "".join(
        f"<item><guid isPermaLink='false'>{item.id}</guid><title>{escape(item.article.title)}</title>"
        f"<link>{escape(item.article.url or '')}</link><description>{escape(item.article.lead)}</description>"
        f"<pubDate>{format_datetime(item.article.published or datetime.now(UTC))}</pubDate></item>"
        for item in stream
    )
    return f"<rss version='2.0'><channel><title>Stream</title>{entries}</channel></rss>".encode()
