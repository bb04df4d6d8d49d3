"""The words of what is searched are kept, so that a misspelt one is looked for among them.

The words are made by the code of the day (``store/nouns/words.py``), a page at a time.
"""

import sqlalchemy as sa
from alembic import op

from store.nouns.words import plain_words

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

PAGE = 5_000
TEXTS = """SELECT id, title, body FROM search_document WHERE id > :last AND kind <> 'article' ORDER BY id LIMIT :most"""


def upgrade() -> None:
    op.create_table(
        "searchedword", sa.Column("word", sa.String(), nullable=False), sa.PrimaryKeyConstraint("word")
    )
    fill(op.get_bind())
    op.create_index("ix_searchedword_length", "searchedword", [sa.text("length(word)"), "word"])


def fill(connection: sa.Connection) -> None:
    last, known = 0, set[str]()
    put = sa.text("INSERT INTO searchedword (word) VALUES (:word)")
    while rows := connection.execute(sa.text(TEXTS), {"last": last, "most": PAGE}).all():
        words = plain_words(text for _, *texts in rows for text in texts) - known
        if words:
            connection.execute(put, [{"word": word} for word in sorted(words)])
        known |= words
        last = rows[-1][0]
