"""Figures that differ between sources stand side by side."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("quantities", "days"):
        op.add_column("event", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
