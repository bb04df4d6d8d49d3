"""PostgreSQL keeps the search vectors that it ranks by: computing them again for each document that matches took seconds."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

POSTGRESQL = (
    """ALTER TABLE search_document ADD COLUMN search_words_stored tsvector
        GENERATED ALWAYS AS (search_words(title, body)) STORED""",
    "DROP INDEX search_words_index",
    "CREATE INDEX search_words_stored_index ON search_document USING gin (search_words_stored)",
)


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        for statement in POSTGRESQL:
            op.execute(statement)
