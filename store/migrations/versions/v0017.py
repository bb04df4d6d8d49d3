"""Names that texts give and no entry has; and when equipment last changed, so that every process learns of it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BEFORE = "2020-01-01 00:00:00+00:00"
"""When entries of earlier versions are said to have changed last."""


def upgrade() -> None:
    op.create_table(
        "namemention",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("article", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("key", "article"),
    )
    op.create_index("ix_namemention_article", "namemention", ["article"])
    op.create_table(
        "proposedname",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("entry", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    op.create_index("ix_proposedname_state", "proposedname", ["state"])
    op.add_column(
        "equipment",
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False, server_default=BEFORE),
    )
    with op.batch_alter_table("equipment") as equipment:  # a table of its own, once every row has its moment
        equipment.alter_column("updated_at", server_default=None)
