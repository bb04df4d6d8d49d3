"""An event says which of its states gives, gets or is host."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("event", sa.Column("roles", sa.JSON(), nullable=False, server_default="[]"))
