"""Small facts that the bot keeps about itself between two runs."""

from datetime import datetime

from sqlmodel import Session

from store.database.database import Database, reads, writes
from store.nouns.bookkeeping import Mark


class Marks:
    """One value for a name, with the moment it was set."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def mark(self, session: Session, name: str) -> str | None:
        row = session.get(Mark, name)
        return row.value if row else None

    @reads
    def marked_at(self, session: Session, name: str) -> datetime | None:
        row = session.get(Mark, name)
        return row.at if row else None

    @reads
    def marked(self, session: Session, name: str) -> Mark | None:
        """The value with its moment."""
        return session.get(Mark, name)

    @writes
    def set_mark(self, session: Session, name: str, value: str, now: datetime) -> None:
        session.merge(Mark(name=name, value=value, at=now))
