"""The steps of filing one decided item, inside the transaction of ``Wire.record``."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache

from sqlalchemy import bindparam, case, literal
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import Session, SQLModel, col, select, update

from store.database.index import batches, insert_of, is_aside, some_of
from store.nouns.decisions import (
    AlreadyKnown,
    ArticleKeys,
    DayLimit,
    Decision,
    Filed,
    FilingOutcome,
    Outdated,
    Refused,
)
from store.nouns.errors import is_passing, said_by
from store.nouns.models import Agreement, Article, Event, Evidence, EvidenceFacts
from store.nouns.outbox import Alert
from store.nouns.reviews import Review
from store.wire.articles import add_asides, remember, same_articles
from store.wire.letting_go import article_hashes
from store.wire.naming import add_mentions, outgrown
from store.wire.questions import ask_no_more_than
from store.wire.replies import REPLIES, placed
from store.wire.turns import FilingTurn, end_turn, one_at_a_time, take_turn

_NAMED = col(Event.id) == bindparam("event")
_AHEAD = select(Event.merged_into).where(_NAMED)
_REVISION = select(Event.revision).where(_NAMED).with_for_update()
_EVIDENCE = select(Evidence.article, Evidence.event, Evidence.agreement, Evidence.paragraph).where(
    some_of(Evidence.article)
)


def current_id(session: Session, event: str) -> str:
    """The id under which an event lives now: merged ones point on to another."""
    seen = {event}
    while (ahead := session.exec(_AHEAD, params={"event": event}).first()) and ahead not in seen:
        seen.add(ahead)
        event = ahead
    return event


def family(session: Session, event: str) -> list[str]:
    """The event's id, and the ids of those that were merged into it."""
    names, newest = [event], [event]
    while newest:
        merged = select(Event.id).where(col(Event.merged_into).in_(newest), col(Event.id).not_in(names))
        newest = list(session.exec(merged.order_by(Event.id)))
        names += newest
    return names


def turn_of(session: Session, decisions: Sequence[Decision]) -> FilingTurn:
    """Waits for it; what is only remembered waits for nobody."""
    return take_turn(session, [one for one in decisions if not is_only_remembered(one)])


def file_decisions(
    session: Session,
    turn: FilingTurn,
    decisions: Sequence[Decision],
    feed: str | None,
    now: datetime,
    limit: DayLimit | None = None,
) -> list[FilingOutcome]:
    """Files them in order; what an earlier one of them filed is known to the later ones. Of the questions among them
    those beyond the ``limit`` are not asked."""
    known = _known(session, decisions)
    outcomes = [_file(session, decision, known, turn, now) for decision in decisions]
    filed = [one for one, said in zip(decisions, outcomes, strict=True) if isinstance(said, Filed)]
    add_asides(session, [one.article for one in filed if _waits(one)])
    end_turn(session, filed, now)
    if limit is not None and any(one.review for one in filed):
        ask_no_more_than(session, limit)
    if feed is not None:
        done = zip(decisions, outcomes, strict=True)
        read = [key for one, outcome in done for key in one.keys if not isinstance(outcome, Outdated)]
        remember(session, feed, read, now)
    return outcomes


def refused_decisions(session: Session, decisions: Sequence[Decision], now: datetime) -> list[Refused]:
    """Those whose rows the database does not take, each tried alone; all of it is undone. Raises where the fault is the
    database's own."""
    one_at_a_time(session)
    known = _known(session, decisions)
    found: list[Refused] = []
    trial = session.begin_nested()
    for decision in decisions:
        try:
            with session.begin_nested():
                _file(session, decision, known, FilingTurn(), now)
                add_asides(session, [decision.article] if _waits(decision) else [])
                session.flush()
        except Exception as error:
            if is_passing(error):
                raise
            found.append(Refused(decision.article.id, said_by(error)))
    trial.rollback()
    return found


def _known(session: Session, decisions: Sequence[Decision]) -> dict[str, str]:
    """The articles filed before, by id and by canonical address: which id they have."""
    articles = [decision.article for decision in decisions]
    urls = [article.canonical_url for article in articles if article.canonical_url]
    known: dict[str, str] = {}
    hashed = {article.id: article_hashes(_keys(article)) for article in articles}
    every = {number for numbers in hashed.values() for number in numbers}
    same, gone = same_articles(session, list(hashed), urls, every)
    for row, url in same:
        known |= _names(row, url)
    known |= {f"id {name}": name for name, numbers in hashed.items() if not gone.isdisjoint(numbers)}
    return known


def _keys(article: Article) -> ArticleKeys:
    return ArticleKeys(
        None, article.guid, article.source, article.content_hash, article.published, article.id
    )


def _names(article: str, url: str | None) -> dict[str, str]:
    return {f"id {article}": article} | ({f"url {url}": article} if url else {})


def is_only_remembered(decision: Decision) -> bool:
    """Whether it files an item that is not ours and nothing else, as nearly all of the wire does: it waits for nobody."""
    made = (*decision.events, *decision.evidence, *decision.touched, *decision.alerts)
    return _waits(decision) and not made and decision.agreement is None and decision.review is None


def _waits(decision: Decision) -> bool:
    """Whether nothing that is filed with it looks for its article."""
    return is_aside(decision.article) and not decision.names


def _add_article(session: Session, article: Article) -> None:
    if is_aside(article):
        add_asides(session, [article])
    else:
        session.add(article)


