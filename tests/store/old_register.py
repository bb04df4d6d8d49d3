"""A database of the version before ids changed (revision 0013), written without the models of today."""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, text

BEFORE = "0013"
EVENTS = 1000
AUDITED = 50
FILED: dict[str, Any] = {
    "kind": "delivery", "title": "Delivery", "series": "Shaheen", "precision": "unknown", "phase": "reported",
    "standing": "reported", "importance": "notable", "place": "Lahore", "revision": 2,
    "equipment": [{"equipment": "apache", "quantity": 2}], "actors": [{"actor": "li-keqiang", "part": "visitor"}],
}  # fmt: skip
READING = {
    "equipment": ["apache"],
    "organisations": ["plan"],
    "quantities": [{"number": 2, "of": "apache"}],
}
DOCUMENT = {"kind": "event", "title": "Delivery", "body": "x · Shaheen · li-keqiang · apache"}


def fill(connection: Connection) -> None:
    put(connection, "equipment", id="apache", designation="Apache", category="helicopter", note="")
    put(connection, "mark", name="seed:equipment:apache", value="print")
    put(
        connection,
        "watch",
        person=1,
        guild=1,
        channel=1,
        kind="actor",
        what="plan",
        daily=False,
        hour=8,
        zone="UTC",
    )
    put(
        connection,
        "watch",
        person=1,
        guild=1,
        channel=1,
        kind="word",
        what="apache",
        daily=False,
        hour=8,
        zone="UTC",
    )
    put(connection, "subscription", guild=1, channel=1, actors=["plan", "pla-navy"], minimum="low", zone="UTC",
        cooldown_minutes=1, created_by=1, publish=False, ping_minimum="low")  # fmt: skip
    for table, rows in as_filed().items():
        put(connection, table, *rows)
    kept_rows = [kept(connection, f"e{number}") for number in range(AUDITED)]
    put(connection, "auditentry", *(edited(f"event:e{number}", row) for number, row in enumerate(kept_rows)))


def as_filed() -> dict[str, list[dict[str, Any]]]:
    """Events with an article each, by their tables."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number in range(EVENTS):
        told = "Li Qiang visits" if number % 2 else "Li Keqiang visits"
        event = f"e{number}"
        rows["event"].append(FILED | {"id": event})
        rows["article"].append({"id": f"a{number}", "source": "s", "title": told, "reading": READING})
        rows["evidence"].append({"article": f"a{number}", "event": event, "score": 1.0, "decided_by": "rule"})
        rows["eventlink"] += [
            {"event": event, "kind": "equipment", "key": "apache"},
            {"event": event, "kind": "actor", "key": "li-keqiang"},
        ]
        rows["search_document"].append(DOCUMENT | {"ref": event})
    return rows


def edited(key: str, after: dict[str, Any]) -> dict[str, Any]:
    """What the audit log held of a changed place."""
    before = {key: after | {"place": "Quetta", "revision": 1}}
    who = {"person": "discord:1", "guild": 1, "action": "edit"}
    return {**who, "subject": key, "before": before, "after": {key: after}}


def put(connection: Connection, table: str, *rows: dict[str, Any], **values: Any) -> None:
    """Rows of the same columns as a version of before would write them: whatever is not given has a value of its type."""
    given = rows or (values,)
    columns = columns_of(connection, table)
    full = [
        {name: row.get(name, usual(str(kind))) for name, kind, free in columns if name in row or not free}
        for row in given
    ]
    into = ", ".join(
        f"CAST(:{name} AS JSON)" if _is_json(connection, one) else f":{name}" for name, one in full[0].items()
    )
    query = f"INSERT INTO {table} ({', '.join(full[0])}) VALUES ({into})"  # noqa: S608
    connection.execute(text(query), [{name: spelled(one) for name, one in row.items()} for row in full])


def columns_of(connection: Connection, table: str) -> Sequence[Any]:
    """Each column's name, its type, and whether it may be left out."""
    if connection.dialect.name == "sqlite":
        query = (
            "SELECT name, type, \"notnull\" = 0 OR pk > 0 AND type = 'INTEGER' FROM pragma_table_info(:table)"
        )
    else:
        query = (
            "SELECT column_name, data_type, is_nullable = 'YES' OR column_default IS NOT NULL"
            " FROM information_schema.columns WHERE table_name = :table"
        )
    return connection.execute(text(query), {"table": table}).all()


def spelled(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, list | dict) else value


def _is_json(connection: Connection, value: Any) -> bool:
    return connection.dialect.name == "postgresql" and isinstance(value, list | dict)


def usual(kind: str) -> Any:
    kind = kind.upper()
    if "JSON" in kind:
        return []
    if kind == "DATE":
        return "2026-01-01"
    if "TIME" in kind:
        return "2026-01-01 00:00:00+00:00"
    return 0 if "INT" in kind or "FLOAT" in kind or "DOUBLE" in kind else False if "BOOL" in kind else ""


def kept(connection: Connection, event: str) -> dict[str, Any]:
    """An event's row as that version kept it in its audit log: the documents as they are, moments as ISO 8601 has them."""
    row = connection.execute(text("SELECT * FROM event WHERE id = :id"), {"id": event}).mappings().one()
    return {name: _as_kept(name, value) for name, value in row.items()}


def _as_kept(name: str, value: Any) -> Any:
    if name in ("first_seen", "updated_at"):
        return "2026-01-01T00:00:00Z"
    is_document = isinstance(value, str) and value[:1] in "[{" and value
    return json.loads(value) if is_document else value
