"""The bot with somebody who watches its event loop: ``python -m benchmarks.scale.stalls FILE``.

At SIGUSR1 FILE says as JSON how long a task was kept waiting at most since the last time: ``wall_ms``, and ``cpu_ms``, the
processor time that the loop's own thread took meanwhile. On a machine that others share only the second is the bot's.
"""

import asyncio
import json
import signal
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

import typer

from bot.__main__ import loaded

FILE = Path(sys.argv[-1])
EVERY = 0.005
"""Seconds between two looks."""


class Watcher:
    """The longest that it was kept waiting, beyond what it asked for, in seconds."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0

    async def watch(self) -> None:
        while True:
            wall, cpu = time.perf_counter(), time.thread_time()
            await asyncio.sleep(EVERY)
            self.wall = max(self.wall, time.perf_counter() - wall - EVERY)
            self.cpu = max(self.cpu, time.thread_time() - cpu)

    def tell(self) -> None:
        found = {"wall_ms": round(self.wall * 1000), "cpu_ms": round(self.cpu * 1000)}
        FILE.write_text(json.dumps(found))
        self.wall = self.cpu = 0.0


async def watched(settings: Any) -> int:
    watcher = Watcher()
    asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, watcher.tell)
    watching = asyncio.create_task(watcher.watch())
    try:
        code: int = await import_module("bot.cli.run").run(settings)
        return code
    finally:
        watching.cancel()


def main() -> None:
    loaded("run")  # as the bot loads itself
    try:
        import_module("bot.shell.door").perform(watched, quiet=None)
    except typer.Exit as end:
        sys.exit(end.exit_code)


if __name__ == "__main__":
    main()
