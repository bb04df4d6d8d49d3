"""What moved lately: events that gained a source from the wire, with the story and the publisher that they belong to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, func, or_, select

from store.database.database import Database, reads
from store.database.index import EventLink
from store.nouns.desk import Alert
from store.nouns.models import Actor, Article, Equipment, Event, Evidence, Source
from store.nouns.types import Instant
from store.wire.filing import current_id

FOUNDING = "seed"
"""Who decided the evidence of the founding documents: it is old knowledge, and never news."""
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


class Activity:
    """Reads for digests, forecasts and cool-downs."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def stirred(self, session: Session, since: datetime, until: datetime) -> list[RecentActivity]:
        """Events with evidence from the wire in ``since`` ≤ t ≤ ``until``, in the order in which they first moved."""
        founding = aliased(Evidence)
        founded = exists().where(col(founding.event) == Event.id, col(founding.decided_by) == FOUNDING)
        query = (
            select(Event, Source.owner, Article.source, founded)
            .join(Evidence, col(Evidence.event) == Event.id)
            .join(Article, col(Article.id) == Evidence.article)
            .join(Source, col(Source.id) == Article.source, isouter=True)
            .where(col(Evidence.decided_at) >= since, col(Evidence.decided_at) <= until)
            .where(Evidence.decided_by != FOUNDING, col(Event.merged_into).is_(None))
            .order_by(col(Evidence.decided_at), col(Evidence.id))
        )
        found: dict[str, RecentActivity] = {}
        for event, owner, source, is_founded in session.exec(query):
            story = event.agreement or event.follows or event.id
            found.setdefault(event.id, RecentActivity(event, story, owner or source, is_founded))
        return list(found.values())

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
    def near(self, session: Session, event: str, limit: int) -> list[Event]:
        """Other events that share countries, actors or equipment, those that share most and lie nearest in time first."""
        row = session.get(Event, event)
        if row is None:
            return []
        mine = select(EventLink.key).where(EventLink.event == event)
        share = func.count().label("share")
        shared = (
            select(EventLink.event, share)
            .where(col(EventLink.key).in_(mine), EventLink.event != event)
            .group_by(EventLink.event)
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
        exact = or_(col(Article.id) == asked, col(Article.url) == asked, col(Article.canonical_url) == asked)
        newest = select(Article).order_by(col(Article.read_at).desc()).limit(limit)
        if found := session.exec(newest.where(exact)).all():
            return list(found)
        for word in asked.split():
            newest = newest.where(col(Article.title).icontains(word, autoescape=True))
        return list(session.exec(newest).all())

    @reads
    def evidence_of(self, session: Session, article: str) -> list[Evidence]:
        """What the article is evidence for."""
        return list(session.exec(select(Evidence).where(Evidence.article == article)).all())


def _days_apart(one: Event, other: Event) -> int:
    if one.day is None or other.day is None:
        return UNDATED
    return abs((one.day - other.day).days)
