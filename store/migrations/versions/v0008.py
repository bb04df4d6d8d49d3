"""Interactions that were carried out, so that nobody carries them out again."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "claimedinteraction",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("claimedinteraction", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claimedinteraction_at"), ["at"], unique=False)
