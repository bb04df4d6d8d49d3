"""A body to items, in this process: for bodies of our own. What a stranger sent goes to ``feeds/workers/workers.py``."""

from collections.abc import Sequence
from datetime import datetime

from feeds.entries.entries import Asked, Extract, Unreadable
from feeds.entries.items import Item, Parsed
from feeds.formats.extract import extract
from store.nouns.models import ArticleFacts, FeedFacts


def parse(
    body: bytes,
    content_type: str,
    feed: FeedFacts,
    now: datetime,
    *,
    identity: str | None = None,
    known: Sequence[str] = (),
) -> Parsed | Unreadable:
    """The items of a feed's body, in the document's order.

    ``identity`` is the feed's stored policy; without one, it is chosen from this document. ``known`` are the
    fingerprints of the entries of last time, which need not be read again: with none, all are read.
    """
    return parsed_items(extract(body, content_type, asked_of_feed(feed, identity, known), now))


def asked_of_feed(feed: FeedFacts, identity: str | None, known: Sequence[str]) -> Asked:
    return Asked(feed.source, feed.url, feed.language, feed.zone, identity, tuple(known))


def parsed_items(found: Extract | Unreadable) -> Parsed | Unreadable:
    """Articles, validated, of the drafts that came out of a body."""
    if isinstance(found, Unreadable):
        return found
    items = tuple(Item(ArticleFacts(**draft.article), draft.keys) for draft in found.drafts)
    facts = (found.head, found.identity, found.total, found.slices, found.ill_formed)
    return Parsed(items, *facts, found.skipped, found.broken)
