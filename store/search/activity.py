"""What moved lately: events that gained a source from the wire, with the story and the publisher that they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, get_args

from sqlalchemy import ColumnElement, String, case, cast, literal_column
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, func, or_, select

from store.database.database import Database, reads
from store.database.fulltext import holds_typed
from store.database.index import EventLink
from store.nouns.models import Actor, Article, Equipment, Event, Evidence, Source
from store.nouns.outbox import Alert
from store.nouns.subscriptions import ChosenEvents
from store.nouns.types import Instant
from store.nouns.values import Importance
from store.search.asking import named_by
from store.wire.filing import current_id

FOUNDING = "seed"
"""Who decided the evidence of the founding documents: it is old knowledge, and never news."""
AHEAD = ("announced", "under way", "postponed", "proposed")
"""Phases of what is to come on its day."""
IMPORTANCES: tuple[Importance, ...] = get_args(Importance)
UNDATED = 100_000
"""Days, for the order: after everything that is dated."""


@dataclass(frozen=True)
class RecentActivity:
    """An event that moved. ``story`` is its agreement, or what it follows, or itself; ``owner`` publishes the source."""

    event: Event
    story: str
    owner: str
    is_founded: bool = False
    """Whether the founding documents told it before."""


@dataclass(frozen=True)
class FirstTold:
    """An event with the first text that told it, and when that was filed."""

    event: Event
    article: Article
    at: datetime


@dataclass(frozen=True)
class NotedChange:
    """What one text changed on an event."""

    evidence: Evidence
    event: Event
    is_founded: bool
    """Whether the founding documents told the event before."""


class Activity:
    """Reads for digests, forecasts and cool-downs."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def stirred(
        self,
        session: Session,
        since: datetime,
        until: datetime,
        rules: ChosenEvents | None = None,
        most: int | None = None,
    ) -> list[RecentActivity]:
        """Events with evidence from the wire in ``since`` ≤ t ≤ ``until``, in the order in which they first moved; those
        that ``rules`` choose, and of more than ``most`` the most important."""
        founding = aliased(Evidence)
        founded = exists().where(col(founding.event) == Event.id, col(founding.decided_by) == FOUNDING)
        query = (
            select(Event, Source.owner, Article.source, founded)
            .join(Evidence, col(Evidence.event) == Event.id)
            .join(Article, col(Article.id) == Evidence.article)
            .join(Source, col(Source.id) == Article.source, isouter=True)
            .where(*_moved(since, until), *_chosen(rules))
            .order_by(col(Evidence.decided_at), col(Evidence.id))
        )
        if most is not None:
            query = query.where(col(Event.id).in_(_weightiest(since, until, rules, most)))
        found: dict[str, RecentActivity] = {}
        for event, owner, source, is_founded in session.exec(query):
            story = event.agreement or event.follows or event.id
            found.setdefault(event.id, RecentActivity(event, story, owner or source, is_founded))
        return list(found.values())

    @reads
    def begun(
        self, session: Session, since: datetime, until: datetime, rules: ChosenEvents | None, oldest: date
    ) -> list[tuple[str, str, str, date | None, str, int]]:
        """How many events the wire told first in the window, by kind, standing, phase, and day with its precision; none of those
        of which it is known that they were over before ``oldest``."""
        founding = aliased(Evidence)
        founded = exists().where(col(founding.event) == Event.id, col(founding.decided_by) == FOUNDING)
        parts: tuple[Any, ...] = (Event.kind, Event.standing, Event.phase, Event.day, Event.precision)
        moved = select(Evidence.event).where(*_moved(since, until, of_event=False))
        query = (
            select(*parts, func.count())  # type: ignore[call-overload]
            .where(col(Event.id).in_(moved), col(Event.first_seen) >= since, ~founded)
            .where(col(Event.merged_into).is_(None), *_chosen(rules))
            .where(or_(Event.precision != "day", func.coalesce(Event.until, Event.day) >= oldest))
            .group_by(*parts)
        )
        return [tuple(row) for row in session.exec(query)]

    @reads
    def ahead(
        self, session: Session, after: date, until: date, rules: ChosenEvents | None, most: int
    ) -> list[Event]:
        """What is announced for a day, or a week that begins, in ``after`` < day ≤ ``until``, the most important first."""
        query = (
            select(Event)
            .where(col(Event.day) > after, col(Event.day) <= until, col(Event.precision).in_(("day", "week")))
            .where(col(Event.merged_into).is_(None), Event.standing != "denied", *_chosen(rules))
            .where(col(Event.phase).in_(AHEAD))
            .order_by(_rank().desc(), col(Event.day), col(Event.id))
            .limit(most)
        )
        return list(session.exec(query))

    @reads
    def changes(
        self, session: Session, since: datetime, until: datetime, rules: ChosenEvents | None, most: int
    ) -> list[NotedChange]:
        """What texts of the wire changed in the window, on events that ``rules`` choose, in that order; of more than
        ``most`` what concerns the most important."""
        founding = aliased(Evidence)
        founded = exists().where(col(founding.event) == Event.id, col(founding.decided_by) == FOUNDING)
        query = (
            select(Evidence, Event, founded)
            .join(Event, col(Event.id) == Evidence.event)
            .where(*_moved(since, until), *_chosen(rules), cast(col(Evidence.changes), String) != "[]")
            .order_by(_rank().desc(), col(Evidence.decided_at).desc(), col(Evidence.id).desc())
            .limit(most)
        )
        found = sorted(session.exec(query), key=lambda row: (row[0].decided_at, row[0].id or 0))
        return [NotedChange(evidence, event, is_founded) for evidence, event, is_founded in found]

    @reads
    def first_told(self, session: Session, since: datetime, until: datetime) -> list[FirstTold]:
        """Events that the wire told first in ``since`` ≤ t ≤ ``until``, in that order."""
        query = (
            select(Event, Article, Evidence.decided_at)
            .join(Evidence, col(Evidence.event) == Event.id)
            .join(Article, col(Article.id) == Evidence.article)
            .where(col(Event.first_seen) >= since, col(Evidence.decided_at) <= until)
            .where(Evidence.decided_by != FOUNDING, col(Event.merged_into).is_(None))
            .order_by(col(Evidence.decided_at), col(Evidence.id))
        )
        found: dict[str, FirstTold] = {}
        for event, article, at in session.exec(query):
            found.setdefault(event.id, FirstTold(event, article, at))
        return list(found.values())

    @reads
    def last_announced(self, session: Session, events: Sequence[str]) -> dict[int, datetime]:
        """When each channel was last told of one of these events, or will be; of those merged into them too."""
        merged = select(Event.id).where(col(Event.merged_into).in_(events))
        subjects = [f"event:{event}" for event in (*events, *session.exec(merged))]
        told_at = func.max(func.coalesce(Alert.sent_at, Alert.due_at), type_=Instant())
        query = select(Alert.channel, told_at).where(
            Alert.kind == "event", col(Alert.subject).in_(subjects), Alert.state != "dropped"
        )
        return dict(session.exec(query.group_by(col(Alert.channel))).all())

    @reads
    def of_story(self, session: Session, event: Event, since: datetime) -> list[Event]:
        """The other events of the same story: of its agreement, the one that it follows, and what else followed that one
        and was first seen at or after ``since``."""
        living = select(Event).where(Event.id != event.id, col(Event.merged_into).is_(None))
        found: dict[str, Event] = {}
        if event.agreement:
            found |= {row.id: row for row in session.exec(living.where(Event.agreement == event.agreement))}
        if event.follows:
            followed = current_id(session, event.follows)
            siblings = (col(Event.first_seen) >= since) & (col(Event.follows) == event.follows)
            related = living.where((col(Event.id) == followed) | siblings)
            found |= {row.id: row for row in session.exec(related)}
        return list(found.values())

    @reads
    def of_agreement(self, session: Session, agreement: str) -> list[Event]:
        """The agreement's events, newest first."""
        found = select(Event).where(Event.agreement == agreement, col(Event.merged_into).is_(None))
        return list(session.exec(found.order_by(col(Event.first_seen).desc())).all())

    @reads
    def names(self, session: Session, event: Event) -> dict[str, str]:
        """The names of the actors and equipment that an event mentions, by id."""
        actors = [participant.actor for participant in event.actors]
        equipment = [materiel.equipment for materiel in event.equipment]
        named = select(Actor.id, Actor.name).where(col(Actor.id).in_(actors))
        designated = select(Equipment.id, Equipment.designation).where(col(Equipment.id).in_(equipment))
        return dict(session.exec(named).all()) | dict(session.exec(designated).all())

    @reads
    def other_names(self, session: Session, event: Event) -> dict[str, tuple[str, ...]]:
        """The other names of the equipment that an event mentions, by its designation; no misspelling, and none that
        several have."""
        keys = [materiel.equipment for materiel in event.equipment]
        rows = session.exec(select(Equipment).where(col(Equipment.id).in_(keys))).all() if keys else ()
        return {
            row.designation: tuple(
                one.name for one in row.aliases if one.kind != "misspelling" and not one.shared
            )
            for row in rows
        }

    @reads
    def near(self, session: Session, event: str, limit: int) -> list[Event]:
        """Other events that share countries, actors or equipment, those that share most and lie nearest in time first."""
        row = session.get(Event, event)
        if row is None:
            return []
        mine = select(EventLink.key).where(EventLink.event == event)
        share = func.count().label("share")
        # Not by the index that is in this order: it has all events.
        named: ColumnElement[str] = literal_column("eventlink.event || ''")
        shared = (
            select(named.label("event"), share)
            .where(col(EventLink.key).in_(mine), EventLink.event != event)
            .group_by(named)
            .subquery()
        )
        living = select(Event, shared.c.share).join(shared, shared.c.event == Event.id)
        living = living.where(col(Event.merged_into).is_(None))
        orders: list[tuple[Any, ...]] = [(col(Event.day).is_(None).asc(),)]
        if row.day is not None:
            before, after = (
                case((on, 0), else_=1) for on in (col(Event.day) <= row.day, col(Event.day) >= row.day)
            )
            orders = [(before.asc(), col(Event.day).desc()), (after.asc(), col(Event.day).asc())]
        nearest = {
            other.id: (other, count)
            for order in orders
            for other, count in session.exec(living.order_by(shared.c.share.desc(), *order).limit(limit))
        }
        ranked = sorted(nearest.values(), key=lambda one: (-one[1], _days_apart(row, one[0]), one[0].id))
        return [other for other, _ in ranked[:limit]]

    @reads
    def articles(self, session: Session, asked: str, limit: int) -> list[Article]:
        """Articles by id or address, or else by words of their title, newest first; founding documents too."""
        exact = named_by(asked)
        newest = select(Article).order_by(col(Article.read_at).desc()).limit(limit)
        if found := session.exec(newest.where(exact)).all():
            return list(found)
        for word in asked.split():
            newest = newest.where(holds_typed(session, Article.title, word))
        return list(session.exec(newest).all())

    @reads
    def of_outlet(self, session: Session, name: str, limit: int) -> tuple[list[str], int]:
        """The ids of the newest texts from the feeds of an outlet of this name, in whatever case, and how many there are."""
        named = func.lower(col(Source.name)) == name.strip().lower()
        if not (sources := session.exec(select(Source.id).where(named)).all()):
            return [], 0
        theirs = col(Article.source).in_(sources)
        newest = (
            select(Article.id)
            .where(theirs)
            .order_by(col(Article.published).is_(None), col(Article.published).desc(), col(Article.id))
            .limit(limit)
        )
        count = session.exec(select(func.count()).select_from(Article).where(theirs)).one()
        return list(session.exec(newest).all()), count

    @reads
    def evidence_of(self, session: Session, article: str) -> list[Evidence]:
        """What the article is evidence for."""
        return list(session.exec(select(Evidence).where(Evidence.article == article)).all())


