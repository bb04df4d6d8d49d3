"""The composition root: opens everything, passes it in, closes it in reverse order."""

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

import structlog

from bot.gateway.client import Client, hush_of
from bot.process.clock import ClockWatch, has_astray, keep_time, run_at_once
from bot.process.interpreter import give_way, settle
from bot.process.metrics import Work
from bot.process.patience import patiently
from bot.process.probes import Probes, open_probes
from bot.process.schedule import Tick, open_schedule
from bot.settings import Settings
from feeds.http.fetch import Fetcher, open_fetcher
from feeds.workers.workers import Parsers, open_parsers
from handlers.alerts.announcer import Announcer
from handlers.alerts.digest import Digests
from handlers.alerts.feed_notices import FeedNotices
from handlers.alerts.summaries import Summaries
from handlers.buttons.event_buttons import EventButtons
from handlers.commands import Workplace, every_button, every_command
from handlers.delivery.composer import Composer
from handlers.delivery.delivery import Delivery
from handlers.delivery.sender import Sender
from handlers.drawing.rasterizer import Rasterizer, open_rasterizer
from handlers.health.health import GATEWAY, Health
from handlers.health.signs import ALIVE
from handlers.health.troubles import Troubles
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from handlers.ingest.questions import Questions
from handlers.upkeep.backups import TAKES, Backups
from handlers.upkeep.guilds import GuildWatch
from handlers.upkeep.letting_go import LettingGo
from handlers.upkeep.nightly_lessons import TAKES as LEARNING_TAKES
from handlers.upkeep.nightly_lessons import NightlyLessons
from handlers.upkeep.planning import Planning
from handlers.watch.hosts import Hosts
from handlers.watch.poller import Poller
from handlers.watch.probe import FeedProbe
from handlers.watch.visit import Visits
from seeds.fingerprint import seeds_print
from seeds.load import load_seeds
from store.nouns.errors import PASSING, StoreError
from store.presence.lease import GatewayLease
from store.presence.sole import sole_use
from store.store import Store, open_readable, open_store

log = structlog.get_logger("bot.app")
STARTING = "opening the database"
NOT_CONNECTED = "Discord's gateway has not been connected yet"


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Base:
    """What every command line command stands on: settings, the time, and the seeded register."""

    settings: Settings
    now: Callable[[], datetime]
    store: Store


@dataclass(frozen=True)
class Watcher:
    """What reads feeds and files what they bring."""

    fetcher: Fetcher
    parsers: Parsers
    ingest: Ingest
    poller: Poller
    probe: FeedProbe


@dataclass(frozen=True)
class Bot:
    """All parts of a running bot. ``ticks`` are what its schedule looks at."""

    base: Base
    client: Client
    wire: Watcher
    delivery: Delivery
    digests: Digests
    summaries: Summaries
    work: Work
    health: Health
    lease: GatewayLease
    planning: Planning
    letting_go: LettingGo
    backups: Backups
    lessons: NightlyLessons
    rasterizer: Rasterizer
    pass_under_way: asyncio.Lock = field(default_factory=asyncio.Lock)

    def ticks(self) -> list[Tick]:
        return [
            Tick("feeds", 5, self.poll),
            Tick("outbox", 2, self.delivery.tick),
            Tick("digests", 5, self.summarise),
            Tick("heartbeat", 30, self.beat),
            Tick("interactions", 600, self.base.store.interactions.forget),
            Tick("answers", 3600, self.base.store.kept_answers.forget),
            Tick("letting go", 60, self.letting_go.tick),
            Tick("backups", 60, self.backups.tick, TAKES),
            Tick("learning", 60, self.lessons.tick, LEARNING_TAKES),
        ]

    async def poll(self) -> None:
        """One pass over the due feeds, counted, after the one under way if there is; what it brought is posted at once,
        not at the outbox's next turn."""
        async with self.pass_under_way:
            tally = await self.wire.poller.tick(lambda _tally: self.health.moved("feeds"))
        self.work.passed(tally)
        if tally.outcomes:
            await self.delivery.tick()

    async def settle(self) -> None:
        """Until what is due is posted and every command in hand is answered."""
        await self.delivery.drain()
        await self.client.tree.idle()

    async def beat(self) -> None:
        """Says that this process is alive, and what is wrong with its work: what ``entente check --running`` looks for."""
        if self.lease.is_elsewhere or (self.client.is_ready() and not self.client.is_closed()):
            self.health.moved(GATEWAY)  # who stands by is well without one
        elif not self.client.up.is_set():
            await self._say([NOT_CONNECTED])
            return
        await self._say(await self.health.wrongs())

    async def _say(self, wrongs: list[str]) -> None:
        await self.base.store.heartbeats.beat("\n".join(wrongs) or ALIVE)

    async def summarise(self) -> None:
        """Digests of channels and daily lists of persons, by the process that keeps the schedule; it also keeps small
        what waits for servers that the bot has left."""
        if not await self.base.store.leadership.hold():
            return
        if await self.base.store.guilds.left_servers():
            await self.base.store.guilds.cap(self.base.now())
        if await self.digests.tick() + await self.summaries.tick():
            await self.delivery.tick()


