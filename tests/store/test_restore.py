"""A backup becomes a register again, whole and only where there is none; what is no backup is told in one line."""

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from store.backup import back_up
from store.database.copies import CopyError
from store.outbox.restored import LOOKED_FOR, restored_at
from store.restore import restore_backup
from store.store import open_store
from tests.clock import Clock
from tests.store.nouns import feed
from tests.store.statistics import is_known
from tests.store.test_backup import PROGRAMS


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, founded_url: str, tmp_path: Path) -> str:
    """A place of the same kind as the founded register's."""
    if founded_url.startswith("sqlite"):
        return f"sqlite:///{tmp_path / 'place' / 'new.db'}"
    return str(request.getfixturevalue("empty_postgres_url"))


@pytest.fixture(autouse=True)
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own, in the version of the tests' server."""
    monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")


async def test_it_is_the_register_of_its_moment_and_knows_that_it_is_restored(
    founded_url: str, empty_url: str, tmp_path: Path, clock: Clock
) -> None:
    store = await open_store(founded_url, clock)
    await store.wire.add_feed("before", feed("before"))
    back_up(founded_url, tmp_path / "backup")
    await store.wire.add_feed("after", feed("after"))
    await store.close()
    restore_backup(empty_url, tmp_path / "backup", clock)
    assert is_known(empty_url)
    again = await open_store(empty_url, clock)
    assert await again.wire.feed("before") is not None
    assert await again.wire.feed("after") is None
    assert (await again.search.find("shaheen", limit=1)).hits
    at = clock()
    assert await again.database.read(lambda session: restored_at(session, at)) == at
    later = at + LOOKED_FOR
    assert await again.database.read(lambda session: restored_at(session, later)) is None
    await again.close()


async def test_nothing_that_is_there_is_touched(
    founded_url: str, empty_url: str, tmp_path: Path, clock: Clock
) -> None:
    back_up(founded_url, tmp_path / "backup")
    with pytest.raises(CopyError, match=r"is there already|has tables already"):
        restore_backup(founded_url, tmp_path / "backup", clock)
    restore_backup(empty_url, tmp_path / "backup", clock)
    with pytest.raises(CopyError, match=r"is there already|has tables already"):
        restore_backup(empty_url, tmp_path / "backup", clock)


def test_a_restored_file_is_its_owner_s_alone(founded_sqlite_url: str, tmp_path: Path, clock: Clock) -> None:
    back_up(founded_sqlite_url, tmp_path / "backup")
    restore_backup(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "backup", clock)
    assert stat.S_IMODE((tmp_path / "new.db").stat().st_mode) == 0o600
    assert not list(tmp_path.glob(".*unfinished*"))


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (None, "cannot be read"),
        (b"", "no backup"),
        (b"some notes of mine", "no backup"),
        (b"SQLite format 3\x00 and then nothing of the kind", "no register"),
        (b"PGDMP and then nothing of the kind", "backup of a PostgreSQL register"),
    ],
)
def test_what_is_no_backup_is_one_line(
    tmp_path: Path, clock: Clock, body: bytes | None, sentence: str
) -> None:
    if body is not None:
        (tmp_path / "backup").write_bytes(body)
    with pytest.raises(CopyError, match=sentence) as told:
        restore_backup(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "backup", clock)
    assert "\n" not in str(told.value)
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize(
    ("revision", "sentence"), [("9999", "newer version"), (None, "a database, but no register")]
)
def test_another_version_s_backup_is_refused(
    founded_sqlite: Path, tmp_path: Path, clock: Clock, revision: str | None, sentence: str
) -> None:
    backup = tmp_path / "backup"
    shutil.copyfile(founded_sqlite, backup)
    with closing(sqlite3.connect(backup)) as connection, connection:
        if revision:
            connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))
        else:
            connection.execute("DROP TABLE alembic_version")
    with pytest.raises(CopyError, match=sentence):
        restore_backup(f"sqlite:///{tmp_path / 'new.db'}", backup, clock)
    assert not (tmp_path / "new.db").exists()


def test_a_damaged_backup_leaves_nothing(founded_sqlite: Path, tmp_path: Path, clock: Clock) -> None:
    body = bytearray(founded_sqlite.read_bytes())
    for page in range(20, 60):
        body[page * 4096 : page * 4096 + 200] = os.urandom(200)
    (tmp_path / "backup").write_bytes(body)
    with pytest.raises(CopyError, match=r"damaged|malformed"):
        restore_backup(f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "backup", clock)
    assert [path.name for path in tmp_path.iterdir()] == ["backup"]
