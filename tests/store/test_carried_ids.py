"""What was filed under an id that changed is found under the new one, wherever the id stood."""

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Connection, text

from store.database.database import Database
from store.database.revise import upgrade_to
from tests.postgres import in_postgres, named

BEFORE = "0013"
EVENTS = 1000
AUDITED = 50


@pytest.fixture(scope="module")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> str:
    return f"sqlite:///{tmp_path_factory.mktemp('old') / 'old.db'}"


@pytest.fixture(scope="module")
def postgres_database(postgres_server: str) -> Iterator[str]:
    name = f"entente_carried_{os.getpid()}"
    in_postgres(postgres_server, f"CREATE DATABASE {name}")
    yield named(postgres_server, name)
    in_postgres(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="module", params=["sqlite_file", "postgres_database"])
def old(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A database of the version before, with events, readings, audit entries, a watch and a rule, brought up to date; the
    tests only read it."""
    engine = Database(str(request.getfixturevalue(request.param))).writer
    with engine.begin() as connection:
        upgrade_to(connection, BEFORE)
        fill(connection)
    with engine.begin() as connection:
        upgrade_to(connection, "0014")
        yield connection
    engine.dispose()


def fill(connection: Connection) -> None:
    put(connection, "equipment", id="apache", designation="Apache", category="helicopter", note="")
    put(connection, "mark", name="seed:equipment:apache", value="print")
    put(
        connection,
        "watch",
        person=1,
        guild=1,
        channel=1,
        kind="actor",
        what="plan",
        daily=False,
        hour=8,
        zone="UTC",
    )
    put(
        connection,
        "watch",
        person=1,
        guild=1,
        channel=1,
        kind="word",
        what="apache",
        daily=False,
        hour=8,
        zone="UTC",
    )
    put(connection, "subscription", guild=1, channel=1, actors=["plan", "pla-navy"], minimum="low", zone="UTC",
        cooldown_minutes=1, created_by=1, publish=False, ping_minimum="low")  # fmt: skip
    for number in range(EVENTS):
        told = "Li Qiang visits" if number % 2 else "Li Keqiang visits"
        event = f"e{number}"
        put(connection, "event", id=event, kind="delivery", title="Delivery", series="Shaheen",
            equipment=[{"equipment": "apache", "quantity": 2}], actors=[{"actor": "li-keqiang", "part": "visitor"}])  # fmt: skip
        reading = {
            "equipment": ["apache"],
            "organisations": ["plan"],
            "quantities": [{"number": 2, "of": "apache"}],
        }
        put(connection, "article", id=f"a{number}", source="s", title=told, reading=reading)
        put(connection, "evidence", article=f"a{number}", event=event, score=1.0, decided_by="rule")
        put(connection, "eventlink", event=event, kind="equipment", key="apache")
        put(connection, "eventlink", event=event, kind="actor", key="li-keqiang")
        put(
            connection,
            "search_document",
            kind="event",
            ref=event,
            title="Delivery",
            body="x · Shaheen · li-keqiang · apache",
        )
    for number in range(AUDITED):
        snapshot = {"series": "Shaheen", "equipment": [{"equipment": "apache"}], "title": "apache"}
        put(
            connection,
            "auditentry",
            person="discord:1",
            action="amend",
            subject=f"e{number}",
            before=snapshot,
            after=snapshot,
        )


def put(connection: Connection, table: str, **values: Any) -> None:
    """A row as a version of before would write it: whatever is not given has a value of its type."""
    if connection.dialect.name == "sqlite":
        query = (
            "SELECT name, type, \"notnull\" = 0 OR pk > 0 AND type = 'INTEGER' FROM pragma_table_info(:table)"
        )
    else:
        query = (
            "SELECT column_name, data_type, is_nullable = 'YES' OR column_default IS NOT NULL"
            " FROM information_schema.columns WHERE table_name = :table"
        )
    columns = connection.info.setdefault(f"columns of {table}", [])
    columns += [] if columns else connection.execute(text(query), {"table": table}).all()
    row = {
        name: values.get(name, usual(str(kind))) for name, kind, free in columns if name in values or not free
    }
    spelled = {name: json.dumps(one) if isinstance(one, list | dict) else one for name, one in row.items()}
    into = ", ".join(
        f"CAST(:{name} AS JSON)" if _is_json(connection, row[name]) else f":{name}" for name in row
    )
    connection.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({into})"), spelled)  # noqa: S608


def _is_json(connection: Connection, value: Any) -> bool:
    return connection.dialect.name == "postgresql" and isinstance(value, list | dict)


def usual(kind: str) -> Any:
    kind = kind.upper()
    if "JSON" in kind:
        return []
    if "TIME" in kind:
        return "2026-01-01 00:00:00+00:00"
    return 0 if "INT" in kind or "FLOAT" in kind or "DOUBLE" in kind else False if "BOOL" in kind else ""


def column(connection: Connection, query: str) -> list[Any]:
    return [row[0] for row in connection.execute(text(query))]


def test_old_ids_stand_nowhere_any_more(old: Connection) -> None:
    assert set(column(old, "SELECT id FROM equipment")) == {"ah-64"}
    assert set(column(old, "SELECT name FROM mark")) == {"seed:equipment:ah-64"}
    assert set(column(old, "SELECT series FROM event")) == {"shaheen"}
    assert set(column(old, "SELECT key FROM eventlink WHERE kind = 'equipment'")) == {"ah-64"}
    for table, name in (("event", "equipment"), ("article", "reading")):
        documents = column(old, f"SELECT CAST({name} AS TEXT) FROM {table}")  # noqa: S608
        assert len(documents) == EVENTS
        assert all("ah-64" in document and '"apache"' not in document for document in documents)


def test_a_person_s_own_word_stays_and_what_they_follow_is_carried(old: Connection) -> None:
    assert sorted(column(old, "SELECT what FROM watch")) == ["apache", "pla-navy"]
    assert json.loads(column(old, "SELECT CAST(actors AS TEXT) FROM subscription")[0]) == ["pla-navy"]


def test_an_audit_snapshot_holds_the_ids_of_today(old: Connection) -> None:
    for side in ("before", "after"):
        kept = [json.loads(one) for one in column(old, f"SELECT CAST({side} AS TEXT) FROM auditentry")]  # noqa: S608
        assert len(kept) == AUDITED
        assert {one["series"] for one in kept} == {"shaheen"}
        assert {one["equipment"][0]["equipment"] for one in kept} == {"ah-64"}
        assert {one["title"] for one in kept} == {"apache"}


def test_two_persons_of_one_row_are_two(old: Connection) -> None:
    found = column(old, "SELECT key FROM eventlink WHERE kind = 'actor'")
    assert found.count("li-qiang") == found.count("li-keqiang") == EVENTS // 2
    bodies = column(old, "SELECT body FROM search_document")
    assert bodies.count("x · shaheen · li-qiang · ah-64") == EVENTS // 2
    assert bodies.count("x · shaheen · li-keqiang · ah-64") == EVENTS // 2
