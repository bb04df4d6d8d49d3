"""A database of the version before ids changed (revision 0013), written without the models of today."""

import json
from typing import Any

from sqlalchemy import Connection, text

BEFORE = "0013"
EVENTS = 1000
AUDITED = 50


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
    for number in range(EVENTS):
        told = "Li Qiang visits" if number % 2 else "Li Keqiang visits"
        event = f"e{number}"
        put(connection, "event", id=event, kind="delivery", title="Delivery", series="Shaheen", precision="unknown", phase="reported", standing="reported", importance="notable", place="Lahore", revision=2,
            equipment=[{"equipment": "apache", "quantity": 2}], actors=[{"actor": "li-keqiang", "part": "visitor"}])  # fmt: skip
        reading = {
            "equipment": ["apache"],
            "organisations": ["plan"],
            "quantities": [{"number": 2, "of": "apache"}],
        }
        put(connection, "article", id=f"a{number}", source="s", title=told, reading=reading)
        put(connection, "evidence", article=f"a{number}", event=event, score=1.0, decided_by="rule")
        put(connection, "eventlink", event=event, kind="equipment", key="apache")
        put(connection, "eventlink", event=event, kind="actor", key="li-keqiang")
        put(
            connection,
            "search_document",
            kind="event",
            ref=event,
            title="Delivery",
            body="x · Shaheen · li-keqiang · apache",
        )
    for number in range(AUDITED):
        key = f"event:e{number}"
        after = kept(connection, f"e{number}")
        put(
            connection,
            "auditentry",
            person="discord:1",
            guild=1,
            action="edit",
            subject=key,
            before={key: after | {"place": "Quetta", "revision": 1}},
            after={key: after},
        )


def put(connection: Connection, table: str, **values: Any) -> None:
    """A row as a version of before would write it: whatever is not given has a value of its type."""
    if connection.dialect.name == "sqlite":
        query = (
            "SELECT name, type, \"notnull\" = 0 OR pk > 0 AND type = 'INTEGER' FROM pragma_table_info(:table)"
        )
    else:
        query = (
            "SELECT column_name, data_type, is_nullable = 'YES' OR column_default IS NOT NULL"
            " FROM information_schema.columns WHERE table_name = :table"
        )
    columns = connection.info.setdefault(f"columns of {table}", [])
    columns += [] if columns else connection.execute(text(query), {"table": table}).all()
    row = {
        name: values.get(name, usual(str(kind))) for name, kind, free in columns if name in values or not free
    }
    spelled = {name: json.dumps(one) if isinstance(one, list | dict) else one for name, one in row.items()}
    into = ", ".join(
        f"CAST(:{name} AS JSON)" if _is_json(connection, row[name]) else f":{name}" for name in row
    )
    connection.execute(text(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({into})"), spelled)  # noqa: S608


def _is_json(connection: Connection, value: Any) -> bool:
    return connection.dialect.name == "postgresql" and isinstance(value, list | dict)


def usual(kind: str) -> Any:
    kind = kind.upper()
    if "JSON" in kind:
        return []
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
