"""What was left out only just: once a week a person is asked of a few whether they were wanted.

Each is offered as a question in the state ``OFFERED``, which waits for nobody: it keeps no item from being let go of, and
makes place for the next week's.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import text
from sqlmodel import Session, col, delete, select

from store.database.database import Database, reads, writes
from store.database.index import insert_new
from store.nouns.bookkeeping import Mark
from store.nouns.models import NEAR_THE_LINE, Article
from store.nouns.reviews import Review

OFFERED = "offered"
LAST_OFFER = "left-out items offered"
"""The mark of the last offer: how many, and when."""


class LeftOutArticles:
    """The score of an article that is not ours is how likely it is (0 to 1)."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def near(self, session: Session, since: datetime, most: int) -> list[Article]:
        """Of feeds' items that were read since then and left out, the likeliest that nobody was asked about, of equals the
        newest; none that was far from the line."""
        asked = select(Review.article).where(Review.article == Article.id).exists()
        found = (
            select(Article)
            .where(text(NEAR_THE_LINE), col(Article.read_at) >= since)
            .where(col(Article.feed).is_not(None), ~asked)
            .order_by(col(Article.score).desc(), col(Article.read_at).desc(), col(Article.id).desc())
            .limit(most)
        )
        return list(session.exec(found))

    @writes
    def offer(self, session: Session, articles: Sequence[str], now: datetime, before: datetime) -> int:
        """Offers these in place of those that were not answered, unless somebody did since ``before``; returns how
        many."""
        never = datetime.min.replace(year=1970, tzinfo=UTC)
        first = (
            insert_new(session, Mark).values(name=LAST_OFFER, value="0", at=never).on_conflict_do_nothing()
        )
        session.execute(first)  # a row to lock: two processes that look at once offer once
        row = session.get(Mark, LAST_OFFER, with_for_update=True, populate_existing=True)
        if row is not None and row.at > before:
            return 0
        session.exec(delete(Review).where(col(Review.state) == OFFERED))
        for article in articles:
            held = session.get(Article, article)
            if held is not None:
                session.add(_question(held, now))
        session.merge(Mark(name=LAST_OFFER, value=str(len(articles)), at=now))
        return len(articles)

    @reads
    def offered(self, session: Session) -> list[int]:
        """The numbers of the questions that are offered."""
        found = select(Review.id).where(Review.state == OFFERED).order_by(col(Review.id))
        return [number for number in session.exec(found) if number is not None]

    @writes
    def enough(self, session: Session) -> None:
        """Takes back what is offered, until the next time."""
        session.exec(delete(Review).where(col(Review.state) == OFFERED))


def _question(article: Article, now: datetime) -> Review:
    return Review(
        article=article.id, score=article.score, reasons=article.reasons, state=OFFERED, created_at=now
    )
