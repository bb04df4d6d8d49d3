"""A tick that fails is told, and the ticks after it still come."""

import asyncio

import pytest

from bot.schedule import Tick, open_schedule


async def test_a_failing_tick_does_not_end_the_others(caplog: pytest.LogCaptureFixture) -> None:
    seen: list[str] = []
    three = asyncio.Event()

    async def fail() -> None:
        seen.append("failed")
        raise RuntimeError("no luck")

    async def count() -> None:
        seen.append("counted")
        if seen.count("counted") >= 3 and "failed" in seen:
            three.set()

    scheduler = open_schedule([Tick("fail", 0.01, fail), Tick("count", 0.01, count)])
    scheduler.start()
    async with asyncio.timeout(5):
        await three.wait()
    scheduler.shutdown(wait=False)
    assert "failed" in seen


async def test_a_slow_tick_never_runs_twice_at_once() -> None:
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

    scheduler = open_schedule([Tick("slow", 0.01, slow)])
    scheduler.start()
    async with asyncio.timeout(5):
        await enough.wait()
    scheduler.shutdown(wait=False)
    assert most == 1
