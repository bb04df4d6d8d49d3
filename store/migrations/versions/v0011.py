"""An article is found by its source and guid at once."""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_article_source_guid", "article", ["source", "guid"])
    op.drop_index("ix_article_source", "article")
    op.drop_index("ix_article_guid", "article")
