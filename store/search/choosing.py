"""Which events and claims answer a question: exactly those that meet it, however many there are.

Events are chosen and counted by the database; claims are few, and those that may meet the question are judged one page
at a time. No limit comes before the last filter, and no more rows are kept than are asked for.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain, islice
from typing import Any

from sqlalchemy import func, literal, or_, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from store.nouns.models import LISTED, Claim, Event
from store.nouns.views import Question
from store.register.library import references
from store.search.asking import (
    Condition,
    alive,
    claimed,
    is_listing,
    may_lie_within,
    meeting,
    meets,
    newest,
    oldest,
    weightiest,
    within,
)
from store.search.narrowing import FEW, narrowed
from store.search.statements import JUDGED, Statements, ToldClaim

ORDERED = ("id", "kind", "day", "importance")
"""What events are counted and ordered by."""
SHORT = timedelta(days=400)
MOST_SAID = 500
"""Claims of which those that fit best are told, where the database chooses."""
STREAMED = {"yield_per": 500}
"""Rows that are judged at a time."""


@dataclass
class Matching:
    """The ids of the events that were asked for, how many meet the question by kind, and the one that is oldest."""

    ids: list[str] = field(default_factory=list)
    by_kind: dict[str, int] = field(default_factory=dict)
    oldest: Event | None = None


def whole(
    session: Session, question: Question, most: int, *, by_weight: bool = False, few: int = FEW
) -> Matching:
    """The events that meet every facet: the newest ``most``, or of each kind the ``most`` weightiest. Where one facet is met
    by ``few``, these are looked at one by one."""
    is_short = _is_short(question)
    ids = None if is_short else narrowed(session, question, few)
    if ids is None:
        met = _met(session, question, of_few=is_short)
    elif ids:
        met = [col(Event.id).in_(ids)]
    else:
        return Matching()
    is_listed = not is_short and (bool(ids) or any(map(is_listing, question.facets)))
    return chosen_among(session, [*_place(question), *met], most, by_weight=by_weight, is_listed=is_listed)


def without_a_day(session: Session, question: Question, most: int) -> Matching:
    """The events without a day that meet every facet and may lie in the window."""
    where = [alive(), *may_lie_within(question.since, question.until), *_met(session, question, of_few=True)]
    return chosen_among(session, where, most)


def chosen_among(
    session: Session,
    where: Sequence[Condition],
    most: int,
    *,
    by_weight: bool = False,
    is_listed: bool = False,
) -> Matching:
    """The living events that are so. Of those whose ids ``where`` lists SQLite reads an index alone, which it does not
    take by itself as long as nobody has analysed the register (its documentation, "INDEXED BY")."""
    if len(where) == 1:  # of everything each part is read by an index of its own
        parts = _parts(Event, where, most, by_weight=by_weight)
    else:  # what was chosen is looked up once
        columns = [col(getattr(Event, name)) for name in ORDERED]
        rows = select(*columns).where(*where)
        if is_listed:
            rows = rows.with_hint(Event, f"INDEXED BY {LISTED}", "sqlite")
        chosen = aliased(Event, rows.cte("chosen"))
        parts = [union_all(*_parts(chosen, [], most, by_weight=by_weight))]
    found: dict[str, list[tuple[str, int]]] = {"kind": [], "id": [], "oldest": []}
    for part, value, number in (row for one in parts for row in session.execute(one)):
        found[part].append((value, number))
    first = session.get(Event, found["oldest"][0][0]) if found["oldest"] else None
    return Matching([value for value, _ in found["id"]], dict(found["kind"]), first)


def _parts(of: type[Event], where: Sequence[Condition], most: int, *, by_weight: bool) -> list[Any]:
    """What a ``Matching`` is made of, as SELECTs of its part's name, a text and a number."""
    counted = select(literal("kind"), col(of.kind), func.count()).where(*where).group_by(col(of.kind))
    first = select(col(of.id)).where(*where).order_by(*oldest(of)).limit(1).subquery()
    if by_weight:
        place = func.row_number().over(partition_by=col(of.kind), order_by=weightiest(of)).label("place")
        ranked = select(col(of.id), place).where(*where).subquery()
        shown = select(literal("id"), ranked.c.id, literal(0)).where(ranked.c.place <= most)
    else:
        latest = select(col(of.id)).where(*where).order_by(*newest(of)).limit(most).subquery()
        shown = select(literal("id"), latest.c.id, literal(0))
    return [counted, shown, select(literal("oldest"), first.c.id, literal(0))]


