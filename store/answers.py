"""Reads for the slash commands of knowledge: each returns one small frozen view."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, func, or_
from sqlmodel import Session, col, select

from store.database import Database, reads
from store.index import EventLink
from store.library import library_of, references
from store.models import Actor, Agreement, Article, Claim, Equipment, Event, Evidence
from store.views import AgreementSheet, Dossier, EventSheet, Facet, Findings, Names, Reference, Told

COARSE = timedelta(days=366)
"""How far outside a window the filed day of a coarsely known event may lie."""
MOST = 200
"""Events or claims of one view at most: more than any answer shows."""


class Answers:
    """What is known, as questions ask for it."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def names(self, session: Session) -> Names:
        """Everything that a free text can name."""
        series = session.exec(select(Event.series).where(col(Event.series).is_not(None)).distinct())
        return Names(
            tuple(session.exec(select(Actor).order_by(Actor.name))),
            tuple(session.exec(select(Agreement).order_by(Agreement.name))),
            tuple(session.exec(select(Equipment).order_by(Equipment.designation))),
            tuple(name for name in series if name),
        )

    @reads
    def dossier(self, session: Session, actor: str) -> Dossier | None:
        """An actor with its events, agreements and claims; a state with those of its country. None for no such id."""
        row = session.get(Actor, actor)
        if row is None:
            return None
        links = {("actor", actor)} | (
            {("country", row.country)} if row.kind == "state" and row.country else set()
        )
        events = _events(session, [_linked(links)])
        agreements = [deal for deal in session.exec(select(Agreement)) if _is_party(row, deal)]
        claims = _claims(session, [or_(_holds(Claim.actors, [f'"{actor}"']), col(Claim.speaker) == actor)])
        members = _members(session, row)
        found = Findings(events, tuple(agreements), claims)
        return Dossier(row, members, _with_library(session, found, [row, *members]), _texts(session, actor))

    @reads
    def agreement(self, session: Session, agreement: str) -> AgreementSheet | None:
        """An agreement with its events and claims; None where nothing has that id."""
        row = session.get(Agreement, agreement)
        if row is None:
            return None
        events = _events(session, [col(Event.agreement) == agreement])
        claims = _claims(session, [col(Claim.agreement) == agreement])
        evidence = tuple(session.exec(select(Evidence).where(Evidence.agreement == agreement)))
        found = Findings(events, (row,), claims)
        return AgreementSheet(row, evidence, _with_library(session, found, [], evidence))

    @reads
    def event(self, session: Session, event: str) -> EventSheet | None:
        """An event (or the one it was merged into) with its evidence; None where nothing has that id."""
        row = session.get(Event, event)
        while row is not None and row.merged_into:
            row = session.get(Event, row.merged_into)
        if row is None:
            return None
        related = [col(Event.follows) == row.id, col(Event.id) == (row.follows or "")]
        if row.series:
            related.append(col(Event.series) == row.series)
        if row.agreement:
            related.append(col(Event.agreement) == row.agreement)
        events = _events(session, [or_(*related), col(Event.id) != row.id])
        agreement = session.get(Agreement, row.agreement) if row.agreement else None
        claims = _claims(session, [col(Claim.event) == row.id])
        told = _told(session, [row])[0]
        found = Findings(events, (agreement,) if agreement else (), claims)
        return EventSheet(told, _with_library(session, found, [], told.evidence, [row]))

    @reads
    def about(
        self,
        session: Session,
        facets: Sequence[Facet],
        since: date | None,
        until: date | None,
        *,
        every: bool = True,
    ) -> Findings:
        """What may fit every facet (or any of them), newest events first: a superset, to be judged word by word.

        Events more than a year outside the window are left out; coarse dates near its ends stay in.
        """
        join = and_ if every else or_
        dates = [func.coalesce(Event.until, Event.day) >= since - COARSE] if since else []
        dates += [col(Event.day) <= until + COARSE] if until else []
        found = Findings(
            _events(session, [*_joined(join, map(_about_event, facets)), *dates]),
            tuple(session.exec(select(Agreement).order_by(Agreement.name))),
            _claims(session, _joined(join, map(_about_claim, facets))),
        )
        return _with_library(session, found, [])

    @reads
    def agreements(self, session: Session) -> Findings:
        """Every agreement."""
        rows = tuple(session.exec(select(Agreement).order_by(Agreement.name)))
        return _with_library(session, Findings(agreements=rows), [])

    @reads
    def figures(self, session: Session, topics: Iterable[str]) -> Findings:
        """The claims that stand under these topics, side by side."""
        return _with_library(
            session, Findings(claims=_claims(session, [col(Claim.topic).in_(list(topics))])), []
        )

    @reads
    def these(self, session: Session, wanted: Mapping[str, Sequence[str]]) -> Findings:
        """The rows behind search hits: ids by kind (event, agreement, claim, actor, article).

        Actors and articles are in the library.
        """
        events = _events(session, [col(Event.id).in_(wanted.get("event", ()))])
        agreements = tuple(
            session.exec(select(Agreement).where(col(Agreement.id).in_(wanted.get("agreement", ()))))
        )
        claims = _claims(session, [col(Claim.id).in_(wanted.get("claim", ()))])
        actors = session.exec(select(Actor).where(col(Actor.id).in_(wanted.get("actor", ())))).all()
        mentioned = [Evidence(article=key) for key in wanted.get("article", ())]
        return _with_library(session, Findings(events, agreements, claims), actors, mentioned)

    @reads
    def titles(self, session: Session, most: int = 500) -> tuple[tuple[str, str], ...]:
        """(id, title) of the newest events, for completion."""
        rows = session.exec(select(Event.id, Event.title).where(_alive()).order_by(*_newest()).limit(most))
        return tuple((key, title) for key, title in rows)


