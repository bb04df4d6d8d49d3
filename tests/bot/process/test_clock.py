"""The clock is turned: what was planned by it is planned anew. No test waits; the clocks are the tests'."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.process.clock import STEP, ClockWatch, has_astray, keep_time, run_at_once
from bot.process.schedule import Tick, open_schedule
from handlers.health.health import Health
from handlers.health.troubles import Troubles
from store.store import Store
from tests.clock import Clock
from tests.seconds import Seconds


def passes(clock: Clock, seconds: Seconds, by: float) -> None:
    """Time that both clocks show."""
    clock.turn(seconds=by)
    seconds.at += by


async def in_order() -> bool:
    return False


@given(st.lists(st.tuples(st.floats(0, 10_000), st.floats(-1e7, 1e7)), max_size=20))
def test_only_what_turns_one_clock_alone_is_a_step(moments: list[tuple[float, float]]) -> None:
    clock, seconds = Clock(), Seconds()
    watch = ClockWatch(clock, seconds)
    for passed, turned in moments:
        passes(clock, seconds, passed)
        clock.turn(seconds=turned)
        step = watch.step()
        assert (step is not None) == (abs(turned) > STEP.total_seconds()) or abs(abs(turned) - 30) < 1e-3
        assert step is None or abs(step.total_seconds() - turned) < 1e-2
        assert watch.step() is None, "a step is told once"


@pytest.mark.parametrize("days", [-1, -0.01, 0.01, 1, 400])
async def test_ticks_that_were_planned_by_another_clock_run_now(
    memory_store: Store, clock: Clock, days: float
) -> None:
    """What a clock that was set back leaves behind in APScheduler: runs that lie a day ahead."""
    seconds, troubles, calls = Seconds(), Troubles(), 0
    begun, ran = asyncio.Event(), asyncio.Event()

    async def run() -> None:
        ran.set()

    scheduler = open_schedule([Tick("one", 3600, run)], Health(memory_store, clock, troubles))
    scheduler.start(paused=True)
    for job in scheduler.get_jobs():
        job.modify(next_run_time=datetime.now(UTC) + timedelta(days=1))
    scheduler.resume()

    async def turned() -> None:
        nonlocal calls
        calls += 1
        if calls == 1:
            begun.set()
        elif calls == 2:
            raise RuntimeError("the database is away, too")
        else:
            run_at_once(scheduler, datetime.now(UTC))

    keeping = asyncio.create_task(keep_time(ClockWatch(clock, seconds), turned, in_order, troubles, every=0))
    async with asyncio.timeout(60):
        await begun.wait()
        for _ in range(10):
            await asyncio.sleep(0)
        assert calls == 1, "a clock that nobody turns is left alone"
        clock.turn(days=days)
        await ran.wait()
    keeping.cancel()
    scheduler.shutdown(wait=False)
    assert calls == 3, "what failed is tried again, and nothing more"


@pytest.mark.parametrize("tick", [5, 60, 3600, 86400])
async def test_a_clock_that_went_there_and_back_between_two_looks_is_made_good(
    memory_store: Store, clock: Clock, tick: float
) -> None:
    """No look has seen another hour; what ran meanwhile was planned anew for a day ahead."""
    troubles, followed, wanted = Troubles(), 0, asyncio.Event()

    async def run() -> None:
        pass

    scheduler = open_schedule([Tick("one", tick, run)], Health(memory_store, clock, troubles))
    scheduler.start(paused=True)
    [job] = scheduler.get_jobs()
    job.modify(next_run_time=datetime.now(UTC) + timedelta(seconds=tick))

    async def turned() -> None:
        nonlocal followed
        followed += 1
        run_at_once(scheduler, datetime.now(UTC))
        wanted.set()

    async def is_astray() -> bool:
        return has_astray(scheduler, datetime.now(UTC))

    keeping = asyncio.create_task(
        keep_time(ClockWatch(clock, Seconds()), turned, is_astray, troubles, every=0)
    )
    async with asyncio.timeout(60):
        await wanted.wait()
        job.modify(next_run_time=datetime.now(UTC) + timedelta(seconds=tick))
        for _ in range(10):
            await asyncio.sleep(0)
        assert followed == 1, "what lies within its interval is left alone"
        wanted.clear()
        job.modify(next_run_time=datetime.now(UTC) + timedelta(days=1, seconds=tick))
        await wanted.wait()
    keeping.cancel()
    scheduler.shutdown(wait=False)
    assert (followed, await is_astray()) == (2, False)
