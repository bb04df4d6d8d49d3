"""Agreements and claims say which places tell each of their parts."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("agreement", "claim"):
        op.add_column(table, sa.Column("said", sa.JSON(), nullable=False, server_default="{}"))