def _file(
    session: Session, decision: Decision, known: dict[str, str], turn: FilingTurn, now: datetime
) -> FilingOutcome:
    """All of it, but for an article that waits to be written with others of its batch."""
    article = decision.article
    names = _names(article.id, article.canonical_url)
    if before := next((known[name] for name in names if name in known), None):
        return AlreadyKnown(before)
    if why := _outdated(session, decision, turn):
        turn.lose(decision)
        return Outdated(article.id, why)
    alerts = _save(session, decision, now)
    known |= names
    return Filed(article.id, tuple(row for row in alerts if row is not None))


def _outdated(session: Session, decision: Decision, turn: FilingTurn) -> str | None:
    """What changed since the item was judged: an event or a name."""
    overtaken = turn.overtook(decision)
    changed = (event.id for event in decision.events if not _is_current(session, event))
    return overtaken or next(changed, None) or outgrown(session, decision)


def _save(session: Session, decision: Decision, now: datetime) -> list[int | None]:
    """The rows of what was decided, in the order in which they name one another; the ids of its alerts."""
    _save_events(session, decision, now)
    if not _waits(decision):
        _add_article(session, decision.article)
    if decision.names:
        session.flush()
        add_mentions(session, decision.names, now)
    if decision.evidence:
        add_evidence(session, decision.evidence, now)
    if decision.review:
        _save_new(session, Review, decision.review)
    return [add_alert(session, alert) for alert in decision.alerts]


def add_alert(session: Session, alert: Alert) -> int | None:
    """The id of the new row of the outbox; None where its key is known (one message for one thing in one channel), or
    where a reply has nothing to reply to."""
    if alert.kind in REPLIES and not placed(session, alert):
        return None
    return _save_new(session, Alert, alert)


def add_evidence(session: Session, facts: Sequence[EvidenceFacts], now: datetime) -> None:
    """Adds what is new: the same article's same paragraph is evidence for the same thing once. Evidence on an event
    that was merged goes to the one that it became."""
    known = _known_evidence(session, {one.article for one in facts})
    lives_as = {one.event: current_id(session, one.event) for one in facts if one.event is not None}
    for one in facts:
        moved = one.model_copy(update={"event": lives_as.get(one.event or "")})
        name = (moved.article, moved.event, moved.agreement, moved.paragraph)
        if name not in known:
            known.add(name)
            session.add(Evidence(**moved.model_dump(), decided_at=now))


def _known_evidence(
    session: Session, articles: set[str]
) -> set[tuple[str, str | None, str | None, str | None]]:
    pages = (session.exec(_EVIDENCE, params={"some": some}) for some in batches(articles))
    return {(article, event, deal, place) for page in pages for article, event, deal, place in page}


def show_again(session: Session, event: str, revision: int) -> None:
    """Makes the messages about an event, and about those merged into it, want more than they wanted: they are edited.

    What a message wants only grows, also where it comes to show another event, whose revisions are lower.
    """
    newer = case((col(Alert.wanted) < revision, revision), else_=col(Alert.wanted) + 1)
    subjects = [f"event:{name}" for name in family(session, event)]
    session.exec(update(Alert).where(col(Alert.subject).in_(subjects)).values(wanted=newer))


def show_source_again(session: Session, source: str, since: datetime) -> None:
    """Makes the messages about every event that a source told at or after ``since`` be edited."""
    told = (
        select(literal("event:").concat(col(Evidence.event)))
        .join(Article, col(Article.id) == Evidence.article)
        .where(Article.source == source, col(Evidence.decided_at) >= since, col(Evidence.event).is_not(None))
    )
    again = update(Alert).where(col(Alert.subject).in_(told), col(Alert.sent_at) >= since)
    session.exec(again.values(wanted=col(Alert.wanted) + 1).execution_options(synchronize_session=False))


def _is_current(session: Session, event: Event) -> bool:
    """Whether nobody changed the event since it was read; the row is locked until the transaction ends."""
    return session.exec(_REVISION, params={"event": event.id}).first() == (event.revision - 1 or None)


def _save_events(session: Session, decision: Decision, now: datetime) -> None:
    for event in decision.events:
        if event.revision > 1:
            event.amended_by = event.amended_by or f"article:{decision.article.id}"
        event.updated_at = now
        session.merge(event)
        if event.revision > 1:
            show_again(session, event.id, event.revision)
    if decision.agreement is not None:
        _save_agreement(session, decision.agreement, decision.article.id, now)
    for touched in decision.touched:
        if touched not in [event.id for event in decision.events]:
            _touch(session, current_id(session, touched), now)


def _save_agreement(session: Session, agreement: Agreement, article: str, now: datetime) -> None:
    """News adds to a ledger and takes nothing away: steps that were filed since it was read stay in it."""
    filed = session.get(Agreement, agreement.id, with_for_update=True)
    missing = [step for step in filed.steps if step not in agreement.steps] if filed else []
    if missing:
        agreement.steps = sorted([*agreement.steps, *missing], key=lambda step: step.day or date.min)
    agreement.amended_by = agreement.amended_by or f"article:{article}"
    agreement.updated_at = now
    session.merge(agreement)


def _touch(session: Session, event: str, now: datetime) -> None:
    row = session.get(Event, event, with_for_update=True)
    if row is not None:
        row.revision += 1
        row.updated_at = now
        session.flush()
        show_again(session, event, row.revision)


def _save_new(session: Session, table: type[SQLModel], row: Alert | Review) -> int | None:
    session.flush()
    connection = session.connection()
    put = _put_new(connection.dialect.name, str(table.__tablename__))
    return connection.execute(put, row.model_dump(exclude={"id"})).scalar_one_or_none()


@cache
def _put_new(dialect: str, table: str) -> ReturningInsert[int]:
    """Put together once for a database."""
    rows = SQLModel.metadata.tables[table]
    return insert_of(dialect, rows).on_conflict_do_nothing().returning(rows.c.id)
