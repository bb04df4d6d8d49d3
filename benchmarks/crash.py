"""Kills the whole bot at random points, over and over, and counts what its channels then show.

    python benchmarks/crash.py --kills 25
    python benchmarks/crash.py --kills 500 --database postgresql://user@host/empty_database

The bot is the real process (``python -m bot run``); its Discord is the sandbox, which drops connections before and after
accepting, answers 500 and 429, forgets nonces (its clock is turned past them at each kill) and loses the gateway. A feed
server brings numbered items and a digest falls due in each life. Due times in the database are set back between lives:
that is the turned clock of a bot that lives in real time. Progress goes to standard error; the last line of standard
output is one JSON object. Exits 1 where anything was lost, doubled or out of order.
"""

import argparse
import asyncio
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from aiohttp import web
from sqlmodel import Session, col, select, update

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.tally import Tally, tally  # noqa: E402 - a script finds the project first
from sandbox.control import Sandbox  # noqa: E402
from sandbox.faults import MESSAGES, Fault  # noqa: E402
from seeds.load import load_seeds  # noqa: E402
from store.desk import Alert, Digest, DigestFacts, SubscriptionFacts  # noqa: E402
from store.models import Feed, FeedFacts, Source  # noqa: E402
from store.outbox import WAITING  # noqa: E402
from store.store import Store, open_store  # noqa: E402

PATH = "/crash/feed.xml"
IN_FEED = 100
"""Items that the feed shows at a time: more than a row of lives that end before they read it can leave unread."""
NUMBERED_FROM = 100
"""Two digits behind an exercise's name may be its year, and are read so."""
FIRST = 12
"""Items of the first visit, which is remembered and not told."""
QUIET_SECONDS = 240.0
FAULTS = (
    Fault("drop", path=MESSAGES, accepted=True),
    Fault("drop", path=MESSAGES),
    Fault("error", path=MESSAGES, accepted=True),
    Fault("error", path=MESSAGES),
    Fault("error", path=MESSAGES, status=503, accepted=True),
    Fault("limit", path=MESSAGES),
    Fault("drop", "GET", MESSAGES),
    Fault("error", "PATCH", ".*", status=503),
)


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Wire:
    """A feed of numbered exercises, each an event of its own."""

    published: list[datetime] = field(default_factory=list)
    reads: int = 0

    @property
    def count(self) -> int:
        return len(self.published)

    def publish(self, items: int) -> None:
        self.published += [utc_now()] * items

    async def serve(self, _request: web.Request) -> web.Response:
        self.reads += 1
        first = max(1, self.count - IN_FEED + 1)
        items = "".join(self._item(number) for number in range(self.count, first - 1, -1))
        head = "<title>Crash Wire</title><link>http://crash.example/</link><description>Items</description>"
        body = f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'
        return web.Response(text=body, content_type="application/rss+xml")

    def _item(self, number: int) -> str:
        name = f"Warrior-{NUMBERED_FROM + number}"
        title = f"Pakistan and China begin joint military exercise {name}"
        text = f"The armies of Pakistan and China began the joint exercise {name}, the military said."
        when = format_datetime(self.published[number - 1])
        link = address(number)
        return (
            f"<item><title>{escape(title)}</title><link>{link}</link><guid>{link}</guid>"
            f"<pubDate>{when}</pubDate><description>{escape(text)}</description></item>"
        )


def address(number: int) -> str:
    """Where an item is read, counted from 1: a message that links it tells it, however it is worded."""
    return f"http://crash.example/warrior-{NUMBERED_FROM + number}"


