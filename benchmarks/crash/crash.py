"""Kills the whole bot at random points, over and over, and counts what its channels then show.

    python -m benchmarks.crash --kills 25
    python -m benchmarks.crash --kills 500 --database postgresql://user@host/empty_database [--bots 2]

The bot is the real process (``python -m bot run``); its Discord is the sandbox, which drops connections before and after
accepting, answers 500, 503, 429 or late, forgets nonces (its clock is turned past them between most lives) and loses the
gateway. A feed server brings exercises under names that no lexicon knows, told in a channel and to a person who watches for them; another outlet tells
them again (which edits messages) or how they ended (which is told in threads); a digest falls due in each life. Due times
in the database are set back between lives: that is the turned clock of a bot that lives in real time. A kill falls into each
of ``STAGES`` as often as into any other.

At the end one quiet life delivers what is left; then the gateway is lost in every way that it can be, the database stays
away, the clock is turned and (``--bots 2``) two processes share one token (``benchmarks/crash/phases.py``): alerts and slash
commands have to come through again. Progress goes to standard error; the last line of standard output is one JSON object.
Exits 1 where anything was lost, doubled, out of order, told wrongly (every text is judged whole) or carried out twice. An
edit that never came is lost.
"""

import argparse
import asyncio
import json
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

from aiohttp import web
from sqlmodel import Session, col, select, update

from benchmarks.crash.life import BOT, Life
from benchmarks.crash.phases import phases
from benchmarks.crash.signs import Signs, within
from benchmarks.crash.tally import Tally, posted_places, tally, told_again, wanted_letters
from benchmarks.crash.weather import TROUBLES, Trouble, Weather
from benchmarks.crash.wire import ECHO_PATH, FIRST, PATH, Echo, Wire, address, utc_now
from sandbox.control import Sandbox
from sandbox.unanswered import NoAnswerError
from sandbox.world.faults import Fault
from seeds.load import load_seeds
from store.nouns.models import Feed, FeedFacts, Source
from store.nouns.outbox import Alert
from store.nouns.subscriptions import Digest, DigestFacts, SubscriptionFacts, WatchFacts
from store.outbox.grouping import GROUP_FROM
from store.outbox.outbox import WAITING
from store.store import Store, open_store

ECHO_HOST = "127.0.0.2"
"""The second outlet is another host: a host gets one request a second."""
QUIET_SECONDS = 240.0
PATIENCE = 2.0
"""How many times the usual time to the first message a life may take to reach the stage in which it is to be killed; then
it is killed where it is."""
ALL_AT_ONCE = 0.3
"""How often every process is killed, where several share the register."""
MOMENT = 0.05
"""Seconds: in so many after a message was taken, the bot learns it and writes it down."""
REQUESTS_KEPT = 200


