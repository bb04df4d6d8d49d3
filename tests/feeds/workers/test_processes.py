"""Processes that begin in a thread: none is left behind, whoever gives up waiting."""

import asyncio
import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from feeds.workers.processes import start

MODULE = "feeds.workers.worker"


def children() -> set[str]:
    """The processes that this one has begun and that are not reaped (Linux ``/proc``)."""
    return {pid for file in Path("/proc/self/task").glob("*/children") for pid in file.read_text().split()}


async def test_a_process_says_that_it_is_up_and_ends() -> None:
    before = children()
    process = await start(MODULE)
    assert await process.reader.readline() == b"{}\n"
    assert not process.has_ended()
    await process.kill()
    assert process.has_ended()
    assert children() == before


async def test_a_process_that_has_ended_by_itself_is_reaped() -> None:
    before = children()
    process = await start("feeds.no_such_module")
    assert await process.reader.read() == b""
    await process.kill()
    assert children() == before


async def test_a_process_that_does_not_read_is_ended_with_what_is_unsent() -> None:
    before = children()
    process = await start(MODULE)
    os.kill(process.pid, signal.SIGSTOP)
    process.writer.write(b"x" * 10_000_000)
    async with asyncio.timeout(60):
        await process.kill()
    assert children() == before


async def test_a_start_that_nobody_waits_for_any_more_leaves_no_process() -> None:
    before = children()
    for turns in range(8):
        starting = asyncio.create_task(start(MODULE))
        for _ in range(turns):
            await asyncio.sleep(0)
        starting.cancel()
        with suppress(asyncio.CancelledError):
            await (await starting).kill()
    assert children() == before


async def test_the_event_loop_does_not_wait_for_a_start() -> None:
    starting = asyncio.create_task(start(MODULE))
    longest, before = 0.0, time.thread_time()
    while not starting.done():
        await asyncio.sleep(0)
        longest, before = max(longest, time.thread_time() - before), time.thread_time()
    await starting.result().kill()
    assert longest < 0.01
