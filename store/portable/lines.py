"""A register as JSON Lines (https://jsonlines.org), the same from every database, line for line.

The first line names the schema's revision and how many rows of each table follow: ``{"entente": "register", "revision":
"0027", "rows": {"actor": 120, …}}``. Each other line is one row: ``{"table": "actor", "row": {"id": "china", …}}``, in the
order of tables and primary keys, with the columns in the order of their names. Values are what JSON has; a day is ISO 8601
text, a moment the same in UTC, a decimal number text, digit by digit. ``docs/operate/export.md`` describes the tables.
"""

import json
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    MetaData,
    String,
    Table,
)
from sqlalchemy.exc import SAWarning

from store.database.copies import CopyError
from store.database.schema import FULL_TEXT
from store.nouns.types import UNSTORABLE

MADE_ANEW = frozenset(
    {"eventlink", "search_document", "stemmedtext", "searchedword", "eventfeatures", "featureword"}
)
"""Indexes that the store makes of the other rows."""
OF_A_MOMENT = frozenset({"claimedinteraction", "filedfact", "keptanswer", "lease", "alembic_version"})
"""What processes tell each other, and answers whose buttons nobody presses any more."""
MARK = "mark"
MARKS_OF_A_MOMENT = ("heartbeat", "restored", "backup", "draft of ")
"""How the names of marks begin that say something of a process or a day, not of the register."""
WHAT = "register"
_WRITTEN = json.JSONEncoder(ensure_ascii=False).encode
WIDTH = 1 << 63


@dataclass(frozen=True)
class ExportHead:
    """The first line."""

    revision: str
    rows: Mapping[str, int]


def tables_of(connection: Connection) -> list[Table]:
    """The tables of a register that are written, by name, as the database itself declares them: of any revision."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Skipped unsupported reflection of expression", SAWarning)
        known = MetaData()
        known.reflect(connection, only=lambda name, _: is_written(name))
    return sorted(known.tables.values(), key=lambda table: table.name)


def is_written(table: str) -> bool:
    return not table.startswith((FULL_TEXT, "sqlite_")) and table not in MADE_ANEW | OF_A_MOMENT


def head_line(head: ExportHead) -> bytes:
    return _line({"entente": WHAT, "revision": head.revision, "rows": dict(head.rows)})


def row_line(table: str, row: Mapping[str, Any]) -> bytes:
    return _line({"table": table, "row": {name: _plain(row[name]) for name in sorted(row)}})


def read_head(line: bytes) -> ExportHead:
    """Raises CopyError for what is no first line."""
    match _document(line):
        case {"entente": "register", "revision": str(revision), "rows": dict(rows)}:
            if all(isinstance(count, int) for count in rows.values()):
                return ExportHead(revision, rows)
    raise CopyError("it does not begin as what entente export all writes")


def read_row(line: bytes, tables: Mapping[str, Table]) -> tuple[Table, dict[str, Any]]:
    """A row as its table takes it. Raises CopyError for what is none of these tables'."""
    document = _document(line)
    match document:
        case {"table": str(name), "row": dict(row)} if len(document) == 2:
            table = tables.get(name)
        case _:
            raise CopyError("it is no row")
    if table is None:
        raise CopyError(f"there is no table {name}")
    if different := {column.name for column in table.columns} ^ set(row):
        raise CopyError(f"columns of {name} are missing or unknown: {', '.join(sorted(different))}")
    return table, {column.name: _stored(row[column.name], column) for column in table.columns}


def _line(document: Mapping[str, Any]) -> bytes:
    try:
        return (_WRITTEN(document) + "\n").encode()
    except UnicodeEncodeError:  # half a character, which only an escape can name
        return (json.dumps(document) + "\n").encode()


def _document(line: bytes) -> dict[str, Any]:
    try:
        document = json.loads(line, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise CopyError("it is no JSON") from None
    return document if isinstance(document, dict) else {}


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):  # SQLite keeps no zone, and nothing but UTC
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _stored(value: Any, column: Column[Any]) -> Any:
    if value is None or isinstance(column.type, JSON):
        return value
    if isinstance(column.type, Date | DateTime):
        return _moment(value, column)
    wanted = _python_type(column)
    if isinstance(value, bool) is not (wanted is bool) or not isinstance(value, wanted):
        raise CopyError(f"{column.table.name}.{column.name} is of another kind")
    if isinstance(value, str) and UNSTORABLE.search(value):
        raise CopyError(f"{column.table.name}.{column.name} has a sign that no database keeps")
    if isinstance(value, int) and not -WIDTH <= value < WIDTH:
        raise CopyError(f"{column.table.name}.{column.name} is too large")
    return value


def _python_type(column: Column[Any]) -> Any:
    for kind, python in ((Boolean, bool), (Integer, int), (String, str)):
        if isinstance(column.type, kind):
            return python
    return (float | int) if isinstance(column.type, Float) else object


def _moment(value: Any, column: Column[Any]) -> date | datetime:
    """Raises CopyError for what is no day, or no moment with its zone."""
    try:
        if isinstance(column.type, DateTime):
            at = _aware(datetime.fromisoformat(value)).astimezone(UTC)
            return at if getattr(column.type, "timezone", False) else at.replace(tzinfo=None)
        return date.fromisoformat(value)
    except (ValueError, TypeError, OverflowError):
        raise CopyError(f"{column.table.name}.{column.name} is no day, or no moment with its zone") from None


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment without its zone")
    return at
