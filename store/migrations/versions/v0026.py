"""The newest and the oldest events are found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_event_newest", "event", [sa.text("(day IS NULL)"), sa.text("day DESC"), "id"])
    op.create_index("ix_event_oldest", "event", [sa.text("(day IS NULL)"), "day", "id"])
