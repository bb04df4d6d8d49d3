"""Courtesy to servers: one request in flight for each host, a gap between two, and a pause where a host asks for one."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

GAP = 1.0
"""Seconds between the end of one request to a host and the beginning of the next."""
WISHES_OF_A_HOST = 2
"""From so many addresses of a host that were told to come back later, the whole host is left alone until then."""
FORGOTTEN_AFTER = 1000
"""Hosts that are remembered before idle ones are forgotten."""


class Hosts:
    """What is known of hosts while the process runs; what must survive it is on the feeds' rows."""

    def __init__(self, now: Callable[[], datetime], gap: float = GAP) -> None:
        self.now, self.gap = now, gap
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._free_at: dict[str, float] = {}
        self._wishes: dict[str, dict[str, datetime]] = defaultdict(dict)

    @asynccontextmanager
    async def turn(self, url: str) -> AsyncIterator[None]:
        """Waits until the host may be asked, and holds it until the request has ended."""
        host, loop = host_of(url), asyncio.get_running_loop()
        async with self._turns[host]:
            await asyncio.sleep(max(0.0, self._free_at.get(host, 0.0) - loop.time()))
            try:
                yield
            finally:
                self._free_at[host] = loop.time() + self.gap
        self._forget(loop.time())

    def asked_to_wait(self, url: str, wish: timedelta) -> None:
        """A server named a pause for this address."""
        self._wishes[host_of(url)][url] = self.now() + wish

    def answered(self, url: str) -> None:
        """The address answered: what it asked for before is over."""
        self._wishes[host_of(url)].pop(url, None)

    def paused_until(self, url: str) -> datetime | None:
        """Until when the whole host is left alone; None if it is not."""
        now, host = self.now(), host_of(url)
        wishes = self._wishes[host] = {address: at for address, at in self._wishes[host].items() if at > now}
        return max(wishes.values()) if len(wishes) >= WISHES_OF_A_HOST else None

    def _forget(self, time: float) -> None:
        if len(self._free_at) > FORGOTTEN_AFTER:
            for host in [
                host for host, at in self._free_at.items() if at < time and not self._turns[host].locked()
            ]:
                self._free_at.pop(host)
                self._turns.pop(host)


@lru_cache(maxsize=10_000)
def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()
