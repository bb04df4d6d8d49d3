"""What the team decided about relevance, and what it taught the weights."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from store.database.database import Database, reads, writes
from store.nouns.models import Article
from store.nouns.reviews import AuditEntry, Review, TeamWeights
from store.people.amending import Plan, Who, amend
from store.people.snapshots import row_key

RELEVANCE = "relevance"
LEARN, WEIGHTS = "learn", f"weights:{RELEVANCE}"
"""Action and subject of a lesson in the audit log."""
BEAT = "beat"
"""The reason of a mark that says something of relevance; "known already" says something of matching."""


@dataclass(frozen=True)
class DecidedArticle:
    """An article, whether a person called it the team's, which person and when."""

    article: Article
    is_ours: bool
    person: int
    at: datetime | None = None


class Lessons:
    """Every change is one transaction and one entry in the audit log."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def decided(self, session: Session) -> list[DecidedArticle]:
        """What was decided in ``/review`` and says something of relevance, oldest first."""
        found = (
            select(Review, Article)
            .join(Article, col(Article.id) == Review.article)
            .where(col(Review.decided_by).is_not(None), col(Review.state).in_(("same", "new", "irrelevant")))
            .order_by(col(Review.id))
        )
        rows = session.exec(found).all()
        return [
            DecidedArticle(article, review.state != "irrelevant", review.decided_by or 0, review.decided_at)
            for review, article in rows
            if _is_about_relevance(review)
        ]

    @reads
    def newest(self, session: Session, limit: int) -> list[Article]:
        """The articles that were read last."""
        return list(session.exec(select(Article).order_by(col(Article.read_at).desc()).limit(limit)).all())

    @reads
    def moved(self, session: Session) -> dict[str, float]:
        """By how much each weight differs from what is shipped."""
        row = session.get(TeamWeights, RELEVANCE)
        return dict(row.moved) if row else {}

    @reads
    def entries(self, session: Session) -> list[AuditEntry]:
        """Every lesson that was kept, oldest first; one that was taken back says by which entry."""
        found = select(AuditEntry).where(AuditEntry.action == LEARN, AuditEntry.subject == WEIGHTS)
        return list(session.exec(found.order_by(col(AuditEntry.id))))

    @reads
    def taught(self, session: Session) -> TeamWeights | None:
        """What is judged by now beside what is shipped; None where nothing was ever learned."""
        return session.get(TeamWeights, RELEVANCE)

    @writes
    def keep(self, session: Session, moved: Mapping[str, float], who: Who) -> AuditEntry:
        """From now on texts are judged by these; ``/amend undo`` with the entry's number takes it back."""
        row = session.get(TeamWeights, RELEVANCE)
        fresh = TeamWeights(id=RELEVANCE, moved=dict(moved), taught_at=who.at)

        def change() -> list[str]:
            session.merge(fresh)
            return [] if row else [row_key(fresh)]

        return amend(session, who, Plan((LEARN, WEIGHTS), [row] if row else [], change))


def _is_about_relevance(review: Review) -> bool:
    """A question that the bot left open is; a reader's mark is where it asked for that."""
    if not review.proposal.get("marked"):
        return True
    return review.proposal.get("asked") == "irrelevant" and review.proposal.get("reason", BEAT) == BEAT
