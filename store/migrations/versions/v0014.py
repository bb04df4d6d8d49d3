"""One id for each thing: what was filed under another is carried over, wherever an id stands.

Ids of equipment and actors stand in rows, in lists of documents (participants, materiel, readings, snapshots of the audit
log) and in searched texts; a series by its name, which was written large where a document tells of it.
"""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

IDS = {
    "apache": "ah-64", "chinook": "ch-47", "wing-loong": "wing-loong-ii", "hellfire": "agm-114-hellfire", "bmp": "bmp-2",
    "puma-boxer": "boxer", "liaoning": "cns-liaoning", "queen-elizabeth": "hms-queen-elizabeth",
    "vikramaditya": "ins-vikramaditya", "sa-ar-corvette": "saar-6", "plan": "pla-navy", "plaaf": "pla-air-force",
    "pakistan-ghq": "pakistan-army", "cmc-china": "central-military-commission",
    "mod-china": "china-ministry-of-national-defense", "mod-russia": "russia-ministry-of-defence",
    "mod-uk": "united-kingdom-ministry-of-defence", "sco": "shanghai-cooperation-organisation",
    "ots": "organization-of-turkic-states", "mutual-defence-treaty-ph": "mutual-defence-treaty", "gulf-c-sipa": "c-sipa",
    "comprehensive-strategic-partnership-treaty-kp": "comprehensive-strategic-partnership-treaty",
    "isa-mlsa": "mutual-logistics-support-agreement", "project-sapphire": "t129-deal",
    "jf-17-programme": "jf-17-coproduction", "prayuth": "prayut-chan-ocha", "abdul-hamid-libya": "khalifa-haftar",
}  # fmt: skip
SERIES = {
    "Shaheen": "shaheen", "Kavkaz": "kavkaz", "Malabar": "malabar", "falcon-assault-by": "eagle-assault",
    "haidar": "fajr-al-sharq", "pukhtar": "hamkorlik", "shaheen-star-lk": "shake-hands", "pak-qatar-zilzal": "zilzal",
    "gulf-spears-of-victory": "spears-of-victory", "desert-eagle-ii": "desert-eagle", "ramstein": "ramstein-flag",
    "agreement-eagle-partner": "eagle-partner", "bold-alligator": "resolute-force-pacific", "crimson": "tamiok-strike",
    "ocean-ru": "okean", "indra-sea-desert-shield": "desert-shield", "khazri": "hazri", "ibn-battuta": "zapad-maghreb",
    "exercise-bull-shark": "bull-shark", "teak": "balance-teak", "sea-lion-lk": "nusantara-shield",
    "bold-quest": "global-sentinel", "dolphin": "haringaroo", "valour-bigstar": "wallaby",
}  # fmt: skip
SPLIT = {
    "li-keqiang": ("Li Keqiang", {"Li Qiang": "li-qiang"}),
    "tan-kefei": (
        "Tan Kefei",
        {"Wu Qian": "wu-qian", "Zhang Xiaogang": "zhang-xiaogang", "Ren Guoqiang": "ren-guoqiang", "Jiang Bin": "jiang-bin"},
    ),
    "nong-rong": ("Nong Rong", {"Jiang Zaidong": "jiang-zaidong", "Yao Jing": "yao-jing"}),
}  # fmt: skip
"""Persons whose names stood in one row: an id, the name that is its own, and whose the others are."""
NAMING = frozenset(
    [
        "actor", "actors", "agreement", "agreements", "equipment", "hulls", "key", "of", "organisation", "organisations",
        "parent", "people", "speaker", "what",
    ]
)  # fmt: skip
"""Keys under which a document holds an id."""
DOCUMENTS = (
    ("event", "id", ("actors", "equipment")),
    ("agreement", "id", ("parties", "equipment")),
    ("actor", "id", ("roles",)),
    ("claim", "id", ("actors",)),
    ("article", "id", ("reading",)),
    ("subscription", "id", ("actors",)),
    ("auditentry", "id", ("before", "after")),
    ("review", "id", ("proposal",)),
)
PLAIN = (
    ("equipment", "id"),
    ("equipment", "maker"),
    ("actor", "parent"),
    ("event", "agreement"),
    ("claim", "speaker"),
    ("claim", "agreement"),
    ("evidence", "agreement"),
)


def upgrade() -> None:
    connection = op.get_bind()
    for table, column in PLAIN:
        _rename(connection, table, column, IDS)
    _rename(connection, "event", "series", SERIES)
    _rename(connection, "watch", "what", IDS, "kind <> 'word'")
    _rename_links(connection)
    _rename_marks(connection)
    for table, key, columns in DOCUMENTS:
        for column in columns:
            _rewrite(connection, table, key, column)
    _rewrite_searched(connection)
    _part_persons(connection)


def carried(value: Any, key: str = "") -> Any:
    """The document with its ids carried over; ``key`` is the one under which the value stands."""
    if isinstance(value, dict):
        return {name: carried(one, name) for name, one in value.items()}
    if isinstance(value, list):
        every = [carried(one, key) for one in value]
        return list(dict.fromkeys(every)) if all(isinstance(one, str) for one in every) else every
    if isinstance(value, str):
        return (
            SERIES.get(value, value) if key == "series" else IDS.get(value, value) if key in NAMING else value
        )
    return value


