"""Evidence says which parts of an event a text tells itself."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("evidence", sa.Column("parts", sa.JSON(), nullable=False, server_default="[]"))
