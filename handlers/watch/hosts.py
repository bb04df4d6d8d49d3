"""Courtesy to servers: one request in flight for each host, a gap between two, and a pause where one is asked for."""

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from urllib.parse import urlsplit

GAP = 1.0
"""Seconds between the end of one request to a host and the beginning of the next."""
WISHES_OF_A_HOST = 2
"""From so many addresses of a host that were told to come back later, the whole host is left alone until then."""
FORGOTTEN_AFTER = 1000
"""Hosts that are remembered before idle ones are forgotten."""


class Hosts:
    """The one owner of turns. What it knows of pauses is also in the store (``Wire.pauses``), for the next process."""

    def __init__(self, now: Callable[[], datetime], gap: float = GAP) -> None:
        self.now, self.gap = now, gap
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._free_at: dict[str, float] = {}
        self._pauses: dict[str, dict[str, datetime]] = {}

    def turn(self, url: str) -> "Turn":
        """Waits until the host may be asked, and holds it until the request has ended. Gives None, or until when the
        address is to be left alone: then no request is to be made."""
        return Turn(self, url)

    async def begin(self, url: str) -> datetime | None:
        """As ``turn``; to be followed by ``end``."""
        host = host_of(url)
        await self._turns[host].acquire()
        try:
            until = self.paused_until(url)
            wait = self._free_at.get(host, 0.0) - time.monotonic()
            if until is None and wait > 0:
                await asyncio.sleep(wait)
        except BaseException:
            self._turns[host].release()
            raise
        return until

    def end(self, url: str, *, was_asked: bool) -> None:
        host, at = host_of(url), time.monotonic()  # a loop's own time is that of the beginning of its turn
        if was_asked:
            self._free_at[host] = at + self.gap
        self._turns[host].release()
        self._forget(at)

    def asked_to_wait(self, url: str, until: datetime) -> dict[str, datetime]:
        """A server wants fewer requests, and named a pause for this address. Gives what is to be remembered: from the
        second address on, each of the host's has the longest pause."""
        pauses = self._pauses[host_of(url)] = {**self._pauses_of(url), url: until}
        if len(pauses) >= WISHES_OF_A_HOST:
            pauses |= dict.fromkeys(pauses, max(pauses.values()))
        return dict(pauses)

    def recall(self, pauses: Mapping[str, datetime]) -> None:
        """What servers asked another process, or this one before its restart."""
        for url, until in pauses.items():
            self._pauses.setdefault(host_of(url), {})[url] = until

    def paused_until(self, url: str) -> datetime | None:
        """Until when the address is left alone, for its own sake or its host's; None if it may be asked."""
        pauses = self._pauses_of(url)
        return max(pauses.values()) if len(pauses) >= WISHES_OF_A_HOST else pauses.get(url)

    def _pauses_of(self, url: str) -> dict[str, datetime]:
        """Those of the host that are not over; those that are go."""
        host, now = host_of(url), self.now()
        pauses = {address: at for address, at in self._pauses.pop(host, {}).items() if at > now}
        if pauses:
            self._pauses[host] = pauses
        return pauses

    def _forget(self, now: float) -> None:
        if len(self._free_at) > FORGOTTEN_AFTER:
            for host in [
                host for host, at in self._free_at.items() if at < now and not self._turns[host].locked()
            ]:
                self._free_at.pop(host)
                self._turns.pop(host)


class Turn:
    """One turn at a host. A class, because a generator for each costs what a visit can save."""

    __slots__ = ("hosts", "until", "url")

    def __init__(self, hosts: Hosts, url: str) -> None:
        self.hosts, self.url = hosts, url
        self.until: datetime | None = None

    async def __aenter__(self) -> datetime | None:
        self.until = await self.hosts.begin(self.url)
        return self.until

    async def __aexit__(self, *_raised: object) -> None:
        self.hosts.end(self.url, was_asked=self.until is None)


@lru_cache(maxsize=10_000)
def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()
