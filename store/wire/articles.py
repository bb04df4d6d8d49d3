"""Finding the article that an item already is, and remembering what was read."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, bindparam, insert, or_, text, true
from sqlmodel import Session, SQLModel, col, delete, select

from store.database.index import is_searched
from store.nouns.decisions import ArticleKeys
from store.nouns.desk import HeldItem
from store.nouns.models import Article, FeedKey
from store.nouns.types import Instant, storable

SYNDICATED_FOR = timedelta(days=7)
"""How long after a text first stood somewhere its copy elsewhere is a copy."""
SAME_ISSUE = timedelta(hours=12)
"""Within one source the same words half a day later are the next report of a series: a daily bulletin says the same each day."""


def find_article(session: Session, keys: ArticleKeys) -> Article | None:
    """By canonical address, then by guid within its source, then by content; the first filed where several are."""
    candidates = []
    if keys.canonical_url:
        candidates.append([col(Article.canonical_url) == keys.canonical_url])
    if keys.guid and keys.source:
        candidates.append([col(Article.guid) == keys.guid, col(Article.source) == keys.source])
    if keys.content_hash:
        candidates.append([col(Article.content_hash) == keys.content_hash, _near(keys)])
    for condition in candidates:
        oldest = select(Article).where(*condition).order_by(col(Article.read_at), col(Article.id)).limit(1)
        if found := session.exec(oldest).first():
            return found
    return None


def _near(keys: ArticleKeys) -> ColumnElement[bool]:
    """Whether an article may be the same text by its date; one of the two without a date may."""
    if keys.published is None:
        return true()
    elsewhere = and_(col(Article.source) != keys.source, _within(keys.published, SYNDICATED_FOR))
    return or_(col(Article.published).is_(None), elsewhere, _within(keys.published, SAME_ISSUE))


def _within(at: datetime, span: timedelta) -> ColumnElement[bool]:
    return col(Article.published).between(at - span, at + span)


def same_articles(session: Session, ids: Sequence[str], urls: Sequence[str]) -> list[tuple[str, str | None]]:
    """Id and canonical address of the articles that have one of these ids or addresses."""
    same = _SAME_IN_POSTGRESQL if _is_postgresql(session) else _SAME_IN_SQLITE
    found = session.execute(same, {"ids": _one_value(session, ids), "urls": _one_value(session, urls)})
    return [(article, url) for article, url in found]


def add_article(session: Session, article: Article) -> None:
    """Adds a new one. What nobody searches for is most of what the wire brings, and is written without the detour by
    the session's rows and their index."""
    if is_searched(article):
        session.add(article)
    else:
        session.execute(_NEW_ARTICLE, article.model_dump())


def known_keys(session: Session, feed: str, keys: Iterable[str]) -> set[str]:
    """Those of ``keys`` that the feed has, as they are kept (see :func:`store.types.storable`)."""
    known = _KNOWN_IN_POSTGRESQL if _is_postgresql(session) else _KNOWN_IN_SQLITE
    return set(session.execute(known, {"feed": feed, "keys": _one_value(session, keys)}).scalars())


def remember(session: Session, feed: str, keys: Iterable[str], now: datetime) -> None:
    """Adds the keys that are not known yet."""
    new = _NEW_IN_POSTGRESQL if _is_postgresql(session) else _NEW_IN_SQLITE
    session.execute(new, {"feed": feed, "keys": _one_value(session, sorted(set(keys))), "now": now})


def forget_feed(session: Session, feed: str) -> None:
    """What is kept of a feed's entries beside the articles: their keys, and those that waited for a word."""
    session.exec(delete(FeedKey).where(col(FeedKey.feed) == feed))
    session.exec(delete(HeldItem).where(col(HeldItem.feed) == feed))


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _one_value(session: Session, keys: Iterable[str]) -> list[str] | str:
    """A list of any length as one value of a statement, which therefore is prepared once: an array, or JSON."""
    kept = [storable(key) for key in keys]
    return kept if _is_postgresql(session) else json.dumps(kept)


_NEW_ARTICLE = insert(SQLModel.metadata.tables["article"])
_SAME_IN_SQLITE = text(
    """SELECT id, canonical_url FROM article WHERE id IN (SELECT value FROM json_each(:ids))
    UNION SELECT id, canonical_url FROM article WHERE canonical_url IN (SELECT value FROM json_each(:urls))"""
)
_SAME_IN_POSTGRESQL = text(
    """SELECT id, canonical_url FROM article WHERE id = ANY(CAST(:ids AS varchar[]))
    UNION SELECT id, canonical_url FROM article WHERE canonical_url = ANY(CAST(:urls AS varchar[]))"""
)
_KNOWN_IN_SQLITE = text(
    "SELECT key FROM feedkey WHERE feed = :feed AND key IN (SELECT value FROM json_each(:keys))"
)
_KNOWN_IN_POSTGRESQL = text(
    "SELECT key FROM feedkey WHERE feed = :feed AND key = ANY(CAST(:keys AS varchar[]))"
)
_NEW_IN_SQLITE = text(
    """INSERT INTO feedkey (feed, key, seen_at) SELECT :feed, value, :now FROM json_each(:keys) WHERE true
    ON CONFLICT DO NOTHING"""
).bindparams(bindparam("now", type_=Instant()))
_NEW_IN_POSTGRESQL = text(
    """INSERT INTO feedkey (feed, key, seen_at) SELECT :feed, unnest(CAST(:keys AS varchar[])), :now
    ON CONFLICT DO NOTHING"""
).bindparams(bindparam("now", type_=Instant()))