def _joined(
    join: Callable[..., ColumnElement[bool]], conditions: Iterable[ColumnElement[bool]]
) -> list[ColumnElement[bool]]:
    every = list(conditions)
    return [join(*every)] if every else []


def _texts(session: Session, source: str) -> tuple[Reference, ...]:
    """The newest texts of a source."""
    newest = (
        select(Article.id)
        .where(Article.source == source)
        .order_by(col(Article.published).desc())
        .limit(MOST // 4)
    )
    rows = references(session, session.exec(newest))
    return tuple(
        sorted(rows, key=lambda row: row.published.timestamp() if row.published else 0.0, reverse=True)
    )


def _is_party(actor: Actor, deal: Agreement) -> bool:
    """Whether it is named as a party; a state also where its country is."""
    if actor.id in {party.actor for party in deal.parties}:
        return True
    return actor.kind == "state" and actor.country in deal.countries


def _alive() -> ColumnElement[bool]:
    return col(Event.merged_into).is_(None)


def _newest() -> tuple[ColumnElement[Any], ...]:
    return (col(Event.day).is_(None).asc(), col(Event.day).desc(), col(Event.id).asc())


def _events(session: Session, where: Sequence[ColumnElement[bool]], most: int = MOST) -> tuple[Told, ...]:
    rows = session.exec(select(Event).where(_alive(), *where).order_by(*_newest()).limit(most))
    return _told(session, rows.all())


def _told(session: Session, events: Sequence[Event]) -> tuple[Told, ...]:
    ids = [event.id for event in events]
    evidence: dict[str | None, list[Evidence]] = defaultdict(list)
    for one in session.exec(select(Evidence).where(col(Evidence.event).in_(ids)).order_by(col(Evidence.id))):
        evidence[one.event].append(one)
    return tuple(Told(event, tuple(evidence[event.id])) for event in events)


def _claims(session: Session, where: Sequence[ColumnElement[bool]]) -> tuple[Claim, ...]:
    order = (col(Claim.day).is_(None).asc(), col(Claim.day).desc(), col(Claim.id).asc())
    return tuple(session.exec(select(Claim).where(*where).order_by(*order).limit(MOST * 5)))


def _members(session: Session, actor: Actor) -> tuple[Actor, ...]:
    """Those whose parent it is, and those who hold a role in it."""
    rows = session.exec(
        select(Actor)
        .where(or_(col(Actor.parent) == actor.id, _holds(Actor.roles, [f'"{actor.id}"'])))
        .order_by(Actor.name)
    )
    return tuple(row for row in rows if row.id != actor.id)


def _linked(links: Iterable[tuple[str, str]]) -> ColumnElement[bool]:
    pairs = [and_(col(EventLink.kind) == kind, col(EventLink.key) == key) for kind, key in sorted(links)]
    return col(Event.id).in_(select(EventLink.event).where(or_(*pairs)))


def _about_event(facet: Facet) -> ColumnElement[bool]:
    parts = [_linked(facet.links)] if facet.links else []
    parts += [
        _says(column, facet.texts) for column in (Event.title, Event.summary, Event.place) if facet.texts
    ]
    parts += [col(Event.kind).in_(facet.kinds)] if facet.kinds else []
    parts += [col(Event.agreement).in_(facet.agreements)] if facet.agreements else []
    parts += [col(Event.series).in_(facet.series)] if facet.series else []
    return or_(*parts)


def _about_claim(facet: Facet) -> ColumnElement[bool]:
    ids = [f'"{key}"' for kind, key in facet.links if kind == "actor"]
    parts = (
        [_holds(Claim.actors, ids), col(Claim.speaker).in_([key for _, key in facet.links])] if ids else []
    )
    parts += [_says(Claim.text, facet.texts), _says(Claim.topic, facet.texts)] if facet.texts else []
    parts += [col(Claim.agreement).in_(facet.agreements)] if facet.agreements else []
    told = select(Event.id).where(_about_event(facet))
    return or_(*parts, col(Claim.event).in_(told))


def _says(column: Any, texts: Iterable[str]) -> ColumnElement[bool]:
    return or_(*(func.lower(col(column)).contains(text.lower(), autoescape=True) for text in sorted(texts)))


def _holds(column: Any, values: Iterable[str]) -> ColumnElement[bool]:
    """Whether a stored document holds one of these JSON texts; both databases compare the document's text."""
    text = cast(col(column), String)
    return or_(*(text.contains(value, autoescape=True) for value in values))


def _with_library(
    session: Session,
    found: Findings,
    actors: Iterable[Actor],
    evidence: Iterable[Evidence] = (),
    events: Iterable[Event] = (),
) -> Findings:
    library = library_of(session, found, list(actors), list(evidence), list(events))
    return Findings(found.events, found.agreements, found.claims, library)
