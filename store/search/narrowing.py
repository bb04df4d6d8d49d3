"""A question of several sides, one of which few events meet: only those are looked at, as plain rows. The others may be met by
tens of thousands, whose lists nobody needs.

What the rows must have is what ``store/search/asking.py`` says in SQL.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, col, select

from store.database.index import UNPLACED, EventLink, StemmedText
from store.nouns.models import Event
from store.nouns.views import Question, QuestionFacet
from store.search.asking import alive, meeting

FEW = 300
"""Events that are looked at one by one."""
MANY_PHRASES = 8
"""Of more phrases parts are looked for: an office has hundreds, of every name of its state."""


@dataclass(frozen=True)
class _Row:
    """What a living event is judged by: ``links`` are (kind, key), ``stems`` its words."""

    kind: str
    phase: str
    agreement: str | None
    series: str | None
    number: int | None
    links: frozenset[tuple[str, str]]
    stems: str


def narrowed(session: Session, question: Question, few: int = FEW) -> list[str] | None:
    """The living events that meet every facet, whenever they were, where one facet is met by ``few`` at most; None where
    each is met by more, or there is but one."""
    if len(question.facets) < 2:
        return None
    ids = _fewest(session, question.facets, few)
    if not ids:
        return None if ids is None else []
    quickest_first = sorted(question.facets, key=lambda facet: len(facet.texts))
    rows = _rows(session, ids)
    return [name for name, row in rows.items() if all(_meets(facet, row) for facet in quickest_first)]


def _fewest(session: Session, facets: Sequence[QuestionFacet], few: int) -> set[str] | None:
    """Those that may meet one facet, the quickest to be asked for of those that few meet."""
    dialect = session.get_bind().dialect.name
    for facet in sorted(facets, key=lambda one: len(one.texts)):
        rows = select(meeting(_loosened(facet), dialect).subquery().c[0]).limit(few + 1)
        ids = session.scalars(rows).all()
        if len(ids) <= few:
            return set(ids)
    return None


def _loosened(facet: QuestionFacet) -> QuestionFacet:
    """Met by all that meet the facet, and quicker to be asked for: of many phrases what stands behind their first words,
    which are the names of one state ("pakistan armi chief")."""
    if len(facet.texts) <= MANY_PHRASES:
        return facet
    return replace(facet, texts=_without_longer(phrase.split(" ", 1)[-1] for phrase in facet.texts))


def _without_longer(phrases: Iterable[str]) -> frozenset[str]:
    """Without those that have another one within them: who holds the longer holds the shorter."""
    kept: list[str] = []
    for phrase in sorted(set(phrases), key=len):
        if not any(f" {one} " in f" {phrase} " for one in kept):
            kept.append(phrase)
    return frozenset(kept)


def _rows(session: Session, ids: Iterable[str]) -> dict[str, _Row]:
    some = sorted(ids)
    links: dict[str, set[tuple[str, str]]] = {name: set() for name in some}
    linked = select(EventLink.event, EventLink.kind, EventLink.key).where(col(EventLink.event).in_(some))
    for name, kind, key in session.exec(linked):
        links[name].add((kind, key))
    told = select(StemmedText.ref, StemmedText.stems)
    told = told.where(StemmedText.kind == "event", col(StemmedText.ref).in_(some))
    stems = dict(session.exec(told).all())
    facts = (Event.id, Event.kind, Event.phase, Event.agreement, Event.series, Event.number)
    living = session.execute(select(*facts).where(alive(), col(Event.id).in_(some)))  # type: ignore[call-overload]
    return {
        name: _Row(kind, phase, agreement, series, number, frozenset(links[name]), f" {stems.get(name, '')} ")
        for name, kind, phase, agreement, series, number in living
    }


def _meets(facet: QuestionFacet, row: _Row) -> bool:
    """As ``asking.meeting`` has it: one that has another number of the series is another event, whatever its words say."""
    if row.series is not None and row.series in facet.series:
        if facet.number is None or row.number == facet.number:
            return True
        if row.number is not None:
            return False
    return _has(facet, row)


def _has(facet: QuestionFacet, row: _Row) -> bool:
    """Whatever its number."""
    if facet.links & row.links or row.kind in facet.kinds or row.phase in facet.phases:
        return True
    if row.agreement is not None and row.agreement in facet.agreements:
        return True
    if facet.unplaced and f" {UNPLACED} " not in row.stems:
        return False
    if facet.maybe & row.links or (row.agreement is not None and row.agreement in facet.maybe_agreements):
        return True
    return any(f" {phrase} " in row.stems for phrase in facet.texts if phrase.strip())
