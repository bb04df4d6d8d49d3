"""A publisher on loopback whose pages a test writes, and a poller that reads it at the test's clock."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from urllib.parse import quote

from aiohttp import web
from aiohttp.test_utils import TestServer

from feeds.entries.items import Item
from feeds.http.fetch import FetchLimits, open_fetcher
from feeds.workers.workers import open_parsers
from handlers.render.pages.feed import FeedNews
from handlers.watch.hosts import Hosts
from handlers.watch.poller import Poller
from handlers.watch.visit import Visits
from store.nouns.decisions import FeedState
from store.nouns.models import Feed, FeedFacts
from store.store import Store
from tests.clock import Clock


@dataclass
class Page:
    """What a path answers. ``titles`` make a feed, the newest first; ``at`` dates each entry, unless ``dates`` does."""

    titles: Sequence[str] = ()
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    guid: str = "tag:loopback,2026:{}"
    at: datetime | None = None
    channel: str = ""
    conditional: bool = True
    link: str = "http://news.example/{}"
    dates: dict[str, datetime] = field(default_factory=dict)
    stuck: bool = False
    """Answers 304 to every condition, whatever it holds."""
    source: str = ""
    """Whom each entry names as its publisher."""
    names: dict[str, str] = field(default_factory=dict)
    """Of entries that have another's guid, whose."""

    def item(self, title: str) -> str:
        at = self.dates.get(title, self.at)
        date = f"<pubDate>{format_datetime(at)}</pubDate>" if at else ""
        source = f"<source url='http://sea.example'>{self.source}</source>" if self.source else ""
        return (
            f"<item><title>{title}</title><link>{self.link.format(quote(title))}</link>{date}{source}"
            f"<guid isPermaLink='false'>{self.guid.format(self.names.get(title, title))}</guid></item>"
        )

    def body(self) -> str:
        items = map(self.item, self.titles)
        return f"<rss version='2.0'><channel><title>Loopback</title>{self.channel}{''.join(items)}</channel></rss>"


def titles(first: int, last: int) -> list[str]:
    """Newest first: ``n9, n8 …``"""
    return [f"n{n}" for n in range(last, first - 1, -1)]


class Site:
    """Pages by path; every request is counted, and kept in ``requests``. ``slow`` ones wait for their event;
    ``asked`` is set with the first request."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.counts: Counter[str] = Counter()
        self.requests: list[web.Request] = []
        self.address = ""
        self.at_once = self.most_at_once = 0
        self.slow: dict[str, asyncio.Event] = {}
        self.asked = asyncio.Event()

    async def answer(self, request: web.Request) -> web.Response:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(0)
        self.at_once -= 1
        response = self._page(request)
        self.asked.set()
        if waiting := self.slow.get(request.path):
            await waiting.wait()
        return response

    def _page(self, request: web.Request) -> web.Response:
        self.counts[request.path] += 1
        self.requests.append(request)
        page = self.pages[request.path]
        if page.status != 200:
            return web.Response(status=page.status, headers=page.headers)
        body = page.body()
        headers = page.headers | ({"ETag": f'"{hash(body)}"'} if page.conditional else {})
        known = request.headers.get("If-None-Match")
        if page.conditional and (known == headers["ETag"] or (page.stuck and known)):
            return web.Response(status=304, headers=headers)
        return web.Response(text=body, headers=headers, content_type="application/rss+xml")


class Newsroom:
    """A store, a site, and a poller whose items and notices are kept in lists."""

    def __init__(self, store: Store, clock: Clock, site: Site) -> None:
        self.store, self.clock, self.site = store, clock, site
        self.posted: list[str] = []
        self.told: list[tuple[str, FeedNews]] = []
        self.breaks_on: str | None = None
        self.open_poller: Callable[[], Poller]
        self.poller: Poller

    async def ingest(self, feed: Feed, items: Sequence[Item], state: FeedState) -> Sequence[object]:
        titles = [item.article.title for item in items]
        if self.breaks_on in titles:
            raise RuntimeError("the register is on fire")
        await self.store.wire.remember(feed.id, [item.keys for item in items])
        await self.store.wire.record_fetch(feed.id, state)
        self.posted += titles
        return titles

    async def tell(self, feed: Feed, news: FeedNews, words: str) -> None:
        self.told.append((feed.id, news))

    async def add(self, name: str, page: Page, host: str = "", **facts: object) -> None:
        self.site.pages[f"/{name}"] = page
        address = self.site.address.replace("127.0.0.1", host or "127.0.0.1")
        await self.store.wire.add_feed(name, FeedFacts(source="example", url=f"{address}/{name}", **facts))  # type: ignore[arg-type]

    async def poll(self, **turn: float) -> list[str]:
        """Turns the clock, polls once, and gives the titles that this pass handed over."""
        self.clock.turn(**turn)
        before = len(self.posted)
        await self.poller.tick()
        return self.posted[before:]

    def restart(self) -> None:
        """A new process: what is not in the store is forgotten."""
        self.poller = self.open_poller()

    async def feed(self, name: str) -> Feed:
        found = await self.store.wire.feed(name)
        assert found is not None
        return found


@asynccontextmanager
async def open_newsroom(
    store: Store, clock: Clock, gap: float = 0.0, jitter: float = 0.0
) -> AsyncIterator[Newsroom]:
    site = Site()
    application = web.Application()
    application.router.add_get("/{path:.*}", site.answer)
    limits = FetchLimits(connect=20, read=20, total=60)
    async with (
        TestServer(application, host="0.0.0.0") as server,
        open_fetcher("mailto:desk@entente.example", clock, ["127.0.0.0/8"], limits) as fetcher,
        open_parsers(workers=1, seconds=60) as parsers,
    ):
        site.address = f"http://127.0.0.1:{server.port}"
        room = Newsroom(store, clock, site)

        def open_poller() -> Poller:
            a_while, hosts = timedelta(hours=1), Hosts(clock, gap)
            args = store, fetcher, parsers, room.ingest, room.tell, clock, lambda: jitter, a_while, hosts
            return Poller(store, Visits(*args), room.tell, clock)

        room.open_poller = open_poller
        room.poller = room.open_poller()
        yield room
