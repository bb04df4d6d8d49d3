"""Finding the article that an item already is, and remembering what was read."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from store.decisions import ArticleKeys
from store.index import batches, insert_new
from store.models import Article, FeedKey

KEYS_AT_ONCE = 200


def find_article(session: Session, keys: ArticleKeys) -> Article | None:
    """By canonical address, then by guid within its source, then by content; the first filed where several are."""
    candidates = []
    if keys.canonical_url:
        candidates.append([col(Article.canonical_url) == keys.canonical_url])
    if keys.guid and keys.source:
        candidates.append([col(Article.guid) == keys.guid, col(Article.source) == keys.source])
    if keys.content_hash:
        candidates.append([col(Article.content_hash) == keys.content_hash])
    for condition in candidates:
        oldest = select(Article).where(*condition).order_by(col(Article.read_at), col(Article.id)).limit(1)
        if found := session.exec(oldest).first():
            return found
    return None


def remember(session: Session, feed: str, keys: Iterable[str], now: datetime) -> None:
    """Adds the keys that are not known yet."""
    for some in batches(sorted(set(keys)), KEYS_AT_ONCE):
        rows = [{"feed": feed, "key": key, "seen_at": now} for key in some]
        session.execute(insert_new(session, FeedKey).on_conflict_do_nothing(), rows)
