"""A register from JSON Lines, into an empty place: all of it, counted, or nothing."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Table,
    create_engine,
    delete,
    event,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from store.database.copies import CopyError, placed_copy
from store.database.database import Database
from store.database.index import index_anew
from store.database.migrate import revisions
from store.database.place import named_register, sqlite_file
from store.database.postgres import gather_statistics, without_limits
from store.database.revise import upgrade_to
from store.database.schema import METADATA
from store.database.sequences import count_on
from store.nouns.errors import first_line
from store.outbox.restored import mark_restored
from store.portable.lines import ExportHead, is_written, read_head, read_row, tables_of

BATCH = 500
"""Rows in one statement."""


def read_register(url: str, lines: Iterable[bytes], now: Callable[[], datetime]) -> ExportHead:
    """Makes the register at a SQLAlchemy ``url`` of what ``write_register`` wrote, also of an older revision, which is then
    brought up to date; nothing may be there yet. Rows are counted, in the file and in the database, against its first line.
    Blocks. Raises CopyError in one line; the place is then as empty as it was."""
    file = sqlite_file(url)
    if file is None:
        return _into_postgres(url, lines, now)
    if file.exists():
        raise CopyError(f"{file} is there already; nothing was written.")
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with placed_copy(file) as unfinished:
        engine = create_engine(f"sqlite:///{unfinished}")
        event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
        try:
            return _into(engine, url, lines, now)
        finally:
            engine.dispose()


def _into_postgres(url: str, lines: Iterable[bytes], now: Callable[[], datetime]) -> ExportHead:
    database = Database(url)
    try:
        if database.is_sqlite:
            raise CopyError("A register in memory ends with its process: name a file.")
        return _into(database.writer, url, lines, now)
    finally:
        database.writer.dispose()


def _into(engine: Engine, url: str, lines: Iterable[bytes], now: Callable[[], datetime]) -> ExportHead:
    try:
        with engine.connect() as connection, connection.begin():
            if inspect(connection).get_table_names():
                raise CopyError(f"{named_register(url)} has tables already; nothing was written.")
            without_limits(connection)
            return _filled(connection, lines, now)
    except SQLAlchemyError as error:
        raise CopyError(
            f"{named_register(url)} cannot be filled: {first_line(error)}; nothing was written."
        ) from error


def _filled(connection: Connection, lines: Iterable[bytes], now: Callable[[], datetime]) -> ExportHead:
    numbered = iter(enumerate(lines, 1))
    head = _head(numbered)
    upgrade_to(connection, head.revision)
    tables = {table.name: table for table in tables_of(connection)}
    for table in tables.values():
        connection.execute(delete(table))  # what the revisions put there
    for table, rows in groupby(_rows(numbered, tables), key=itemgetter(0)):
        for some in _some(row for _, row in rows):
            connection.execute(insert(table), some)
    _compare(connection, head, tables)
    for table in tables.values():
        count_on(connection, table)
    upgrade_to(connection, "head")
    _look_through(connection)
    with Session(connection) as session:
        index_anew(session)
        mark_restored(session, now())
        session.flush()
    gather_statistics(connection)
    return head


def _head(numbered: Iterator[tuple[int, bytes]]) -> ExportHead:
    _, line = next(numbered, (1, b""))
    try:
        head = read_head(line)
    except CopyError as error:
        raise CopyError(f"This is no export of a register: {error}.") from None
    if head.revision not in revisions():
        raise CopyError(
            f"This is of a newer version of Entente (revision {head.revision}, this one knows {revisions()[-1]})."
        )
    return head


def _rows(
    numbered: Iterator[tuple[int, bytes]], tables: Mapping[str, Table]
) -> Iterator[tuple[Table, dict[str, Any]]]:
    for number, line in numbered:
        try:
            yield read_row(line, tables)
        except CopyError as error:
            raise CopyError(f"Line {number} cannot be taken: {error}; nothing was written.") from None


def _some(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    remaining = iter(rows)
    while some := list(islice(remaining, BATCH)):
        yield some


def _compare(connection: Connection, head: ExportHead, tables: Mapping[str, Table]) -> None:
    """Raises CopyError where a table has not as many rows as the first line says."""
    found = {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in tables.items()
    }
    wrong = sorted(name for name in {*found, *head.rows} if found.get(name, 0) != head.rows.get(name, 0))
    if wrong:
        told = ", ".join(f"{found.get(name, 0)} of {head.rows.get(name, 0)} in {name}" for name in wrong)
        raise CopyError(f"Not as many rows as the first line says: {told}; nothing was written.")


def _look_through(connection: Connection) -> None:
    """Reads every row as the bot will. Raises CopyError for a document that is not what its column holds."""
    for table in (table for table in METADATA.sorted_tables if is_written(table.name)):
        try:
            with connection.execute(select(table).execution_options(yield_per=BATCH)) as found:
                deque(found, 0)
        except (ValueError, ArithmeticError) as error:  # pydantic's, and those of days and numbers
            said = str(error).splitlines()[0]
            raise CopyError(f"{table.name} holds what it may not ({said}); nothing was written.") from None
