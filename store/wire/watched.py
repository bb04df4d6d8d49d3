"""The list of feeds as people keep it: what they add, take away or release goes on record."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, func, select

from store.database.database import Database, reads, writes
from store.database.index import batches
from store.nouns.bookkeeping import LetGoKey
from store.nouns.decisions import FeedState
from store.nouns.models import Article, Feed, FeedFacts, Source
from store.nouns.reviews import AuditEntry
from store.wire.articles import forget_feed, names_in_use
from store.wire.letting_go import hash_of

NEW = "new"
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class By:
    """Who changes the list: ``discord:<id>`` in a guild, or ``operator``."""

    person: str = "operator"
    guild: int | None = None


@dataclass(frozen=True)
class Yield:
    """What a feed brought in a span of time: articles, and how many of them belong to an event."""

    articles: int = 0
    events: int = 0


class WatchedFeeds:
    """Every method is one transaction."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self.database = database
        self.now = now

    @writes
    def add(self, session: Session, name: str, facts: FeedFacts, source: Source, by: By) -> Feed:
        """The feed, due at once, its source added where it is not known. A feed that is known by its address is
        resumed where it was paused, else left as it is."""
        if known := session.exec(select(Feed).where(Feed.url == facts.url)).first():
            if known.state == "paused":
                self._change(
                    session, known, {"state": NEW, "failures": 0, "error": None, "next_due": self.now()}
                )
                self._record(session, "resume feed", known, by)
            return known
        if session.get(Source, facts.source) is None:
            session.add(source)
        now = self.now()
        taken = names_in_use(session, name, facts.url)
        free = next(one for one in _names(name) if one not in taken)
        feed = Feed(**facts.model_dump(), id=free, added_by=by.person, added_at=now, next_due=now)
        session.add(feed)
        self._record(session, "add feed", feed, by)
        return feed

    @writes
    def remove(self, session: Session, feed: str, by: By) -> Feed | None:
        """The feed that was removed, with its keys; its articles stay. None where there is no such feed."""
        row = session.get(Feed, feed)
        if row is not None:
            forget_feed(session, row, self.now())
            session.delete(row)
            self._record(session, "remove feed", row, by)
        return row

    @writes
    def change(self, session: Session, feed: str, state: FeedState, action: str, by: By) -> Feed | None:
        """What a person decides on a feed, on record as ``action``. None where there is no such feed."""
        row = session.get(Feed, feed)
        if row is not None:
            self._change(session, row, state)
            self._record(session, action, row, by)
        return row

    @reads
    def yields(self, session: Session, now: datetime) -> dict[str, Yield]:
        """What each feed brought in the week before, by its id; a feed that brought nothing is not in it."""
        # Not by the index that is in this order: it has the articles of all years.
        by = func.coalesce(col(Article.feed), "").label("by")
        counted = select(by, func.count(), func.count(col(Article.event))).group_by(by)
        rows = session.exec(counted.where(col(Article.read_at) >= now - WEEK))
        return {str(feed): Yield(articles, events) for feed, articles, events in rows if feed}

    @reads
    def remembered(self, session: Session, keys: Sequence[str]) -> list[tuple[str, date]]:
        """The feeds in which an entry stood under one of the keys, and the day on which it was first read there."""
        feeds = session.exec(select(Feed.id).order_by(Feed.id)).all()
        hashed = {hash_of("entry", feed, key): feed for feed in feeds for key in keys}
        first: dict[str, date] = {}
        for some in batches(hashed):
            for row in session.exec(select(LetGoKey).where(col(LetGoKey.key).in_(some))):
                first[hashed[row.key]] = min(row.day, first.get(hashed[row.key], row.day))
        return sorted(first.items())

    def _change(self, session: Session, row: Feed, state: FeedState) -> None:
        for name, value in state.items():
            setattr(row, name, value)
        session.add(row)

    def _record(self, session: Session, action: str, feed: Feed, by: By) -> None:
        told: dict[str, Any] = {"url": feed.url, "source": feed.source, "minutes": feed.minutes}
        session.add(
            AuditEntry(
                at=self.now(),
                guild=by.guild,
                person=by.person,
                action=action,
                subject=f"feed:{feed.id}",
                before=told if action == "remove feed" else {},
                after={} if action == "remove feed" else told,
            )
        )


def _names(name: str) -> list[str]:
    return [name, *(f"{name}-{number}" for number in range(2, 1000))]
