"""What can be seen of a bot from outside while it lives."""

import asyncio
import time
from collections.abc import Awaitable

from benchmarks.crash.life import Life
from benchmarks.crash.tally import numbers_of
from sandbox.control import Sandbox
from sandbox.world.objects import Document


class Signs:
    """What can be seen of the bot from outside, in this life."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.channels = {channel["id"]: name for name, channel in sandbox.channels.items()}
        self.news = 0
        """The number of the first item that is new in this life."""
        self.first: dict[str, float] = {}
        self._moved = asyncio.Event()
        sandbox.listen(self._heard)

    def see(self, sign: str) -> None:
        self.first.setdefault(sign, time.monotonic())
        self._moved.set()

    def begin(self, news: int) -> None:
        """A life in which the items from ``news`` on are new."""
        self.news = news
        self.first.clear()
        self.see("start")

    async def until(self, sign: str, life: Life, seconds: float) -> bool:
        """Whether the sign came before the life ended and the time was up."""
        until = time.monotonic() + seconds
        while sign not in self.first and not life.has_ended and time.monotonic() < until:
            self._moved.clear()
            await within(0.2, self._moved.wait())
        return sign in self.first

    def between(self, one: str, other: str, otherwise: float) -> float:
        """Seconds from one sign to the other, where this life showed both."""
        seconds = self.first.get(other, 0) - self.first.get(one, 0)
        return seconds if {one, other} <= self.first.keys() and seconds > 0 else otherwise

    def _heard(self, what: str, message: Document) -> None:
        """``posted`` is any alert, ``told`` one that tells something new, ``digest`` a digest, ``edited`` an edit."""
        place = self.channels.get(message["channel_id"], "elsewhere")
        self.see("edited" if what == "update" else {"alerts": "posted"}.get(place, place))
        if place == "alerts" and max(numbers_of(message), default=0) >= self.news:
            self.see("told")


async def within(seconds: float, waiting: Awaitable[object]) -> None:
    try:
        await asyncio.wait_for(waiting, seconds)
    except TimeoutError:
        return
