"""Finding the article that an item already is, and remembering what was read."""

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Date, bindparam, text
from sqlmodel import Session, SQLModel, col, delete, select

from store.database.index import batches, insert_new, put_asides
from store.nouns.bookkeeping import Mark
from store.nouns.decisions import ArticleKeys
from store.nouns.models import Article, Feed
from store.nouns.reviews import HeldItem
from store.nouns.types import Instant, storable
from store.wire.letting_go import hash_of, held_hashes

SYNDICATED_FOR = timedelta(days=7)
"""How long after a text first stood somewhere its copy elsewhere is a copy."""
SAME_ISSUE = timedelta(hours=12)
"""Within one source the same words half a day later are the next report of a series: a daily bulletin says the same each day."""

REMOVED = "removed feed:"
"""Before the name of a feed that was removed, in what the bot keeps about itself."""
BY_CONTENT = 2
"""The last of three ways by which an item finds the article that it is; the first that finds one decides."""


def find_articles(session: Session, items: Sequence[ArticleKeys]) -> list[Article | None]:
    """For each item the article that it already is: by canonical address, then by guid within its source, then by
    content; the first filed where several are. One statement for all, and one for the rows of those that are known."""
    best: dict[int, tuple[int, datetime, str]] = {}
    for place, way, article, read_at, source, published in _namesakes(session, items):
        if way != BY_CONTENT or _near(items[place], source, published):
            found = (way, read_at, article)
            best[place] = min(found, best.get(place, found))
    ids = {article for _, _, article in best.values()}
    rows = {
        row.id: row
        for some in batches(sorted(ids))
        for row in session.exec(select(Article).where(col(Article.id).in_(some)))
    }
    return [rows[best[place][2]] if place in best else None for place in range(len(items))]


def _namesakes(session: Session, items: Sequence[ArticleKeys]) -> Iterable[Sequence[Any]]:
    """The place of an item, the way by which it finds an article (``BY_CONTENT`` is the last), and of that article what
    decides between several."""
    keys = {
        "urls": [one.canonical_url or None for one in items],
        "guids": [(one.source and one.guid) or None for one in items],
        "sources": [one.source or None for one in items],
        "hashes": [one.content_hash or None for one in items],
    }
    if _is_postgresql(session):
        return session.execute(_NAMESAKES_IN_POSTGRESQL, keys)
    return session.execute(
        _NAMESAKES_IN_SQLITE, {"items": json.dumps(list(zip(*keys.values(), strict=True)))}
    )


def _near(keys: ArticleKeys, source: str, published: datetime | None) -> bool:
    """Whether an article may be the same text by its date; one of the two without a date may."""
    if keys.published is None or published is None:
        return True
    apart = abs(published - keys.published)
    return apart <= SAME_ISSUE or (
        keys.source is not None and source != keys.source and apart <= SYNDICATED_FOR
    )


def same_articles(
    session: Session, ids: Sequence[str], urls: Sequence[str], hashes: Collection[int]
) -> tuple[list[tuple[str, str | None]], set[int]]:
    """Id and canonical address of the articles that have one of these ids or addresses; and those of ``hashes`` under
    which one was let go of (``store/wire/letting_go.py``)."""
    same = _SAME_IN_POSTGRESQL if _is_postgresql(session) else _SAME_IN_SQLITE
    asked = {"ids": _one_value(session, ids), "urls": _one_value(session, urls)}
    rows = session.execute(same, asked | {"gone": _numbers(session, hashes)}).all()
    found = [(article, url) for article, url, _ in rows if article is not None]
    return found, {gone for article, _, gone in rows if article is None}


def add_asides(session: Session, articles: Sequence[Article]) -> None:
    """Adds new ones that are set aside: most of what the wire brings, written at once and without the detour by the
    session's rows. One that another process files at the same moment is there already; all of them
    go in one order, so that two batches do not wait for each other crosswise."""
    if articles:
        ordered = sorted(articles, key=lambda article: article.id)
        rows = [article.model_dump() for article in ordered]
        session.execute(insert_new(session, _ARTICLE).on_conflict_do_nothing(), rows)
        put_asides(session, ordered)


def known_keys(session: Session, feed: str, keys: Iterable[str]) -> set[str]:
    """Those of ``keys`` under which an entry of the feed was read, as they are hashed (see :func:`store.types.storable`)."""
    hashed = {hash_of("entry", feed, key): storable(key) for key in keys}
    return {hashed[number] for number in held_hashes(session, hashed)}


def remember(session: Session, feed: str, keys: Iterable[str], now: datetime) -> None:
    """Adds the keys that are not known yet; all of them go in one order, as in ``add_asides``."""
    hashed = sorted({hash_of("entry", feed, key) for key in keys})
    new = _NEW_IN_POSTGRESQL if _is_postgresql(session) else _NEW_IN_SQLITE
    session.execute(new, {"keys": _numbers(session, hashed), "day": now.date()})


