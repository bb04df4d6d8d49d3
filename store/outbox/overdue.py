"""Since when what is due has waited: messages, feeds and digests."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, or_
from sqlmodel import Session, col, func, select

from store.database.database import Database, reads
from store.nouns.models import Feed
from store.nouns.outbox import Alert
from store.nouns.subscriptions import Digest


class Overdue:
    """Only what nobody was told to leave waiting: no message behind one that its channel refuses, no paused feed."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def since(self, session: Session, now: datetime) -> dict[str, datetime]:
        """When the oldest of each sort that is due fell due; sorts of which nothing is due are left out."""
        closed = select(Alert.channel).where(Alert.state == "held")
        untold = col(Alert.state).in_(("pending", "sending", "unclear")), col(Alert.carried_by).is_(None)
        free: ColumnElement[bool] = or_(col(Feed.claimed_until).is_(None), col(Feed.claimed_until) <= now)
        oldest: dict[str, Select[datetime | None]] = {
            "messages": select(func.min(Alert.due_at)).where(*untold, col(Alert.channel).not_in(closed)),
            "feeds": select(func.min(Feed.next_due)).where(col(Feed.state) != "paused", free),
            "digests": select(func.min(Digest.next_slot)),
        }
        found = {what: session.execute(asked).scalar() for what, asked in oldest.items()}
        return {what: at for what, at in found.items() if at is not None and at <= now}
