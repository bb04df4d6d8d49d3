"""Changed facts are told in threads."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("alert", sa.Column("thread_of", sa.Integer(), nullable=True))
    op.create_index("ix_alert_thread_of", "alert", ["thread_of"])
