"""What a person may change on events, as plans: merge, split, edit, withdraw. Inside the caller's transaction."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session, SQLModel, select

from store.nouns.models import Article, Claim, Event, EventFacts, Evidence
from store.nouns.outbox import Alert
from store.nouns.reviews import Review
from store.outbox.queueing import enqueue
from store.people.amending import AmendRefusal, Plan
from store.people.snapshots import row_key

WITHDRAWN = "withdrawn"
"""Where an event points that a person found not relevant: no event has this id, so that it is shown nowhere."""
EDITABLE = frozenset(EventFacts.model_fields) - {"standing"}
"""How an event stands is counted from its sources."""


def merger(session: Session, source: str, target: str) -> Plan | AmendRefusal:
    """Everything filed on ``source`` is filed on ``target``; the old id leads there."""
    old, new = _living(session, source), _living(session, target)
    if old is None or new is None or old.id == new.id:
        return AmendRefusal(f"{source} and {target} are not two events that can be merged.")
    rows = _filed_on(session, source)
    there = {(one.article, one.paragraph) for one in _evidence(session, target)}

    def change() -> list[str]:
        old.merged_into = target
        session.add(old)
        for row in rows:
            _point_on(session, row, target, there)
        return []

    return Plan(("merge", f"event:{source}"), [old, new, *rows], change)


def withdrawal(session: Session, event: str) -> Plan | AmendRefusal:
    """The event is shown nowhere any more, and its articles are off topic."""
    row = _living(session, event)
    if row is None:
        return AmendRefusal(f"No event goes by “{event}”.")
    articles = _articles(session, event)

    def change() -> list[str]:
        row.merged_into = WITHDRAWN
        session.add(row)
        for article in articles:
            article.verdict = "irrelevant"
            session.add(article)
        return []

    return Plan(("withdraw", f"event:{event}"), [row, *articles], change)


def division(
    session: Session, event: str, articles: Sequence[str], into: Event, alerts: Iterable[Alert]
) -> Plan | AmendRefusal:
    """The named articles, and what was claimed by them alone, become evidence for the new event ``into``."""
    row = _living(session, event)
    moving = _evidence(session, event, articles)
    if row is None or not moving:
        return AmendRefusal(f"None of these articles is on {event}.")
    if len(moving) == len(_evidence(session, event)):
        return AmendRefusal(f"No article would be left on {event}; edit it instead.")
    if session.get(Event, into.id) is not None:
        return AmendRefusal(f"There is an event {into.id} already; give the other one another title or day.")
    moved = [*moving, *_claims(session, event, articles), *_articles(session, event, articles)]

    def change() -> list[str]:
        session.add(into)
        for one in moved:
            one.event = into.id
            session.add(one)
        enqueue(session, alerts)
        return [row_key(into)]

    return Plan(("split", f"event:{event}"), [row, *moved], change)


def correction(session: Session, event: str, changes: Mapping[str, Any], person: str) -> Plan | AmendRefusal:
    """New values for facts of the event, validated as a whole."""
    row = _living(session, event)
    if row is None:
        return AmendRefusal(f"No event goes by “{event}”.")
    if unknown := set(changes) - EDITABLE:
        return AmendRefusal(f"{', '.join(sorted(unknown))} cannot be edited.")
    kept = row.model_dump(include=set(EventFacts.model_fields))
    try:
        facts = EventFacts.model_validate(kept | dict(changes))
    except ValidationError as error:
        return AmendRefusal("; ".join(f"{e['loc'][0]}: {e['msg']}" for e in error.errors()))

    def change() -> list[str]:
        row.sqlmodel_update(dict(facts) | {"amended_by": person})
        session.add(row)
        return []

    return Plan(("edit", f"event:{event}"), [row], change)


def _point_on(session: Session, row: SQLModel, target: str, there: set[tuple[str, str | None]]) -> None:
    if isinstance(row, Evidence) and (row.article, row.paragraph) in there:
        session.delete(row)
        return
    if isinstance(row, Event):
        row.follows = target if row.id != target else None
    else:
        row.event = target
    session.add(row)


def _living(session: Session, event: str) -> Event | None:
    row = session.get(Event, event, with_for_update=True)
    return row if row is not None and row.merged_into is None else None


def _filed_on(session: Session, event: str) -> list[SQLModel]:
    following = session.exec(select(Event).where(Event.follows == event)).all()
    reviews = session.exec(select(Review).where(Review.event == event)).all()
    return [
        *_evidence(session, event),
        *_claims(session, event),
        *_articles(session, event),
        *following,
        *reviews,
    ]


def _evidence(session: Session, event: str, articles: Sequence[str] | None = None) -> list[Evidence]:
    rows = session.exec(select(Evidence).where(Evidence.event == event)).all()
    return [row for row in rows if articles is None or row.article in articles]


def _articles(session: Session, event: str, articles: Sequence[str] | None = None) -> list[Article]:
    rows = session.exec(select(Article).where(Article.event == event)).all()
    return [row for row in rows if articles is None or row.id in articles]


def _claims(session: Session, event: str, articles: Sequence[str] | None = None) -> list[Claim]:
    """The event's claims; with ``articles`` those that rest on nothing else."""
    rows = session.exec(select(Claim).where(Claim.event == event)).all()
    if articles is None:
        return list(rows)
    return [row for row in rows if {citation.article for citation in row.citations} <= set(articles)]
