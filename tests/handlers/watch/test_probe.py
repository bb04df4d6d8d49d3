"""What a person types, and the feed behind it: on a real server on loopback."""

from collections.abc import Sequence

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from feeds.entries.items import Item
from feeds.http.fetch import FetchLimits, open_fetcher
from feeds.workers.workers import open_parsers
from handlers.ingest.judge import Judged
from handlers.watch.hosts import Hosts
from handlers.watch.probe import FeedProbe, FoundFeed, NoFeed, source_of, with_scheme
from store.nouns.models import Feed
from tests.clock import Clock

FEED = "<rss version='2.0'><channel><title>Yard</title><item><title>Launch</title></item></channel></rss>"


async def nothing(feed: Feed, items: Sequence[Item]) -> list[Judged]:
    return []


async def answer(request: web.Request) -> web.Response:
    pages = {
        "/own/paper.xml": FEED,
        "/blog/": "<html><title>A blog with secret words</title></html>",
        "/blog/feed/": FEED,
        "/wall": "<html><title>Just a moment...</title></html>",
    }
    return web.Response(text=pages.get(request.path, ""), status=200 if request.path in pages else 404)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("dawn.com/feeds", "https://dawn.com/feeds"),
        (" <https://dawn.com> ", "https://dawn.com"),
        ("//dawn.com", "https://dawn.com"),
        ("dawn.com:8443/x", "https://dawn.com:8443/x"),
        ("feed://dawn.com/x", "http://dawn.com/x"),
        ("feed:https://dawn.com/x", "https://dawn.com/x"),
        ("HTTP://dawn.com", "HTTP://dawn.com"),
        ("ftp://dawn.com", "ftp://dawn.com"),
        ("file:/etc/passwd", "file:/etc/passwd"),
    ],
)
def test_an_address_as_people_type_it(typed: str, wanted: str) -> None:
    assert with_scheme(typed) == wanted


async def test_what_is_found_behind_an_address(clock: Clock) -> None:
    application = web.Application()
    application.router.add_get("/{path:.*}", answer)
    async with (
        TestServer(application) as server,
        open_fetcher("", clock, ["127.0.0.0/8"], FetchLimits(connect=1, read=2, total=3)) as fetcher,
        open_parsers(workers=1, seconds=60) as parsers,
    ):
        place = f"127.0.0.1:{server.port}"
        probe = FeedProbe(fetcher, parsers, nothing, Hosts(clock, gap=0), clock)
        typed = await probe.find(f"{place}/own/paper.xml")
        assert isinstance(typed, FoundFeed)
        assert (typed.url, typed.title) == (f"http://{place}/own/paper.xml", "Yard")
        below = await probe.find(f"http://{place}/blog/")
        assert isinstance(below, FoundFeed)
        assert below.url == f"http://{place}/blog/feed/"
        assert await probe.find(f"http://{place}/wall") == NoFeed(
            "the server sent a page that asks for a person (a challenge), not the feed; no feed was found on it"
        )
        assert await probe.find("http://10.0.0.1/") == NoFeed(
            "the address is private or reserved: the bot does not open it"
        )


def test_a_file_that_names_no_page_is_a_source_of_its_own() -> None:
    one, other = source_of("saved/one.xml", "", ()), source_of("saved/two.xml", "Two", ())
    assert (one.name, other.name, one.homepage) == ("one.xml", "Two", None)
    assert one.id != other.id
    assert one.owner != other.owner
