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
from tests.store.old_register import AUDITED, BEFORE, EVENTS, fill


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
        rows = [row for one in kept for row in one.values()]
        assert len(rows) == AUDITED
        assert {one["series"] for one in rows} == {"shaheen"}
        assert {one["equipment"][0]["equipment"] for one in rows} == {"ah-64"}
        assert {one["title"] for one in rows} == {"Delivery"}


def test_two_persons_of_one_row_are_two(old: Connection) -> None:
    found = column(old, "SELECT key FROM eventlink WHERE kind = 'actor'")
    assert found.count("li-qiang") == found.count("li-keqiang") == EVENTS // 2
    bodies = column(old, "SELECT body FROM search_document")
    assert bodies.count("x · shaheen · li-qiang · ah-64") == EVENTS // 2
    assert bodies.count("x · shaheen · li-keqiang · ah-64") == EVENTS // 2
