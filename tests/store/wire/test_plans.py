"""What the wire looks up, it looks up by an index: no statement of a visit or a send reads a whole large table."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, insert, text
from sqlalchemy import event as events
from sqlmodel import Session

from handlers.ui.topic_search import Looked, Topical
from store.database.schema import METADATA
from store.nouns.decisions import ArticleKeys, Decision, FeedVisit
from store.nouns.desk import Alert, HeldItem
from store.nouns.models import EvidenceFacts, Feed, FeedFacts, Source
from store.nouns.words import stemmed_text
from store.outbox.outbox import Lane
from store.store import Store
from store.wire.watched import By
from tests.clock import Clock
from tests.store.nouns import article, event

MANY = 3000
"""Rows of each large table: so many that reading one from end to end costs more than looking up by its index."""
FEEDS = 1500
LARGE = {
    "article",
    "event",
    "evidence",
    "eventlink",
    "feed",
    "feedkey",
    "helditem",
    "alert",
    "search_document",
    "stemmedtext",
}

OF_A_FEW = {"ix_alert_edits", "ix_article_left_out"}
"""Indexes that hold only the few rows that are looked for."""
IN_ORDER = {"ix_event_newest", "ix_event_oldest"}
"""Indexes that are read from their beginning, as far as there is room in an answer."""


def rows(now: datetime) -> dict[str, Iterator[dict[str, Any]]]:
    """As years of a busy bot leave them: one source with all articles, most alerts sent, most feeds due later."""
    at = [now - timedelta(hours=place) for place in range(MANY)]
    text_, thing = article("").model_dump(), event("").model_dump()
    told = Alert(
        key="", kind="event", subject="", channel=0, body={}, due_at=now, created_at=now
    ).model_dump()
    watched = Feed(id="", source="daily", url="https://x.example/", added_at=now, next_due=now).model_dump()
    proof = {**EvidenceFacts(article="", event="").model_dump(), "decided_at": now}
    del told["id"]
    return {
        "article": (
            text_ | {"id": f"a{n}", "guid": f"urn:daily:{n}", "content_hash": f"h{n}", "feed": f"f{n % 300}"}
            | {"canonical_url": f"https://daily.example/{n}", "published": at[n], "read_at": at[n]}
            for n in range(MANY)
        ),
        "event": (thing | {"id": f"e{n}", "updated_at": at[n], "first_seen": at[n]} for n in range(MANY)),
        "stemmedtext": (
            {"kind": "event", "ref": f"e{n}", "stems": stemmed_text([thing["title"], f"number {n}"])} for n in range(MANY)
        ),
        "eventlink": ({"event": f"e{n}", "kind": "country", "key": f"{n % 200}"} for n in range(MANY)),
        "evidence": (proof | {"article": f"a{n}", "event": f"e{n}"} for n in range(MANY)),
        "feed": (
            watched | {"id": f"f{n}", "url": f"https://daily.example/feed/{n}"}
            | {"next_due": now + timedelta(minutes=n - 3)}
            for n in range(FEEDS)
        ),
        "feedkey": ({"feed": f"f{n % 300}", "key": f"guid:{n}", "seen_at": at[n]} for n in range(MANY)),
        "helditem": (
            {"feed": f"f{n % 300}", "key": f"guid:{n}", "place": n, "item": {}, "held_at": at[n]}
            for n in range(MANY)
        ),
        "alert": (
            told | {"key": f"k{n}", "subject": f"event:e{n}", "channel": n % 50, "message": n, "due_at": at[n]}
            | ({"state": "sent", "shown": 1} if n > 5 else {"state": "pending"})
            for n in range(MANY)
        ),
    }  # fmt: skip


@pytest.fixture
async def filled(store: Store, clock: Clock) -> Store:
    def fill(session: Session) -> None:
        for table, values in rows(clock()).items():
            session.execute(insert(METADATA.tables[table]), list(values))

    await store.database.write(fill)
    with store.database.writer.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    return store


@contextmanager
def heard(store: Store) -> Iterator[list[tuple[str, Any]]]:
    """The statements that the store runs, with their values."""
    said: list[tuple[str, Any]] = []

    def hear(
        _connection: Connection, _cursor: object, statement: str, values: Any, _context: object, many: bool
    ) -> None:
        said.append((statement, values[0] if many else values))

    engines = {store.database.writer, store.database.reader, store.database.gatherer}
    for engine in engines:
        events.listen(engine, "before_cursor_execute", hear)
    yield said
    for engine in engines:
        events.remove(engine, "before_cursor_execute", hear)


def read_whole(connection: Connection, statement: str, values: Any) -> list[str]:
    """The large tables that a statement reads from end to end."""
    if connection.dialect.name == "sqlite":
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
        steps = [str(row[3]).split() for row in plan]
        scanned = [step[1] for step in steps if step[0] == "SCAN" and step[-1] not in IN_ORDER]
    else:
        [[plan]] = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).all()
        scanned = list(without_index(plan[0]["Plan"]))
    return [table for table in scanned if table in LARGE]


def without_index(node: dict[str, Any]) -> Iterator[str]:
    """The tables of a plan of PostgreSQL that are read without a condition on an index."""
    by_index = {"Index Cond", "Recheck Cond"} & set(node) or node.get("Index Name") in OF_A_FEW | IN_ORDER
    if "Relation Name" in node and not by_index and node["Node Type"] != "ModifyTable":
        yield node["Relation Name"]
    for below in node.get("Plans", ()):
        yield from without_index(below)


def keys(n: int) -> ArticleKeys:
    return ArticleKeys(f"https://other.example/{n}", f"urn:other:{n}", "daily", f"other{n}")


def decision(now: datetime) -> Decision:
    proof = EvidenceFacts(article="new", event="new")
    told = Alert(key="new", kind="event", subject="event:new", channel=7, body={}, due_at=now, created_at=now)
    return Decision(article("new"), ("k",), event("new"), evidence=(proof,), alerts=(told,), touched=("e5",))


NEW_FEED = FeedFacts(source="daily", url="https://new.example/")
LOOKED_UP: dict[str, Callable[[Store, datetime], Awaitable[object]]] = {
    "known articles": lambda store, _: store.wire.known_articles([keys(1), keys(2), ArticleKeys(guid="urn:daily:9", source="daily")]),
    "one article": lambda store, _: store.wire.article("a5"),
    "unread": lambda store, _: store.wire.unread("f1", [["guid:1"], ["guid:new"]]),
    "remember": lambda store, _: store.wire.remember("f1", [["guid:1"], ["guid:new"]]),
    "remembered": lambda store, _: store.watched.remembered(["guid:5"]),
    "feed by name": lambda store, _: store.wire.feed("f7"),
    "feed by address": lambda store, _: store.wire.feed("https://daily.example/feed/7"),
    "due feeds": lambda store, _: store.wire.due_feeds(10, timedelta(minutes=1)),
    "visits": lambda store, _: store.wire.record_visits([FeedVisit("f1", {"state": "healthy"}, (("k",),))]),
    "hold": lambda store, now: store.wire.hold("f1", [HeldItem(feed="f1", key="k", place=0, item={"keys": ["k"]}, held_at=now)], {}),
    "held": lambda store, _: store.wire.held("f1"),
    "let go": lambda store, _: store.wire.let_go("f1"),
    "add feed": lambda store, _: store.watched.add("new", NEW_FEED, Source(id="daily", name="D", owner="d"), By()),
    "remove feed": lambda store, _: store.wire.remove_feed("f9"),
    "brought": lambda store, now: store.watched.yields(now),
    "file": lambda store, now: store.wire.record([decision(now)], feed="f1", state={"state": "healthy"}),
    "lanes": lambda store, now: store.outbox.waiting(now),
    "next due": lambda store, _: store.outbox.next_due(),
    "claim": lambda store, now: store.outbox.claim(Lane(3), now),
    "told": lambda store, _: store.outbox.about("event:e5"),
    "newest titles": lambda store, _: store.answers.titles(most=20),
}  # fmt: skip

BY_A_PERSON = {"remembered": {"feed"}, "add feed": {"feed"}}
"""What somebody waits for may read the list of feeds: people keep it, and it is some hundred long."""


async def test_no_look_up_reads_a_whole_table(filled: Store, clock: Clock) -> None:
    found: dict[str, list[str]] = {}
    for name, look_up in LOOKED_UP.items():
        with heard(filled) as said:
            await look_up(filled, clock())
        assert said
        with filled.database.writer.connect() as connection:
            for statement, values in said:
                if statement.split()[0] in ("SELECT", "UPDATE", "DELETE", "INSERT", "WITH"):
                    found.setdefault(name, []).extend(read_whole(connection, statement, values))
    assert {name: scans for name, scans in found.items() if set(scans) - BY_A_PERSON.get(name, set())} == {}


async def test_a_question_costs_no_statement_an_event(filled: Store, clock: Clock) -> None:
    """Whatever a judge reads of an event is read with it."""
    topical = Topical(filled.answers, filled.search, clock)
    with heard(filled) as said:
        looked = await topical.look("title", None, None)
    assert isinstance(looked, Looked)
    assert looked.found.tally.events == MANY
    assert len(said) < 60
