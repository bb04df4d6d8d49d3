"""The composition root: opens everything, passes it in, closes it in reverse order."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.settings import Settings
from seeds.load import load_seeds
from store.store import Store, open_store


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Base:
    """What every command line command stands on: settings, the time, and the seeded register."""

    settings: Settings
    now: Callable[[], datetime]
    store: Store


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
