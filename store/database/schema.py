"""The tables as the models declare them, and how Alembic compares and writes them down."""

from typing import Any, Literal

from sqlalchemy import JSON, BigInteger, DateTime, MetaData, String
from sqlalchemy.types import TypeEngine
from sqlmodel import SQLModel

from store.database import index
from store.nouns import bookkeeping, gazetteer, models, outbox, reviews, subscriptions

METADATA = SQLModel.metadata
TABLES = tuple(sorted(METADATA.tables))
NOUN_MODULES = (models, gazetteer, outbox, subscriptions, reviews, bookkeeping, index)
"""Importing them is what fills ``METADATA``."""
FULL_TEXT = "search_words"
"""Prefix of what only one of the two databases has (FTS5 tables, a GIN index): written by hand, not compared."""


def of_both_databases() -> MetaData:
    """The tables with all that they say of both databases: an index of some rows (``sqlite_where``) is one on PostgreSQL too.
    The models leave that out, since naming PostgreSQL loads all that SQLAlchemy has for it, at each start on SQLite."""
    for index_of in (one for table in METADATA.tables.values() for one in table.indexes):
        if (some := index_of.dialect_options["sqlite"]["where"]) is not None:
            index_of.dialect_options["postgresql"]["where"] = some
    return METADATA


def is_ours(name: str | None, _kind: str, _parents: Any) -> bool:
    """Whether Alembic's comparison may look at a table, column or index."""
    return name is None or not name.startswith((FULL_TEXT, "sqlite_"))


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Writes a column type in SQLAlchemy's own words, so that a revision never imports the models of a later day."""
    return _type_name(item) if kind == "type" and isinstance(item, TypeEngine) else False


def _type_name(item: TypeEngine[Any]) -> str | Literal[False]:
    plain = getattr(item, "impl", item)
    if isinstance(plain, DateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(plain, JSON):
        return "sa.JSON()"
    if isinstance(plain, BigInteger):
        return "sa.BigInteger()"
    return "sa.String()" if isinstance(plain, String) else False
