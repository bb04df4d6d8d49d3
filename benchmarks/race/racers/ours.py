"""Entente's watcher: poller, guard, workers, an SQLite file and the event loop, as ``entente run`` has them. New items are filed, as
the peer files its entries, and not judged: no peer judges."""

import asyncio
import resource
import sqlite3
import sys
import time
from collections.abc import Awaitable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.race.racers.course import Course, Phase, course, tell
from bot.process.interpreter import run_on_loop, settle
from feeds.entries.items import Item
from feeds.http.fetch import open_fetcher
from feeds.workers.workers import Parsers, open_parsers
from handlers.alerts.feed_notices import FeedNotices
from handlers.ingest.article import article_of
from handlers.watch.hosts import Hosts
from handlers.watch.poller import Poller
from handlers.watch.visit import Visits
from store.nouns.decisions import Decision, FeedState
from store.nouns.models import Feed, FeedFacts
from store.store import Store, open_store

TICKS = 300


class Clock:
    """The true time, and as much later as the race needs for every feed to be due."""

    later = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.later


class Stall:
    """The longest time that the event loop kept a task waiting, in milliseconds."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def watch(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.005)
            self.longest = max(self.longest, time.perf_counter() - before - 0.005)

    async def during(self, work: Awaitable[object]) -> float:
        self.longest = 0.0
        watcher = asyncio.create_task(self.watch())
        await work
        watcher.cancel()
        return round(self.longest * 1000, 1)


def workers_processor(parsers: Parsers) -> float:
    """Processor seconds of the worker processes, those that run (Linux ``/proc``) and those that were replaced."""
    pids = [worker.process.pid for worker in parsers.workers if worker.process]
    fields = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids]
    replaced = resource.getrusage(resource.RUSAGE_CHILDREN)
    running = sum(int(field[11]) + int(field[12]) for field in fields) / 100
    return running + replaced.ru_utime + replaced.ru_stime


class Filing:
    """Files what is new."""

    def __init__(self, store: Store, now: Clock) -> None:
        self.store, self.now = store, now

    async def feed(self, feed: Feed, items: Sequence[Item], state: FeedState) -> Sequence[object]:
        decisions = [Decision(article_of(item, feed, self.now()), item.keys) for item in items]
        return await self.store.wire.record(decisions, feed=feed.id, state=state)


async def add_feeds(store: Store, urls: list[str]) -> None:
    for number, url in enumerate(urls):
        await store.wire.add_feed(f"feed-{number}", FeedFacts(source="publisher", url=url))


async def phase(poller: Poller, parsers: Parsers, stall: Stall) -> dict[str, object]:
    measured, workers = Phase(), workers_processor(parsers)
    longest = await stall.during(poller.tick())
    figures = measured.figures()
    spent = workers_processor(parsers) - workers
    return {**figures, "cpu": round(figures["cpu"] + spent, 2), "stall": longest}


async def main(run: Course) -> None:
    clock = Clock()
    store = await open_store(f"sqlite:///{sys.argv[3]}", clock)
    stall = Stall()
    async with open_fetcher("", clock, ["127.0.0.0/8"]) as fetcher, open_parsers() as parsers:
        tell_admins = FeedNotices(store, clock).tell
        filed, hosts = Filing(store, clock).feed, Hosts(clock)
        visits = Visits(store, fetcher, parsers, filed, tell_admins, clock, lambda: 0.5, hosts=hosts)
        poller = Poller(store, visits, tell_admins, clock)
        await add_feeds(store, run.urls())
        settle()  # as ``entente run`` does once it is up
        cold = await phase(poller, parsers, stall)
        run.publish()
        clock.later = timedelta(hours=8)
        warm = await phase(poller, parsers, stall)
        idle = await stall.during(idle_ticks(poller))
    await store.close()
    tell(cold=cold, warm=warm, idle_stall=idle, healthy=healthy(sys.argv[3]))


def healthy(file: str) -> int:
    """How many feeds are so, counted where it costs no memory."""
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM feed WHERE state = 'healthy'").fetchone()[0])


async def idle_ticks(poller: Poller) -> None:
    """Ticks at which nothing is due: what the bot does most of the time."""
    for _ in range(TICKS):
        await poller.tick()
        await asyncio.sleep(0.005)


if __name__ == "__main__":
    run_on_loop(main(course()))
