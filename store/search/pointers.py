"""Which event is told by what a person has before them: a message's mark, its number, the address of a text."""

from collections.abc import Sequence

from sqlmodel import Session, col, or_, select

from store.database.database import Database, reads
from store.nouns.models import Article
from store.nouns.outbox import Alert
from store.wire.filing import current_id

EVENT = "event:"


class Pointers:
    """Every read answers with the id of an event that is known now, or ``None``."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def under_mark(self, session: Session, mark: str) -> str | None:
        """By the first digits of an alert's nonce, as its message shows them."""
        marked = (col(Alert.nonce) >= mark, col(Alert.nonce) < f"{mark}g")
        return _told(session, session.exec(select(Alert).where(*marked).limit(1)).first())

    @reads
    def under_message(self, session: Session, message: int) -> str | None:
        """By a message's number in Discord."""
        shown = select(Alert).where(Alert.message == message).order_by(col(Alert.id)).limit(1)
        return _told(session, session.exec(shown).first())

    @reads
    def at_addresses(self, session: Session, addresses: Sequence[str]) -> str | None:
        """By the address of a text, as it is written or without what does not name the page."""
        same = or_(col(Article.canonical_url).in_(addresses), col(Article.id).in_(addresses))
        texts = select(Article.event).where(same, col(Article.event).is_not(None))
        event = session.exec(texts.order_by(col(Article.read_at).desc()).limit(1)).first()
        return current_id(session, event) if event else None

    @reads
    def of_article(self, session: Session, article: str) -> str | None:
        row = session.get(Article, article)
        return current_id(session, row.event) if row is not None and row.event else None


def _told(session: Session, alert: Alert | None) -> str | None:
    """The event of an alert; of a reply that under whose message it stands."""
    if alert is None:
        return None
    if alert.subject.startswith(EVENT):
        return current_id(session, alert.subject.removeprefix(EVENT))
    event = alert.body.get("event")
    return current_id(session, str(event)) if event else None
