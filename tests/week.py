"""A simulated stretch of days: publishers publish, the real poller reads them at a turned clock, everything is counted."""

import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from feeds.entries.items import Item
from feeds.http.fetch import FetchLimits, open_fetcher
from feeds.workers.workers import open_parsers
from handlers.alerts.announcer import Announcer
from handlers.alerts.feed_notices import FeedNotices
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from handlers.render.pages.feed import FeedNews
from handlers.watch.hosts import Hosts
from handlers.watch.poller import Poller
from handlers.watch.visit import Visits
from store.nouns.decisions import FeedState
from store.nouns.models import Article, Feed, FeedFacts
from store.store import Store
from tests.clock import Clock
from tests.press import Counters, Press, printed
from tests.publishers import KINDS, Publisher

HOST_OF = 4
"""So many neighbours share a host."""


@dataclass(frozen=True)
class Plan:
    """``feeds`` of all kinds in turn; the clock is turned by at least ``step``; a new process at each of ``restarts``."""

    feeds: int
    days: float
    step: timedelta
    restarts: tuple[float, ...] = ()
    kinds: tuple[str, ...] = tuple(KINDS)
    gap: float = 0.002
    seed: int = 7


@dataclass
class Outcome:
    """What was counted; the lists say what was amiss."""

    feeds: int
    requests: int = 0
    too_many: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    crowded: list[str] = field(default_factory=list)
    told: list[tuple[str, FeedNews]] = field(default_factory=list)
    handed: int = 0
    filed: int = 0


def publishers(plan: Plan, start: datetime) -> list[Publisher]:
    """Kinds in turn, neighbours on one host, each with a phase of its own."""
    names, chance = plan.kinds, random.Random(plan.seed)
    end = start + timedelta(days=plan.days)
    made = []
    for n in range(plan.feeds):
        name = names[n % len(names)]
        kind = KINDS[name]
        host = f"127.1.{n // HOST_OF // 250}.{n // HOST_OF % 250 + 1}"
        phase = timedelta(minutes=kind.gap) * chance.random()
        made.append(Publisher(f"{name}-{n}", kind, host, start, phase, end - timedelta(hours=kind.settle)))
    return made


class Desk:
    """What the poller hands over and tells, on its way to the real ingest and the real notices; titles are counted, unless
    they are to be noted elsewhere (``note``)."""

    def __init__(self, note: Callable[[Iterable[str]], object] | None = None) -> None:
        self.handed: Counter[str] = Counter()
        self._note = note or self.handed.update
        self.told: list[tuple[str, FeedNews]] = []
        self.ingest: Ingest
        self.notices: FeedNotices

    async def take(self, feed: Feed, items: Sequence[Item], state: FeedState) -> Sequence[object]:
        self._note(item.article.title for item in items)
        return await self.ingest.feed(feed, items, state)

    async def tell(self, feed: Feed, news: FeedNews, words: str) -> None:
        self.told.append((feed.id, news))
        await self.notices.tell(feed, news, words)


@asynccontextmanager
async def process(store: Store, clock: Clock, desk: Desk, plan: Plan, seed: int) -> AsyncIterator[Poller]:
    """A bot's process: all that it knows is in the store."""
    desk.ingest = Ingest(store, Knowledge(store), Announcer(store, clock), clock)
    desk.notices = FeedNotices(store, clock)
    limits = FetchLimits(connect=60, read=60, total=120)  # a busy machine is no fault of the poller
    async with (
        open_fetcher("mailto:desk@entente.example", clock, ["127.0.0.0/8"], limits) as fetcher,
        open_parsers(workers=2, seconds=60) as parsers,
    ):
        hosts, usual = Hosts(clock, plan.gap), timedelta(hours=1)
        jitter = random.Random(seed).random
        visits = Visits(store, fetcher, parsers, desk.take, desk.tell, clock, jitter, usual, hosts)
        yield Poller(store, visits, desk.tell, clock)


async def simulate(plan: Plan, store: Store, clock: Clock) -> Outcome:
    """Runs the plan on an empty store."""
    start, desk = clock(), Desk()
    ours = publishers(plan, start)
    press, counters = Press(ours, clock, plan.step), Counters(plan.gap)
    bounds = [start + timedelta(days=days) for days in (*plan.restarts, plan.days)]
    async with printed(press, counters) as port:
        for number, until in enumerate(bounds):
            async with process(store, clock, desk, plan, number) as poller:
                if not number:
                    await subscribe(store, ours, port)
                await run(poller, clock, until, plan.step)
    due = Counter(title for one in ours for title in one.news(one.read_until))
    news = Counter(title for one in ours for title in one.news(one.stopped))
    return Outcome(
        feeds=len(ours),
        requests=press.requests,
        too_many=press.too_many,
        missed=sorted((due - desk.handed).elements()),
        doubled=sorted((desk.handed - news).elements()),
        late=press.late,
        wrong=press.wrong,
        crowded=counters.crowded,
        told=desk.told,
        handed=desk.handed.total(),
        filed=await store.database.read(count_articles),
    )


async def subscribe(store: Store, ours: Sequence[Publisher], port: int) -> None:
    for one in ours:
        facts = FeedFacts(
            source="example", url=f"http://{one.host}:{port}/{one.name}", minutes=one.kind.wished
        )
        await store.wire.add_feed(one.name, facts)


async def nothing_else() -> None:
    """What else turns with the clock, where nothing does."""


async def run(
    poller: Poller,
    clock: Clock,
    until: datetime,
    step: timedelta,
    turned: Callable[[], Awaitable[None]] = nothing_else,
) -> None:
    """Turns the clock from one due moment to the next; what else has to show the same time does so in ``turned``."""
    while True:
        await turned()
        await poller.tick()
        due = await poller.store.database.read(next_due)
        if due is None or due > until:
            clock.at = until
            await turned()
            return
        clock.at = max(due, clock.at + step)


def next_due(session: Session) -> datetime | None:
    return session.exec(
        select(Feed.next_due).where(Feed.state != "paused").order_by(col(Feed.next_due)).limit(1)
    ).first()


def count_articles(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Article)).one()
