"""The schedule: a few ticks, each never twice at once, each surviving its own failure.

APScheduler decides only when to look; what is due is decided by persisted slots and next-due times, so a late, missed
or doubled tick loses nothing and repeats nothing.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from handlers.health.health import Health


@dataclass(frozen=True)
class Tick:
    """Something to look at every so many ``seconds``; a run ``takes`` that many at most beside a short while."""

    name: str
    seconds: float
    run: Callable[[], Awaitable[object]]
    takes: float = 0.0


def open_schedule(ticks: Sequence[Tick], health: Health) -> AsyncIOScheduler:
    """A scheduler, not started. Each tick runs at once and then at its interval; a late run still runs, several missed
    ones become one. ``health`` is told how each ended."""
    scheduler = AsyncIOScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    for tick in ticks:
        health.expect(tick.name, tick.seconds, tick.takes)
        scheduler.add_job(
            _surviving,
            "interval",
            args=[tick, health],
            seconds=tick.seconds,
            id=tick.name,
            next_run_time=datetime.now(UTC),
        )
    return scheduler


async def _surviving(tick: Tick, health: Health) -> None:
    try:
        await tick.run()
    except Exception as error:  # noqa: BLE001 - told once and counted, however often it comes
        health.troubles.met(tick.name, error)
    else:
        health.moved(tick.name)
