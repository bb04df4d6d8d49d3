"""What moved lately is found by an index, and so are the texts that a text quotes, and addresses that are not the canonical one."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

OTHER = sa.text("(canonical_url IS NULL OR url <> canonical_url)")
QUOTED = sa.text("within IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_evidence_decided_at", "evidence", ["decided_at"])
    op.create_index("ix_article_other_url", "article", ["url"], sqlite_where=OTHER, postgresql_where=OTHER)
    op.create_index("ix_article_within", "article", ["within"], sqlite_where=QUOTED, postgresql_where=QUOTED)