def forget_feed(session: Session, feed: Feed, now: datetime) -> None:
    """Drops the entries of a feed that waited for a word. What was read of it stays read, also if it is added again: no feed
    of another address ever has its name (``names_in_use``)."""
    session.exec(delete(HeldItem).where(col(HeldItem.feed) == feed.id))
    session.merge(Mark(name=f"{REMOVED}{feed.id}", value=feed.url, at=now))


def names_in_use(session: Session, start: str, url: str) -> set[str]:
    """Names of feeds that begin so and are not free for the feed of this address."""
    watched = session.exec(select(Feed.id).where(col(Feed.id).startswith(start))).all()
    removed = select(Mark.name).where(col(Mark.name).startswith(f"{REMOVED}{start}"), Mark.value != url)
    return {*watched, *(name.removeprefix(REMOVED) for name in session.exec(removed))}


def _is_postgresql(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"


def _one_value(session: Session, keys: Iterable[str]) -> list[str] | str:
    """A list of any length as one value of a statement, which therefore is prepared once: an array, or JSON."""
    kept = [storable(key) for key in keys]
    return kept if _is_postgresql(session) else json.dumps(kept)


def _numbers(session: Session, numbers: Iterable[int]) -> list[int] | str:
    return list(numbers) if _is_postgresql(session) else json.dumps(list(numbers))


_MOMENTS = {"read_at": Instant(), "published": Instant()}
_NAMESAKES_IN_SQLITE = text(
    """WITH item AS MATERIALIZED (SELECT key AS place, json_extract(value, '$[0]') AS url,
        json_extract(value, '$[1]') AS guid, json_extract(value, '$[2]') AS source, json_extract(value, '$[3]') AS hash FROM json_each(:items))
    SELECT place, 0 AS way, article.id, read_at, article.source, published FROM item
        CROSS JOIN article ON canonical_url = item.url
    UNION ALL SELECT place, 1, article.id, read_at, article.source, published FROM item
        CROSS JOIN article ON article.source = item.source AND article.guid = item.guid
    UNION ALL SELECT place, 2, article.id, read_at, article.source, published FROM item
        CROSS JOIN article ON content_hash = item.hash"""
).columns(**_MOMENTS)
_NAMESAKES_IN_POSTGRESQL = text(
    """WITH item AS (SELECT place - 1 AS place, url, guid, source, hash FROM unnest(CAST(:urls AS varchar[]),
        CAST(:guids AS varchar[]), CAST(:sources AS varchar[]), CAST(:hashes AS varchar[])) WITH ORDINALITY
        AS one(url, guid, source, hash, place))
    SELECT place, 0 AS way, article.id, read_at, article.source, published FROM item
        JOIN article ON canonical_url = item.url
    UNION ALL SELECT place, 1, article.id, read_at, article.source, published FROM item
        JOIN article ON article.source = item.source AND article.guid = item.guid
    UNION ALL SELECT place, 2, article.id, read_at, article.source, published FROM item
        JOIN article ON content_hash = item.hash"""
).columns(**_MOMENTS)
_ARTICLE = SQLModel.metadata.tables["article"]
_SAME_IN_SQLITE = text(
    """SELECT id, canonical_url, 0 FROM article WHERE id IN (SELECT value FROM json_each(:ids))
    UNION ALL SELECT id, canonical_url, 0 FROM article WHERE canonical_url IN (SELECT value FROM json_each(:urls))
    UNION ALL SELECT NULL, NULL, key FROM letgokey WHERE key IN (SELECT value FROM json_each(:gone))"""
)
_SAME_IN_POSTGRESQL = text(
    """SELECT id, canonical_url, 0 FROM article WHERE id = ANY(CAST(:ids AS varchar[]))
    UNION ALL SELECT id, canonical_url, 0 FROM article WHERE canonical_url = ANY(CAST(:urls AS varchar[]))
    UNION ALL SELECT NULL, NULL, key FROM letgokey WHERE key = ANY(CAST(:gone AS bigint[]))"""
)
_NEW_IN_SQLITE = text(
    "INSERT INTO letgokey (key, day) SELECT value, :day FROM json_each(:keys) WHERE true ON CONFLICT DO NOTHING"
).bindparams(bindparam("day", type_=Date()))
_NEW_IN_POSTGRESQL = text(
    "INSERT INTO letgokey (key, day) SELECT unnest(CAST(:keys AS bigint[])), :day ON CONFLICT DO NOTHING"
).bindparams(bindparam("day", type_=Date()))
