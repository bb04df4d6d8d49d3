"""Persons that were parted are parted in what the audit log keeps of their events, too: else no such entry could be taken back."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

SPLIT = {
    "li-keqiang": ("li-qiang",),
    "tan-kefei": ("wu-qian", "zhang-xiaogang", "ren-guoqiang", "jiang-bin"),
    "nong-rong": ("jiang-zaidong", "yao-jing"),
}
"""Of revision 0014: an id that several shared, and those that events were given instead."""


def upgrade() -> None:
    connection = op.get_bind()
    for column in ("before", "after"):
        query = sa.text(f"SELECT id, CAST({column} AS TEXT) FROM auditentry")
        held = [(ident, text) for ident, text in connection.execute(query) if text and _names_one(text)]
        for ident, text in held:
            rows = json.loads(text)
            parted = {key: _parted(connection, key, row) for key, row in rows.items()}
            if parted != rows:
                _put(connection, column, ident, parted)


def _names_one(text: str) -> bool:
    return any(f'"{old}"' in text for old in SPLIT)


def _parted(connection: sa.Connection, key: str, row: Any) -> Any:
    """The row with the persons that its event has today."""
    if not key.startswith("event:") or not isinstance(row, dict) or "actors" not in row:
        return row
    query = sa.text("SELECT CAST(actors AS TEXT) FROM event WHERE id = :id")
    found = connection.execute(query, {"id": key.removeprefix("event:")}).scalar()
    today = {one["actor"] for one in json.loads(found)} if found else set()
    given = {
        old: next((one for one in others if one in today), old)
        for old, others in SPLIT.items()
        if old not in today
    }
    return {
        **row,
        "actors": [{**one, "actor": given.get(one["actor"], one["actor"])} for one in row["actors"]],
    }


def _put(connection: sa.Connection, column: str, ident: int, rows: dict[str, Any]) -> None:
    into = f"CAST(:rows AS {'JSON' if connection.dialect.name == 'postgresql' else 'TEXT'})"
    put = sa.text(f"UPDATE auditentry SET {column} = {into} WHERE id = :id")
    connection.execute(put, {"rows": json.dumps(rows), "id": ident})