def closest_events(session: Session, question: Question, most: int) -> tuple[int, list[str]]:
    """How many facets the best events meet, and the ids of the newest ``most`` of them."""
    met = union_all(*(select(one.c[0].label("id")).distinct() for one in _each(session, question))).subquery()
    counted = select(met.c.id, func.count().label("facets")).group_by(met.c.id).cte("counted")
    best = select(func.max(counted.c.facets)).scalar_subquery()
    nearest = select(col(Event.id), counted.c.facets).join(counted, counted.c.id == col(Event.id))
    rows = session.execute(nearest.where(counted.c.facets == best).order_by(*newest()).limit(most)).all()
    return (rows[0][1] if rows else 0), [row[0] for row in rows]


def ever(session: Session, question: Question) -> frozenset[int]:
    """The numbers of the facets that an event in the window meets."""
    asked = (select(one.c[0]).limit(1) for one in _each(session, question))
    return frozenset(number for number, one in enumerate(asked) if session.execute(one).first() is not None)


def _each(session: Session, question: Question) -> list[Any]:
    """For each facet the ids of the events in the window that meet it."""
    dialect = session.get_bind().dialect.name
    lists = [meeting(facet, dialect) for facet in question.facets]
    if question.since is not None or question.until is not None:
        place = _place(question)
        lists = [select(col(Event.id)).where(*place, col(Event.id).in_(one)) for one in lists]
    return [one.subquery() for one in lists]


def matching_claims(
    session: Session, question: Question, statements: Statements, *, every: bool
) -> Iterator[tuple[Claim, frozenset[int]]]:
    """The claims in the window with the facets that they meet, newest first: of those that may meet every facet, or
    any of them."""
    held = statements.every(session)
    for page in [held] if held is not None else _chosen_claims(session, question, every=every):
        told = [(claim, question.says(claim, event)) for claim, event in page]
        fitting = [(claim, met) for claim, met in told if met or not question.facets]
        kept = _said_in(session, question, [claim for claim, _ in fitting])
        yield from ((claim, met) for claim, met in fitting if claim.id in kept)


def claims_said(session: Session, question: Question, statements: Statements) -> list[ToldClaim]:
    """Every claim in the window with its event; of more than are kept, the newest ``MOST_SAID`` of those that may meet a side
    of the question that is no country."""
    held = statements.every(session)
    if held is None:
        named = tuple(facet for facet in question.facets if not facet.unplaced) or question.facets
        pages = _chosen_claims(session, replace(question, facets=named), every=False)
        held = list(islice(chain.from_iterable(pages), MOST_SAID))
    kept = _said_in(session, question, [claim for claim, _ in held])
    return [(claim, event) for claim, event in held if claim.id in kept]


def _said_in(session: Session, question: Question, claims: Iterable[Claim]) -> frozenset[str]:
    """The ids of those of the window."""
    claims = list(claims)
    articles = {c.article for claim in claims if claim.day is None for c in claim.citations}
    windowed = question.since is not None or question.until is not None
    library = {row.article: row for row in references(session, articles)} if windowed else {}
    return frozenset(claim.id for claim in claims if question.said_in(claim, library))


def _chosen_claims(session: Session, question: Question, *, every: bool) -> Iterator[Sequence[ToldClaim]]:
    dialect = session.get_bind().dialect.name
    may = [claimed(facet, dialect) for facet in question.facets]
    wanted = may if every or not may else [or_(*may)]
    order = (col(Claim.day).is_(None).asc(), col(Claim.day).desc(), col(Claim.id).asc())
    found = session.exec(select(Claim).where(*wanted).order_by(*order), execution_options=STREAMED)
    for page in found.partitions():
        events = _events_of(session, page) if question.facets else {}
        yield [(claim, events.get(claim.event or "")) for claim in page]


def _events_of(session: Session, page: Sequence[Claim]) -> dict[str, Event]:
    ids = {claim.event for claim in page if claim.event}
    rows = select(Event).options(JUDGED).where(alive(), col(Event.id).in_(ids))
    return {event.id: event for event in session.exec(rows)}


def _place(question: Question) -> list[Condition]:
    return [alive(), *within(question.since, question.until)]


def _is_short(question: Question) -> bool:
    """Whether its window holds few of many years' events."""
    since, until = question.since, question.until
    return since is not None and until is not None and until - since <= SHORT


def _met(session: Session, question: Question, *, of_few: bool) -> list[Condition]:
    dialect = session.get_bind().dialect.name
    return [meets(facet, dialect, of_few=of_few) for facet in question.facets]


def newness(event: Event) -> tuple[bool, int, str]:
    """Sorts newest first, what has no day last."""
    return (event.day is None, -(event.day or date.min).toordinal(), event.id)
