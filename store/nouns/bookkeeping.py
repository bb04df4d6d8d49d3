"""The nouns of what the bot keeps about its own running: claims, leases, kept answers, keys of what was read."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Integer
from sqlmodel import Field, SQLModel

from store.nouns.types import documents, instant, snowflake


class LetGoKey(SQLModel, table=True):
    """The hash of a key of what was read (``store/wire/letting_go.py``), and the day on which it was: of every entry of a
    feed, which is unread as long as none of its keys is here; and of items that were not ours, once they are let go of."""

    key: int = Field(primary_key=True, sa_type=BigInteger().with_variant(Integer(), "sqlite"))
    """On SQLite the number of its row: no index stands beside it."""
    day: date


class FiledFact(SQLModel, table=True):
    """A fact that events are found by, and the ``turn`` in which something that has it was filed last (``store/wire/turns.py``):
    on PostgreSQL the number of a transaction; 0 where nothing was, but somebody's turn came."""

    key: int = Field(primary_key=True, sa_type=BigInteger().with_variant(Integer(), "sqlite"))
    turn: int = Field(sa_type=BigInteger, index=True)
    day: date


class ClaimedInteraction(SQLModel, table=True):
    """An interaction with Discord that was carried out, by its id: nobody else carries it out. ``holder`` is a number of
    the handling that claimed it (``store/database/interaction.py``)."""

    id: int = snowflake(primary_key=True)
    holder: int = snowflake()
    at: datetime = instant(index=True)


class Guild(SQLModel, table=True):
    """A server as far as something is set for it as a whole."""

    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    analysts: int | None = snowflake(default=None)
    """The role of those who may mark and review there without Manage Server."""
    left_at: datetime | None = instant(default=None)
    """Since when the bot is not in it any more."""


class Lease(SQLModel, table=True):
    """What one process at a time holds (``store/presence/lease.py``): ``holder`` is its number, ``renewals`` counts up while it
    lives."""

    name: str = Field(primary_key=True)
    holder: int
    renewals: int


class KeptAnswer(SQLModel, table=True):
    """An answer with pages, as it stood when it was asked: what is pressed under it later turns its pages. ``id`` is that of
    the interaction which brought it; ``parent`` and ``place`` are the answer and the page from which it was opened."""

    id: int = Field(primary_key=True, sa_type=BigInteger, sa_column_kwargs={"autoincrement": False})
    command: str
    arguments: list[str] = documents(list[str])
    pages: bytes
    """The pages as JSON, compressed (RFC 1950)."""
    parent: int | None = snowflake(default=None)
    place: str = ""
    asked_at: datetime = instant(index=True)


class Mark(SQLModel, table=True):
    """A small fact that the bot keeps about itself: the hash of the synced commands, a seed's fingerprint."""

    name: str = Field(primary_key=True)
    value: str
    at: datetime = instant()
