"""Texts set aside are searched, by an index of their own.

FTS5 keeps it by triggers of the one table of texts, without the beginnings of words, which general news has many of; on
PostgreSQL each of the two indexes is one of some rows.
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

FILED, ASIDE = "kind <> 'aside'", "kind = 'aside'"
SQLITE = (
    """CREATE VIRTUAL TABLE search_words_aside USING fts5(
        title, body, content='search_document', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2'
    )""",
    "INSERT INTO search_words_aside(search_words_aside, rank) VALUES ('rank', 'bm25(5.0, 1.0)')",
    "INSERT INTO search_words_aside(search_words_aside, rank) VALUES ('usermerge', 2)",
    *(f"DROP TRIGGER search_words_{name}" for name in ("add", "forget", "change")),
)
TRIGGERS = (
    """CREATE TRIGGER {words}_add AFTER INSERT ON search_document WHEN new.{some} BEGIN
        INSERT INTO {words}(rowid, title, body) VALUES (new.id, new.title, new.body);
    END""",
    """CREATE TRIGGER {words}_forget AFTER DELETE ON search_document WHEN old.{some} BEGIN
        INSERT INTO {words}({words}, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
    END""",
    """CREATE TRIGGER {words}_change AFTER UPDATE ON search_document WHEN new.{some} BEGIN
        INSERT INTO {words}({words}, rowid, title, body) VALUES ('delete', old.id, old.title, old.body);
        INSERT INTO {words}(rowid, title, body) VALUES (new.id, new.title, new.body);
    END""",
)
POSTGRESQL = (
    "DROP INDEX search_words_stored_index",
    f"CREATE INDEX search_words_stored_index ON search_document USING gin (search_words_stored) WHERE {FILED}",
    f"CREATE INDEX search_words_aside_index ON search_document USING gin (search_words_stored) WHERE {ASIDE}",
)
PARTS = " || ".join(
    f"CASE WHEN {part} <> '' THEN ' · ' || {part} ELSE '' END" for part in ("lead", "publisher", "author")
)
FILL = f"""INSERT INTO search_document (kind, ref, title, body)
    SELECT 'aside', id, title, substr({PARTS}, 4) FROM article WHERE verdict = 'irrelevant' ORDER BY read_at, id"""


def upgrade() -> None:
    is_sqlite = op.get_context().dialect.name == "sqlite"
    for statement in SQLITE if is_sqlite else ():
        op.execute(statement)
    for words, some in (("search_words", FILED), ("search_words_aside", ASIDE)) if is_sqlite else ():
        for trigger in TRIGGERS:
            op.execute(trigger.format(words=words, some=some))
    op.get_bind().execute(sa.text(FILL))
    for statement in () if is_sqlite else POSTGRESQL:
        op.execute(statement)