class Life:
    """One process of the bot, with the processes that it starts."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process

    @classmethod
    async def begin(cls, sandbox: Sandbox, database: str, folder: Path, private: str = "") -> "Life":
        kept = {
            name: value for name, value in os.environ.items() if not name.startswith(("ENTENTE_", "DISCORD_"))
        }
        settings = {
            "DISCORD_TOKEN": sandbox.token,
            "ENTENTE_DISCORD_API": sandbox.api_url,
            "ENTENTE_DATABASE": database,
            "ENTENTE_ALLOW_PRIVATE_FEEDS": private or "127.0.0.1",
            "ENTENTE_LOG_LEVEL": "warning",
            "PYTHONPATH": str(ROOT),
        }
        log = (folder / "bot.log").open("ab")
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", "run"),
            cwd=folder,
            env=kept | settings,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        log.close()
        return cls(process)

    async def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        await self.process.wait()

    async def stop(self) -> float:
        """SIGTERM; returns the seconds until the process ended."""
        asked = time.monotonic()
        self.process.terminate()
        await asyncio.wait_for(self.process.wait(), 30)
        return time.monotonic() - asked


class Bench:
    """The sandbox, the feed and the database around the lives of the bot."""

    def __init__(self, sandbox: Sandbox, wire: Wire, store: Store, database: str, folder: Path) -> None:
        self.sandbox = sandbox
        self.wire = wire
        self.store = store
        self.database = database
        self.folder = folder
        self.random = random.Random(20_201_130)

    async def prepare(self) -> None:
        """A seeded register with one feed, one channel of alerts and one of digests."""
        await self.store.register.seed(load_seeds())
        for feed in await self.store.wire.feeds():
            await self.store.wire.remove_feed(feed.id)
        await self.store.register.add_source(
            Source(id="crash-wire", name="Crash Wire", owner="Crash", reliability="B")
        )
        await self.store.wire.add_feed(
            "crash-wire", FeedFacts(source="crash-wire", url=self.sandbox.server.url + PATH)
        )
        guild, admin = int(self.sandbox.guild["id"]), int(self.sandbox.admin["user"]["id"])
        alerts, digest = (int(self.sandbox.channels[name]["id"]) for name in ("alerts", "digest"))
        rules = SubscriptionFacts(guild=guild, channel=alerts, minimum="low", cooldown_minutes=0)
        await self.store.wishes.subscribe(rules, admin, utc_now())
        facts = DigestFacts(guild=guild, channel=digest, when_empty=True)
        await self.store.wishes.schedule(facts, utc_now() + timedelta(days=365), admin, utc_now())

    async def first_visit(self) -> None:
        self.wire.publish(FIRST)
        life = await Life.begin(self.sandbox, self.database, self.folder)
        await self.until(self.feed_is_known, 120)
        await life.stop()

    async def killed_life(self) -> None:
        """Something new, something due, some trouble; and a kill somewhere between the start and after the work."""
        self.wire.publish(self.random.randint(1, 4))
        await self.turn_clocks(digest=True)
        for fault in self.random.sample(FAULTS, self.random.randint(0, 3)):
            self.sandbox.faults.add(replace(fault))
        life = await Life.begin(self.sandbox, self.database, self.folder)
        await self._some_point(life)
        if self.random.random() < 0.2:
            await self.sandbox.gateway.close()
            await asyncio.sleep(self.random.uniform(0, 1))
        await life.kill()
        self.sandbox.faults.lift()

    async def quiet_life(self) -> float:
        """One life without trouble, until nothing waits; returns the seconds that it took to stop."""
        await self.turn_clocks(digest=True)
        life = await Life.begin(self.sandbox, self.database, self.folder)
        await self.until(self._is_at_rest, QUIET_SECONDS)
        return await life.stop()

    async def turn_clocks(self, *, digest: bool) -> None:
        """Past nonces, leases and pauses."""
        self.sandbox.turn(minutes=4)
        await self.store.database.write(lambda session: due_at_once(session, digest=digest))

    async def _some_point(self, life: Life) -> None:
        """Uniformly in one of three stretches: the start, after the feed was read, after a message was posted."""
        stretch = self.random.choice(("start", "read", "posted", "posted"))
        reads, posts = self.wire.reads, self._posts()
        if stretch == "read":
            await self._until_or_gone(life, lambda: self.wire.reads > reads)
        elif stretch == "posted":
            await self._until_or_gone(life, lambda: self._posts() > posts)
        await asyncio.sleep(self.random.uniform(0, 6 if stretch == "start" else 2.5))

    def _posts(self) -> int:
        return sum(request.method == "POST" for request in self.sandbox.requests)

    async def _until_or_gone(self, life: Life, done: Callable[[], bool]) -> None:
        for _ in range(3000):
            if done() or life.process.returncode is not None:
                return
            await asyncio.sleep(0.01)

    async def until(self, done: Callable[[], Awaitable[bool]], seconds: float) -> None:
        async with asyncio.timeout(seconds):
            while not await done():  # noqa: ASYNC110 - what is waited for happens in another process
                await asyncio.sleep(0.25)

    async def feed_is_known(self) -> bool:
        feed = await self.store.wire.feed("crash-wire")
        return feed is not None and feed.succeeded_at is not None

    async def _is_at_rest(self) -> bool:
        counts = await self.store.outbox.counts()
        waiting = any(counts.get(state) for state in WAITING)
        known = await self.store.stories.articles(address(self.wire.count), 1)
        due = await self.store.wishes.due_digests(utc_now())
        return bool(known) and not waiting and not due


def due_at_once(session: Session, *, digest: bool) -> None:
    """The feed, the digest and what waits are due now, whoever held them."""
    now = utc_now()
    session.execute(update(Feed).values(next_due=now, claimed_until=None))
    waits = update(Alert).where(col(Alert.state).in_(WAITING), col(Alert.due_at) > now)
    session.execute(waits.values(due_at=now))
    if digest:
        session.execute(update(Digest).values(next_slot=now - timedelta(seconds=1)))


async def run(kills: int, database: str, folder: Path) -> tuple[Tally, float]:
    wire = Wire()
    async with Sandbox.running(routes=lambda _: [web.get(PATH, wire.serve)]) as sandbox:
        store = await open_store(database, utc_now)
        try:
            bench = Bench(sandbox, wire, store, database, folder)
            await bench.prepare()
            await bench.first_visit()
            for number in range(1, kills + 1):
                await bench.killed_life()
                print(f"killed {number} of {kills}: {wire.count} items", file=sys.stderr)
            seconds = await bench.quiet_life()
            rows = await store.database.read(
                lambda session: list(session.exec(select(Alert).order_by(col(Alert.id))))
            )
            texts = {name: sandbox.messages(name) for name in ("alerts", "digest")}
            return tally(
                rows, texts, range(NUMBERED_FROM + FIRST + 1, NUMBERED_FROM + wire.count + 1)
            ), seconds
        finally:
            await store.close()


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--database", help="an empty database; default: a new SQLite file")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="entente-crash-"))
    database = asked.database or f"sqlite:///{folder / 'crash.db'}"
    found, seconds = asyncio.run(run(asked.kills, database, folder))
    for problem in found.problems:
        print(problem, file=sys.stderr)
    print(f"stopped {seconds:.1f} s after SIGTERM", file=sys.stderr)
    if found.problems:
        print(f"the bot's log: {folder / 'bot.log'}", file=sys.stderr)
    else:
        shutil.rmtree(folder)
    print(json.dumps({"kills": asked.kills, **found.counts()}))
    sys.exit(bool(found.problems))


if __name__ == "__main__":
    main()
