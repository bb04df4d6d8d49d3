"""The steps of filing one decided item, inside the transaction of ``Wire.record``."""

from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, SQLModel, col, select, update

from store.articles import find_article, remember
from store.decisions import AlreadyKnown, ArticleKeys, Decision, Filed, Outcome, Outdated
from store.desk import Alert, Review
from store.index import insert_new
from store.models import Article, Event, Evidence, EvidenceFacts

FILING = 0x46696C65
"""The number of PostgreSQL's advisory lock under which items are filed ("File" in ASCII)."""


def one_at_a_time(session: Session) -> None:
    """Lets one process file items at a time, so that two cannot file the same one side by side. SQLite has one
    writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": FILING})


def current_id(session: Session, event: str) -> str:
    """The id under which an event lives now: merged ones point on to another."""
    seen = {event}
    while (
        ahead := session.exec(select(Event.merged_into).where(Event.id == event)).first()
    ) and ahead not in seen:
        seen.add(ahead)
        event = ahead
    return event


def file_decision(session: Session, decision: Decision, feed: str | None, now: datetime) -> Outcome:
    article = decision.article
    if known := _filed_before(session, article):
        _remember(session, decision, feed, now)
        return AlreadyKnown(known.id)
    if decision.event and not _is_current(session, decision.event):
        return Outdated(article.id, decision.event.id)
    _save_event(session, decision, now)
    session.add(article)
    for facts in decision.evidence:
        add_evidence(session, facts, now)
    if decision.review:
        _save_new(session, Review, decision.review)
    session.flush()
    alerts = (add_alert(session, alert) for alert in decision.alerts)
    queued = tuple(row for row in alerts if row is not None)
    _remember(session, decision, feed, now)
    return Filed(article.id, queued)


def add_alert(session: Session, alert: Alert) -> int | None:
    """The id of the new row of the outbox; None where its key is known: one message for one thing in one channel."""
    return _save_new(session, Alert, alert)


def add_evidence(session: Session, facts: EvidenceFacts, now: datetime) -> None:
    """Adds it unless the same article's same paragraph is evidence for the same thing already."""
    if facts.event is not None:
        facts = facts.model_copy(update={"event": current_id(session, facts.event)})
    same = select(Evidence.id).where(
        Evidence.article == facts.article,
        Evidence.event == facts.event,
        Evidence.agreement == facts.agreement,
        Evidence.paragraph == facts.paragraph,
    )
    if session.exec(same).first() is None:
        session.add(Evidence(**facts.model_dump(), decided_at=now))
        session.flush()


def show_again(session: Session, event: str, revision: int) -> None:
    """Makes the messages about an event want its newest revision; one that shows an older one is edited."""
    behind = update(Alert).where(col(Alert.subject) == f"event:{event}", col(Alert.wanted) < revision)
    session.exec(behind.values(wanted=revision))


def _filed_before(session: Session, article: Article) -> Article | None:
    return session.get(Article, article.id) or find_article(
        session, ArticleKeys(canonical_url=article.canonical_url)
    )


def _remember(session: Session, decision: Decision, feed: str | None, now: datetime) -> None:
    if feed is not None and decision.keys:
        remember(session, feed, decision.keys, now)


def _is_current(session: Session, event: Event) -> bool:
    """Whether nobody changed the event since it was read; the row is locked until the transaction ends."""
    row = select(Event.revision).where(Event.id == event.id).with_for_update()
    return session.exec(row).first() == (event.revision - 1 or None)


def _save_event(session: Session, decision: Decision, now: datetime) -> None:
    event = decision.event
    if event is not None:
        if event.revision > 1:
            event.amended_by = event.amended_by or f"article:{decision.article.id}"
        event.updated_at = now
        session.merge(event)
        show_again(session, event.id, event.revision)
    if decision.agreement is not None:
        decision.agreement.amended_by = decision.agreement.amended_by or f"article:{decision.article.id}"
        session.merge(decision.agreement)
    for touched in decision.touched:
        if event is None or touched != event.id:
            _touch(session, current_id(session, touched), now)


def _touch(session: Session, event: str, now: datetime) -> None:
    row = session.get(Event, event, with_for_update=True)
    if row is not None:
        row.revision += 1
        row.updated_at = now
        session.flush()
        show_again(session, event, row.revision)


def _save_new(session: Session, table: type[SQLModel], row: Alert | Review) -> int | None:
    values = row.model_dump(exclude={"id"})
    put = insert_new(session, table).values(**values).on_conflict_do_nothing()
    return session.execute(put.returning(table.__table__.c.id)).scalar_one_or_none()  # type: ignore[attr-defined]
