"""A register from one database to another, SQLite or PostgreSQL, counted and compared row by row."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, insert, inspect, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from store.database.copies import CopyError
from store.database.database import Database
from store.database.migrate import migrate, require_newest
from store.database.place import named_register
from store.database.postgres import gather_statistics, without_limits
from store.database.schema import METADATA
from store.database.sequences import count_on
from store.nouns.errors import first_line

BATCH = 500
"""Rows in one statement."""
_SOME = {"yield_per": BATCH}
"""Of a statement, and not of its connection: a server's cursor reads rows and does nothing else."""
WIDTH = 1 << 64
_WRITTEN = json.JSONEncoder(sort_keys=True, default=str).encode


@dataclass(frozen=True)
class Moved:
    """A table: how many rows, and the sum of their hashes, which is the same in whatever order they are read."""

    table: str
    rows: int
    total: int


def move(source: str, target: str) -> list[Moved]:
    """Copies the register at the SQLAlchemy URL ``source`` to ``target``, where there must be nothing yet, in one
    transaction; returns what was copied, table by table. The source is only read. Blocks. Raises StoreError (CopyError)
    in one line; the target has no rows then."""
    origin, place = Database(source), Database(target)
    try:
        require_newest(origin.reader)
        if inspect(place.writer).get_table_names():
            raise CopyError(f"{named_register(target)} has tables already; nothing was written.")
        migrate(place.writer)
        with origin.reader.connect() as reading, reading.begin(), place.writer.connect() as writing:
            return _copied(reading, writing)
    except (DBAPIError, SQLAlchemyError) as error:
        raise CopyError(
            f"The register could not be copied to {named_register(target)}: {first_line(error)}."
        ) from error
    finally:
        for engine in (
            origin.writer,
            origin.reader,
            origin.gatherer,
            place.writer,
            place.reader,
            place.gatherer,
        ):
            engine.dispose()


def _copied(reading: Connection, writing: Connection) -> list[Moved]:
    with writing.begin():
        for connection in (reading, writing):
            without_limits(connection)
        for table in reversed(METADATA.sorted_tables):
            writing.execute(delete(table))  # what the revisions put there
        for table in METADATA.sorted_tables:
            _copy(reading, writing, table)
        found = [(_sum(reading, table), _sum(writing, table)) for table in METADATA.sorted_tables]
        if different := [there.table for there, here in found if there != here]:
            raise CopyError(f"The copy is not the same in {', '.join(different)}; nothing was kept.")
        gather_statistics(writing)
        return [here for _, here in found]


def _copy(reading: Connection, writing: Connection, table: Table) -> None:
    columns = _columns(table)
    rows = reading.execute(select(*columns), execution_options=_SOME).mappings()
    for some in rows.partitions(BATCH):
        writing.execute(insert(table), [dict(row) for row in some])
    count_on(writing, table)


def _columns(table: Table) -> list[Column[Any]]:
    """Without what the database computes itself."""
    return [column for column in table.columns if column.computed is None]


def _sum(connection: Connection, table: Table) -> Moved:
    rows, total = 0, 0
    for row in connection.execute(select(*_columns(table)), execution_options=_SOME):
        rows, total = rows + 1, (total + _hash(tuple(row))) % WIDTH
    return Moved(table.name, rows, total)


def _hash(row: tuple[Any, ...]) -> int:
    written = _WRITTEN(row).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(written, digest_size=8).digest(), "big")
