"""Of the keys of entries there are hashes alone, from the first day on.

A key took two hundred bytes with its indexes, and became a hash of twenty after a month. The hash is that of
``store/wire/letting_go.py``; it is made here by itself: what is kept stays kept, whatever becomes of the code.
"""

from datetime import UTC, date, datetime
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

PAGE = 5_000
KEYS = """SELECT feed, key, seen_at FROM feedkey WHERE feed > :feed OR (feed = :feed AND key > :key)
    ORDER BY feed, key LIMIT :most"""


def upgrade() -> None:
    connection = op.get_bind()
    put = sa.text("INSERT INTO letgokey (key, day) VALUES (:key, :day) ON CONFLICT DO NOTHING").bindparams(
        sa.bindparam("day", type_=sa.Date())
    )
    last = {"feed": "", "key": ""}
    while rows := connection.execute(sa.text(KEYS), last | {"most": PAGE}).all():
        connection.execute(put, [{"key": hash_of(row[0], row[1]), "day": day_of(row[2])} for row in rows])
        last = {"feed": rows[-1][0], "key": rows[-1][1]}
    op.drop_table("feedkey")


def hash_of(feed: str, key: str) -> int:
    named = f"entry\n{feed}\n{key}".encode()
    return int.from_bytes(blake2b(named, digest_size=8).digest(), "little", signed=True)


def day_of(seen: Any) -> date:
    """SQLite keeps a moment as text, in UTC."""
    return seen.astimezone(UTC).date() if isinstance(seen, datetime) else date.fromisoformat(str(seen)[:10])
