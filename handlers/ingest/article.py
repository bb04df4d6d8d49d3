"""An item as the article that is filed."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime

from feeds.entries.items import Item
from feeds.entries.publisher import letters
from store.nouns.decisions import ArticleKeys
from store.nouns.models import Article, ArticleFacts, Event, EventFacts, Feed, Source
from store.nouns.words import ascii_words

SLUG_WORDS = 8
SLUG = 80
"""Characters of the words in an event's id: with its month and ending it fits where Discord takes 100 (the value of an
option)."""
DIGEST_BYTES = 12
"""Among a hundred million keys two have the same digest with a chance of one in ten million million."""
DIGEST = 16
"""Characters of a digest in base64 (RFC 4648, 5)."""


def publishers(sources: Iterable[Source]) -> dict[str, str]:
    """The source of each publisher by its name; of several that share one, the most reliable."""
    return {
        letters(row.name): row.id for row in sorted(sources, key=lambda row: row.reliability, reverse=True)
    }


def article_of(item: Item, feed: Feed, now: datetime, known: Mapping[str, str] | None = None) -> Article:
    """The row for an unread item; what it becomes is written into it when it was judged. Its source is its publisher,
    where that is ``known`` (``publishers``): an aggregator's feed and the paper's own bring one voice, not two. What has
    no name beyond its feed ("17", a title) is not taken for what another feed calls the same."""
    guid = f"{feed.source} {item.article.guid}" if item.article.guid else ""
    named = item.article.canonical_url or guid or f"{feed.source} {feed.id} {item.keys[0]}"
    publisher = letters(item.article.publisher or "")
    source = (known or {}).get(publisher, item.article.source) if publisher else item.article.source
    return Article(
        **item.article.model_dump()
        | {
            "source": source,
            "guid": digest_of(item.article.guid),
            "content_hash": digest_of(item.article.content_hash),
        },
        id=identifier("a", named),
        feed=feed.id,
        read_at=now,
        verdict="irrelevant",
        reasons=[],
        reading={},
    )


def keys_of(article: ArticleFacts) -> ArticleKeys:
    """By what the article may be known already."""
    ident = article.id if isinstance(article, Article) else None
    return ArticleKeys(
        article.canonical_url, article.guid, article.source, article.content_hash, article.published, ident
    )


def digest_of(key: str | None) -> str | None:
    """What is kept of a key that is only ever compared: itself where it is short, else the beginning of its SHA-256. Most of
    the wire is not ours, and a guid and its index would take more than all of its words."""
    if key is None or len(key) <= DIGEST:
        return key
    whole = hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
    return urlsafe_b64encode(whole[:DIGEST_BYTES]).decode()


def identifier(prefix: str, named: str) -> str:
    """Always the same id for the same name: a retry files nothing twice."""
    digest = hashlib.blake2s(named.encode("utf-8", "surrogatepass"), digest_size=8)
    return f"{prefix}-{digest.hexdigest()}"


def event_id(facts: EventFacts, article: Article) -> str:
    """A readable id: the month, the title's first words, and four characters that keep two such events apart."""
    day = facts.day or (article.published or article.read_at).date()
    words = "-".join(ascii_words(facts.title)[:SLUG_WORDS])[:SLUG].strip("-")
    return "-".join([f"{day:%Y-%m}", *([words] if words else []), article.id[-4:]])


def new_event(facts: EventFacts, name: str, now: datetime) -> Event:
    """The row of an event that is first seen ``now``, under the id ``name``."""
    return Event(**dict(facts), id=name, first_seen=now, updated_at=now)
