"""A channel chooses how much a card holds, and in which language headlines come first."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, default in (("style", "full"), ("language", "en")):
        op.add_column("subscription", sa.Column(name, sa.String(), nullable=False, server_default=default))
