"""Which events and claims answer a question: exactly those that meet it, however many there are.

Events of which the database is certain are counted there; the others that may meet the question are judged one page
at a time. No limit comes before the last filter, and no more rows are kept than are asked for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, func, not_
from sqlalchemy.orm import load_only
from sqlmodel import Session, col, select

from store.nouns.models import Claim, Event
from store.nouns.views import Question
from store.register.library import references
from store.search.asking import (
    Condition,
    alive,
    certainly,
    claimed,
    newest,
    oldest,
    perhaps,
    points,
    surely,
    weightiest,
    within,
)

STREAMED = {"yield_per": 500}
"""Rows that are judged at a time."""
JUDGED = load_only(
    *(
        getattr(Event, name)
        for name in (
            "kind", "title", "summary", "day", "precision", "place", "countries", "actors", "equipment", "agreement",
            "series", "number", "importance",
        )
    )
)  # fmt: skip
"""What an event is judged and ordered by; its other columns stay where they are. One that a judge reads and that is missing
here would cost a statement an event."""
LOWEST_FIRST = {"low": 0, "notable": 1, "high": 2, "critical": 3}


@dataclass
class Matching:
    """The ids of the events that were asked for, how many meet the question by kind, and the one that is oldest."""

    ids: list[str] = field(default_factory=list)
    by_kind: dict[str, int] = field(default_factory=dict)
    oldest: Event | None = None


def whole(session: Session, question: Question, most: int, *, by_weight: bool = False) -> Matching:
    """The events that meet every facet: the newest ``most``, or of each kind the ``most`` weightiest."""
    every = frozenset(range(len(question.facets)))
    sure = [certainly(facet) for facet in question.facets]
    place = [alive(), *within(question.since, question.until)]
    certain = [*place, *(surely(facet) for facet in question.facets)]
    judged = [event for event in _unsure(session, question, sure) if question.meets(event) == every]
    chosen = Matching(by_kind=_counted(session, certain))
    for event in judged:
        chosen.by_kind[event.kind] = chosen.by_kind.get(event.kind, 0) + 1
    first = session.exec(select(Event).options(JUDGED).where(*certain).order_by(*oldest()).limit(1)).all()
    chosen.oldest = min([*first, *judged], key=_age, default=None)
    read = _weightiest(session, certain, most) if by_weight else _newest(session, certain, most)
    chosen.ids = _best([*read, *judged], most, by_weight=by_weight)
    return chosen


def closest_events(session: Session, question: Question, most: int) -> tuple[int, list[str]]:
    """How many facets the best events meet, and the ids of the newest ``most`` of them. Walks from those that may meet
    most, and ends where what is left can be no better."""
    dialect = session.get_bind().dialect.name
    reach = points([perhaps(facet, dialect) for facet in question.facets]).label("reach")
    certain = points([certainly(facet) for facet in question.facets])
    asked = select(Event, reach, certain).options(JUDGED)
    rows = asked.where(alive(), *within(question.since, question.until), reach > 0)
    best, kept, full = 0, list[Event](), 0
    with session.exec(rows.order_by(reach.desc(), *newest()), execution_options=STREAMED) as found:
        for event, may, does in found:
            if may < best or (may == best and full >= most):
                break
            met = does if does == may else len(question.meets(event))
            if met > best:
                best, kept, full = met, [], 0
            if met == best and met:
                kept.append(event)
                full += may == met
    return best, [event.id for event in sorted(kept, key=newness)[:most]]


def ever(session: Session, question: Question) -> frozenset[int]:
    """The numbers of the facets that an event in the window meets."""
    dialect = session.get_bind().dialect.name
    place = [alive(), *within(question.since, question.until)]
    met = set()
    for number, facet in enumerate(question.facets):
        sure = certainly(facet)
        if session.exec(select(Event.id).where(*place, surely(facet)).limit(1)).first() is not None:
            met.add(number)
            continue
        rows = select(Event).options(JUDGED).where(*place, not_(sure), perhaps(facet, dialect))
        with session.exec(rows, execution_options=STREAMED) as found:
            met |= {number} if any(number in question.meets(event) for event in found) else set()
    return frozenset(met)


def matching_claims(
    session: Session, question: Question, *, every: bool
) -> Iterator[tuple[Claim, frozenset[int]]]:
    """The claims in the window with the facets that they meet, newest first: of those that may meet every facet, or
    any of them."""
    dialect = session.get_bind().dialect.name
    may = [claimed(facet, dialect) for facet in question.facets]
    wanted = may if every or not may else [points(may) > 0]
    order = (col(Claim.day).is_(None).asc(), col(Claim.day).desc(), col(Claim.id).asc())
    joined = select(Claim).outerjoin(Event, and_(col(Claim.event) == col(Event.id), alive()))
    found = session.exec(joined.where(*wanted).order_by(*order), execution_options=STREAMED)
    for page in found.partitions():
        events = _events_of(session, page)
        told = [(claim, question.says(claim, events.get(claim.event or ""))) for claim in page]
        fitting = [(claim, met) for claim, met in told if met or not question.facets]
        articles = {c.article for claim, _ in fitting if claim.day is None for c in claim.citations}
        windowed = question.since is not None or question.until is not None
        library = {row.article: row for row in references(session, articles)} if windowed else {}
        yield from ((claim, met) for claim, met in fitting if question.said_in(claim, library))


def _events_of(session: Session, page: Sequence[Claim]) -> dict[str, Event]:
    ids = {claim.event for claim in page if claim.event}
    rows = select(Event).options(JUDGED).where(alive(), col(Event.id).in_(ids))
    return {event.id: event for event in session.exec(rows)}


def _unsure(session: Session, question: Question, sure: Sequence[Condition]) -> Iterator[Event]:
    """Those in the window that may meet every facet, of which the database is not certain."""
    if not question.facets:
        return
    dialect = session.get_bind().dialect.name
    may = [perhaps(facet, dialect) for facet in question.facets]
    place = [alive(), *within(question.since, question.until)]
    rows = select(Event).options(JUDGED).where(*place, *may, not_(and_(*sure)))
    yield from session.exec(rows, execution_options=STREAMED)


def _counted(session: Session, where: Sequence[Condition]) -> dict[str, int]:
    rows = session.exec(select(Event.kind, func.count()).where(*where).group_by(Event.kind))
    return dict(rows.all())


def _newest(session: Session, where: Sequence[Condition], most: int) -> list[Event]:
    return list(session.exec(select(Event).options(JUDGED).where(*where).order_by(*newest()).limit(most)))


def _weightiest(session: Session, where: Sequence[Condition], most: int) -> list[Event]:
    place = func.row_number().over(partition_by=Event.kind, order_by=weightiest()).label("place")
    ranked = select(Event.id, place).where(*where).subquery()
    rows = select(Event).options(JUDGED).join(ranked, ranked.c.id == col(Event.id))
    return list(session.exec(rows.where(ranked.c.place <= most)))


def _best(events: Sequence[Event], most: int, *, by_weight: bool) -> list[str]:
    if not by_weight:
        return [event.id for event in sorted(events, key=newness)[:most]]
    kept: dict[str, list[str]] = {}
    for event in sorted(events, key=lambda one: (-LOWEST_FIRST[one.importance], newness(one))):
        kept.setdefault(event.kind, []).append(event.id)
    return [key for keys in kept.values() for key in keys[:most]]


def newness(event: Event) -> tuple[bool, int, str]:
    """Sorts newest first, what has no day last."""
    return (event.day is None, -(event.day or date.min).toordinal(), event.id)


def _age(event: Event) -> tuple[bool, int, str]:
    return (event.day is None, (event.day or date.min).toordinal(), event.id)
