"""What was not ours is let go of after a while: hashes of its keys, and what finds the oldest."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "letgokey",
        sa.Column(
            "key",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.drop_index("ix_article_verdict", "article")
    op.create_index("ix_article_verdict_read_at", "article", ["verdict", "read_at"])
    op.create_index("ix_feedkey_seen_at", "feedkey", ["seen_at"])
