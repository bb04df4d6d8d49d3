"""Articles behind headlines: only where a feed wishes it, by robots.txt, one for each host and minute."""

from aiohttp import web
from aiohttp.test_utils import TestServer

from feeds.entries.items import Item
from feeds.http.fetch import open_fetcher
from feeds.workers.workers import open_parsers
from handlers.watch.full_text import FullTexts
from handlers.watch.hosts import Hosts
from store.nouns.models import ArticleFacts, Feed
from tests.clock import Clock

SENTENCE = "The two navies ended their drill off the coast on Monday, after nine days with eleven ships. "
PAGE = (
    f"<html><body><nav>Menu</nav><article><h1>Drill ends</h1><p>{SENTENCE * 12}</p></article></body></html>"
)
ROBOTS = "User-agent: *\nDisallow: /closed/\n"


def item(url: str, lead: str = "") -> Item:
    return Item(ArticleFacts(source="x", title="Drill ends", url=url, lead=lead), ("guid:1",))


def feed(clock: Clock, full_text: bool) -> Feed:
    return Feed(
        id="x", source="x", url="http://x.example/", added_at=clock(), next_due=clock(), full_text=full_text
    )


async def test_a_lead_is_read_politely(clock: Clock) -> None:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(request.path)
        robots = request.path == "/robots.txt"
        return web.Response(
            text=ROBOTS if robots else PAGE, content_type="text/plain" if robots else "text/html"
        )

    application = web.Application()
    application.router.add_get("/{path:.*}", answer)
    async with (
        TestServer(application) as server,
        open_fetcher("", clock, ["127.0.0.0/8"]) as fetcher,
        open_parsers(workers=1, seconds=60) as parsers,
    ):
        texts = FullTexts(fetcher, parsers, Hosts(clock, gap=0), clock)
        site = f"http://127.0.0.1:{server.port}"
        assert await texts.completed(feed(clock, False), [item(f"{site}/1")]) == [item(f"{site}/1")]
        assert asked == []
        first, second = await texts.completed(feed(clock, True), [item(f"{site}/1"), item(f"{site}/2")])
        assert "The two navies ended their drill" in first.article.lead
        assert "Menu" not in first.article.lead
        assert len(first.article.lead) <= 600
        assert second.article.lead == ""
        assert asked == ["/robots.txt", "/1"]
        clock.turn(minutes=1)
        (closed,) = await texts.completed(feed(clock, True), [item(f"{site}/closed/3")])
        assert closed.article.lead == ""
        clock.turn(minutes=1)
        (told,) = await texts.completed(feed(clock, True), [item(f"{site}/4", "A lead of its own. " * 20)])
        assert told.article.lead.startswith("A lead of its own.")
        assert asked == ["/robots.txt", "/1"]


async def test_a_redirect_leads_nowhere_that_its_robots_txt_forbids(clock: Clock) -> None:
    asked: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(f"{request.host.partition(':')[0]}{request.path}")
        if request.path == "/robots.txt":
            return web.Response(text=ROBOTS)
        if request.path.startswith("/moved/"):
            raise web.HTTPFound(f"http://127.0.0.2:{request.url.port}/{request.path.removeprefix('/moved/')}")
        return web.Response(text=PAGE, content_type="text/html")

    application = web.Application()
    application.router.add_get("/{path:.*}", answer)
    async with (
        TestServer(application, host="0.0.0.0") as server,
        open_fetcher("", clock, ["127.0.0.0/8"]) as fetcher,
        open_parsers(workers=1, seconds=60) as parsers,
    ):
        texts = FullTexts(fetcher, parsers, Hosts(clock, gap=0), clock)
        site = f"http://127.0.0.1:{server.port}/moved"
        (closed,) = await texts.completed(feed(clock, True), [item(f"{site}/closed/1")])
        assert closed.article.lead == ""
        assert asked == ["127.0.0.1/robots.txt", "127.0.0.1/moved/closed/1", "127.0.0.2/robots.txt"]
        clock.turn(minutes=1)
        (open_to_all,) = await texts.completed(feed(clock, True), [item(f"{site}/2")])
        assert "The two navies ended their drill" in open_to_all.article.lead
        assert asked[3:] == ["127.0.0.1/moved/2", "127.0.0.2/2"]
