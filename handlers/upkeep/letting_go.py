"""Lets go, in small steps, of what was read and is not ours."""

from collections.abc import Callable
from datetime import datetime, timedelta

from store.store import Store

STEP = 100
"""Items of one transaction: about fifty milliseconds, so that nobody waits long."""
STEPS = 8
"""Of one turn at most."""


class LettingGo:
    """What is not ours stays whole for ``days``; what is ours, or was decided on by a person, for good."""

    def __init__(self, store: Store, now: Callable[[], datetime], days: int) -> None:
        self.store, self.now, self.days = store, now, days

    async def tick(self) -> None:
        """One turn, of the process that keeps the schedule."""
        if not await self.store.leadership.hold():
            return
        before = self.now() - timedelta(days=self.days)
        for _ in range(STEPS):
            if await self.store.wire.let_go_old(before, STEP) == 0:
                return
