"""Of what is listed by an index events are counted and ordered by another one, and their rows stay where they are."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

LIVING = sa.text("merged_into IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_event_listed",
        "event",
        ["id", "kind", "day", "importance", "until", "precision", "merged_into"],
        sqlite_where=LIVING,
        postgresql_where=LIVING,
    )
