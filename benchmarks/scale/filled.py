"""A register of many events in a real database, as years of reading would have left it: written in bulk, row by row the
same as what ``store/wire/filing.py`` and ``store/database/index.py`` would have filed."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import partial
from itertools import islice
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import Session, SQLModel

from benchmarks.match.register import Question, events
from facts.matching.index import Profile
from seeds.load import load_seeds
from store.database.database import Database
from store.database.index import (
    EventLink,
    SearchDocument,
    SearchedWord,
    StemmedText,
    insert_new,
    links,
    searched_text,
    stemmed,
)
from store.nouns.models import Article, Event, Evidence
from store.nouns.values import Materiel, Participant
from store.nouns.words import plain_words
from store.store import Store

BATCH = 2_000
RETOLD = 3
"""Every third event was told by a second article."""
PHASES = ("reported", "announced", "under way", "concluded")
IMPORTANCE = ("low", "notable", "notable", "high")


@dataclass
class Filled:
    """Rows of one batch by table."""

    rows: dict[type[SQLModel], list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, table: type[SQLModel], row: dict[str, Any]) -> None:
        self.rows.setdefault(table, []).append(row)


async def fill(store: Store, count: int) -> None:
    """The seeds and ``count`` events over thirty years, oldest first, with four articles to three events."""
    await store.register.seed(load_seeds())
    every = events(count)
    while some := list(islice(every, BATCH)):
        batch = batch_of(some)
        await store.database.write(partial(write_batch, batch=batch))
    if not store.database.is_sqlite:
        await asyncio.to_thread(_vacuum, store.database)


def _vacuum(database: Database) -> None:
    """What autovacuum does to what was inserted in bulk (PostgreSQL's documentation, 24.1.6): the benchmarks' server has
    none. A SQLite register is analysed by nobody."""
    with closing(database.own_connection(options="-c statement_timeout=0")) as connection:
        connection.execute(text("VACUUM ANALYZE"))


def write_batch(session: Session, batch: Filled) -> None:
    for table, rows in batch.rows.items():
        session.execute(insert(table), rows)
    documents = batch.rows.get(SearchDocument, [])
    words = plain_words(
        row[part] for row in documents if row["kind"] != "article" for part in ("title", "body")
    )
    put = insert_new(session, SearchedWord).on_conflict_do_nothing()
    session.execute(put, [{"word": word} for word in sorted(words)])


def batch_of(some: Sequence[tuple[Profile, Question]]) -> Filled:
    batch = Filled()
    for number, (profile, question) in enumerate(some):
        event = _event(profile, number)
        batch.add(Event, event.model_dump())
        for kind, key in sorted(links(event)):
            batch.add(EventLink, {"event": event.id, "kind": kind, "key": key})
        batch.add(SearchDocument, _document("event", event))
        articles = list(_articles(profile, question, event, number))
        stems = stemmed(event, dict.fromkeys(article.title for article in articles))
        batch.add(StemmedText, {"kind": "event", "ref": event.id, "stems": stems})
        for article in articles:
            batch.add(Article, article.model_dump())
            batch.add(SearchDocument, _document("article", article))
            batch.add(Evidence, _evidence(article, event))
    return batch


def _event(profile: Profile, number: int) -> Event:
    [told] = profile.texts
    reading = told.reading
    assert reading is not None
    assert told.published is not None
    at = datetime.combine(told.published, time(12), UTC)
    facts = profile.facts.model_copy(
        update={
            "day": told.published, "precision": ("day", "day", "approximate", "month")[number % 4],
            "summary": told.title + ".", "place": told.title.split()[-1],
            "equipment": [Materiel(equipment=item) for item in reading.equipment],
            "actors": [Participant(actor=person) for person in reading.people],
            "phase": PHASES[number % 4], "importance": IMPORTANCE[number // 4 % 4],
        }
    )  # fmt: skip
    return Event(**dict(facts), id=profile.event, first_seen=at, updated_at=at)


def _articles(profile: Profile, question: Question, event: Event, number: int) -> Iterator[Article]:
    [told] = profile.texts
    assert told.reading is not None
    yield _article(event, "a", told.title, event.first_seen, told.reading.to_dict())
    if number % RETOLD == 0:
        later = event.first_seen + timedelta(days=1)
        yield _article(event, "b", question.article.title, later, question.reading.to_dict())


def _article(event: Event, mark: str, title: str, at: datetime, reading: dict[str, Any]) -> Article:
    address = f"https://wire-{mark}.example/news/{event.id}"
    return Article(
        source=f"wire-{mark}", title=title, url=address, canonical_url=address, guid=address,
        lead=f"{title}, officials said on {at:%A}.", published=at, published_precision="day",
        content_hash=f"{mark}-{event.id}", id=f"{mark}-{event.id}", feed=f"wire-{mark}", read_at=at,
        verdict="new" if mark == "a" else "same", event=event.id, score=5.0, reasons=["states +1.2"], reading=reading,
    )  # fmt: skip


def _document(kind: str, row: Event | Article) -> dict[str, Any]:
    title, body = searched_text(row)
    return {"kind": kind, "ref": row.id, "title": title, "body": body}


def _evidence(article: Article, event: Event) -> dict[str, Any]:
    row = Evidence(article=article.id, event=event.id, decided_at=article.read_at, reasons=article.reasons)
    return row.model_dump(exclude={"id"})
