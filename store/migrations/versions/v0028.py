"""A question keeps how likely its article is ours; the questions of a day, and what was left out only just, are found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

NEAR = sa.text("verdict = 'irrelevant' AND score >= 0.1")


def upgrade() -> None:
    op.add_column("review", sa.Column("chance", sa.Float(), nullable=True))
    op.create_index("ix_review_created_at", "review", ["created_at"])
    op.create_index("ix_article_left_out", "article", ["score"], sqlite_where=NEAR, postgresql_where=NEAR)
