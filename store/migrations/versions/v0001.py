"""The full text of what is known: a plain table, and the database's own index on it.

FTS5 on SQLite reads the plain table (an external content table, kept by triggers: https://sqlite.org/fts5.html, 4.4.3).
PostgreSQL has a GIN index on an expression; signs become spaces first, because its parser takes the "-17" of "JF-17"
for a negative number and "Gen.Name" for a host.
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE = (
    """CREATE VIRTUAL TABLE search_words USING fts5(
        title, body, content='search_document', content_rowid='id',
        tokenize='porter unicode61 remove_diacritics 2', prefix='3'
    )""",
    "INSERT INTO search_words(search_words, rank) VALUES ('rank', 'bm25(5.0, 1.0)')",
    """CREATE TRIGGER search_words_add AFTER INSERT ON search_document BEGIN
        INSERT INTO search_words(rowid, title, body) VALUES (new.id, new.title, new.body);
    END""",
    """CREATE TRIGGER search_words_forget AFTER DELETE ON search_document BEGIN
        INSERT INTO search_words(search_words, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
    END""",
    """CREATE TRIGGER search_words_change AFTER UPDATE ON search_document BEGIN
        INSERT INTO search_words(search_words, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
        INSERT INTO search_words(rowid, title, body) VALUES (new.id, new.title, new.body);
    END""",
)
ACCENTED = {
    sign: plain
    for sign in map(chr, range(0xC0, 0x250))
    if sign != (plain := unicodedata.normalize("NFKD", sign)[0]) and plain.isascii()
}
"""Latin letters with accents, and the plain ones; FTS5 does this by itself."""
SIGNS = dict.fromkeys("-/._@", " ")
FROM, TO = ("".join(part) for part in zip(*(ACCENTED | SIGNS).items(), strict=True))
POSTGRESQL = (
    f"""CREATE FUNCTION search_words(title text, body text) RETURNS tsvector
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN setweight(to_tsvector('english', translate(title, '{FROM}', '{TO}')), 'A')
            || setweight(to_tsvector('english', translate(body, '{FROM}', '{TO}')), 'D')""",
    "CREATE INDEX search_words_index ON search_document USING gin (search_words(title, body))",
)


def upgrade() -> None:
    op.create_table(
        "search_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("kind", "ref", name="uq_search_document"),
    )
    for statement in POSTGRESQL if op.get_context().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)
