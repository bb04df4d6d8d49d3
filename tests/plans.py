"""A store as years of a busy bot leave it, and which large tables a statement reads from end to end."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, insert, text
from sqlalchemy import event as events
from sqlmodel import Session

from store.database.schema import METADATA
from store.nouns.models import LISTED, EvidenceFacts, Feed
from store.nouns.outbox import Alert
from store.nouns.words import stemmed_text
from store.store import Store, open_store
from store.wire.letting_go import hash_of
from tests.clock import Clock
from tests.store.nouns import article, event
from tests.templates import cloned, once, once_in_postgres

MANY = 3000
"""Rows of each large table: so many that reading one from end to end costs more than looking up by its index."""
FEEDS = 1500
LARGE = {
    "article",
    "event",
    "evidence",
    "eventlink",
    "feed",
    "letgokey",
    "helditem",
    "alert",
    "search_document",
    "stemmedtext",
}

UNKNOWN = (
    "DELETE FROM pg_statistic; UPDATE pg_class SET reltuples = -1 WHERE relnamespace = 'public'::regnamespace"
)
"""What PostgreSQL counted in other tests would choose other plans: of a few thousand rows, reading all is often cheaper."""
OF_A_FEW = {"ix_alert_edits", "ix_article_left_out", "ix_article_within"}
"""Indexes that hold only the few rows that are looked for."""
OF_ONE_KIND = {"search_document", "stemmedtext"}
"""Tables nearly all of whose rows are of one kind: who looks them up by it alone reads them from end to end."""
IN_ORDER = {"ix_event_newest", "ix_event_oldest", "ix_event_living", LISTED, "search_document_pkey"}
"""Indexes that are read from their beginning, as far as there is room in an answer; all kinds are counted in the last one."""


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
        "search_document": (
            {"kind": "event", "ref": f"e{n}", "title": f"{thing['title']} number {n}", "body": "China"} for n in range(MANY)
        ),
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
        "letgokey": ({"key": hash_of("entry", f"f{n % 300}", f"guid:{n}"), "day": at[n].date()} for n in range(MANY)),
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


@pytest.fixture(scope="session")
def busy_sqlite(run_folder: Path) -> Path:
    """A filled SQLite file that each test's own is copied from."""
    return once(run_folder / "busy.db", lambda file: asyncio.run(fill(f"sqlite:///{file}")))


@pytest.fixture
def busy_sqlite_url(busy_sqlite: Path, tmp_path: Path) -> str:
    file = tmp_path / "busy.db"
    shutil.copyfile(busy_sqlite, file)
    return f"sqlite:///{file}"


@pytest.fixture(scope="session")
def busy_postgres(postgres_server: str, run_folder: Path) -> str:
    """The name of a filled PostgreSQL database that each test's own is cloned from."""
    return once_in_postgres(run_folder / "busy.postgres", postgres_server, lambda url: asyncio.run(fill(url)))


@pytest.fixture
def busy_postgres_url(postgres_server: str, busy_postgres: str) -> Iterator[str]:
    with cloned(postgres_server, busy_postgres) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgres"])
def busy_url(request: pytest.FixtureRequest) -> str:
    """A filled database of the test's own, once on each backend."""
    return str(request.getfixturevalue(f"busy_{request.param}_url"))


@pytest.fixture
async def filled(busy_url: str, clock: Clock) -> AsyncIterator[Store]:
    """A filled store on each backend, at the turning clock."""
    opened = await open_store(busy_url, clock)
    yield opened
    await opened.close()


async def fill(url: str) -> None:
    """As if it were the time at which the clock of the tests begins."""
    store = await open_store(url, clock := Clock())
    await store.database.write(lambda session: put(session, clock()))
    await store.close()


def put(session: Session, now: datetime) -> None:
    for table, values in rows(now).items():
        session.execute(insert(METADATA.tables[table]), list(values))
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(UNKNOWN))


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
        scanned += [step[1] for step in steps if step[-1] == "(kind=?)" and step[1] in OF_ONE_KIND]
    else:
        connection.exec_driver_sql(
            "SET LOCAL enable_seqscan = off"
        )  # where an index can serve, however few rows
        [[plan]] = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", values).all()
        scanned = list(without_index(plan[0]["Plan"]))
    return [table for table in scanned if table in LARGE]


def without_index(node: dict[str, Any]) -> Iterator[str]:
    """The tables of a plan of PostgreSQL that are read without a condition on an index."""
    if "Relation Name" in node and node["Node Type"] != "ModifyTable" and not is_by_index(node):
        yield node["Relation Name"]
    for below in node.get("Plans", ()):
        yield from without_index(below)


def is_by_index(node: dict[str, Any]) -> bool:
    """Whether a condition chooses the rows in an index. A bitmap is made by the scans below it, and the whole of an index
    that is partial has its predicate to check and no condition."""
    if node["Node Type"] in ("Bitmap Heap Scan", "BitmapOr"):
        made_by = [below for below in node["Plans"] if below["Node Type"].startswith("Bitmap")]
        return all(map(is_by_index, made_by))
    if node["Node Type"] == "BitmapAnd":
        return any(is_by_index(below) for below in node["Plans"])
    return "Index Cond" in node or node.get("Index Name") in OF_A_FEW | IN_ORDER


def scanned(store: Store, said: list[tuple[str, Any]]) -> list[str]:
    """The large tables that one of the statements reads from end to end."""
    with store.database.writer.connect() as connection:
        return [
            table
            for statement, values in said
            if statement.split()[0] in ("SELECT", "UPDATE", "DELETE", "INSERT", "WITH")
            for table in read_whole(connection, statement, values)
        ]