@asynccontextmanager
async def open_base(
    settings: Settings,
    now: Callable[[], datetime] = utc_now,
    troubles: Troubles | None = None,
    *,
    reading: bool = False,
) -> AsyncIterator[Base]:
    """The seeded register, closed at the end. With ``troubles`` a database that is away is waited for; for ``reading`` one
    that cannot be written does as it is.

    Raises ``SeedError`` where the seeds are wrong, ``StoreError`` where the database cannot be used.
    """
    seeds = seeds_print()

    async def reach() -> Store:
        try:
            return await _seeded(settings.database, now, seeds)
        except StoreError:
            if not reading:
                raise
            with suppress(StoreError):
                return await open_readable(settings.database, now)
            raise

    store = await (patiently(STARTING, reach, troubles) if troubles else reach())
    try:
        yield Base(settings, now, store)
    finally:
        await store.close()


async def _seeded(url: str, now: Callable[[], datetime], seeds: str) -> Store:
    """The store, with the seeds of this fingerprint filed; what was filed before is not read again."""
    store = await open_store(url, now)
    try:
        if not await store.register.is_founded(seeds):
            await store.register.seed(await asyncio.to_thread(load_seeds), seeds)
    except BaseException:
        await store.close()
        raise
    return store


@asynccontextmanager
async def open_wire(base: Base, troubles: Troubles | None = None) -> AsyncIterator[Watcher]:
    """The watcher's parts: sessions and worker processes end with the context."""
    settings, store, now = base.settings, base.store, base.now
    knowledge, announcer = Knowledge(store), Announcer(store, now)
    questions = Questions(store, now, settings.questions, settings.home)
    ingest = Ingest(store, knowledge, announcer, now, questions)
    notices = FeedNotices(store, now, settings.home)
    hosts, usual = Hosts(now), timedelta(minutes=settings.poll_minutes)
    jitter = random.SystemRandom().random
    async with (
        open_fetcher(settings.contact, now, settings.allow_private_feeds) as fetcher,
        open_parsers() as parsers,
    ):
        visits = Visits(store, fetcher, parsers, ingest.feed, notices.tell, now, jitter, usual, hosts)
        yield Watcher(
            fetcher,
            parsers,
            ingest,
            Poller(store, visits, notices.tell, now, troubles),
            FeedProbe(fetcher, parsers, ingest.look, hosts, now),
        )


@asynccontextmanager
async def open_bot(settings: Settings, now: Callable[[], datetime] = utc_now) -> AsyncIterator[Bot]:
    """The whole bot, wired and not yet connected. Raises what ``open_base`` raises, and ``InUseError`` where another one
    runs on the SQLite file."""
    with sole_use(settings.database):
        async with _bot(settings, now) as bot:
            yield bot


