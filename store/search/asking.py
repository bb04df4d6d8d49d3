"""A question as SQL: what an event must have to meet a side of it, exactly as ``facts/asking/choose.py`` judges; and the window.

A text is compared by its folded, stemmed words, which are kept beside the events (``store/search/phrases.py``).
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    case,
    cast,
    extract,
    false,
    func,
    not_,
    or_,
    true,
    union_all,
)
from sqlmodel import col, select

from store.database.index import EventLink
from store.nouns.models import Article, Claim, Event, Evidence
from store.nouns.values import BEFORE_TOLD, REST_OF_WEEK
from store.nouns.views import QuestionFacet
from store.search.phrases import event_holds, holding

Condition = ColumnElement[bool]
TO_COME = ("announced", "proposed", "in talks", "postponed")
"""Phases of what had not happened when it was told."""
SOON, A_YEAR = timedelta(days=31), timedelta(days=366)
"""News tells of the last weeks, and announces the next months."""


def meets(facet: QuestionFacet, dialect: str, *, of_few: bool = False) -> Condition:
    """Whether a living event meets the facet: never NULL. It is one list of ids, because neither database takes an index for
    one alternative of several; a kind alone is asked of the row. ``of_few``: other conditions leave so few events that each
    is asked for its kind and words, rather than all that have them listed."""
    if not is_listing(facet):
        return col(Event.kind).in_(facet.kinds)
    if of_few and not (
        facet.links or facet.maybe or facet.maybe_agreements or facet.number or facet.unplaced
    ):
        return _has(facet, dialect)
    return col(Event.id).in_(meeting(facet, dialect))


def is_listing(facet: QuestionFacet) -> bool:
    """Whether the events that meet it are looked up in a list of their ids."""
    return facet != QuestionFacet(kinds=facet.kinds)


def _has(facet: QuestionFacet, dialect: str) -> Condition:
    """Of a facet that names nothing which events are linked to."""
    agreement, series = col(Event.agreement), col(Event.series)
    parts: list[Condition] = [col(Event.kind).in_(facet.kinds), col(Event.phase).in_(facet.phases)]
    parts += [and_(agreement.is_not(None), agreement.in_(facet.agreements))] if facet.agreements else []
    parts += [and_(series.is_not(None), series.in_(facet.series))] if facet.series else []
    parts += [event_holds(facet.texts, dialect)] if facet.texts else []
    return or_(*parts)


def meeting(facet: QuestionFacet, dialect: str) -> Any:
    """A SELECT of the ids of the living events that meet the facet; of some more than once."""
    lists = _lists(facet, dialect)
    if facet.number is None:
        lists += _of_series(facet)
    else:  # one that has another number is another event, whatever its words say
        others = and_(col(Event.series).in_(facet.series), col(Event.number).is_not(None))
        lists = [
            *_of_series(facet, col(Event.number) == facet.number),
            select(Event.id).where(col(Event.id).in_(_together(lists)), func.coalesce(not_(others), true())),
        ]
    return _together(lists)


def claimed(facet: QuestionFacet, dialect: str) -> Condition:
    """Whether a claim may meet the facet: true of every one that does."""
    ids = [key for kind, key in facet.links if kind == "actor"]
    told = select(Event.id).where(alive(), col(Event.id).in_(select(Claim.event)), meets(facet, dialect))
    parts: list[Condition] = [col(Claim.event).in_(told)]
    parts += [col(Claim.id).in_(holding("claim", facet.texts, dialect))] if facet.texts else []
    parts += [col(Claim.speaker).in_(ids), _holds(Claim.actors, ids)] if ids else []
    deals = facet.agreements | facet.deals | facet.maybe_agreements
    parts += [col(Claim.agreement).in_(deals)] if deals else []
    return case((or_(*parts), 1), else_=0) == 1


def within(since: date | None, until: date | None) -> list[Condition]:
    """That what is known of an event's day can lie in the window: ``facts/asking/windows.py`` in SQL. A day that is known to
    the month or year lies in any window that its month or year touches; what has no day, only in an open one."""
    if since is None and until is None:
        return []
    dated = [*_years(since, until), col(Event.precision) != "unknown"]
    ends = [_reaches(func.coalesce(Event.until, Event.day), since)] if since else []
    return [*dated, *ends, *([_begins(until)] if until else [])]


def may_lie_within(since: date | None, until: date | None) -> list[Condition]:
    """That what has no day may lie in the window: what happened, where a text tells it then or soon after; what is ahead,
    where one told it then or in the year before."""
    ahead = col(Event.phase).in_(TO_COME)
    before = since and (since - A_YEAR if since > date.min + A_YEAR else date.min)
    after = until and (until + SOON if until < date.max - SOON else date.max)
    may = or_(and_(ahead, _is_told(before, until)), and_(not_(ahead), _is_told(since, after)))
    return [col(Event.day).is_(None), may]


def _is_told(since: date | None, until: date | None) -> Condition:
    """Whether a text of this time tells it, or one of which nobody knows when; one of a month or year may be of any day in
    it."""
    published = col(Article.published)
    when: list[Condition] = []
    if since:
        coarse = and_(col(Article.published_precision) != "day", published >= _start(date(since.year, 1, 1)))
        when.append(or_(published >= _start(since), coarse))
    if until and until < date.max:
        when.append(published < _start(until + timedelta(days=1)))
    texts = select(Evidence.event).join(Article, col(Article.id) == Evidence.article)
    told = texts.where(col(Evidence.event) == Event.id, or_(published.is_(None), and_(true(), *when)))
    return told.correlate(Event).exists()


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _years(since: date | None, until: date | None) -> list[Condition]:
    """The same by whole years, which indexes know: most events end on the day on which they begin."""
    day, last = col(Event.day), until and date(_told_by(until).year, 12, 31)
    if since is None:
        return [day <= last]
    first = date(_weeks_before(since).year, 1, 1)
    begun = [day < first, col(Event.until) >= first]
    return [or_(and_(day >= first, *([day <= last] if last else [])), and_(*begun))]


def named_by(asked: str) -> Condition:
    """Whether an article has this id or address. An index has the addresses that are not the canonical one."""
    canonical, url = col(Article.canonical_url), col(Article.url)
    other = or_(canonical.is_(None), url != canonical)
    return or_(col(Article.id) == asked, canonical == asked, and_(url == asked, other))


def alive() -> Condition:
    return col(Event.merged_into).is_(None)


def newest(of: type[Event] = Event) -> tuple[ColumnElement[Any], ...]:
    """What has no day comes last. Indexes have this order and the next one (``store/nouns/models.py``)."""
    return (col(of.day).is_(None).asc(), col(of.day).desc(), col(of.id).asc())


def oldest(of: type[Event] = Event) -> tuple[ColumnElement[Any], ...]:
    return (col(of.day).is_(None).asc(), col(of.day).asc(), col(of.id).asc())


def weightiest(of: type[Event] = Event) -> tuple[ColumnElement[Any], ...]:
    """The most important first, and of those the newest."""
    ranks = {"critical": 0, "high": 1, "notable": 2}
    return (case(ranks, value=col(of.importance), else_=3), *newest(of))


def _by_year() -> Condition:
    """Known to the year: so is an approximate day that stands at the first of January."""
    day = col(Event.day)
    first = and_(extract("month", day) == 1, extract("day", day) == 1)
    return or_(col(Event.precision) == "year", and_(col(Event.precision) == "approximate", first))


def _by_month() -> Condition:
    return col(Event.precision).in_(("month", "approximate"))


def _begins(until: date) -> Condition:
    month = until.replace(day=monthrange(until.year, until.month)[1])
    told = (col(Event.precision) == "told", _told_by(until))
    last = case((_by_year(), date(until.year, 12, 31)), (_by_month(), month), told, else_=until)
    return col(Event.day) <= last


def _told_by(until: date) -> date:
    """The last day on which something is told that may have happened by then."""
    return until + BEFORE_TOLD if until < date.max - BEFORE_TOLD else date.max


def _weeks_before(since: date) -> date:
    """The first day of a week that ends no earlier."""
    return since - REST_OF_WEEK if since > date.min + REST_OF_WEEK else date.min


def _reaches(end: ColumnElement[Any], since: date) -> Condition:
    week = (col(Event.precision) == "week", _weeks_before(since))
    first = case((_by_year(), date(since.year, 1, 1)), (_by_month(), since.replace(day=1)), week, else_=since)
    return end >= first


def _lists(facet: QuestionFacet, dialect: str) -> list[Any]:
    """The ids of those that meet the facet whatever its number."""
    lists = [linked_to(facet.links)] if facet.links else []
    lists += [select(Event.id).where(alive(), col(Event.kind).in_(facet.kinds))] if facet.kinds else []
    lists += [select(Event.id).where(alive(), col(Event.phase).in_(facet.phases))] if facet.phases else []
    lists += [_agreed(facet.agreements)] if facet.agreements else []
    lists += [holding("event", facet.texts, dialect, unplaced=facet.unplaced)] if facet.texts else []
    maybe = [linked_to(facet.maybe)] if facet.maybe else []
    maybe += [_agreed(facet.maybe_agreements)] if facet.maybe_agreements else []
    if facet.unplaced and maybe:
        maybe = [
            select(Event.id).where(
                col(Event.id).in_(_together(maybe)), cast(col(Event.countries), String) == "[]"
            )
        ]
    return lists + maybe


def _of_series(facet: QuestionFacet, *which: Condition) -> list[Any]:
    in_series = col(Event.series).in_(facet.series)
    return [select(Event.id).where(alive(), in_series, *which)] if facet.series else []


def _agreed(agreements: Iterable[str]) -> Any:
    return select(Event.id).where(alive(), col(Event.agreement).in_(agreements))


def _together(lists: Sequence[Any]) -> Any:
    if len(lists) == 1:
        return lists[0]
    return union_all(*lists) if lists else select(Event.id).where(false())


def linked_to(links: Iterable[tuple[str, str]]) -> Any:
    """A SELECT of the ids of events with one of the countries, actors or pieces of equipment."""
    keys: dict[str, list[str]] = {}
    for kind, key in sorted(links):
        keys.setdefault(kind, []).append(key)
    pairs = [and_(col(EventLink.kind) == kind, col(EventLink.key).in_(some)) for kind, some in keys.items()]
    return select(EventLink.event).where(or_(*pairs))


def _holds(column: Any, ids: Iterable[str]) -> Condition:
    """Whether a stored list holds one of the ids; both databases compare the document's text."""
    text = cast(col(column), String)
    return or_(*(text.contains(f'"{key}"', autoescape=True) for key in sorted(ids)))
