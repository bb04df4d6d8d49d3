"""The schema that the revisions make is the schema that the models declare, from wherever a database starts."""

import asyncio
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text

from handlers.ingest.article import digest_of
from store.database.copies import CopyError
from store.database.database import Database
from store.database.migrate import REVISION, migrate, revisions
from store.database.revise import FOLDER, difference, upgrade_to
from store.database.schema import METADATA
from store.nouns.errors import NewerDatabaseError, ReadOnlyDatabaseError, UnreachableDatabaseError
from store.store import open_store
from store.wire.letting_go import hash_of
from tests.clock import Clock
from tests.store.old_register import put

REVISIONS = [script.revision for script in reversed(list(ScriptDirectory(str(FOLDER)).walk_revisions()))]
STARTS = [*REVISIONS[:-2:8], *REVISIONS[-2:]]
"""The first, some between, the one before the newest, and the newest, which has nothing to do: a start costs every revision."""
BEFORE_HASHES = "0032"
"""The revision before the one that keeps the keys of entries as hashes alone."""
BEFORE_DIGESTS = "0033"
"""The revision before the one that keeps digests of guids and of words."""
BEFORE_TELLING = "0039"
"""The revision before the one that tells days of telling apart."""
MADE = ("alembic_version", "search_words")
"""Tables of the tools, and the index that SQLite keeps of others."""
GONE = {"feedkey"}
"""What became rows of another table."""
BEFORE_LEASES = "0009"
"""The revision before the one that makes the table ``lease``."""


