"""Whole copies of a SQLite database, made while others write to it."""

import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from store.nouns.errors import StoreError

PATIENCE = 30.0
"""Seconds that a copy waits for a writer that holds the whole file; in WAL mode, which is ours, none does."""
UNFINISHED = ".unfinished"
"""How the name of a copy ends while it is made. What is before it is not the process's number: in a container each has the
same one, and would find what a killed one left."""
KEPT = 3
"""Copies that are kept of those that are made before migrations."""


class CopyError(StoreError):
    """A copy could not be made; the database is as it was, and so is what stood at the copy's name."""


def copy_sqlite(
    source: Path, target: Path, *, replace: bool = False, finish: Callable[[Path], None] | None = None
) -> None:
    """A complete copy of the database in ``source`` at ``target``, readable by its owner alone.

    By SQLite's online backup in one step (its documentation, "SQLite Backup API"): one moment of the database, with all
    that stands in the write-ahead log, while other processes write. The copy needs no log beside it. It is checked
    (``PRAGMA integrity_check``) and flushed before it gets its name, and is under that name whole or not at all. ``finish``
    writes to it before that. Raises CopyError in one line.
    """
    with placed_copy(target, replace=replace) as unfinished:
        try:
            with closing(_opened(source)) as origin, closing(sqlite3.connect(unfinished)) as copy:
                origin.backup(copy, progress=_at_most(PATIENCE))
                copy.execute(
                    "PRAGMA journal_mode = DELETE"
                )  # one file, which a read-only place can serve, too
                _check(copy)
            if finish is not None:
                finish(unfinished)
        except sqlite3.Error as error:
            raise CopyError(f"{source} cannot be copied to {target}: {error}.") from error


@contextmanager
def placed_copy(target: Path, *, replace: bool = False) -> Iterator[Path]:
    """A new private file beside ``target``, which is flushed and gets its name where the context ends well, and is gone
    where it does not. Raises CopyError for a name that is taken, unless ``replace``."""
    _refuse_taken(target, replace)
    unfinished = target.with_name(f".{target.name}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600))
        try:
            yield unfinished
            _flush(unfinished)
            _name(unfinished, target, replace)
            _flush(target.parent)
        finally:
            for leftover in (unfinished, unfinished.with_name(f"{unfinished.name}-journal")):
                leftover.unlink(missing_ok=True)
    except OSError as error:
        raise CopyError(f"{target} cannot be written: {error.strerror or error}.") from error


def copy_before(source: Path, revision: str) -> Path:
    """The copy of a register that is about to be brought to ``revision``, beside it: ``entente.before-0011.db``. It
    replaces one of an earlier attempt; of all such copies the newest three are kept. Raises CopyError."""
    target = source.with_name(f"{source.stem}.before-{revision}.db")
    copy_sqlite(source, target, replace=True)
    copies = sorted(source.parent.glob(f"{_literal(source.stem)}.before-[0-9]*.db"), key=_age)
    for old in copies[:-KEPT]:
        with suppress(OSError):  # what cannot be removed is only one copy more
            old.unlink()
    return target


def _age(copy: Path) -> tuple[int, str]:
    return copy.stat().st_mtime_ns, copy.name


def _literal(stem: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in stem)


def _opened(source: Path) -> sqlite3.Connection:
    """Only a file that is there; SQLite reads what it may not write."""
    connection = sqlite3.connect(f"{source.resolve().as_uri()}?mode=rw", uri=True, timeout=PATIENCE)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _at_most(seconds: float) -> Callable[[int, int, int], None]:
    """Ends a backup that only waits: Python repeats a step that found the file locked, for ever."""
    end = time.monotonic() + seconds

    def stepped(status: int, _remaining: int, _total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > end:
            raise sqlite3.OperationalError("database is locked")

    return stepped


def _check(copy: sqlite3.Connection) -> None:
    said = [str(row[0]) for row in copy.execute("PRAGMA integrity_check(1)")]
    if said != ["ok"]:
        raise sqlite3.DatabaseError(f"the copy is damaged, and so may be the original ({said[0]})")


def _refuse_taken(target: Path, replace: bool) -> None:
    if target.is_dir():
        raise CopyError(f"{target} is a folder; name a file.")
    if target.exists() and not replace:
        raise CopyError(f"{target} is there already; nothing was written.")
    if target.with_name(f"{target.name}-wal").exists():
        raise CopyError(f"{target} is a database in use; nothing was written.")


def _name(unfinished: Path, target: Path, replace: bool) -> None:
    """A link fails where the name was taken meanwhile; not every file system has links."""
    if not replace:
        try:
            target.hardlink_to(unfinished)
        except FileExistsError:
            raise
        except OSError:
            _refuse_taken(target, replace)
        else:
            return
    unfinished.replace(target)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