class Bench:
    """The sandbox, the feeds and the database around the lives of the bot."""

    def __init__(self, sandbox: Sandbox, wire: Wire, store: Store, database: str, folder: Path) -> None:
        self.sandbox = sandbox
        self.wire = wire
        self.echo = Echo()
        self.store = store
        self.database = database
        self.folder = folder
        self.random = random.Random(20_201_130)
        self.weather = Weather(sandbox, self.random)
        self.signs = Signs(sandbox)
        self.entry: tuple[str, ...] = BOT
        """What a life is started with."""
        self.ahead = timedelta()
        """By how much the bots' clock is wrong."""
        self.lives: list[Life] = []
        self.ended = 0
        """Lives that ended by themselves: none ought to."""
        self.to_read, self.to_post = 4.0, 2.0
        """Seconds from a start to the first look at a feed, and from there to the first message, as last seen."""

    async def prepare(self, *feeds: tuple[str, str]) -> None:
        """A seeded register with the given feeds (name, address), one channel of alerts and one of digests, and a person
        who watches for the exercises."""
        await self.store.register.seed(load_seeds())
        for feed in await self.store.wire.feeds():
            await self.store.wire.remove_feed(feed.id)
        for name, url in feeds or (("crash-wire", self.sandbox.server.url + PATH),):
            words = name.replace("-", " ").title()
            await self.store.register.add_source(Source(id=name, name=words, owner=words, reliability="B"))
            await self.store.wire.add_feed(name, FeedFacts(source=name, url=url))
        guild, admin = int(self.sandbox.guild["id"]), int(self.sandbox.admin["user"]["id"])
        alerts, digest = (int(self.sandbox.channels[name]["id"]) for name in ("alerts", "digest"))
        rules = SubscriptionFacts(guild=guild, channel=alerts, minimum="low", cooldown_minutes=0)
        await self.store.subscriptions.subscribe(rules, admin, utc_now())
        person = int(self.sandbox.member["user"]["id"])
        watch = WatchFacts(person=person, guild=guild, channel=alerts, kind="word", what="exercise")
        await self.store.subscriptions.watch(watch, None, utc_now())
        facts = DigestFacts(guild=guild, channel=digest, when_empty=True)
        await self.store.subscriptions.schedule(facts, utc_now() + timedelta(days=365), admin, utc_now())

    async def alive(self, bots: int = 1) -> None:
        """Starts as many as are missing."""
        self.lives = [life for life in self.lives if not life.has_ended]
        while len(self.lives) < bots:
            self.lives.append(await Life.begin(self.sandbox, self.database, self.folder, *self.entry))

    async def first_visit(self) -> None:
        self.wire.found()
        self.echo.found()
        await self.alive()
        await self.until(self.feeds_are_known, 120)
        await self.lives.pop().stop()

    async def killed_life(self, bots: int) -> str:
        """Something new, something due, some trouble; and a kill in a stage drawn by lot. Returns the stage that the bot
        was killed in."""
        stage = self.random.choice([*STAGES])
        sign, span, sure = STAGES[stage]
        self.signs.begin(self.wire.count + 1)
        self._publish(is_edited=stage == EDITING)
        await self.turn_clocks(minutes=self._minutes())
        await self.alive(bots)
        victim = self.lives[self.random.randrange(bots)]
        async with self.weather.over(*self._sure(sure)):
            reached = await self.signs.until(sign, victim, PATIENCE * (self.to_read + self.to_post))
            await within(self.random.uniform(0, span(self)), victim.process.wait())
            for life in self.lives if self.random.random() < ALL_AT_ONCE else [victim]:
                self.ended += life.has_ended
                await life.kill()
        if bots == 1:
            self.to_read = self.signs.between("start", "read", self.to_read)
            self.to_post = self.signs.between("read", "told", self.to_post)
        return stage if reached else f"before {stage}"

    def _minutes(self) -> float:
        """By how much Discord's clock is turned: mostly past nonces. Where a process lives on it is not: what that one is
        sending, and sends again after a 500, would meet a Discord that has forgotten minutes within seconds."""
        if any(not life.has_ended for life in self.lives):
            return 0
        return self.random.choice((0, 2, 4, 4))

    def _sure(self, method: str | None) -> list[Fault]:
        """In every second life of a stage that is over in a moment, the answer to one request comes late: the kill falls
        between what Discord shows and what the bot knows."""
        if method is None or self.random.random() < 0.5:
            return []
        place = r"/channels/\d+/messages" + (r"/\d+" if method == "PATCH" else "")
        return [Fault("wait", method, place, accepted=True, seconds=0.5)]

    def _publish(self, *, is_edited: bool) -> None:
        """One or two new items, seldom so many that they become one message; often one more source, or how it ended.
        Where an edit is to be killed, nothing new comes before it."""
        told = range(max(FIRST + 1, self.wire.count - 40), self.wire.count + 1)
        for number in self.random.sample(told, min(int(is_edited) or self.random.randint(0, 1), len(told))):
            self.echo.publish(number, "conclude" if number in self.echo.numbers else "begin")
        if not is_edited:
            self.wire.publish(self.random.choice((1, 1, 1, 1, 2, 2, 2, 2, 2, GROUP_FROM + 1)))

    async def quiet_life(self, bots: int) -> None:
        """No trouble, until nothing waits."""
        await self.turn_clocks(minutes=self._minutes())
        await self.alive(bots)
        await self.until(self.is_at_rest, QUIET_SECONDS)

    async def weathered(self, trouble: Trouble) -> float:
        """Seconds from a loss of the gateway until an alert and a slash command came through. Raises ``TimeoutError``."""
        begun = time.monotonic()
        await trouble(self.sandbox.gateway)
        self.wire.publish(1)
        await self.turn_clocks(minutes=0, digest=False)
        await self.until(self.is_at_rest, QUIET_SECONDS)
        await self.until(self.is_answered, QUIET_SECONDS)
        return time.monotonic() - begun

    async def stop(self) -> float:
        """SIGTERM to all; the seconds until the last one ended."""
        lives, self.lives = self.lives, []
        return max([await life.stop() for life in lives])

    async def turn_clocks(self, *, minutes: float, digest: bool = True) -> None:
        """Past leases and pauses, and past nonces by the minutes."""
        self.sandbox.turn(minutes=minutes)
        now = utc_now() + self.ahead
        await self.store.database.write(lambda session: due_at_once(session, now, digest=digest))

    async def until(self, done: Callable[[], Awaitable[bool]], seconds: float) -> None:
        async with asyncio.timeout(seconds):
            while not await done():  # noqa: ASYNC110 - what is waited for happens in another process
                await asyncio.sleep(0.25)

    async def feeds_are_known(self) -> bool:
        return all(feed.succeeded_at for feed in await self.store.wire.feeds())

    async def is_at_rest(self) -> bool:
        """Nothing waits; edits, which a message gets once a minute, are made due on the way."""
        counts = await self.store.outbox.counts()
        newest = [address(self.wire.count), *filter(None, [self.echo.newest()])]
        known = [await self.store.activity.articles(one, 1) for one in newest]
        if any(counts.get(state) for state in WAITING) or await self.store.subscriptions.due_digests(
            utc_now() + self.ahead
        ):
            return False
        if await self.store.outbox.waiting(utc_now() + timedelta(days=365)):
            await self.turn_clocks(minutes=0, digest=False)
            return False
        return all(known)

    async def is_answered(self) -> bool:
        try:
            reply = await self.sandbox.invoke("/status", seconds=3)
        except (NoAnswerError, TimeoutError):
            return False
        return bool(reply.text())


