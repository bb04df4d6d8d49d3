"""A message's mark finds its alert: the nonce is indexed."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_alert_nonce", "alert", ["nonce"])
