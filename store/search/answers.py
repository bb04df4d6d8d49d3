"""Reads for the slash commands of knowledge: each returns one small frozen view."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, func, literal_column, or_
from sqlmodel import Session, col, select

from store.database.database import Database, reads
from store.database.fulltext import holds_typed
from store.database.index import EventLink
from store.database.versions import names_version, told_series
from store.nouns.gazetteer import Place, Series
from store.nouns.models import Actor, Agreement, Article, Claim, Equipment, Event, Evidence
from store.nouns.views import (
    AgreementSheet,
    Closest,
    Dossier,
    EventSheet,
    Findings,
    Names,
    Question,
    Reference,
    Tally,
    TextSheet,
    Told,
)
from store.register.library import HeldRows, library_of, references, unless_held
from store.register.plain_rows import PlainRows
from store.search import choosing
from store.search.asking import alive, linked_to, named_by, newest, oldest
from store.search.statements import Statements, ToldClaim

MOST = 200
"""Events of one view at most, and a fifth of its claims: more than any answer shows. What is left out is counted."""
EVENTS = PlainRows(Event)
ACTORS, SERIES, PLACES = (
    PlainRows(Actor, order="name"),
    PlainRows(Series, order="name"),
    PlainRows(Place, order="name"),
)
CITING = PlainRows(
    Evidence,
    ("article", "event", "agreement", "paragraph", "parts", "decided_by"),
    by="event",
    order="id",
)
EACH = 48
"""Events of one kind that are read of more than ``MOST``: as many as a brief has room for."""


class Answers:
    """What is known, as questions ask for it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._names: tuple[tuple[object, ...], Names] | None = None
        self._held = HeldRows()
        self._statements = Statements()

    @reads
    def names(self, session: Session) -> Names:
        """Everything that a free text can name, read anew when an entry changed or an event is the first of a series."""
        coined = told_series(session)
        version = (*names_version(session), coined)
        if self._names is None or self._names[0] != version:
            self._names = version, _read_names(session, coined)
            self._held = _by_id(self._names[1])
        return self._names[1]

    @property
    def names_read(self) -> Names | None:
        """The names as they were read last, for whoever goes on with an answer; None before they were."""
        return self._names[1] if self._names else None

    def _with_library(
        self,
        session: Session,
        found: Findings,
        actors: Iterable[Actor],
        evidence: Iterable[Evidence] = (),
        events: Iterable[Event] = (),
    ) -> Findings:
        library = library_of(session, found, list(actors), list(evidence), list(events), self._held)
        return replace(found, library=library)

    @reads
    def dossier(self, session: Session, actor: str) -> Dossier | None:
        """An actor with its events, agreements and claims; a state with those of its country. None for no such id.

        Of very many events the newest are there, and the oldest one.
        """
        row = session.get(Actor, actor)
        if row is None:
            return None
        links = {("actor", actor)} | (
            {("country", row.country)} if row.kind == "state" and row.country else set()
        )
        linked = [alive(), col(Event.id).in_(linked_to(links))]
        chosen = choosing.chosen_among(session, linked, MOST, is_listed=True)
        every = session.exec(select(Agreement.id)).all()
        deals = unless_held(session, Agreement, every, self._held.agreements)
        agreements = sorted(
            (deal for deal in deals if deal.is_told and _is_party(row, deal)), key=attrgetter("name")
        )
        claims = _claims(session, [or_(_holds(Claim.actors, [f'"{actor}"']), col(Claim.speaker) == actor)])
        members = self._members(session, row)
        tally = Tally(chosen.by_kind, len(claims))
        first = _first(session, linked, chosen.oldest) if tally.events > len(chosen.ids) else ()
        events = (*_these(session, chosen.ids), *first)
        found = Findings(events, tuple(agreements), claims, tally=tally)
        return Dossier(
            row, members, self._with_library(session, found, [row, *members]), _texts(session, actor)
        )

    def _members(self, session: Session, actor: Actor) -> tuple[Actor, ...]:
        """Those whose parent it is, and those who hold a role in it."""
        belongs = or_(col(Actor.parent) == actor.id, _holds(Actor.roles, [f'"{actor.id}"']))
        ids = session.exec(select(Actor.id).where(belongs, Actor.id != actor.id)).all()
        rows = unless_held(session, Actor, ids, self._held.actors)
        return tuple(sorted(rows, key=attrgetter("name")))

    @reads
    def agreement(self, session: Session, agreement: str) -> AgreementSheet | None:
        """An agreement with its events and claims; None where nothing has that id."""
        row = session.get(Agreement, agreement)
        if row is None:
            return None
        events = _events(session, [col(Event.agreement) == agreement])
        claims = _claims(session, [col(Claim.agreement) == agreement])
        evidence = tuple(session.exec(select(Evidence).where(Evidence.agreement == agreement)))
        tally = _tallied(session, [col(Event.agreement) == agreement], claims)
        found = Findings(events, (row,), claims, tally=tally)
        return AgreementSheet(row, evidence, self._with_library(session, found, [], evidence))

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
        told = _told(session, [row], whole=True)[0]
        found = Findings(events, (agreement,) if agreement else (), claims)
        return EventSheet(told, self._with_library(session, found, [], told.evidence, [row]))

    @reads
    def about(
        self,
        session: Session,
        question: Question,
        deals: Sequence[Agreement] = (),
        *,
        by_weight: bool = False,
        told: int | None = None,
    ) -> Findings:
        """The events and claims that meet every facet in the window, with ``deals`` beside them.

        The newest ``MOST`` events; or, of more than these, the ``EACH`` weightiest of each kind. ``tally`` counts all. Of as
        many as are to be ``told`` (all), and of those without a day, the evidence and all names are read as well.
        """
        chosen = choosing.whole(session, question, EACH if by_weight else MOST, by_weight=by_weight)
        if by_weight and len(chosen.ids) < sum(chosen.by_kind.values()) <= MOST:
            chosen = choosing.whole(session, question, MOST)
        said = [
            claim
            for claim, met in choosing.matching_claims(session, question, self._statements, every=True)
            if len(met) == len(question.facets)
        ]
        events = _these(session, chosen.ids, told)
        found = Findings(events, tuple(deals), tuple(said[: MOST * 5]), tally=_tally(chosen, said))
        if told is None or told >= len(events):
            return self._with_library(session, found, [])
        shown = Findings(tuple(one for at, one in enumerate(events) if at < told or one.event.day is None))
        return replace(found, library=self._with_library(session, shown, []).library)

    @reads
    def said(
        self,
        session: Session,
        question: Question,
        choose: Callable[[Sequence[ToldClaim]], Iterable[Claim]],
    ) -> Findings:
        """The claims in the window that ``choose`` takes, in its order, whichever sides of the question they meet."""
        rows = choosing.claims_said(session, question, self._statements)
        return self._with_library(session, Findings(claims=tuple(choose(rows))), [])

    @reads
    def without_a_day(self, session: Session, question: Question, most: int = 25) -> Findings:
        """The events of which no day is known that meet every facet and may lie in the window; ``tally`` counts all."""
        chosen = choosing.without_a_day(session, question, most)
        found = Findings(_these(session, chosen.ids), tally=_tally(chosen, []))
        return self._with_library(session, found, [])

    @reads
    def closest(self, session: Session, question: Question, most: int = 25) -> Closest:
        """What comes nearest to a question that nothing answers."""
        met, ids = choosing.closest_events(session, question, most) if question.facets else (0, [])
        may = choosing.matching_claims(session, question, self._statements, every=False)
        said = may if question.facets else ()
        ever = choosing.ever(session, question).union(*(some for _, some in said))
        return Closest(self._with_library(session, Findings(_these(session, ids)), []), met, ever)

    @reads
    def agreements(self, session: Session) -> Findings:
        """Every agreement."""
        rows = tuple(session.exec(select(Agreement).order_by(Agreement.name)))
        return self._with_library(session, Findings(agreements=rows), [])

    @reads
    def figures(self, session: Session, topics: Iterable[str]) -> Findings:
        """The claims that stand under these topics, side by side."""
        return self._with_library(
            session, Findings(claims=_claims(session, [col(Claim.topic).in_(list(topics))])), []
        )

    @reads
    def these(self, session: Session, wanted: Mapping[str, Sequence[str]]) -> Findings:
        """The rows behind search hits: ids by kind (event, agreement, claim, actor, article).

        Actors and articles are in the library. Of items of feeds the events that they tell are there too.
        """
        told = session.exec(select(Article.event).where(col(Article.id).in_(wanted.get("article", ()))))
        events = _events(session, [col(Event.id).in_({*wanted.get("event", ()), *filter(None, told)})])
        agreements = tuple(
            session.exec(select(Agreement).where(col(Agreement.id).in_(wanted.get("agreement", ()))))
        )
        claims = _claims(session, [col(Claim.id).in_(wanted.get("claim", ()))])
        actors = session.exec(select(Actor).where(col(Actor.id).in_(wanted.get("actor", ())))).all()
        mentioned = [Evidence(article=key) for key in wanted.get("article", ())]
        return self._with_library(session, Findings(events, agreements, claims), actors, mentioned)

    @reads
    def text(self, session: Session, asked: str) -> TextSheet | None:
        """A text by its id or one of its addresses, with what it tells; None for no such text. Among the articles of the
        library are the one that quotes it and those that it quotes."""
        row = session.exec(select(Article).where(named_by(asked)).limit(1)).first()
        if row is None:
            return None
        evidence = tuple(session.exec(select(Evidence).where(Evidence.article == row.id)))
        events = _these(session, {one.event for one in evidence if one.event})
        deals = col(Agreement.id).in_({one.agreement for one in evidence if one.agreement})
        claims = _claims(session, [_holds(Claim.citations, [f'"{row.id}"'])])
        found = Findings(events, tuple(session.exec(select(Agreement).where(deals))), claims)
        quoted = session.exec(select(Article.id).where(Article.within == row.id))
        parts = tuple(references(session, quoted))
        around = [Evidence(article=key) for key in (row.id, row.within) if key]
        whole = self._with_library(session, found, [], [*around, *evidence])
        return TextSheet(whole.library.articles[row.id], evidence, whole, parts)

    @reads
    def titles(self, session: Session, typed: str = "", most: int = 500) -> tuple[tuple[str, str], ...]:
        """(id, title) for completion: of the events whose title holds every typed word, and of the newest."""
        rows = select(Event.id, Event.title).where(alive()).order_by(*newest()).limit(most)
        held = [holds_typed(session, Event.title, word) for word in typed.split()]
        found = session.exec(rows.where(*held)).all() if held else []
        return tuple(dict([*found, *session.exec(rows)]).items())

    @reads
    def told_of(self, session: Session, most: int = 500) -> dict[str, int]:
        """How often the newest events name each country, actor and piece of equipment, by its key."""
        recent = session.exec(select(Event.id).where(alive()).order_by(*newest()).limit(most)).all()
        counted = select(EventLink.key, func.count()).where(col(EventLink.event).in_(recent))
        return dict(session.exec(counted.group_by(EventLink.key)).all())

    @reads
    def editions(self, session: Session, series: Collection[str], most: int = 12) -> Findings:
        """The newest events of a series."""
        events = _events(session, [col(Event.series).in_(series)], most)
        return self._with_library(session, Findings(events), [])

    @reads
    def titled(self, session: Session, title: str) -> str | None:
        """The id of the newest event of this title, in any case of its plain letters."""
        same = or_(col(Event.title) == title, func.lower(Event.title) == title.lower())
        begins = func.substr(title.lower(), 1, 100), func.substr(func.lower(title), 1, 100)
        same = and_(literal_column("substr(lower(title), 1, 100)").in_(begins), same)  # as an index has it
        return session.exec(select(Event.id).where(alive(), same).order_by(*newest()).limit(1)).first()