@pytest.fixture(params=["sqlite", "postgres"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return str(request.getfixturevalue("empty_postgres_url"))


def test_revisions_are_one_row_under_the_names_of_their_files() -> None:
    assert ScriptDirectory(str(FOLDER)).get_heads() == [REVISIONS[-1]]
    assert list(revisions()) == REVISIONS


@pytest.mark.parametrize("start", STARTS)
def test_from_an_older_revision_the_schema_becomes_that_of_the_models(empty_url: str, start: str) -> None:
    engine = Database(empty_url).writer
    with engine.begin() as connection:
        upgrade_to(connection, start)
    migrate(engine)
    assert_newest(engine)


def test_stopped_after_every_revision_the_schema_becomes_that_of_the_models(empty_url: str) -> None:
    """Each revision is begun on what was committed before it, as where a version ended with it, and with a row in every table
    that there was until then: none of them is lost on the way."""
    engine = Database(empty_url).writer
    filled: set[str] = set()
    for revision in REVISIONS:
        with engine.begin() as connection:
            upgrade_to(connection, revision)
            assert connection.execute(text(REVISION)).scalar() == revision
            names = inspect(connection).get_table_names()
            there = {name for name in names if not name.startswith(MADE)}
            for table in sorted(there - filled):
                put(connection, table)
            filled |= there
    with engine.connect() as connection:
        counts = {
            table: connection.execute(text(f"SELECT count(*) FROM {table}")).scalar()  # noqa: S608
            for table in sorted(filled - GONE)
        }
    assert all(counts.values()), counts
    assert_newest(engine)


def test_what_was_read_of_a_feed_stays_read(empty_url: str) -> None:
    """Whatever stood in the keys of its entries: they are hashed as ``store/wire/letting_go.py`` does."""
    engine = Database(empty_url).writer
    keys = ("guid:1", "link:https://daily.example/é", "title:中巴", "", "g" * 900)
    with engine.begin() as connection:
        upgrade_to(connection, BEFORE_HASHES)
        seen = "2026-11-03 23:59:59+00:00" if engine.dialect.name == "postgresql" else "2026-11-03 23:59:59"
        put(connection, "feedkey", *({"feed": "daily", "key": key, "seen_at": seen} for key in keys))
        put(connection, "letgokey", key=hash_of("entry", "daily", "guid:1"), day="2026-01-01")
    migrate(engine)
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT key, CAST(day AS VARCHAR) FROM letgokey")).all()
    engine.dispose()
    days = {key: "2026-01-01" if key == "guid:1" else "2026-11-03" for key in keys}
    assert dict(map(tuple, kept)) == {hash_of("entry", "daily", key): day for key, day in days.items()}


def test_what_feeds_brought_is_known_by_digests(empty_url: str) -> None:
    """Those that the watcher makes of what it brings now; a document keeps its whole hash, a short guid is its own."""
    engine = Database(empty_url).writer
    guids = (
        "https://daily.example/?p=1&é",
        "tag:daily.example,2026:中巴",
        "urn:17",
        "g" * 16,
        "g" * 17,
        "",
        None,
    )
    rows = [
        {"id": f"a{n}", "feed": "daily", "guid": guid, "content_hash": f"{n:064x}"}
        for n, guid in enumerate(guids)
    ]
    with engine.begin() as connection:
        upgrade_to(connection, BEFORE_DIGESTS)
        put(connection, "article", *rows)
        put(connection, "article", id="document", feed=None, guid=None, content_hash="f" * 64)
    migrate(engine)
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT id, guid, content_hash FROM article")).all()
    engine.dispose()
    assert {name: (guid, words) for name, guid, words in kept} == {
        str(row["id"]): (digest_of(row["guid"]), digest_of(row["content_hash"])) for row in rows
    } | {"document": (None, "f" * 64)}


def test_days_of_telling_are_told_from_days_that_are_about_known(empty_url: str) -> None:
    engine = Database(empty_url).writer
    bases = {
        "wire": "not stated; first told on 2026-11-09",
        "month": "not stated; first told in 2026-11",
        "text": "recently",
    }
    with engine.begin() as connection:
        upgrade_to(connection, BEFORE_TELLING)
        rows = ({"id": name, "precision": "approximate", "basis": basis} for name, basis in bases.items())
        put(connection, "event", *rows)
    migrate(engine)
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT id, precision FROM event")).all()
    engine.dispose()
    assert dict(map(tuple, kept)) == {"wire": "told", "month": "approximate", "text": "approximate"}


def assert_newest(engine: Engine) -> None:
    with engine.connect() as connection:
        assert difference(connection) == []
        assert set(METADATA.tables) <= set(inspect(connection).get_table_names())
    engine.dispose()


def left_at(file: Path, revision: str) -> Engine:
    """A register of an older version, with a mark in it."""
    engine = Database(f"sqlite:///{file}").writer
    with engine.begin() as connection:
        upgrade_to(connection, revision)
        connection.execute(text("INSERT INTO mark (name, value, at) VALUES ('mine', 'kept', '2026-01-01')"))
    return engine


def copied(file: Path) -> tuple[str, str]:
    """The revision and the mark of a copy that is opened by itself."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        [(revision,)] = connection.execute("SELECT version_num FROM alembic_version").fetchall()
        [(mark,)] = connection.execute("SELECT value FROM mark WHERE name = 'mine'").fetchall()
    return revision, mark


@pytest.mark.parametrize("start", [*REVISIONS[1:-2:8], REVISIONS[-2]])
def test_a_migration_leaves_a_copy_of_the_file(
    tmp_path: Path, start: str, caplog: pytest.LogCaptureFixture
) -> None:
    engine = left_at(tmp_path / "entente.db", start)
    with caplog.at_level("WARNING"):
        migrate(engine)
    copy = tmp_path / f"entente.before-{REVISIONS[-1]}.db"
    assert copied(copy) == (start, "kept")
    assert str(copy) in caplog.text
    before = copy.read_bytes()
    migrate(engine)
    assert copy.read_bytes() == before, "nothing to do, nothing to keep"
    engine.dispose()


def test_a_new_file_has_nothing_to_keep(tmp_path: Path) -> None:
    engine = Database(f"sqlite:///{tmp_path / 'entente.db'}").writer
    migrate(engine)
    engine.dispose()
    assert [path.name for path in tmp_path.iterdir()] == ["entente.db"]


def test_a_migration_that_fails_leaves_the_copy_and_the_register(tmp_path: Path) -> None:
    file = tmp_path / "entente.db"
    engine = left_at(file, BEFORE_LEASES)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE lease (in_the_way INTEGER)"))
    with pytest.raises(UnreachableDatabaseError, match="lease already exists"):
        migrate(engine)
    engine.dispose()
    copy = tmp_path / f"entente.before-{REVISIONS[-1]}.db"
    assert copied(copy) == copied(file) == (BEFORE_LEASES, "kept")
    shutil.copyfile(copy, file)
    engine = Database(f"sqlite:///{file}").writer
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE lease"))
    migrate(engine)
    engine.dispose()
    assert copied(file) == (REVISIONS[-1], "kept")


def test_without_room_for_the_copy_nothing_is_migrated(tmp_path: Path) -> None:
    file = tmp_path / "entente.db"
    engine = left_at(file, REVISIONS[1])
    (tmp_path / f"entente.before-{REVISIONS[-1]}.db").mkdir()
    with pytest.raises(CopyError, match="is a folder"):
        migrate(engine)
    engine.dispose()
    assert copied(file) == (REVISIONS[1], "kept")


def test_a_missing_column_is_a_difference(empty_url: str) -> None:
    engine = Database(empty_url).writer
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE mark DROP COLUMN value"))
    with engine.connect() as connection:
        assert "add_column" in str(difference(connection))
    engine.dispose()


async def test_a_database_of_a_newer_version_is_left_alone(empty_url: str, clock: Clock) -> None:
    engine = Database(empty_url).writer
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError, match=r"revision 9999"):
        await open_store(empty_url, clock)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"
    engine.dispose()


async def test_processes_that_open_an_empty_database_at_once_migrate_it_once(
    empty_url: str, clock: Clock
) -> None:
    stores = await asyncio.gather(*(open_store(empty_url, clock) for _ in range(4)))
    assert [await one.wire.feeds() for one in stores] == [[], [], [], []]
    await asyncio.gather(*(one.close() for one in stores))


@pytest.mark.parametrize("revision", [REVISIONS[0], REVISIONS[-1]])
async def test_a_read_only_postgres_is_told_in_one_line(
    empty_postgres_url: str, clock: Clock, revision: str
) -> None:
    engine = Database(empty_postgres_url).writer
    with engine.begin() as connection:
        upgrade_to(connection, revision)
        connection.execute(
            text(f'ALTER DATABASE "{engine.url.database}" SET default_transaction_read_only = on')
        )
    engine.dispose()
    with pytest.raises(ReadOnlyDatabaseError) as told:
        await open_store(empty_postgres_url, clock)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("revision", [REVISIONS[0], REVISIONS[-1]])
@pytest.mark.parametrize("journal", ["delete", "wal"])
async def test_a_read_only_sqlite_is_told_in_one_line(
    tmp_path: Path, clock: Clock, revision: str, journal: str
) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with engine.begin() as connection:
        connection.execute(text(f"PRAGMA journal_mode = {journal}"))
        upgrade_to(connection, revision)
    engine.dispose()
    with pytest.raises(ReadOnlyDatabaseError) as told:
        await open_store(f"sqlite:///file:{tmp_path / 'old.db'}?mode=ro&uri=true", clock)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "url", ["sqlite:////proc/nowhere/entente.db", "postgresql://nobody:secret@127.0.0.1:1/entente"]
)
async def test_an_unreachable_database_is_told_without_its_password(url: str, clock: Clock) -> None:
    with pytest.raises(UnreachableDatabaseError) as told:
        await open_store(url, clock)
    assert "\n" not in str(told.value)
    assert "secret" not in str(told.value)


async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "notes.db"
    file.write_text(
        "these are my notes, and long enough to be looked at as a header of a database file " * 20
    )
    file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    before = file.read_bytes()
    with pytest.raises(UnreachableDatabaseError, match="not a database"):
        await open_store(f"sqlite:///{file}", clock)
    assert file.read_bytes() == before
