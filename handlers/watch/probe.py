"""Looks at an address before it is watched: finds the feed, reads it, keeps nothing."""

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from urllib.parse import urlsplit

from feeds.entries.entries import Unreadable
from feeds.entries.items import Item, Parsed
from feeds.entries.urls import canonical
from feeds.http.fetch import Fetcher
from feeds.http.outcomes import Failed, Fetched, FetchOutcome, Postponed, Unchanged
from feeds.lists.discover import FEED_SCHEME, FeedLink
from feeds.workers.workers import Parsers
from handlers.ingest.article import identifier
from handlers.ingest.judge import Judged
from handlers.watch.hosts import Hosts
from store.nouns.models import Feed, FeedFacts, Source

TRIED = 9
"""Addresses of one page that are tried."""
UNSAVED = "unsaved"
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?!\d)")
"""``host:8080`` names a port, no scheme."""
Look = Callable[[Feed, Sequence[Item]], Awaitable[list[Judged]]]
"""What items would become, filing nothing (``Ingest.look``)."""


@dataclass(frozen=True)
class FoundFeed:
    """A feed at an address, with its newest items and other feeds that the asked page declares."""

    url: str
    title: str
    parsed: Parsed
    others: tuple[FeedLink, ...] = ()


@dataclass(frozen=True)
class NoFeed:
    """No feed at that address, in plain words."""

    reason: str


class FeedProbe:
    """Uses what the watcher uses: the same guards, the same limits, the same courtesy to hosts."""

    def __init__(
        self, fetcher: Fetcher, parsers: Parsers, look: Look, hosts: Hosts, now: Callable[[], datetime]
    ) -> None:
        self.fetcher, self.parsers, self.look = fetcher, parsers, look
        self.hosts, self.now = hosts, now

    async def find(self, address: str) -> FoundFeed | NoFeed:
        """The feed at an address, or the first one that its page leads to."""
        url = with_scheme(address)
        outcome = await self._fetch(url)
        if names_no_scheme(address) and is_dead(outcome):
            plain = "http" + url.removeprefix("https")
            found = await self._fetch(plain)
            url, outcome = (plain, found) if isinstance(found, Fetched) else (url, outcome)
        if not isinstance(outcome, Fetched):
            return no_feed(outcome)
        read = await self.read(outcome, probed_facts(url))
        if isinstance(read, Parsed):
            return FoundFeed(outcome.moved_to or url, read.head.title, read)
        return await self._on_page(outcome, read.reason)

    async def _on_page(self, page: Fetched, reason: str) -> FoundFeed | NoFeed:
        candidates = await self.parsers.candidates(page.body, page.content_type, page.url)
        for place, candidate in enumerate(candidates[:TRIED]):
            outcome = await self._fetch(candidate.url)
            if isinstance(outcome, Fetched):
                read = await self.read(outcome, probed_facts(candidate.url))
                if isinstance(read, Parsed):
                    others = tuple(other for other in candidates[place + 1 :] if other.declared)
                    return FoundFeed(outcome.moved_to or candidate.url, read.head.title, read, others)
        return NoFeed(f"{reason}; no feed was found on it")

    async def read(self, answer: Fetched, facts: FeedFacts) -> Parsed | Unreadable:
        return await self.parsers.parse(answer.body, answer.content_type, facts, self.now())

    async def newest(self, facts: FeedFacts, most: int) -> list[Judged] | NoFeed:
        """What the newest items of a feed would become: a dry run."""
        outcome = await self._fetch(facts.url)
        if not isinstance(outcome, Fetched):
            return no_feed(outcome)
        read = await self.read(outcome, facts)
        return NoFeed(read.reason) if isinstance(read, Unreadable) else await self.judged(facts, read, most)

    async def judged(self, facts: FeedFacts, parsed: Parsed, most: int) -> list[Judged]:
        """What the newest ``most`` items would become, the newest first."""
        feed = Feed(**facts.model_dump(), id=UNSAVED, added_at=self.now(), next_due=self.now())
        items = sorted(parsed.items, key=lambda item: item.article.published or self.now(), reverse=True)
        return (await self.look(feed, items[:most][::-1]))[::-1]

    async def _fetch(self, url: str) -> FetchOutcome:
        outcome = await self.fetcher.fetch(url, courtesy=self.hosts.turn)
        if isinstance(outcome, Failed) and outcome.sends_away and outcome.retry_after:
            self.hosts.asked_to_wait(outcome.url, self.now() + outcome.retry_after)
        return outcome


def is_dead(outcome: FetchOutcome) -> bool:
    """Whether nothing answered in HTTP: then the other scheme may."""
    return isinstance(outcome, Failed) and outcome.status is None and not outcome.forbidden


def no_feed(outcome: Failed | Unchanged | Postponed) -> NoFeed:
    match outcome:
        case Failed():
            return NoFeed(outcome.reason)
        case Postponed():
            return NoFeed(f"its server asked to be left alone until {outcome.until:%d %B, %H:%M} UTC")
        case Unchanged():
            return NoFeed("the server says that nothing changed")


def with_scheme(address: str) -> str:
    """``dawn.com/feeds`` and ``feed://dawn.com/feeds`` as people type it, as an address."""
    address = FEED_SCHEME.sub(lambda found: found[1] or "http://", address.strip().strip("<>"))
    return f"https://{address.lstrip('/')}" if names_no_scheme(address) else address


def names_no_scheme(address: str) -> bool:
    return not SCHEME.match(address.strip().strip("<>"))


def probed_facts(url: str) -> FeedFacts:
    return FeedFacts(source=UNSAVED, url=url)


def name_of(url: str) -> str:
    """A readable id for a feed or source: its host's words."""
    host = (urlsplit(url).hostname or "feed").removeprefix("www.").removeprefix("feeds.").removeprefix("rss.")
    return re.sub(r"[^a-z0-9]+", "-", host.lower()).strip("-")[:80] or "feed"


def source_of(url: str, title: str, known: Sequence[Source]) -> Source:
    """The source that publishes at this address: a known one of the same host, else a new one that nobody graded."""
    place = host_in(url)
    if not place:  # a file that names no page of its own
        named = title.strip()[:120] or PurePath(url).name
        own = identifier("source", named)
        return Source(
            id=own, name=named, owner=own, reliability="F", reason="Read from a file; not graded yet."
        )
    for source in known:
        if source.homepage and host_in(source.homepage) == place:
            return source
    name = title.strip()[:120] or place
    return Source(
        id=name_of(url),
        name=name,
        owner=place,
        reliability="F",
        reason="Added by a person, not graded yet.",
        homepage=f"https://{place}/",
    )


def host_in(url: str) -> str:
    return urlsplit(canonical(url) or url).hostname or ""
