"""What waits for a person: items that the matcher left open, and what readers marked under a message."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from store.database.database import Database, reads, writes
from store.nouns.models import Article, Event, Evidence, Source
from store.nouns.outbox import Alert
from store.nouns.reviews import Review
from store.outbox.queueing import enqueue
from store.people.amending import AmendOutcome, AmendRefusal, Plan, Who, amend
from store.people.corrections import merger, withdrawal
from store.people.snapshots import row_key
from store.wire.filing import current_id
from store.wire.left_out import OFFERED
from store.wire.questions import UNASKED, WAITING, WANTED

DECIDABLE = (*WAITING, UNASKED, OFFERED)
"""A card stays good for what was put aside for a better question after it was shown."""


@dataclass(frozen=True)
class Case:
    """Both sides of an open question. ``marked`` is the event under whose message somebody asked it, if one did."""

    review: Review
    article: Article
    source: Source | None
    candidate: Event | None
    marked: Event | None


class Reviews:
    """Every decision is one transaction and one entry in the audit log."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def waiting(self, session: Session, limit: int = 5, after: int = 0) -> list[Case]:
        """Open questions: those that were asked for, then the others, oldest first, those put off last."""
        found = select(Review).where(col(Review.state).in_(WAITING), col(Review.id) > after)
        rows = session.exec(found.order_by(col(Review.state).desc(), col(Review.id)).limit(limit)).all()
        return [case for row in rows if (case := _case(session, row))]

    @reads
    def count(self, session: Session) -> int:
        return session.exec(select(func.count()).where(col(Review.state).in_(WAITING))).one()

    @reads
    def unasked(self, session: Session) -> int:
        """How many were left out because a day's questions were asked."""
        return session.exec(select(func.count()).where(Review.state == UNASKED)).one()

    @writes
    def ask_unasked(self, session: Session, most: int) -> int:
        """Asks the likeliest of those after all, the newer first; returns how many."""
        likeliest = (col(Review.chance).desc(), col(Review.id).desc())
        found = select(Review).where(Review.state == UNASKED).order_by(*likeliest).limit(most)
        rows = session.exec(found.with_for_update()).all()
        for row in rows:
            row.state, row.chance = WANTED, None
            session.add(row)
        return len(rows)

    @reads
    def of_article(self, session: Session, article: str) -> Review | None:
        """The question about an article, open or decided."""
        return session.exec(select(Review).where(Review.article == article)).first()

    @reads
    def case(self, session: Session, review: int) -> Case | None:
        row = session.get(Review, review)
        return _case(session, row) if row is not None else None

    @writes
    def mark(
        self, session: Session, event: str, same_as: str | None, who: Who, reason: str | None = None
    ) -> AmendOutcome:
        """A reader's word under a message: not relevant, or the same as another event. It waits for a decision, and is
        kept with it. ``reason`` says of what it is an example: ``beat`` of relevance, ``known`` of matching."""
        event = current_id(session, event)
        first = select(Evidence).where(Evidence.event == event).order_by(col(Evidence.id)).limit(1)
        evidence = session.exec(first).first()
        if evidence is None or event == same_as:
            return AmendRefusal("There is nothing to mark here any more.")
        found = session.exec(select(Review).where(Review.article == evidence.article)).first()
        if found is not None and found.state in WAITING:
            return AmendRefusal(f"This waits for a decision already: number {found.id} in /review.")
        asked = {"marked": event, "asked": "same" if same_as else "irrelevant", "by": who.person}
        asked |= {"reason": reason} if reason else {}
        return amend(session, who, _marking(session, found, evidence.article, same_as, asked, who))

    @writes
    def put_off(self, session: Session, review: int, who: Who) -> AmendOutcome:
        """It goes to the end of the queue."""
        row = _open(session, review)
        return row if isinstance(row, AmendRefusal) else _decide(session, row, "later", who, NOTHING)

    @writes
    def ask(self, session: Session, review: int, event: str | None, proposal: dict[str, Any]) -> None:
        """What was on offer becomes a question: whether it is ``event``."""
        row = session.get(Review, review, with_for_update=True)
        if row is not None and row.state == OFFERED:
            row.state, row.event, row.proposal = WANTED, event, proposal
            session.add(row)

    @writes
    def same(
        self,
        session: Session,
        review: int,
        who: Who,
        event: str | None = None,
        reading: dict[str, Any] | None = None,
    ) -> AmendOutcome:
        """It is the event that it may belong to (or ``event``): one more source, or for a marked event a merger. ``reading``
        is what was read of the article, where it was read again."""
        row = _open(session, review)
        if isinstance(row, AmendRefusal):
            return row
        named = event or row.event
        if named is None:
            return AmendRefusal("No event is named here that it could be the same as.")
        target = current_id(session, named)
        marked = row.proposal.get("marked")
        plan = merger(session, marked, target) if marked else _joining(session, row, target, who, reading)
        return _decide(session, row, "same", who, plan)

    @writes
    def new(
        self,
        session: Session,
        review: int,
        event: Event,
        alerts: Iterable[Alert],
        who: Who,
        reading: dict[str, Any] | None = None,
    ) -> AmendOutcome:
        """It is an event of its own: ``event`` is filed and told by ``alerts``; a marked event stays what it is. ``reading``
        as with :meth:`same`."""
        row = _open(session, review)
        if isinstance(row, AmendRefusal):
            return row
        plan = (
            NOTHING
            if row.proposal.get("marked")
            else _founding(session, row, event, list(alerts), who, reading)
        )
        return _decide(session, row, "new", who, plan)

    @writes
    def irrelevant(self, session: Session, review: int, who: Who) -> AmendOutcome:
        """It is off topic; a marked event is withdrawn."""
        row = _open(session, review)
        if isinstance(row, AmendRefusal):
            return row
        marked = row.proposal.get("marked")
        plan = withdrawal(session, marked) if marked else _dismissal(session, row)
        return _decide(session, row, "irrelevant", who, plan)


