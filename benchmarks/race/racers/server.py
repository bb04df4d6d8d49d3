"""Many publishers on loopback: every feed has a host of its own in 127.0.0.0/8, its own latency and its own size.

``python benchmarks/race/racers/server.py FEEDS [SLOWER]`` prints its port; each answer takes SLOWER times as long. ``GET /edition`` makes every tenth feed publish one more entry.
Needs nothing but aiohttp: it runs in the peers' environment too.
"""

import asyncio
import random
import sys

from aiohttp import web

ENTRIES = 30
SLOWER = float(sys.argv[2]) if len(sys.argv) > 2 else 1.0
WORDS = [
    "navy",
    "minister",
    "agreement",
    "frigate",
    "exercise",
    "delegation",
    "harbour",
    "signed",
    "visited",
    "statement",
    "ministry",
    "defence",
    "patrol",
    "port",
    "training",
    "talks",
    "equipment",
    "delivery",
    "officers",
    "border",
    "crisis",
    "budget",
    "parliament",
    "election",
    "storm",
    "harvest",
    "market",
    "football",
    "festival",
    "school",
    "hospital",
]
RANDOM = random.Random(7)
TEXT = " ".join(f"<p>{' '.join(RANDOM.choices(WORDS, k=40))}.</p>" for _ in range(40))


def latency(feed: int) -> float:
    """50 to 300 ms, or as many times that as is asked for, the same at every visit."""
    return SLOWER * (0.05 + 0.25 * random.Random(feed).random())


def body(feed: int, edition: int) -> bytes:
    """30 to 210 kB; a feed that publishes has one entry more at its top and one less at its end."""
    newest = edition if feed % 10 == 0 else 0
    size = int(random.Random(feed).uniform(0.8, 6.8) * 1000)
    entries = "".join(
        entry(feed, number, TEXT[:size]) for number in range(newest + ENTRIES - 1, newest - 1, -1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Publisher {feed}</title><link>https://p{feed}.example/</link>'
        f"<description>News of {feed}</description><language>en</language>{entries}</channel></rss>"
    ).encode()


def entry(feed: int, number: int, text: str) -> str:
    title = " ".join(random.Random(feed * 1000 + number).choices(WORDS, k=8)).capitalize()
    address = f"https://p{feed}.example/{number}/{title.lower().replace(' ', '-')}"
    return (
        f"<item><title>{title}</title><link>{address}</link><guid isPermaLink='false'>https://p{feed}.example/?p={number}</guid>"
        f"<dc:creator>Reporter {number % 7}</dc:creator><pubDate>Mon, {1 + number % 27:02} Jan 2024 {number % 24:02}:00:00 GMT</pubDate>"
        f"<description><![CDATA[{text[:300]}]]></description><content:encoded><![CDATA[{text}]]></content:encoded></item>"
    )


class Publishers:
    def __init__(self) -> None:
        self.edition = 0
        self.requests = 0

    async def answer(self, request: web.Request) -> web.Response:
        if request.path == "/edition":
            self.edition += 1
            return web.json_response({"edition": self.edition, "requests": self.requests})
        self.requests += 1
        feed = int(request.path.rpartition("/")[2])
        await asyncio.sleep(latency(feed))
        etag = f'"{feed}-{self.edition if feed % 10 == 0 else 0}"'
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers={"ETag": etag})
        return web.Response(
            body=body(feed, self.edition), headers={"ETag": etag}, content_type="application/rss+xml"
        )


async def main() -> None:
    application = web.Application()
    application.router.add_get("/{path:.*}", Publishers().answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "0.0.0.0", 0, backlog=2000)  # noqa: S104 - loopback has more than one address
    await site.start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(main())
