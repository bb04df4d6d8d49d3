"""What is known by name only stands beside what documents tell of: its basis and what identifies it; series and places."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("actor", "equipment", "agreement"):
        _add(table, "basis", sa.String(), "document")
    _add("actor", "sort", sa.String(), "")
    _add("actor", "members", sa.JSON(), "[]")
    _add("equipment", "sort", sa.String(), "")
    _add("equipment", "makers", sa.JSON(), "[]")
    _add("equipment", "afloat", sa.Boolean(), sa.false())
    op.add_column("equipment", sa.Column("owner", sa.String(), nullable=True))
    op.add_column("equipment", sa.Column("part_of", sa.String(), nullable=True))
    op.create_table(
        "series",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("countries", sa.JSON(), nullable=False),
        sa.Column("branch", sa.String(), nullable=False),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "place",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _add(table: str, name: str, kind: Any, default: Any) -> None:
    """A column that rows from before have in its usual value."""
    op.add_column(table, sa.Column(name, kind, nullable=False, server_default=default))
