"""A register to JSON Lines, in one snapshot, while others write."""

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Select, String, Table, func, not_, or_, select
from sqlalchemy.exc import SQLAlchemyError

from store.database.copies import CopyError
from store.database.database import Database
from store.database.migrate import newest_revision, require_newest
from store.database.place import named_register
from store.database.postgres import without_limits
from store.nouns.errors import first_line
from store.portable.lines import MARK, MARKS_OF_A_MOMENT, ExportHead, head_line, row_line, tables_of

BATCH = 500
"""Rows that are held at once."""
FEED = "feed"
KEYLESS = "it was exported without the key in its address: remove it, and add it again with its key"
Hide = Callable[[str, str], str]
"""Of a table and a text in it, the text without secrets."""


def write_register(
    url: str, write: Callable[[bytes], object], hiding: Callable[[list[str]], Hide] | None = None
) -> ExportHead:
    """Writes all that is known and set in the register at a SQLAlchemy ``url``. ``hiding`` gets the addresses of all feeds
    and gives what takes secrets out; without it everything is written as it is. Blocks. Raises StoreError in one line."""
    database = Database(url)
    try:
        require_newest(database.reader)
        with database.reader.connect() as connection, connection.begin():
            without_limits(connection)
            return _written(connection, write, hiding)
    except SQLAlchemyError as error:
        raise CopyError(f"{named_register(url)} cannot be read: {first_line(error)}.") from error
    finally:
        for engine in (database.writer, database.reader, database.gatherer):
            engine.dispose()


def _written(
    connection: Connection, write: Callable[[bytes], object], hiding: Callable[[list[str]], Hide] | None
) -> ExportHead:
    tables = tables_of(connection)
    keyless = _Keyless(connection, tables, hiding) if hiding else None
    head = ExportHead(newest_revision(), {table.name: _count(connection, table, keyless) for table in tables})
    write(head_line(head))
    for table in tables:
        for row in _rows(connection, table, keyless):
            write(row_line(table.name, row))
    return head


class _Keyless:
    """Takes the keys of feeds out of rows. Whose primary key would change is left out: it speaks of a feed that has to be
    added anew."""

    def __init__(
        self, connection: Connection, tables: list[Table], hiding: Callable[[list[str]], Hide]
    ) -> None:
        feed = next(table for table in tables if table.name == FEED)
        asked = select(feed.c.url, feed.c.moved_to).order_by(*_order(connection, feed))
        addresses = [address for row in connection.execute(asked) for address in row if address]
        self.hide = hiding(addresses)
        self._taken: set[str] = set()

    def row(self, table: Table, row: dict[str, Any]) -> dict[str, Any] | None:
        shown = {name: self._value(table.name, value) for name, value in row.items()}
        if any(shown[column.name] != row[column.name] for column in table.primary_key):
            return None
        if table.name == FEED and shown["url"] != row["url"]:
            return shown | {"state": "paused", "error": KEYLESS, "url": f"{shown['url']}#{row['id']}"}
        return shown

    def _value(self, table: str, value: Any) -> Any:
        if isinstance(value, str):
            return self.hide(table, value)
        if isinstance(value, dict):
            return {name: self._value(table, part) for name, part in value.items()}
        return [self._value(table, part) for part in value] if isinstance(value, list) else value


def _count(connection: Connection, table: Table, keyless: _Keyless | None) -> int:
    """How many rows are written; which ones are left out with their keys is known when they are read."""
    if keyless:
        return sum(1 for _ in _rows(connection, table, keyless))
    return connection.execute(select(func.count()).select_from(_asked(table).subquery())).scalar_one()


def _asked(table: Table) -> Select[Any]:
    if table.name != MARK:
        return select(table)
    begins = (table.c.name.startswith(begin, autoescape=True) for begin in MARKS_OF_A_MOMENT)
    return select(table).where(not_(or_(*begins)))


def _rows(connection: Connection, table: Table, keyless: _Keyless | None) -> Iterator[dict[str, Any]]:
    asked = _asked(table).order_by(*_order(connection, table))
    with connection.execute(asked.execution_options(yield_per=BATCH)) as found:
        for one in found.mappings():
            row = keyless.row(table, dict(one)) if keyless else dict(one)
            if row is not None:
                yield row


def _order(connection: Connection, table: Table) -> list[Any]:
    """By the primary key, text sign by sign as SQLite sorts it (PostgreSQL's manual, 24.2 "Collation Support")."""
    plain = connection.dialect.name == "postgresql"
    return [_sorted(column, plain) for column in table.primary_key]


def _sorted(column: Column[Any], plain: bool) -> Any:
    return column.collate("C") if plain and isinstance(column.type, String) else column
