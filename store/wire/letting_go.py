"""What was read and is not ours: after a while only the hashes of its keys stay, so that it never is new again. Of the entries
of feeds there never are more than these.

``store/wire/articles.py`` and ``Wire.unread`` ask for them like for what is kept whole.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import blake2b

from sqlalchemy import delete, exists, text
from sqlmodel import Session, col, select

from store.database.fulltext import forget_deleted
from store.database.index import ASIDE, SearchDocument, insert_new
from store.nouns.bookkeeping import LetGoKey
from store.nouns.decisions import ArticleKeys
from store.nouns.models import NOT_OURS, Article, Evidence
from store.nouns.reviews import AuditEntry, NameMention, Review
from store.nouns.types import storable
from store.wire.left_out import OFFERED


def hash_of(*parts: str) -> int:
    """A key in eight bytes, as a signed number: of a hundred million keys two are alike once in two thousand registers."""
    named = "\n".join(storable(part) for part in parts).encode("utf-8")
    return int.from_bytes(blake2b(named, digest_size=8).digest(), "little", signed=True)


def let_go_articles(session: Session, before: datetime, most: int) -> int:
    """Lets go of at most ``most`` items of feeds that were read before then, were not ours, and that nobody decided on;
    returns how many."""
    columns = (
        Article.id,
        Article.source,
        Article.guid,
        Article.content_hash,
        Article.published,
        Article.read_at,
    )
    named = (exists().where(col(Evidence.article) == Article.id), exists().where(col(Review.article) == Article.id, col(Review.state) != OFFERED),
             exists().where(col(NameMention.article) == Article.id),
             exists().where(col(AuditEntry.subject) == text("'article:' || article.id")))  # fmt: skip
    rows = session.execute(
        select(*columns)  # type: ignore[call-overload]
        .where(text(NOT_OURS), col(Article.read_at) < before)
        .where(col(Article.event).is_(None), col(Article.feed).is_not(None), *(~one for one in named))
        .order_by(col(Article.read_at))
        .limit(most)
    ).all()
    keys: dict[int, date] = {}
    for article, source, guid, content, published, read_at in rows:
        asked = ArticleKeys(guid=guid, source=source, content_hash=content, published=published, id=article)
        keys |= dict.fromkeys(article_hashes(asked), read_at.date())
    _keep(session, keys)
    gone = [row[0] for row in rows]
    session.execute(delete(Review).where(col(Review.article).in_(gone)))
    session.execute(
        delete(SearchDocument).where(col(SearchDocument.kind) == ASIDE, col(SearchDocument.ref).in_(gone))
    )
    session.execute(delete(Article).where(col(Article.id).in_(gone)))
    forget_deleted(session)
    return len(rows)


def gone_articles(session: Session, items: Sequence[ArticleKeys]) -> list[bool]:
    """For each item whether it is one that was let go of: by its id, its guid within its source, or its words on its
    day."""
    hashed = [article_hashes(one) for one in items]
    held = held_hashes(session, {one for some in hashed for one in some})
    return [not held.isdisjoint(some) for some in hashed]


def article_hashes(keys: ArticleKeys) -> list[int]:
    """An id is made of the canonical address where there is one: it stands for that as well."""
    found = [hash_of("id", keys.id)] if keys.id else []
    if keys.guid and keys.source:
        found.append(hash_of("guid", keys.source, keys.guid))
    if keys.content_hash:
        day = keys.published.date().isoformat() if keys.published else ""
        found.append(hash_of("words", keys.content_hash, day))
    return found


def _keep(session: Session, keys: dict[int, date]) -> None:
    if keys:
        put = insert_new(session, LetGoKey).on_conflict_do_nothing()
        session.execute(put, [{"key": key, "day": day} for key, day in keys.items()])


def held_hashes(session: Session, keys: Iterable[int]) -> set[int]:
    """Those of the hashes under which something was read."""
    wanted = list(keys)
    if not wanted:
        return set()
    if session.get_bind().dialect.name == "postgresql":
        return set(session.execute(_HELD_IN_POSTGRESQL, {"keys": wanted}).scalars())
    return set(session.execute(_HELD_IN_SQLITE, {"keys": json.dumps(wanted)}).scalars())


_HELD_IN_SQLITE = text("SELECT key FROM letgokey WHERE key IN (SELECT value FROM json_each(:keys))")
_HELD_IN_POSTGRESQL = text("SELECT key FROM letgokey WHERE key = ANY(CAST(:keys AS bigint[]))")
