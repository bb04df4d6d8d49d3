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


def told_series(session: Session) -> frozenset[str]:
    """The series that events are of, each looked up behind the one before: they are few, and their events many (PostgreSQL's
    wiki, "Loose indexscan")."""
    return frozenset(name for (name,) in session.execute(_TOLD) if name)


_TOLD = text("""WITH RECURSIVE held(name) AS (
    SELECT min(series) FROM event WHERE series IS NOT NULL
    UNION ALL SELECT (SELECT min(series) FROM event WHERE series > held.name) FROM held WHERE held.name IS NOT NULL
) SELECT name FROM held""")