NOTHING = Plan(("review", ""), [], list)
"""A decision that changes nothing but the question itself."""


def _decide(session: Session, row: Review, state: str, who: Who, plan: Plan | AmendRefusal) -> AmendOutcome:
    """The plan and the answer to the question, in one entry: both are taken back together."""
    if isinstance(plan, AmendRefusal):
        return plan

    def change() -> list[str]:
        added = plan.change()
        row.state, row.decided_by, row.decided_at = state, who.number, who.at
        session.add(row)
        return added

    rows = [other for other in plan.rows if other is not row]
    return amend(session, who, Plan((f"review: {state}", f"article:{row.article}"), [row, *rows], change))


def _marking(
    session: Session, found: Review | None, article: str, same_as: str | None, asked: dict[str, str], who: Who
) -> Plan:
    row = found or Review(article=article, created_at=who.at)

    def change() -> list[str]:
        row.event, row.state, row.proposal = same_as, "open", asked
        row.decided_by = row.decided_at = None
        session.add(row)
        session.flush()
        return [] if found else [row_key(row)]

    return Plan(("mark", f"event:{asked['marked']}"), [found] if found else [], change)


def _joining(
    session: Session, row: Review, target: str, who: Who, reading: dict[str, Any] | None = None
) -> Plan | AmendRefusal:
    article, event = session.get(Article, row.article), session.get(Event, target)
    if article is None or event is None:
        return AmendRefusal("The article or the event is not there any more.")
    there = select(Evidence).where(Evidence.article == row.article, Evidence.event == target)
    evidence = [] if session.exec(there).first() else [_evidence(row, target, who)]

    def change() -> list[str]:
        article.verdict, article.event, article.reading = "same", target, reading or article.reading
        session.add_all([article, *evidence])
        session.flush()
        return [row_key(one) for one in evidence]

    return Plan(("review", ""), [article, event], change)


def _founding(
    session: Session,
    row: Review,
    event: Event,
    alerts: list[Alert],
    who: Who,
    reading: dict[str, Any] | None = None,
) -> Plan | AmendRefusal:
    article = session.get(Article, row.article)
    if article is None or session.get(Event, event.id) is not None:
        return AmendRefusal("The article is not there any more, or the event is filed already.")
    evidence = _evidence(row, event.id, who)

    def change() -> list[str]:
        article.verdict, article.event, article.reading = "new", event.id, reading or article.reading
        session.add_all([article, event, evidence])
        session.flush()
        enqueue(session, alerts)
        return [row_key(event), row_key(evidence)]

    return Plan(("review", ""), [article], change)


def _dismissal(session: Session, row: Review) -> Plan | AmendRefusal:
    article = session.get(Article, row.article)
    if article is None:
        return AmendRefusal("The article is not there any more.")

    def change() -> list[str]:
        article.verdict = "irrelevant"
        session.add(article)
        return []

    return Plan(("review", ""), [article], change)


def _evidence(row: Review, event: str, who: Who) -> Evidence:
    return Evidence(
        article=row.article,
        event=event,
        score=row.score if row.score is not None else 1.0,
        reasons=[*row.reasons, "decided by a person"],
        decided_by=who.person.replace("discord:", "person:"),
        decided_at=who.at,
    )


def _open(session: Session, review: int) -> Review | AmendRefusal:
    row = session.get(Review, review, with_for_update=True)
    if row is None:
        return AmendRefusal(f"There is no question {review}.")
    return (
        row
        if row.state in DECIDABLE
        else AmendRefusal(f"Question {review} was decided already: {row.state}.")
    )


def _case(session: Session, row: Review) -> Case | None:
    article = session.get(Article, row.article)
    if article is None:
        return None
    candidate = session.get(Event, current_id(session, row.event)) if row.event else None
    marked = row.proposal.get("marked")
    return Case(
        row,
        article,
        session.get(Source, article.source),
        candidate,
        session.get(Event, marked) if marked else None,
    )