def _texts(session: Session, source: str) -> tuple[Reference, ...]:
    """The newest texts of a source, those without a time last. By both, so that no database goes through the times of all
    texts for a source that has few."""
    newest = (
        select(Article.id)
        .where(Article.source == source)
        .order_by(col(Article.published).is_(None), col(Article.published).desc())
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


def _held(series: Series, held: frozenset[str]) -> Series:
    """A series that was known by name only, and of which an event is held, is told of."""
    facts = {name: getattr(series, name) for name in Series.model_fields}
    return Series(**facts | {"basis": "document"}) if series.id in held else series


def _read_names(session: Session, held: frozenset[str]) -> Names:
    entries = [_held(one, held) for one in SERIES.every(session)]
    coined = sorted(held - {entry.id for entry in entries})
    return Names(
        tuple(ACTORS.every(session)),
        tuple(session.exec(select(Agreement).order_by(Agreement.name))),
        tuple(session.exec(select(Equipment).order_by(Equipment.designation))),
        (*entries, *(Series(id=name, name=name.replace("-", " "), basis="document") for name in coined)),
        tuple(PLACES.every(session)),
    )


def _by_id(names: Names) -> HeldRows:
    return HeldRows(
        {row.id: row for row in names.actors},
        {row.id: row for row in names.agreements},
        {row.id: row for row in names.equipment},
    )


def _events(session: Session, where: Sequence[ColumnElement[bool]], most: int = MOST) -> tuple[Told, ...]:
    ids = session.exec(select(Event.id).where(alive(), *where).order_by(*newest()).limit(most))
    return _these(session, ids)


def _these(session: Session, ids: Iterable[str], told: int | None = None) -> tuple[Told, ...]:
    """Events by id, newest first; with the evidence for the first so many, and for those without a day."""
    return _told(session, sorted(EVENTS.read(session, ids), key=choosing.newness), first=told)


def _tallied(session: Session, where: Sequence[ColumnElement[bool]], claims: Sequence[Claim]) -> Tally:
    """What is known of the events; of an actor or agreement every claim is read."""
    kinds = session.exec(select(Event.kind, func.count()).where(alive(), *where).group_by(Event.kind))
    return Tally(dict(kinds.all()), len(claims))


def _first(
    session: Session, where: Sequence[ColumnElement[bool]], oldest_of_all: Event | None
) -> tuple[Told, ...]:
    """The oldest of the events whose day is known."""
    if oldest_of_all is not None and oldest_of_all.day and oldest_of_all.precision != "unknown":
        return _told(session, [oldest_of_all])
    dated = select(Event.id).where(*where, col(Event.day).is_not(None), Event.precision != "unknown")
    return _these(session, session.exec(dated.order_by(*oldest()).limit(1)).all())


def _tally(chosen: choosing.Matching, said: Sequence[Claim]) -> Tally:
    first = chosen.oldest
    oldest = (first.day, first.precision) if first and first.day else None
    return Tally(chosen.by_kind, len(said), oldest)


def _told(
    session: Session, events: Sequence[Event], *, whole: bool = False, first: int | None = None
) -> tuple[Told, ...]:
    """With the evidence: as a list cites it, or ``whole``, with why and when it was filed."""
    ids = [one.id for at, one in enumerate(events) if first is None or at < first or one.day is None]
    evidence: dict[str | None, list[Evidence]] = defaultdict(list)
    held = select(Evidence).where(col(Evidence.event).in_(ids)).order_by(col(Evidence.id))
    for one in session.exec(held) if whole else CITING.read(session, ids):
        evidence[one.event].append(one)
    return tuple(Told(event, tuple(evidence[event.id])) for event in events)


def _claims(session: Session, where: Sequence[ColumnElement[bool]]) -> tuple[Claim, ...]:
    order = (col(Claim.day).is_(None).asc(), col(Claim.day).desc(), col(Claim.id).asc())
    return tuple(session.exec(select(Claim).where(*where).order_by(*order)))


def _holds(column: Any, values: Iterable[str]) -> ColumnElement[bool]:
    """Whether a stored document holds one of these JSON texts; both databases compare the document's text."""
    text = cast(col(column), String)
    return or_(*(text.contains(value, autoescape=True) for value in values))
