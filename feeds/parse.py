"""A body to items: encoding, format, identity, dates, plain text. Runs where it can be killed (``feeds/workers.py``)."""

import re
from datetime import datetime
from hashlib import sha256

from feeds import jsonfeed, xmlfeed
from feeds.dates import publication, zone_named
from feeds.encoding import decode
from feeds.identity import choose, hosts, keys, page, shared_pages
from feeds.items import Entry, Head, Item, Parsed, Unreadable
from feeds.pages import describe
from feeds.publisher import split_title
from feeds.text import cut, lead, line
from feeds.urls import web
from store.models import ArticleFacts, FeedFacts

LEAD_LENGTH = 2000
TITLE_LENGTH = 500
UNTITLED = "(untitled)"
LANGUAGE = re.compile(r"^([A-Za-z]{2,3})(?:[-_]|$)")
WORDS = re.compile(r"\w+")
WORDS_OF_A_TEXT = 12
"""A text shorter than this is no evidence that two articles are one: it gets no content hash."""


def parse(
    body: bytes, content_type: str, feed: FeedFacts, now: datetime, identity: str | None = None
) -> Parsed | Unreadable:
    """All items of a feed's body, in the document's order.

    ``identity`` is the feed's stored policy; without one, it is chosen from this document.
    """
    text = decode(body, content_type)
    if not text.strip():
        return Unreadable("the server sent an empty body")
    found = _entries(text, body, content_type, feed.url)
    if isinstance(found, Unreadable):
        return found
    entries, head, ill_formed = found
    policy = identity or choose(entries)
    items = Items(feed, head, policy, now).read(entries)
    return Parsed(items, head, policy, total=len(items), ill_formed=ill_formed)


def _entries(
    text: str, body: bytes, content_type: str, url: str
) -> tuple[list[Entry], Head, bool] | Unreadable:
    if jsonfeed.looks_like(text) and (found := jsonfeed.read(text, url)):
        return *found, False
    document = xmlfeed.read(text, url)
    if not document.entries and not document.version:
        document = xmlfeed.read_bytes(body, content_type, url)
    if not document.entries and not document.version:
        return Unreadable(describe(text))
    return list(document.entries), document.head, document.ill_formed


class Items:
    """Makes items of one document's entries."""

    def __init__(self, feed: FeedFacts, head: Head, policy: str, now: datetime) -> None:
        self.feed, self.head, self.policy, self.now = feed, head, policy, now
        self.zone = zone_named(feed.zone)
        self.hosts = hosts(feed.url, head.link)
        self.feed_title = line(head.title)

    def read(self, entries: list[Entry]) -> tuple[Item, ...]:
        shared = shared_pages(entries)
        return tuple(self.item(entry, shared) for entry in entries)

    def item(self, entry: Entry, shared: frozenset[str]) -> Item:
        dated = publication(entry.published, entry.changed, entry.stamp, self.zone, self.now)
        text = lead(entry.text, LEAD_LENGTH)
        title, publisher = split_title(line(entry.title), entry, self.feed_title, self.feed.url)
        article = ArticleFacts(
            source=self.feed.source,
            title=cut(title or text, TITLE_LENGTH if title else 120) or UNTITLED,
            url=entry.link if web(entry.link) else None,
            canonical_url=page(entry) or None,
            guid=cut(line(entry.guid), 500) or None,
            author=cut(line(entry.author), 200) or None,
            publisher=cut(line(publisher), 200) or None,
            lead=text,
            language=self.language(entry),
            published=dated.at if dated else None,
            published_precision="day" if dated else "unknown",
            published_basis=dated.basis if dated else "",
            content_hash=content_hash(title, text),
        )
        return Item(article, keys(entry, self.policy, self.hosts, shared, dated.at if dated else None))

    def language(self, entry: Entry) -> str:
        for stated in (entry.language, self.head.language):
            if found := LANGUAGE.match(stated):
                return found[1].lower()
        return self.feed.language


def content_hash(title: str, text: str) -> str | None:
    """SHA-256 of the words of a title and text, whatever their case and punctuation; None for a short text."""
    words = WORDS.findall(text.casefold())
    if len(words) < WORDS_OF_A_TEXT:
        return None
    return sha256(" ".join([*WORDS.findall(title.casefold()), *words]).encode()).hexdigest()
