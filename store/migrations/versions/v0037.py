"""What a text changed on an event is kept with the evidence. What was filed before says nothing of it."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("evidence", sa.Column("changes", sa.JSON(), nullable=False, server_default="[]"))
