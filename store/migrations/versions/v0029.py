"""Events and claims are found by their stemmed words, events also by what names them, their title and their end.

The words are made by the code of the day (``store/nouns/words.py``), a page at a time. A later change of that code needs a
revision that fills the table again: ``DELETE FROM stemmedtext``, then ``fill``.
"""

import sqlalchemy as sa
from alembic import op

from store.nouns.words import stemmed_text

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

PAGE = 1_000
UNPLACED = " \u2205"
"""Before the words of an event of no country."""
EVENTS = """SELECT id, CAST(countries AS VARCHAR), title, summary, place FROM event
    WHERE id > :last AND merged_into IS NULL ORDER BY id LIMIT :most"""
CLAIMS = "SELECT id, '', text, topic, attribution FROM claim WHERE id > :last ORDER BY id LIMIT :most"
SQLITE = (
    """CREATE VIRTUAL TABLE search_words_stemmed USING fts5(
        stems, content='stemmedtext', content_rowid='id', columnsize=0, tokenize="ascii tokenchars '|'"
    )""",
    """CREATE TRIGGER search_words_stemmed_add AFTER INSERT ON stemmedtext BEGIN
        INSERT INTO search_words_stemmed(rowid, stems) VALUES (new.id, new.stems);
    END""",
    """CREATE TRIGGER search_words_stemmed_forget AFTER DELETE ON stemmedtext BEGIN
        INSERT INTO search_words_stemmed(search_words_stemmed, rowid, stems) VALUES ('delete', old.id, old.stems);
    END""",
    """CREATE TRIGGER search_words_stemmed_change AFTER UPDATE ON stemmedtext BEGIN
        INSERT INTO search_words_stemmed(search_words_stemmed, rowid, stems) VALUES ('delete', old.id, old.stems);
        INSERT INTO search_words_stemmed(rowid, stems) VALUES (new.id, new.stems);
    END""",
)
POSTGRESQL = (
    "CREATE INDEX search_words_stemmed_index ON stemmedtext USING gin (string_to_array(stems, ' '))",
)


def upgrade() -> None:
    op.create_table(
        "stemmedtext",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("stems", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "ref", name="uq_stemmedtext"),
    )
    connection = op.get_bind()
    is_postgresql = connection.dialect.name == "postgresql"
    for statement in () if is_postgresql else SQLITE:
        op.execute(statement)
    fill(connection)
    for statement in (
        POSTGRESQL if is_postgresql else ()
    ):  # an index of what is there is made faster than kept up
        op.execute(statement)
    op.drop_index("ix_eventlink_key", "eventlink")
    op.create_index("ix_eventlink_key", "eventlink", ["key", "kind", "event"])
    _events_by_what_is_asked()


def _events_by_what_is_asked() -> None:
    op.create_index("ix_event_titled", "event", [sa.text("substr(lower(title), 1, 100)")])
    for name in ("kind", "series", "agreement"):
        op.drop_index(f"ix_event_{name}", "event")
    living = sa.text("merged_into IS NULL")
    op.create_index("ix_event_living", "event", ["kind", "id"], sqlite_where=living, postgresql_where=living)
    for name in ("until", "series", "agreement", "follows"):
        given = sa.text(f"{name} IS NOT NULL")
        op.create_index(f"ix_event_{name}", "event", [name], sqlite_where=given, postgresql_where=given)


def fill(connection: sa.Connection) -> None:
    """The stemmed text of every event that was not merged, and of every claim."""
    put = sa.text("INSERT INTO stemmedtext (kind, ref, stems) VALUES (:kind, :ref, :stems)")
    for kind, page in (("event", EVENTS), ("claim", CLAIMS)):
        last = ""
        while rows := connection.execute(sa.text(page), {"last": last, "most": PAGE}).all():
            stems = [(row[0], (UNPLACED if row[1] == "[]" else "") + stemmed_text(row[2:])) for row in rows]
            connection.execute(put, [{"kind": kind, "ref": ref, "stems": text} for ref, text in stems])
            last = rows[-1][0]
