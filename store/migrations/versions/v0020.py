"""A digest chooses its events as alerts do, and may come twice a day or on weekdays."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

LISTS = ("kinds", "countries", "actors")


def upgrade() -> None:
    for name in LISTS:
        op.add_column("digest", sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("digest", sa.Column("often", sa.String(), nullable=False, server_default="daily"))
    op.add_column("digest", sa.Column("minimum", sa.String(), nullable=False, server_default="low"))
    op.execute("UPDATE digest SET often = 'weekly' WHERE weekday IS NOT NULL")
