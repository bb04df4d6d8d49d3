"""A day that no text states is one of telling: "told 9 November", no "about November"."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

PUT = """UPDATE event SET precision = 'told'
    WHERE precision = 'approximate' AND basis LIKE 'not stated; first told on %'"""


def upgrade() -> None:
    op.get_bind().execute(sa.text(PUT))