EDITING = "editing"
STAGES: dict[str, tuple[str, Callable[[Bench], float], str | None]] = {
    "start": ("start", lambda bench: bench.to_read, None),
    "reading and filing": ("read", lambda bench: bench.to_post, None),
    "posting": ("told", lambda _: 2.0, None),
    "between post and mark": ("posted", lambda _: MOMENT, "POST"),
    EDITING: ("edited", lambda _: MOMENT, "PATCH"),
    "digest": ("digest", lambda _: MOMENT, "POST"),
}
"""By what sign a stage begins, how many seconds of it a kill is drawn from, and whose answer may come late."""


def due_at_once(session: Session, now: datetime, *, digest: bool) -> None:
    """The feeds, the digest and what waits or is to be edited are due now, whoever held them."""
    session.execute(update(Feed).values(next_due=now, claimed_until=None))
    session.execute(update(Alert).where(col(Alert.due_at) > now).values(due_at=now))
    if digest:
        session.execute(update(Digest).values(next_slot=now - timedelta(seconds=1)))


@asynccontextmanager
async def outlet(
    host: str, path: str, serve: Callable[[web.Request], Awaitable[web.Response]]
) -> AsyncIterator[str]:
    """A server of its own for one feed; its address."""
    application = web.Application()
    application.router.add_get(path, serve)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, host, 0).start()
    yield f"http://{host}:{runner.addresses[0][1]}{path}"
    await runner.cleanup()


async def run(kills: int, bots: int, database: str, folder: Path, away: float) -> Tally:
    wire, store = Wire(), await open_store(database, utc_now)
    async with Sandbox.running(routes=lambda _: [web.get(PATH, wire.serve)]) as sandbox:
        sandbox.server.keeps, sandbox.server.keeps_answers = REQUESTS_KEPT, False
        bench = Bench(sandbox, wire, store, database, folder)
        wire.asked = bench.signs.see
        try:
            async with outlet(ECHO_HOST, ECHO_PATH, bench.echo.serve) as echoes:
                await bench.prepare(("crash-wire", sandbox.server.url + PATH), ("second-wire", echoes))
                await bench.first_visit()
                await kill_often(bench, kills, bots)
                return await counted(bench, bots, away)
        finally:
            for life in bench.lives:
                await life.kill()
            await store.close()


async def kill_often(bench: Bench, kills: int, bots: int) -> None:
    begun, stages = time.monotonic(), Counter[str]()
    for number in range(1, kills + 1):
        stages[await bench.killed_life(bots)] += 1
        seconds = (time.monotonic() - begun) / number
        tell(f"killed {number} of {kills}, {seconds:.1f} s each: {bench.wire.count} items")
    tell(f"killed in {dict(stages.most_common())}")


async def counted(bench: Bench, bots: int, away: float) -> Tally:
    """What the channels show after a quiet life and the gateway's losses; what did not come in time is a problem too."""
    late: list[str] = []
    twice: list[str] = []
    try:
        await bench.quiet_life(bots)
        for trouble in TROUBLES:
            tell(f"back {await bench.weathered(trouble):.1f} s after {trouble.__name__}")
        twice = await phases(bench, bots, away, tell)
    except TimeoutError:
        late.append(f"nothing for {QUIET_SECONDS:.0f} s")
    tell(f"stopped {await bench.stop():.1f} s after SIGTERM")
    rows = await bench.store.database.read(
        lambda session: list(session.exec(select(Alert).order_by(col(Alert.id))))
    )
    numbers = range(FIRST + 1, bench.wire.count + 1)
    found = tally(rows, posted_places(bench.sandbox, rows), numbers, await wanted_letters(bench.store, rows))
    for messages in (bench.sandbox.messages("alerts"), bench.sandbox.direct_messages(bench.sandbox.member)):
        told_again(found, messages, sorted(bench.echo.numbers))
    found.add("lost", late, "delivery stands still:")
    found.add("commands_twice", twice, "carried out twice:")
    found.add("lost", range(bench.ended), "the bot ended by itself, time")
    return found


def tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--bots", type=int, default=1, help="processes that share one PostgreSQL")
    parser.add_argument(
        "--away", type=float, default=10, help="seconds that the database stays away, each way"
    )
    parser.add_argument("--database", help="an empty database; default: a new SQLite file")
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="entente-crash-"))
    database = asked.database or f"sqlite:///{folder / 'crash.db'}"
    if asked.bots > 1 and database.startswith("sqlite"):
        parser.error("a SQLite file is served by one process: --bots needs --database postgresql://...")
    found = asyncio.run(run(asked.kills, asked.bots, database, folder, asked.away))
    for problem in found.problems:
        tell(problem)
    tell(f"edits wanted and shown: {found.edits}, changes told: {found.changes}")
    if found.problems:
        tell(f"the bot's log: {folder / 'bot.log'}")
    else:
        shutil.rmtree(folder)
    print(json.dumps({"kills": asked.kills, **found.counts()}))
    sys.exit(bool(found.problems))
