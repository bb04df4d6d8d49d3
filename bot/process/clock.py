"""A watch on the wall clock: what plans by it is told when somebody turned it.

APScheduler and every due time in the register are moments of the wall clock. A clock that is set back a day would stop
them for that day; one that jumps forward (a suspended machine, a first NTP answer) is told too.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.base import BaseScheduler
from apscheduler.triggers.interval import IntervalTrigger

from handlers.health.troubles import Troubles

STEP = timedelta(seconds=30)
"""A difference that no slewing of a clock and no busy machine makes between two looks."""
LOOKS_EVERY = 5.0
"""Seconds."""
log = structlog.get_logger("bot.process.clock")
_Turned = Callable[[], Awaitable[object]]


class ClockWatch:
    """Compares ``now`` (the wall clock) with ``monotonic`` (seconds that only go forward, ``time.monotonic``)."""

    def __init__(self, now: Callable[[], datetime], monotonic: Callable[[], float] = time.monotonic) -> None:
        self.now, self.monotonic = now, monotonic
        self._offset = self._look()

    def step(self) -> timedelta | None:
        """By how much the clock was turned since the last call, forward or (negative) back; None for less than
        ``STEP``. A slow drift is taken in and never adds up to a step."""
        before, self._offset = self._offset, self._look()
        turned = self._offset - before
        return turned if abs(turned) > STEP else None

    def _look(self) -> timedelta:
        return timedelta(seconds=self.now().timestamp() - self.monotonic())


async def keep_time(
    watch: ClockWatch,
    turned: _Turned,
    is_astray: Callable[[], Awaitable[bool]],
    troubles: Troubles,
    every: float = LOOKS_EVERY,
) -> None:
    """Looks for as long as the task lives. ``turned`` is called at once (the clock may have been wrong in an earlier
    life), after each step, and again where it failed. A clock that was turned and turned back between two looks is no
    step: what it left behind is (``is_astray``)."""
    is_due = True
    while True:
        try:
            if step := watch.step():
                log.warning("the clock was turned", seconds=round(step.total_seconds()))
                is_due = True
            elif not is_due and await is_astray():
                log.warning("something was planned by a clock that is not this one")
                is_due = True
            if is_due:
                await turned()
                is_due = False
                troubles.over("following a turned clock")
        except Exception as error:  # noqa: BLE001 - told, and tried again at the next look
            troubles.met("following a turned clock", error)
        await asyncio.sleep(every)


def has_astray(scheduler: BaseScheduler, now: datetime) -> bool:
    """Whether a job of the running ``scheduler`` is planned for later than its interval from ``now``."""
    return any(
        job.next_run_time > now + job.trigger.interval + STEP
        for job in scheduler.get_jobs()
        if isinstance(job.trigger, IntervalTrigger) and job.next_run_time is not None
    )


def run_at_once(scheduler: BaseScheduler, now: datetime) -> None:
    """Every job runs now and at its interval from then on, whenever it was planned for."""
    for job in scheduler.get_jobs():
        job.modify(next_run_time=now)
