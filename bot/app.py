"""The composition root: opens everything, passes it in, closes it in reverse order."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.client import Client
from bot.schedule import Tick
from bot.settings import Settings
from handlers.announcing import Announcer
from handlers.answer import Reply
from handlers.commands import Workplace, every_button, every_command
from handlers.courier import Courier
from handlers.digest import Digests
from handlers.event_buttons import EventButtons
from handlers.ingest import Ingest
from handlers.knowledge import Knowledge
from handlers.letters import Letters
from handlers.outbox import Delivery
from seeds.load import load_seeds
from store.store import Store, open_store

HEARTBEAT = "heartbeat"
"""The mark that a running bot renews every half minute while its gateway answers."""


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Base:
    """What every command line command stands on: settings, the time, and the seeded register."""

    settings: Settings
    now: Callable[[], datetime]
    store: Store


@dataclass(frozen=True)
class Bot:
    """All parts of a running bot. ``ticks`` are what its schedule looks at."""

    base: Base
    client: Client
    ingest: Ingest
    delivery: Delivery
    digests: Digests

    def ticks(self) -> list[Tick]:
        return [
            Tick("outbox", 2, self.delivery.tick),
            Tick("digests", 20, self._digests),
            Tick("heartbeat", 30, self.beat),
        ]

    async def settle(self) -> None:
        """Until nothing that is due is left undone: feeds read, alerts posted."""
        await self.delivery.drain()
        await self.client.tree.idle()

    async def beat(self) -> None:
        """Says that this process is alive and its gateway answers: what ``entente check --running`` looks for."""
        if self.client.is_ready() and not self.client.is_closed():
            await self.base.store.marks.set_mark(HEARTBEAT, "alive", self.base.now())

    async def _digests(self) -> None:
        if await self.base.store.leadership.hold():
            await self.digests.tick()


@asynccontextmanager
async def open_base(settings: Settings, now: Callable[[], datetime] = utc_now) -> AsyncIterator[Base]:
    """The seeded register, closed at the end.

    Raises ``SeedError`` before anything is opened, ``StoreError`` where the database cannot be used.
    """
    seeds = load_seeds()
    store = await open_store(settings.database, now)
    try:
        await store.register.seed(seeds)
        yield Base(settings, now, store)
    finally:
        await store.close()


@asynccontextmanager
async def open_bot(settings: Settings, now: Callable[[], datetime] = utc_now) -> AsyncIterator[Bot]:
    """The whole bot, wired and not yet connected. Raises what ``open_base`` raises."""
    async with open_base(settings, now) as base:
        client = Client(base.store.marks, now, settings.guilds)
        place = Workplace(base.store, now)
        buttons = EventButtons(base.store, now, Reply())
        letters = Letters(base.store, buttons.under)
        delivery = Delivery(base.store, Courier(client), letters.compose, now)
        client.install(every_command(place), every_button(place))
        ingest = Ingest(base.store, Knowledge(base.store), Announcer(base.store, now), now)
        try:
            yield Bot(base, client, ingest, delivery, Digests(base.store, now))
        finally:
            await delivery.close()
