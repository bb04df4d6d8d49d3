"""When the names that are known change: what is built from them is then built anew."""

from sqlalchemy import text
from sqlmodel import Session

from store.nouns.gazetteer import Place, Series
from store.nouns.models import Actor, Agreement, Equipment

_DATED = text(
    " UNION ALL ".join(
        f"SELECT count(*), max(updated_at) FROM {table.__tablename__}"  # noqa: S608 - names of our own tables
        for table in (Actor, Equipment, Agreement, Series, Place)
    )
)
"""One statement, written out: every question asks it, and SQLAlchemy takes longer to put five together than a database to
answer them."""


def names_version(session: Session) -> tuple[object, ...]:
    """Changes whenever a named entry does; costs counts, not rows."""
    return tuple(tuple(row) for row in session.execute(_DATED))
