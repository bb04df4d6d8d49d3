"""Leads for feeds that give only headlines: the beginning of the article itself, read politely and not kept whole."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from feeds.entries.items import Item
from feeds.http.fetch import Courtesy, Fetcher
from feeds.http.outcomes import Failed, Fetched, FetchOutcome
from feeds.http.robots import Rules, allows, robots_address, rules
from feeds.workers.workers import Parsers
from handlers.watch.hosts import Hosts, host_of
from store.nouns.models import Feed

SHORT = 200
"""Characters: an item with a longer lead says enough of itself."""
PAUSE = timedelta(minutes=1)
"""Between two articles of a host."""
ROBOTS_KEPT = timedelta(days=1)
"""RFC 9309, section 2.4."""
LOOKING_UP = 180.0
"""Seconds after which no further article of one visit is looked up: the visit has to end before its lease does."""
SITES_KEPT = 100
"""Whose rules are in memory: some tens of kilobytes each as a rule, tens of megabytes for half a megabyte of rules."""
ROBOTS_MISSED = timedelta(hours=1)
"""Until a robots.txt that could not be had is asked for again."""


class FullTexts:
    """Reads at most one article for each host and minute; what has to wait longer is judged by its headline."""

    def __init__(self, fetcher: Fetcher, parsers: Parsers, hosts: Hosts, now: Callable[[], datetime]) -> None:
        self.fetcher, self.parsers, self.hosts, self.now = fetcher, parsers, hosts, now
        self._free_at: dict[str, datetime] = {}
        self._robots: dict[str, tuple[datetime, Rules | None]] = {}

    async def completed(self, feed: Feed, items: Sequence[Item]) -> list[Item]:
        """The items, with a lead for those that have none and may be looked up; only where the feed wishes it."""
        if not feed.full_text:
            return list(items)
        loop = asyncio.get_running_loop()
        until = loop.time() + LOOKING_UP
        return [await self._completed(item) if loop.time() < until else item for item in items]

    async def _completed(self, item: Item) -> Item:
        url = item.article.url
        if url is None or len(item.article.lead) >= SHORT or not self._is_free(host_of(url)):
            return item
        answer = await self._fetch(url, self._turn)
        if not isinstance(answer, Fetched) or "html" not in answer.content_type:
            return item
        lead = await self.parsers.page_lead(answer.body, answer.content_type)
        return replace(item, article=item.article.model_copy(update={"lead": lead})) if lead else item

    @asynccontextmanager
    async def _turn(self, url: str) -> AsyncIterator[datetime | None]:
        """The host's turn, for what its robots.txt allows; what that forbids is not asked for, also where another
        address leads to it."""
        if await self._may_read(url):
            async with self.hosts.turn(url) as until:
                yield until
        else:
            yield self.now()

    def _is_free(self, host: str) -> bool:
        """Takes the host's minute if nobody has."""
        now = self.now()
        self._free_at = {other: at for other, at in self._free_at.items() if at > now}
        if host in self._free_at:
            return False
        self._free_at[host] = now + PAUSE
        return True

    async def _may_read(self, url: str) -> bool:
        """By robots.txt; a site without one allows all, one that cannot be asked allows nothing. Off the event loop:
        a site may have half a megabyte of rules."""
        address = robots_address(url)
        known = self._robots.get(address)
        if known is None or known[0] <= self.now():
            found = await asyncio.to_thread(_rules, await self._fetch(address, self.hosts.turn))
            known = (self.now() + (ROBOTS_MISSED if found is None else ROBOTS_KEPT), found)
            self._keep(address, known)
        return known[1] is not None and await asyncio.to_thread(allows, known[1], url)

    def _keep(self, address: str, known: tuple[datetime, Rules | None]) -> None:
        self._robots.pop(address, None)
        self._robots[address] = known
        if len(self._robots) > SITES_KEPT:
            self._robots.pop(next(iter(self._robots)))

    async def _fetch(self, url: str, courtesy: Courtesy) -> FetchOutcome:
        answer = await self.fetcher.fetch(url, courtesy=courtesy)
        if isinstance(answer, Failed) and answer.sends_away and answer.retry_after:
            self.hosts.asked_to_wait(answer.url, self.now() + answer.retry_after)
        return answer


def _rules(answer: FetchOutcome) -> Rules | None:
    """The rules of a robots.txt; none where there is no such file (4xx), None where nobody can say (RFC 9309, 2.3.1)."""
    if isinstance(answer, Fetched):
        return rules(answer.body)
    status = answer.status if isinstance(answer, Failed) else None
    return rules(b"") if status is not None and 400 <= status < 500 and status != 429 else None
