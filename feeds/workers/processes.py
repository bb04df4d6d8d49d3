"""A module as a process at the other end of a socket, begun and ended without stopping the event loop.

An event loop that starts a process forks in the turn in which it is asked, and stands still the longer the more memory
there is. Here a thread does it.
"""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

LONGEST_LINE = 16_000_000
T = TypeVar("T")


class Process:
    """A process that reads from ``writer`` and answers to ``reader``."""

    def __init__(
        self, child: subprocess.Popen[bytes], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        self.child, self.reader, self.writer = child, reader, writer

    @property
    def pid(self) -> int:
        return self.child.pid

    def has_ended(self) -> bool:
        return self.child.poll() is not None

    async def kill(self) -> None:
        """Ends it, and waits until it has ended. Never raises for one that has ended by itself."""
        await _killed(self.child)
        self.writer.close()  # only now: of a process that does not read, what is unsent would be waited for
        with suppress(OSError):
            await self.writer.wait_closed()


async def start(module: str) -> Process:
    """``python -m module``, its standard input and output one socket. It gets no settings: nothing secret is in a
    process that reads strangers' texts."""
    ours, theirs = socket.socketpair()
    try:
        with theirs:
            child = await _spawned(module, theirs)
    except BaseException:
        ours.close()
        raise
    try:
        return Process(child, *await asyncio.open_unix_connection(sock=ours, limit=LONGEST_LINE))
    except BaseException:
        ours.close()
        await _killed(child)
        raise


async def _spawned(module: str, end: socket.socket) -> subprocess.Popen[bytes]:
    """What has begun in a thread cannot be taken back: who no longer waits for it ends it."""
    spawning = _beside(lambda: _spawn(module, end))
    try:
        return await asyncio.shield(spawning)
    except asyncio.CancelledError:
        await _killed(await spawning)
        raise


def _spawn(module: str, end: socket.socket) -> subprocess.Popen[bytes]:
    surroundings = {
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PATH": os.defpath,
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    command = [sys.executable, "-m", module]
    return subprocess.Popen(  # noqa: S603 - our own modules only
        command, stdin=end.fileno(), stdout=end.fileno(), env=surroundings
    )


async def _killed(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    await _beside(child.wait)


def _beside(work: Callable[[], T]) -> "asyncio.Future[T]":
    """In a thread of its own: the loop's are taken for seconds where names of hosts are not found."""
    thread = ThreadPoolExecutor(1)
    try:
        return asyncio.get_running_loop().run_in_executor(thread, work)
    finally:
        thread.shutdown(wait=False)