@asynccontextmanager
async def _bot(settings: Settings, now: Callable[[], datetime]) -> AsyncIterator[Bot]:
    work, troubles = Work(), Troubles()
    probes = Probes(work)
    async with (
        open_probes(probes, settings.metrics_port, settings.metrics_address),
        open_base(settings, now, troubles) as base,
        open_wire(base, troubles) as wire,
        open_rasterizer() as rasterizer,
    ):
        health = Health(base.store, now, troubles)
        backups = Backups(base.store, now, settings.backups, settings.keep_backups, troubles)
        health.asked.append(backups.wrongs)
        place = Workplace(
            base.store, now, probe=wire.probe, health=health, fixed_home=settings.home, rasterizer=rasterizer,
            reread=wire.ingest.as_ours,
        )  # fmt: skip
        client = _client(base, place, work)
        buttons = EventButtons(base.store, now, settings.home)
        letters = Composer(base.store, buttons.under, rasterizer)
        delivery = Delivery(
            base.store, Sender(client), letters.compose, now, troubles=troubles, refused=work.refused
        )
        digests, summaries = Digests(base.store, now), Summaries(base.store, now)
        lease = GatewayLease(base.store.database, base.store.presence)
        planning = Planning(base.store, now, timedelta(minutes=settings.poll_minutes))
        letting_go = LettingGo(base.store, now, settings.keep_days)
        probes.tell_of(base.store, health)
        try:
            yield Bot(
                base, client, wire, delivery, digests, summaries, work, health, lease, planning, letting_go, backups,
                NightlyLessons(base.store, now, is_on=settings.learn), rasterizer,
            )  # fmt: skip
        finally:
            probes.forget()
            with suppress(*PASSING):  # it is missed then until another one is told
                await base.store.heartbeats.end()
            await delivery.close()
            await lease.close()


def _client(base: Base, place: Workplace, work: Work) -> Client:
    """With every command and button, and what it does when servers come and go."""
    settings, store, now = base.settings, base.store, base.now
    hush, once = hush_of(settings.discord_api), store.interactions
    client = Client(store.marks, now, settings.guilds, hush=hush, interactions=once, answered=work.answered)
    client.install(every_command(place), every_button(place))
    client.tree.gate = place.home.gate
    _watch(client, GuildWatch(store, now, settings.guilds, settings.home))
    return client


def _watch(client: Client, guilds: GuildWatch) -> None:
    """Before the client connects, so that nothing is missed."""
    client.at_ready.append(guilds.ready)
    client.at_join.append(guilds.joined)
    guilds.listen(client)


@asynccontextmanager
async def at_work(bot: Bot) -> AsyncIterator[None]:
    """The bot's ticks run as long as the context lasts; then the sends in hand end, while the client is still there.
    What the judges need is built beside them: feeds are read at once, and filed when it is there."""
    await patiently(STARTING, partial(_take_over, bot.base.store), bot.health.troubles)
    give_way()
    preparing = asyncio.create_task(_prepare(bot), name="what is known")
    schedule = open_schedule(bot.ticks(), bot.health)
    schedule.start()

    async def turned() -> None:
        await bot.planning.pull_back()
        run_at_once(schedule, utc_now())

    async def is_astray() -> bool:
        return has_astray(schedule, utc_now()) or await bot.planning.is_ahead()

    watch = asyncio.create_task(
        keep_time(ClockWatch(bot.base.now), turned, is_astray, bot.health.troubles), name="clock"
    )
    try:
        yield
    finally:
        preparing.cancel()
        watch.cancel()
        schedule.shutdown(wait=False)
        await bot.delivery.close()


async def _prepare(bot: Bot) -> None:
    """A fault is logged and not the end: whoever files next begins anew, and tells admins what is wrong."""
    try:
        await patiently(STARTING, bot.wire.ingest.prepare, bot.health.troubles)
    except Exception:
        log.exception("what is known could not be read")
    await asyncio.to_thread(settle)


async def _take_over(store: Store) -> None:
    """Feeds that a killed process was reading are due again at once, not when its lease ends."""
    await store.presence.announce()
    if await store.presence.is_alone():
        await store.wire.release_feeds()
