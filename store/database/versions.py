"""When the names that are known change: what is built from them is then built anew."""

from sqlalchemy import func
from sqlmodel import Session, col, select

from store.nouns.gazetteer import Place, Series
from store.nouns.models import Actor, Agreement, Equipment


def names_version(session: Session) -> tuple[object, ...]:
    """Changes whenever a named entry does; costs counts, not rows."""
    dated = [
        session.exec(select(func.count(), func.max(col(table.updated_at)))).one()
        for table in (Actor, Equipment, Agreement, Series, Place)
    ]
    return tuple(map(tuple, dated))