def _rename(
    connection: sa.Connection, table: str, column: str, ids: dict[str, str], where: str = "1 = 1"
) -> None:
    for old, new in ids.items():
        connection.execute(
            sa.text(f"UPDATE {table} SET {column} = :new WHERE {column} = :old AND {where}"),
            {"old": old, "new": new},
        )


def _rename_links(connection: sa.Connection) -> None:
    """An event that has both ids keeps one link."""
    for old, new in IDS.items():
        connection.execute(
            sa.text(
                "DELETE FROM eventlink WHERE key = :old AND EXISTS (SELECT 1 FROM eventlink AS other"
                " WHERE other.event = eventlink.event AND other.kind = eventlink.kind AND other.key = :new)"
            ),
            {"old": old, "new": new},
        )
    _rename(connection, "eventlink", "key", IDS, "kind <> 'country'")


def _rename_marks(connection: sa.Connection) -> None:
    """The seeds know an entry again under its new id: one that a person removed stays away."""
    for old, new in IDS.items():
        for noun in ("equipment", "actor", "agreement"):
            names = {"old": f"seed:{noun}:{old}", "new": f"seed:{noun}:{new}"}
            connection.execute(sa.text("UPDATE mark SET name = :new WHERE name = :old"), names)


def _rows(connection: sa.Connection, table: str, key: str, column: str) -> Iterator[tuple[Any, str]]:
    found = connection.execute(sa.text(f"SELECT {key}, CAST({column} AS TEXT) FROM {table}"))
    while some := found.fetchmany(500):
        yield from ((row[0], row[1]) for row in some if row[1])


def _rewrite(connection: sa.Connection, table: str, key: str, column: str) -> None:
    """Only the rows whose document changes are written."""
    into = f"CAST(:value AS {'JSON' if connection.dialect.name == 'postgresql' else 'TEXT'})"
    put = sa.text(f"UPDATE {table} SET {column} = {into} WHERE {key} = :key")
    marks = [f'"{one}"' for one in (*IDS, *SERIES)]
    held = [
        (name, text) for name, text in _rows(connection, table, key, column) if any(m in text for m in marks)
    ]
    for name, text in held:
        before = json.loads(text)
        after = carried(before, column)
        if after != before:
            connection.execute(put, {"value": json.dumps(after), "key": name})


def _rewrite_searched(connection: sa.Connection) -> None:
    put = sa.text("UPDATE search_document SET body = :body WHERE id = :id")
    told = (
        (ident, body, _searched(body)) for ident, body in _rows(connection, "search_document", "id", "body")
    )
    for ident, after in [(ident, after) for ident, body, after in told if after != body]:
        connection.execute(put, {"body": after, "id": ident})


def _searched(body: str) -> str:
    return " · ".join(IDS.get(part, SERIES.get(part, part)) for part in body.split(" · "))


def _part_persons(connection: sa.Connection) -> None:
    """An event that no text ties to the one is the other's whom its texts name."""
    texts = sa.text(
        "SELECT article.title, article.lead FROM evidence JOIN article ON article.id = evidence.article"
        " WHERE evidence.event = :event AND evidence.decided_by <> 'seed'"
    )
    linked = sa.text("SELECT event FROM eventlink WHERE kind = 'actor' AND key = :key")
    for old, (own, others) in SPLIT.items():
        for (event,) in list(connection.execute(linked, {"key": old})):
            told = " ".join(f"{row[0]} {row[1]}" for row in connection.execute(texts, {"event": event}))
            named = [new for name, new in others.items() if name in told]
            if named and own not in told:
                _give(connection, event, old, named[0])


def _give(connection: sa.Connection, event: str, old: str, new: str) -> None:
    filed = connection.execute(
        sa.text("SELECT CAST(actors AS TEXT) FROM event WHERE id = :id"), {"id": event}
    )
    actors = [
        {**one, "actor": new if one["actor"] == old else one["actor"]}
        for one in json.loads(filed.scalar_one())
    ]
    into = "CAST(:actors AS JSON)" if connection.dialect.name == "postgresql" else ":actors"
    connection.execute(
        sa.text(f"UPDATE event SET actors = {into} WHERE id = :id"),
        {"actors": json.dumps(actors), "id": event},
    )
    link = sa.text("UPDATE eventlink SET key = :new WHERE event = :event AND kind = 'actor' AND key = :old")
    connection.execute(link, {"new": new, "event": event, "old": old})
    body = sa.text("SELECT body FROM search_document WHERE kind = 'event' AND ref = :event")
    for (text,) in list(connection.execute(body, {"event": event})):
        after = " · ".join(new if part == old else part for part in text.split(" · "))
        put = sa.text("UPDATE search_document SET body = :body WHERE kind = 'event' AND ref = :event")
        connection.execute(put, {"body": after, "event": event})
