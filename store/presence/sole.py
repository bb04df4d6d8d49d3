"""A SQLite file is one running bot's: a second one would read every feed and post every message again."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from store.database.place import sqlite_file
from store.nouns.errors import StoreError


class InUseError(StoreError):
    """Another process runs on the file."""


@contextmanager
def sole_use(url: str) -> Iterator[None]:
    """Holds the lock of the SQLite file at a SQLAlchemy ``url``; PostgreSQL and a database in memory need none.

    The lock is a file beside it, held by ``flock`` (Linux manual, flock(2)): it ends with the process, however that ends.
    A descriptor of the database's own file would not do: closing one gives up SQLite's own locks ("How To Corrupt An
    SQLite Database File", 2.2). Raises InUseError; where no file can be made, opening the database says why.
    """
    lock = _lock_of(url)
    descriptor = _opened(lock) if lock is not None else None
    if lock is None or descriptor is None:
        yield
        return
    try:
        _take(descriptor, lock)
        yield
    finally:
        os.close(descriptor)


def _lock_of(url: str) -> Path | None:
    file = sqlite_file(url)
    return None if file is None else Path(f"{file}.lock").resolve()


def _opened(lock: Path) -> int | None:
    with suppress(OSError):
        lock.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return os.open(lock, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    return None


def _take(descriptor: int, lock: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 20, 0).decode(errors="replace").strip() or "unknown"
        raise InUseError(
            f"Another entente (process {holder}) runs on {lock.with_suffix('')}: a SQLite file is served by one process. "
            "ask, ingest, feeds, export, backup and check work beside it."
        ) from None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
