"""An article's guid and the hash of its words are digests, and only what is looked for is in an index.

The digest is that of ``handlers/ingest/article.py``; it is made here by itself: what is kept stays kept, whatever becomes
of the code. PostgreSQL makes the same one: SHA-256 and base64 are its own functions since version 11.
"""

from base64 import urlsafe_b64encode
from hashlib import sha256

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

LONG = 16
IN_SQLITE = "digest_of({0})"
IN_POSTGRESQL = "translate(encode(substring(sha256(convert_to({0}, 'UTF8')) FOR 12), 'base64'), '+/', '-_')"
NOT_OURS = sa.text("verdict = 'irrelevant'")
ON_AN_EVENT = sa.text("event IS NOT NULL")


def upgrade() -> None:
    for name in ("feed", "verdict_read_at", "event", "source_guid", "content_hash"):
        op.drop_index(f"ix_article_{name}", "article")
    shorten(op.get_bind())
    op.create_index("ix_article_source_guid", "article", ["source", "guid"])
    op.create_index("ix_article_content_hash", "article", ["content_hash"])
    op.create_index(
        "ix_article_event", "article", ["event"], sqlite_where=ON_AN_EVENT, postgresql_where=ON_AN_EVENT
    )
    op.create_index(
        "ix_article_not_ours", "article", ["read_at"], sqlite_where=NOT_OURS, postgresql_where=NOT_OURS
    )


def shorten(connection: sa.Connection) -> None:
    """Of what feeds brought; documents are known by their whole hash."""
    made = IN_POSTGRESQL
    if connection.dialect.name == "sqlite":
        connection.connection.dbapi_connection.create_function("digest_of", 1, digest_of)  # type: ignore[union-attr]
        made = IN_SQLITE
    for name in ("guid", "content_hash"):
        connection.execute(
            sa.text(
                f"UPDATE article SET {name} = {made.format(name)} WHERE feed IS NOT NULL AND length({name}) > {LONG}"
            )
        )


def digest_of(key: str) -> str:
    return urlsafe_b64encode(sha256(key.encode("utf-8", "surrogatepass")).digest()[:12]).decode()
