"""Folders and databases that may not be written: what only reads works, everything else is one line."""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from store.nouns.errors import OlderDatabaseError, ReadOnlyDatabaseError, UnreachableDatabaseError
from store.store import open_readable, open_store
from tests.clock import Clock
from tests.command_line import Entente
from tests.postgres import in_postgres

ROOT = Path(__file__).parents[2]
NOBODY = 65534
Words = tuple[tuple[str, ...], ...]
READING: Words = (
    ("export", "events"),
    ("ask", "/recent limit:1"),
    ("feeds", "list"),
    ("feeds", "export"),
    ("check",),
)
WRITING: Words = (("run", "--sandbox"), ("poll",), ("ingest", "notes.txt"), ("feeds", "remove", "dawn"))


def journalled(register: Path, mode: str) -> None:
    with closing(sqlite3.connect(register)) as connection:
        connection.execute(f"PRAGMA journal_mode = {mode}")


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_what_only_reads_works_on_what_may_only_be_read(
    entente: Entente, register: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    journalled(register, mode)
    monkeypatch.setenv("ENTENTE_DATABASE", f"sqlite:///file:{register}?mode=ro&uri=true")
    before = register.read_bytes()
    for words in READING:
        said = entente(*words)
        assert (said.code, said.err) == (0, ""), words
        assert said.out.strip(), words
    for words in WRITING:
        assert "may only be read" in entente(*words).refusal
    assert "it can be read, not written" in entente("check").out
    assert register.read_bytes() == before


def test_a_backup_can_be_asked_where_it_lies(
    entente: Entente, register: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert entente("backup", "copy.db").code == 0
    monkeypatch.setenv("ENTENTE_DATABASE", f"sqlite:///file:{tmp_path}/copy.db?mode=ro&uri=true")
    assert "VT-4" in entente("ask", "/recent").out


@pytest.fixture
def elsewhere(founded_sqlite: Path) -> Iterator[Path]:
    """A folder with a register, both another user's."""
    folder = Path(tempfile.mkdtemp(prefix="entente-"))
    (folder / "data").mkdir()
    shutil.copyfile(founded_sqlite, folder / "data" / "sandbox.db")
    journalled(folder / "data" / "sandbox.db", "delete")
    for part in (folder / "data" / "sandbox.db", folder / "data", folder):
        part.chmod(0o555)
        if os.getuid() == 0:
            os.chown(part, NOBODY, NOBODY)
    yield folder
    for part in (folder, folder / "data"):
        part.chmod(0o755)
    shutil.rmtree(folder)


AS_ANYBODY = """
import ctypes, os, sys
if os.getuid() == 0:
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
        assert ctypes.CDLL(None).prctl(24, capability, 0, 0, 0) == 0  # PR_CAPBSET_DROP
os.execv(sys.executable, [sys.executable, "-m", "bot", *sys.argv[1:]])
"""
"""To root no folder is closed, unless it gives that up (Linux manual, capabilities(7), "Capability bounding set")."""


def unprivileged(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command by a user to whom the folder is another's."""
    return subprocess.run(
        [sys.executable, "-c", AS_ANYBODY, *words],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        text=True,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=100,
        check=False,
    )


@pytest.mark.parametrize("words", [WRITING[0], WRITING[1], ("backup", "copy.db")], ids=" ".join)
def test_a_folder_of_another_user_is_one_line(elsewhere: Path, words: tuple[str, ...]) -> None:
    done = unprivileged(elsewhere, *words)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("entente: ")


def test_a_register_in_a_folder_of_another_user_is_read(elsewhere: Path) -> None:
    done = unprivileged(elsewhere, "export", "actors")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Wei Fenghe" in done.stdout
    (elsewhere / "data" / "sandbox.db").rename(elsewhere / "other.db")
    done = unprivileged(elsewhere, "export", "actors")
    assert done.returncode == 1
    assert f"the folder {elsewhere / 'data'} belongs to user" in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr


async def test_an_account_of_postgresql_that_may_only_read(founded_postgres_url: str, clock: Clock) -> None:
    role = f"reader_{os.getpid()}"
    in_postgres(founded_postgres_url, f"CREATE ROLE {role}")
    in_postgres(founded_postgres_url, f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}")
    mark = "&" if "?" in founded_postgres_url else "?"
    url = f"{founded_postgres_url}{mark}options=-c%20role%3D{role}"
    try:
        with pytest.raises(ReadOnlyDatabaseError):
            await open_store(url, clock)
        store = await open_readable(url, clock)
        assert await store.register.sources()
        await store.close()
    finally:
        in_postgres(founded_postgres_url, f"DROP OWNED BY {role}")
        in_postgres(founded_postgres_url, f"DROP ROLE {role}")


async def test_what_only_reads_makes_and_changes_nothing(
    founded_sqlite_url: str, tmp_path: Path, clock: Clock
) -> None:
    with pytest.raises(UnreachableDatabaseError, match="no register at"):
        await open_readable(f"sqlite:///{tmp_path}/none.db", clock)
    assert not (tmp_path / "none.db").exists()
    register = founded_sqlite_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(register)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
    with pytest.raises(OlderDatabaseError, match="has revision 0003"):
        await open_readable(founded_sqlite_url, clock)


def test_a_damaged_sandbox_is_one_line(entente: Entente, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sandbox.json").write_text("{}")
    assert "data/sandbox.json cannot be used: " in entente("run", "--sandbox").refusal
