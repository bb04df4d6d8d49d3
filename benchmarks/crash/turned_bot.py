"""The bot under a wall clock that is turned while it runs: ``python -m benchmarks.crash.turned_bot FILE``.

FILE holds the seconds by which its clock is ahead (negative: behind). What stops is what stops a real bot: the clock of the
register and of APScheduler is turned, monotonic time is not. Discord, in another process, keeps the true time.
"""

import sys
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import apscheduler.schedulers.base

import bot.app
import bot.process.schedule
from bot.cli.run import run
from bot.process.interpreter import run_on_loop
from bot.settings import Misconfigured, read_settings

FILE = Path(sys.argv[-1])


class Turned(datetime):
    """Only ``now`` differs."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Self:
        return super().now(tz) + timedelta(seconds=float(FILE.read_text() or 0))


def main() -> None:
    for module in (apscheduler.schedulers.base, bot.app, bot.process.schedule):
        vars(module)["datetime"] = Turned
    settings = read_settings()
    if isinstance(settings, Misconfigured):
        sys.exit("\n".join(settings.problems))
    sys.exit(run_on_loop(run(settings)))


if __name__ == "__main__":
    main()
