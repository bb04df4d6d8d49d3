"""Feeds, their articles, and the one transaction in which an item is filed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, or_, select, update

from store.database.database import Database, gathers, reads, writes
from store.nouns.decisions import (
    ArticleKeys,
    DayLimit,
    Decision,
    FeedState,
    FeedVisit,
    FilingOutcome,
    Refused,
)
from store.nouns.models import Article, Feed, FeedFacts, Pause
from store.nouns.reviews import HeldItem
from store.nouns.types import storable
from store.wire.articles import find_articles, forget_feed, known_keys, names_in_use, remember
from store.wire.feedstate import claim_feeds, save_states
from store.wire.filing import file_decisions, refused_decisions, turn_of
from store.wire.letting_go import gone_articles, let_go_articles
from store.wire.turns import forget_turns, turns_until_now

ONE_DAY = timedelta(days=1)


class Wire:
    """Feeds and articles. ``now`` gives the current time with its zone."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self.database = database
        self.now = now

    @writes
    def add_feed(self, session: Session, name: str, facts: FeedFacts, added_by: str = "operator") -> Feed:
        """The feed, due at once; where its address is known already, the feed as it is."""
        if known := session.exec(select(Feed).where(Feed.url == facts.url)).first():
            return known
        now = self.now()
        taken = names_in_use(session, name, facts.url)
        feed = Feed(
            **facts.model_dump(), id=_free(name, taken), added_by=added_by, added_at=now, next_due=now
        )
        session.add(feed)
        return feed

    @writes
    def remove_feed(self, session: Session, feed: str) -> Feed | None:
        """The feed that was removed; its articles stay, and what was read of it stays read. None where there is no such
        feed."""
        row = session.get(Feed, feed)
        if row is not None:
            forget_feed(session, row, self.now())
            session.delete(row)
        return row

    @reads
    def feeds(self, session: Session) -> list[Feed]:
        return list(session.exec(select(Feed).order_by(Feed.id)))

    @reads
    def feed(self, session: Session, name: str) -> Feed | None:
        """The feed with this id or address."""
        return session.exec(select(Feed).where(or_(col(Feed.id) == name, col(Feed.url) == name))).first()

    @gathers
    def due_feeds(self, session: Session, limit: int, lease: timedelta) -> list[Feed]:
        """At most ``limit`` feeds that are due, oldest first, claimed for ``lease``: nobody else gets them until
        then, unless :meth:`record` or :meth:`record_visits` gives them back earlier. Paused feeds are never due."""
        now = self.now()
        due = (
            select(Feed)
            .where(col(Feed.next_due) <= now, col(Feed.state) != "paused")
            .where(or_(col(Feed.claimed_until).is_(None), col(Feed.claimed_until) <= now))
            .order_by(col(Feed.next_due), col(Feed.id))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        feeds = list(session.exec(due))
        claim_feeds(session, feeds, now + lease)
        return feeds

    @writes
    def release_feeds(self, session: Session) -> None:
        """Ends every claim: for a process that is alone at its start."""
        session.exec(update(Feed).where(col(Feed.claimed_until).is_not(None)).values(claimed_until=None))

    @gathers
    def record_visits(self, session: Session, visits: Sequence[FeedVisit]) -> None:
        """Visits without new items; their claims end. A pause set meanwhile stays. Many at once cost little more than
        one: the price is the transaction's."""
        for visit in visits:
            if visit.seen:
                remember(session, visit.feed, [key for keys in visit.seen for key in keys], self.now())
        save_states(session, {visit.feed: visit.state for visit in visits})

    @writes
    def record_fetch(self, session: Session, feed: str, state: FeedState) -> None:
        """One visit without new items."""
        save_states(session, {feed: state})

    @writes
    def change_feed(self, session: Session, feed: str, state: FeedState) -> Feed | None:
        """What a person changed on a feed (paused, resumed, moved); None where there is no such feed."""
        row = session.get(Feed, feed)
        for name, value in state.items() if row else ():
            setattr(row, name, value)
        return row

    @reads
    def broken(self, session: Session, before: datetime) -> list[Feed]:
        """The feeds that have been failing since ``before``, and of which nobody was told."""
        failing = col(Feed.state) == "failing", col(Feed.failing_since) <= before
        return list(session.exec(select(Feed).where(*failing, col(Feed.told_failing_at).is_(None))))

    @writes
    def pause(self, session: Session, pauses: Mapping[str, datetime]) -> None:
        """Keeps until when servers asked for addresses to be left alone; pauses that are over go."""
        session.exec(delete(Pause).where(col(Pause.until) <= self.now()))
        for url, until in sorted(pauses.items()):
            session.merge(Pause(url=url, until=until))

    @reads
    def pauses(self, session: Session) -> dict[str, datetime]:
        """The addresses that are to be left alone, and until when."""
        rows = session.exec(select(Pause).where(col(Pause.until) > self.now()))
        return {row.url: row.until for row in rows}

    @reads
    def unread(self, session: Session, feed: str, items: Sequence[Sequence[str]]) -> list[int]:
        """The places (from 0) in ``items``, each given by its keys, of those that no key of this feed knows."""
        known = known_keys(session, feed, [key for keys in items for key in keys])
        return [place for place, keys in enumerate(items) if known.isdisjoint(map(storable, keys))]

    @writes
    def remember(self, session: Session, feed: str, items: Sequence[Sequence[str]]) -> None:
        """Marks entries as read without filing them: the first sight of a feed, a new alias of a known entry."""
        remember(session, feed, [key for keys in items for key in keys], self.now())

    @writes
    def hold(self, session: Session, feed: str, items: Sequence[HeldItem], state: FeedState) -> None:
        """Keeps entries that wait for a person's word, with what changes on their feed; its claim goes on. ``items``
        carry their keys in ``item["keys"]``, which are remembered."""
        for item in items:
            session.merge(item)
        remember(session, feed, [key for item in items for key in item.item["keys"]], self.now())
        row = session.get(Feed, feed)
        for name, value in state.items() if row else ():
            setattr(row, name, value)

    @reads
    def held(self, session: Session, feed: str) -> list[HeldItem]:
        """The entries of a feed that wait for a person's word, in their order."""
        rows = (
            select(HeldItem).where(HeldItem.feed == feed).order_by(col(HeldItem.held_at), col(HeldItem.place))
        )
        return list(session.exec(rows))

    @writes
    def let_go(self, session: Session, feed: str) -> None:
        """Forgets the entries of a feed that waited: somebody decided on them."""
        session.exec(delete(HeldItem).where(col(HeldItem.feed) == feed))

    @reads
    def known_articles(self, session: Session, items: Sequence[ArticleKeys]) -> list[Article | None]:
        """For each item the article that is the same by identity: canonical address, guid of the source, content."""
        return find_articles(session, items)

    @reads
    def let_go_of(self, session: Session, items: Sequence[ArticleKeys]) -> list[bool]:
        """For each item whether it was read, was not ours, and was let go of since (``let_go_old``)."""
        return gone_articles(session, items)

    @gathers
    def let_go_old(self, session: Session, before: datetime, most: int) -> int:
        """Of at most ``most`` items that were read before then only the hashes of their keys stay; returns how many."""
        forget_turns(session, (self.now() - ONE_DAY).date())
        return let_go_articles(session, before, most)

    @reads
    def turns(self, session: Session) -> str:
        """What had been filed by now: to be asked before the register is, for what is judged by it (``Decision.as_of``)."""
        return turns_until_now(session)

    @reads
    def article(self, session: Session, article: str) -> Article | None:
        return session.get(Article, article)

    @gathers
    def record(
        self,
        session: Session,
        decisions: Sequence[Decision],
        *,
        feed: str | None = None,
        state: FeedState | None = None,
        limit: DayLimit | None = None,
    ) -> list[FilingOutcome]:
        """Files decided items and the feed's new state in one transaction, so that validators never get ahead of
        the items that they stand for. Idempotent: an item that was filed before is :class:`AlreadyKnown`.

        The outcomes are in the order of ``decisions``. An :class:`Outdated` one was not filed and its keys were not
        remembered; the others of the same call were. Questions beyond the ``limit`` of a day are filed and not asked.
        """
        turn = turn_of(session, decisions)  # what is filed is dated when nobody is waited for any more
        outcomes = file_decisions(session, turn, decisions, feed, self.now(), limit)
        if feed is not None:
            save_states(session, {feed: state or {}})
        return outcomes

    @gathers
    def refused(self, session: Session, decisions: Sequence[Decision]) -> list[Refused]:
        """After :meth:`record` failed: the decisions that the database does not take. Files nothing."""
        return refused_decisions(session, decisions, self.now())


def _free(name: str, taken: set[str]) -> str:
    numbered = (f"{name}-{number}" for number in range(2, len(taken) + 3))
    return name if name not in taken else next(other for other in numbered if other not in taken)
