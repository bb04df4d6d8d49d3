"""Answers with pages are kept for those who turn them."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "keptanswer",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("command", sa.String(), nullable=False),
        sa.Column("arguments", sa.JSON(), nullable=False),
        sa.Column("pages", sa.LargeBinary(), nullable=False),
        sa.Column("parent", sa.BigInteger(), nullable=True),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_keptanswer_asked_at", "keptanswer", ["asked_at"])