def _moved(since: datetime, until: datetime, *, of_event: bool = True) -> list[ColumnElement[bool]]:
    """Evidence from the wire in a window, of an event that is there."""
    there = [col(Event.merged_into).is_(None)] if of_event else []
    window = [col(Evidence.decided_at) >= since, col(Evidence.decided_at) <= until]
    return [*window, col(Evidence.decided_by) != FOUNDING, *there]


def _weightiest(since: datetime, until: datetime, rules: ChosenEvents | None, most: int) -> Any:
    """The ids of so many events that moved in a window, the most important, then those that moved first."""
    return (
        select(Event.id)
        .join(Evidence, col(Evidence.event) == Event.id)
        .where(*_moved(since, until), *_chosen(rules))
        .group_by(col(Event.id), col(Event.importance))
        .order_by(_rank().desc(), func.min(Evidence.decided_at), col(Event.id))
        .limit(most)
    )


def _rank() -> Any:
    """The place of an event's importance."""
    return case({word: place for place, word in enumerate(IMPORTANCES)}, value=Event.importance, else_=0)


def _chosen(rules: ChosenEvents | None) -> list[ColumnElement[bool]]:
    """What a channel's rules ask of an event."""
    if rules is None:
        return []
    levels = IMPORTANCES[IMPORTANCES.index(rules.minimum) :]
    asked: list[ColumnElement[bool]] = [col(Event.importance).in_(levels)]
    asked += [col(Event.kind).in_(rules.kinds)] if rules.kinds else []
    for kind, keys in (("country", rules.countries), ("actor", rules.actors)):
        if keys:
            named = select(EventLink.event).where(EventLink.kind == kind, col(EventLink.key).in_(keys))
            asked.append(col(Event.id).in_(named))
    return asked


def _days_apart(one: Event, other: Event) -> int:
    if one.day is None or other.day is None:
        return UNDATED
    return abs((one.day - other.day).days)
