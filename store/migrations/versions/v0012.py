"""Messages that are to be edited are found without reading all that were ever sent."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    due = sa.text("state = 'sent' AND wanted > shown")
    op.create_index("ix_alert_edits", "alert", ["due_at"], sqlite_where=due, postgresql_where=due)
