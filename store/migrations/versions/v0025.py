"""An article keeps the address of the picture that its feed names."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("article", sa.Column("picture", sa.String(), nullable=True))
