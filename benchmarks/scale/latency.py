"""How soon a slash command is answered while 500 feeds are read, and how soon a new item is a message.

    python -m benchmarks.scale.latency [--feeds 500] [--items 20]

The bot is the real process on a SQLite file; its Discord is the sandbox; the feeds are served by a process of their own.
``acknowledged`` is from typing a command until Discord hears of it, ``answered`` until its first message has its text,
both while a tick over all feeds is under way (their first visit, then a second one with news); ``posted`` is from the moment a feed was asked for to the message of its new item. Times
are in milliseconds. The last line of standard output is one JSON object.
"""

import argparse
import asyncio
import itertools
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from aiohttp import web
from sqlmodel import Session, col, func, select, update

from benchmarks.crash.crash import Bench
from benchmarks.crash.life import Life
from benchmarks.crash.wire import PATH, Wire, utc_now
from benchmarks.race.racers.course import Course
from sandbox.control import Sandbox
from store.nouns.models import Feed, FeedFacts
from store.store import Store, open_store

ROOT = Path(__file__).parents[2]
LINES = ("/recent limit:5", "/status", "/search query:Shaheen", "/actor name:COAS")
LONG = timedelta(days=3650)
SECONDS = 120.0


@contextmanager
def publishers(feeds: int) -> Iterator[Course]:
    """The feeds' server, a process of its own."""
    command = [sys.executable, str(ROOT / "benchmarks" / "race" / "racers" / "server.py"), str(feeds)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        yield Course(feeds, int(server.stdout.readline()))
        server.stdin.close()


async def fall_due(store: Store, *feeds: str) -> None:
    """The named feeds, or all, are due now; the others not for years."""

    def work(session: Session) -> None:
        now = utc_now()
        session.execute(update(Feed).values(next_due=now + LONG, claimed_until=None))
        due = update(Feed).values(next_due=now)
        session.execute(due.where(col(Feed.id).in_(feeds)) if feeds else due)

    await store.database.write(work)


async def is_known(store: Store) -> bool:
    feed = await store.wire.feed("crash-wire")
    return feed is not None and feed.succeeded_at is not None


async def still_due(store: Store) -> int:
    late = select(func.count()).where(col(Feed.next_due) <= utc_now())
    return await store.database.read(lambda session: session.exec(late).one())


@dataclass
class Asked:
    """Seconds of one command after another."""

    acknowledged: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)


async def ask_during_a_tick(sandbox: Sandbox, store: Store, asked: Asked) -> None:
    """One command after another until every feed was read."""
    await fall_due(store)
    lines = itertools.cycle(LINES)
    until = time.monotonic() + SECONDS
    while await still_due(store) and time.monotonic() < until:
        begun = time.perf_counter()
        reply = await sandbox.invoke(next(lines))
        asked.answered.append(time.perf_counter() - begun)
        asked.acknowledged.append(reply.waited or SECONDS)
        await asyncio.sleep(0.05)


async def posts_of_single_items(bench: Bench, items: int) -> list[float]:
    """Seconds from a feed's being asked for to the message that tells its new item."""
    told = asyncio.Event()
    end = bench.sandbox.listen(lambda what, _: told.set() if what == "create" else None)
    seconds: list[float] = []
    for _ in range(items):
        told.clear()
        reads = bench.wire.reads
        bench.wire.publish(1)
        await fall_due(bench.store, "crash-wire")
        while bench.wire.reads == reads:  # noqa: ASYNC110 - the reader is another process
            await asyncio.sleep(0.01)
        begun = time.perf_counter()
        await asyncio.wait_for(told.wait(), SECONDS)
        seconds.append(time.perf_counter() - begun)
    end()
    return seconds


async def run(feeds: int, items: int, folder: Path) -> dict[str, list[float]]:
    wire = Wire()
    database = f"sqlite:///{folder / 'latency.db'}"
    with publishers(feeds) as course:
        async with Sandbox.running(routes=lambda _: [web.get(PATH, wire.serve)]) as sandbox:
            store = await open_store(database, utc_now)
            bench = Bench(sandbox, wire, store, database, folder)
            await bench.prepare()
            for number, url in enumerate(course.urls()):
                await store.wire.add_feed(f"publisher-{number}", FeedFacts(source="crash-wire", url=url))
            await fall_due(store, "crash-wire")
            wire.found()
            life = await Life.begin(sandbox, database, folder)
            await bench.until(lambda: is_known(store), SECONDS)
            posted = await posts_of_single_items(bench, items)
            asked = Asked()
            await ask_during_a_tick(sandbox, store, asked)
            course.publish()
            await ask_during_a_tick(sandbox, store, asked)
            await life.stop()
            await store.close()
    return {"acknowledged": asked.acknowledged, "answered": asked.answered, "posted": posted}


def described(seconds: Sequence[float]) -> dict[str, float]:
    """Milliseconds."""
    ranked = sorted(seconds)
    worst = ranked[min(len(ranked) - 1, int(len(ranked) * 0.99))]
    return {"n": len(ranked), "median": round(statistics.median(ranked) * 1000), "p99": round(worst * 1000)}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--items", type=int, default=20)
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="entente-latency-"))
    measured = asyncio.run(run(asked.feeds, asked.items, folder))
    shutil.rmtree(folder)
    print(json.dumps({name: described(seconds) for name, seconds in measured.items()}))


if __name__ == "__main__":
    main()
