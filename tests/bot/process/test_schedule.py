"""A tick that fails is told, and the ticks after it still come."""

import asyncio

from bot.process.schedule import Tick, open_schedule
from handlers.health.health import GATEWAY, Health
from handlers.health.troubles import Troubles
from store.store import Store
from tests.clock import Clock
from tests.seconds import Seconds


async def test_a_failing_tick_does_not_end_the_others(memory_store: Store, clock: Clock) -> None:
    seen: list[str] = []
    three = asyncio.Event()

    async def fail() -> None:
        seen.append("failed")
        raise RuntimeError("no luck")

    async def count() -> None:
        seen.append("counted")
        if seen.count("counted") >= 3 and seen.count("failed") > 1:
            three.set()

    health = Health(memory_store, clock, Troubles())
    scheduler = open_schedule([Tick("fail", 0.01, fail), Tick("count", 0.01, count)], health)
    scheduler.start()
    async with asyncio.timeout(60):
        await three.wait()
    scheduler.shutdown(wait=False)
    assert seen.count("failed") > 1
    assert health.troubles.counts.keys() == {"fail"}


async def test_a_tick_that_comes_once_an_hour_is_not_said_to_stand_still(
    memory_store: Store, clock: Clock
) -> None:
    ran, seconds = asyncio.Event(), Seconds()

    async def rare() -> None:
        ran.set()

    health = Health(memory_store, clock, Troubles(seconds), seconds)
    scheduler = open_schedule([Tick("rare", 3600, rare)], health)
    scheduler.start()
    async with asyncio.timeout(60):
        await ran.wait()
    scheduler.shutdown(wait=False)
    seconds.at += 3600
    health.moved(GATEWAY)
    assert await health.wrongs() == []
    seconds.at += 60
    health.moved(GATEWAY)
    assert len(await health.wrongs()) == 1


async def test_a_slow_tick_never_runs_twice_at_once(memory_store: Store, clock: Clock) -> None:
    running, most, runs = 0, 0, 0
    enough = asyncio.Event()

    async def slow() -> None:
        nonlocal running, most, runs
        running, runs = running + 1, runs + 1
        most = max(most, running)
        await asyncio.sleep(0.03)
        running -= 1
        if runs >= 3:
            enough.set()

    scheduler = open_schedule([Tick("slow", 0.01, slow)], Health(memory_store, clock, Troubles()))
    scheduler.start()
    async with asyncio.timeout(60):
        await enough.wait()
    scheduler.shutdown(wait=False)
    assert most == 1
