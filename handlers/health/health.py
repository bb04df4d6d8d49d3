"""Whether the bot does its work: when each part of it last succeeded, what keeps failing, what waits for too long.

A process that lives proves nothing: a tick may fail or hang for ever beside a heartbeat that beats.
"""

import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from handlers.health.signs import wrongs_beside
from handlers.health.troubles import Troubles
from store.nouns.errors import PASSING, is_passing, said_by
from store.store import Store

STILL = 60.0
"""Seconds without a success, of what looks every few seconds, after which something is wrong."""
LATE = 30.0
"""So much later than its interval says may a part succeed that looks seldom."""
LOST = 120.0
"""Seconds that the gateway may take to come back: Discord sends every connection away now and then."""
WAITED = timedelta(minutes=15)
"""After so long, what is due and was not done is overdue."""
GATEWAY = "gateway"
WORDS = {
    "feeds": "no feed could be looked at",
    "outbox": "nothing could be posted",
    "digests": "no digest could be looked for",
    GATEWAY: "Discord's gateway is not connected",
}


class Health:
    """What the parts tell of themselves. ``time`` gives seconds that only go forward: a turned clock ages nothing."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        troubles: Troubles,
        time: Callable[[], float] = time.monotonic,
    ) -> None:
        self.store, self.now, self.troubles, self.time = store, now, troubles, time
        self.asked: list[Callable[[], Awaitable[list[str]]]] = []
        """What else knows of something wrong, from the database."""
        self._moved: dict[str, float] = {GATEWAY: time()}
        self._allowed = {GATEWAY: LOST}
        self._begun_at = time()

    def expect(self, part: str, every: float = 0.0, takes: float = 0.0) -> None:
        """From now on the part has to succeed again and again: it looks ``every`` so many seconds, and ``takes`` that
        long at most."""
        self._moved.setdefault(part, self.time())
        self._allowed[part] = max(STILL, every + LATE) + takes

    def moved(self, part: str) -> None:
        """It succeeded, or came forward with what takes long."""
        self._moved[part] = self.time()
        self.troubles.over(part)

    def ages(self) -> dict[str, float]:
        """Seconds since each part last succeeded."""
        at = self.time()
        return {part: at - moved for part, moved in self._moved.items()}

    async def waits(self) -> dict[str, timedelta]:
        """How long the oldest of what is due has waited, of messages, feeds and digests. What fell due before this
        process began counts from then. Raises what the database raises."""
        now = self.now()
        since_start = timedelta(seconds=self.time() - self._begun_at)
        due = await self.store.overdue.since(now)
        return {what: min(now - at, since_start) for what, at in due.items()}

    async def wrongs(self) -> list[str]:
        """What is wrong, in one sentence each; nothing where all is well."""
        found = [*self._still(), *self.troubles.lasting(STILL)]
        try:
            waits = await self.waits()
            told = [sentence for ask in self.asked for sentence in await ask()]
        except Exception as error:
            if not is_passing(error):
                raise
            return [*found, f"the database does not answer: {said_by(error)}"]
        long = {what: wait for what, wait in waits.items() if wait > WAITED}
        return [*found, *told, *(f"{what} wait for {_minutes(wait)} min" for what, wait in long.items())]

    async def everything(self) -> list[str]:
        """What is wrong with this process's work, and with the other processes on the register."""
        found = await self.wrongs()
        with suppress(*PASSING):  # told already
            found += wrongs_beside(await self.store.heartbeats.others(), self.now())
        return found

    def _still(self) -> Iterator[str]:
        for part, age in self.ages().items():
            if age > self._allowed.get(part, STILL):
                yield f"{WORDS.get(part, f'{part} stands still')} for {age:.0f} s"


def _minutes(wait: timedelta) -> int:
    return int(wait.total_seconds() // 60)
