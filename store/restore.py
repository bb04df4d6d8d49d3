"""A register from its backup, into an empty place; it knows afterwards that channels may show more than it does."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine, create_engine, func, inspect, make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from store.backup import call, connection_of
from store.database.copies import CopyError, copy_sqlite
from store.database.database import Database
from store.database.migrate import REVISION, revisions
from store.database.place import named_register, sqlite_file
from store.database.postgres import gather_statistics
from store.nouns.models import Article, Event
from store.outbox.restored import mark_restored

PROGRAM = "pg_restore"
SQLITE, POSTGRESQL = b"SQLite format 3\x00", b"PGDMP"
"""How the files begin (SQLite's documentation, "Database File Format"; PostgreSQL's ``pg_backup_archiver.h``)."""


def restore_backup(url: str, source: Path, now: Callable[[], datetime]) -> None:
    """Makes the register at a SQLAlchemy ``url`` from ``source``, which ``back_up`` wrote; nothing may be there yet. Blocks.
    Raises CopyError in one line; the place is then as empty as it was."""
    begins, file = _beginning(source), sqlite_file(url)
    if begins.startswith(SQLITE):
        if file is None:
            raise CopyError(
                f"{source} is a backup of a SQLite register; restore it to a file, and use entente move from there."
            )
        _restore_sqlite(source, file, now)
    elif begins.startswith(POSTGRESQL):
        if make_url(url).get_backend_name() == "sqlite":
            raise CopyError(
                f"{source} is a backup of a PostgreSQL register; restore it to PostgreSQL, and use entente move from there."
            )
        _restore_postgres(source, url, now)
    else:
        raise CopyError(f"{source} is no backup of a register.")


def _beginning(source: Path) -> bytes:
    try:
        with source.open("rb") as opened:
            return opened.read(len(SQLITE))
    except OSError as error:
        raise CopyError(f"{source} cannot be read: {error.strerror or error}.") from error


def _restore_sqlite(source: Path, file: Path, now: Callable[[], datetime]) -> None:
    """The copy gets its name when it is whole and knows that it is restored; a bot that starts meanwhile finds nothing."""
    if file.exists():
        raise CopyError(f"{file} is there already; nothing was written.")
    _require_known(_revision_in(source), source)

    def marked(unfinished: Path) -> None:
        engine = create_engine(f"sqlite:///{unfinished}")
        try:
            _mark(engine, now)
        finally:
            engine.dispose()

    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    copy_sqlite(source, file, finish=marked)


def _revision_in(source: Path) -> str | None:
    try:
        with closing(
            sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as connection:
            row = connection.execute(REVISION).fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None


def _require_known(revision: str | None, source: Path) -> None:
    if revision is None:
        raise CopyError(f"{source} is a database, but no register.")
    if revision not in revisions():
        raise CopyError(
            f"{source} is of a newer version of Entente (revision {revision}, this one knows {revisions()[-1]})."
        )


def _restore_postgres(source: Path, url: str, now: Callable[[], datetime]) -> None:
    program = shutil.which(PROGRAM)
    if program is None:
        raise CopyError(f"A PostgreSQL register is restored by {PROGRAM}, which is not installed here.")
    database = Database(url)
    try:
        _require_empty(database.writer, url)
        wanted, secrets = connection_of(make_url(url))
        options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
        call([program, *options, "--no-password", f"--dbname={wanted}", str(source)], secrets)
        _mark(database.writer, now)
    except DBAPIError as error:
        raise CopyError(f"{named_register(url)} cannot be written: {str(error.orig).strip()}") from error
    finally:
        database.writer.dispose()


def _require_empty(engine: Engine, url: str) -> None:
    if inspect(engine).get_table_names():
        raise CopyError(f"{named_register(url)} has tables already; nothing was written.")


def _mark(engine: Engine, now: Callable[[], datetime]) -> None:
    with Session(engine) as session, session.begin():
        mark_restored(session, now())
        gather_statistics(session.connection())


def register_size(session: Session) -> tuple[int, int]:
    """How many events and how many articles there are."""
    events, articles = (
        session.exec(select(func.count()).select_from(noun)).one() for noun in (Event, Article)
    )
    return events, articles
