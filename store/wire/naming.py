"""Names that an item gives and that nobody knew when it was read: kept with the item, proposed once they keep appearing."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from store.database.index import insert_new
from store.database.versions import names_version
from store.nouns.decisions import Decision
from store.nouns.models import Article, Source
from store.nouns.reviews import NameMention, ProposedName


def outgrown(session: Session, decision: Decision) -> str | None:
    """The key of a name that became an entry after the item was read: read again, the item names that entry."""
    if not decision.names or decision.lexicon is None:
        return None
    keys = [one.key for one in decision.names]
    known = select(ProposedName.key).where(
        col(ProposedName.key).in_(keys), col(ProposedName.state) == "accepted"
    )
    found = session.exec(known.order_by(ProposedName.key)).first()
    return found if found is not None and names_version(session) != decision.lexicon else None


def add_mentions(session: Session, names: Sequence[NameMention], now: datetime) -> None:
    """Remembers who names what; a name that keeps appearing is proposed, once for all time."""
    for one in names:
        put = insert_new(session, NameMention).values(**one.model_dump()).on_conflict_do_nothing()
        session.execute(put)
        if keeps_appearing(session, one.key):
            proposal = ProposedName(key=one.key, created_at=now).model_dump(exclude={"id"})
            session.execute(insert_new(session, ProposedName).values(**proposal).on_conflict_do_nothing())


def keeps_appearing(session: Session, key: str) -> bool:
    """Whether two items or more give the name, on two days or from two owners: what one outlet writes in one day is one
    story, and may be one slip. A copy of a text is no second item (``store/wire/articles.py``)."""
    items = (
        select(Article.published, Article.read_at, Article.source, Source.owner)
        .join(NameMention, col(NameMention.article) == Article.id)
        .join(Source, col(Source.id) == Article.source, isouter=True)
        .where(NameMention.key == key)
    )
    told = [
        ((published or read).date(), owner or source)
        for published, read, source, owner in session.exec(items)
    ]
    return len({day for day, _ in told}) > 1 or len({owner for _, owner in told}) > 1
