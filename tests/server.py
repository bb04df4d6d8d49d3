"""One PostgreSQL for all processes of a test run."""

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parent / "postgres_server.py"
ROOM = 2 * 1024**3
"""Bytes that the databases of a run may need."""
RUNNING = pytest.StashKey[ExitStack]()
FOLDER = pytest.StashKey[Path]()


def in_memory() -> Path | None:
    """A folder that a machine keeps in memory, where it has one with room: a database is cloned there in a sixth of the
    time. None where it has none."""
    folder = Path("/dev/shm")
    has_room = folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= ROOM
    return folder if has_room else None


@contextmanager
def started() -> Iterator[Path]:
    """A folder in which a PostgreSQL is being started; it goes at the end. Its URL is in ``url`` once the lock is free."""
    folder = Path(tempfile.mkdtemp(prefix="entente-pg-", dir=in_memory()))
    with (folder / "starting").open("w") as lock, (folder / "url").open("w") as url:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the server's from here on
        words = [sys.executable, str(SCRIPT), str(folder / "data"), f"--starting={lock.fileno()}"]
        server = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=url,
            stderr=subprocess.DEVNULL,
            pass_fds=[lock.fileno()],
        )
    try:
        yield folder
    finally:
        assert server.stdin is not None
        server.stdin.close()
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def url_of(folder: Path) -> str:
    """Waits until it runs."""
    with (folder / "starting").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
        url = (folder / "url").read_text().strip()
    assert url, "the PostgreSQL of the tests did not start: run tests/postgres_server.py to see why"
    return url


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """pytest-xdist is about to start a process: all of them are told of the same server."""
    if "ENTENTE_TEST_POSTGRES" in os.environ:
        return
    stash = node.config.stash
    if FOLDER not in stash:
        stash[RUNNING] = ExitStack()
        stash[FOLDER] = stash[RUNNING].enter_context(started())
    node.workerinput["postgres"] = str(stash[FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    if RUNNING in config.stash:
        config.stash[RUNNING].close()


@pytest.fixture(scope="session")
def postgres_server(request: pytest.FixtureRequest) -> Iterator[str]:
    """The URL of a PostgreSQL where databases may be made: ``ENTENTE_TEST_POSTGRES``, or one started for this run."""
    if given := os.environ.get("ENTENTE_TEST_POSTGRES"):
        yield given
    elif shared := getattr(request.config, "workerinput", {}).get("postgres"):
        yield url_of(Path(shared))
    else:
        with started() as folder:
            yield url_of(folder)
