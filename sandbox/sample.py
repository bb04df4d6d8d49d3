"""A small news feed of the sandbox's own, so that a first run shows the point without the internet.

Three items: one tells of a visit that the founding knowledge already holds, one is new (and made up: outlet, exercise
and numbers are samples and say so), one is off topic. RSS 2.0: https://www.rssboard.org/rss-specification
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Final
from xml.etree import ElementTree as ET

from aiohttp import web

from sandbox.control import Sandbox

PATH: Final = "/sample/feed.xml"
OUTLET: Final = "Sample Wire"


@dataclass(frozen=True)
class Item:
    """``age`` is how long before the reading it was published."""

    slug: str
    title: str
    text: str
    age: timedelta


ITEMS: Final = (
    Item(
        "wei-fenghe-rawalpindi-2020",
        "From the archive: China, Pakistan sign defence MoU as Wei Fenghe visits Rawalpindi",
        "On November 30, 2020 China's Defence Minister, General Wei Fenghe, visited the army's General Headquarters "
        "in Rawalpindi and met Chief of Army Staff General Qamar Javed Bajwa. A memorandum of understanding on "
        "defence cooperation between the Chinese and the Pakistani armies was signed during the visit.",
        timedelta(hours=5),
    ),
    Item(
        "sample-naval-exercise",
        "China and Pakistan announce new naval exercise Sample Tide-1 in the Arabian Sea",
        "Sample item, made up for a first run. The People's Liberation Army Navy and the Pakistan Navy announced "
        "the bilateral naval exercise Sample Tide-1, to be held off Karachi next month. Two Chinese frigates and a "
        "Pakistani submarine are to take part in anti-submarine drills, a Pakistan Navy spokesperson said.",
        timedelta(hours=2),
    ),
    Item(
        "sample-cricket",
        "Pakistan beat China by nine wickets in Asian Games cricket",
        "Sample item, made up for a first run. Pakistan's cricketers reached the final of the tournament with a "
        "nine-wicket win over China in Hangzhou after rain had shortened the morning session.",
        timedelta(hours=1),
    ),
)


def feed(now: datetime, address: str) -> bytes:
    """The feed as it stands at ``now``; ``address`` is where it is served (``http://127.0.0.1:port``).

    The guid of an item outlives the port, so that a second run knows it again.
    """
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    _texts(channel, title=OUTLET, link=address, description="Sample news for a first run", language="en")
    for item in ITEMS:
        link = f"{address}/sample/{item.slug}"
        row = ET.SubElement(channel, "item")
        published = format_datetime(now - item.age)
        _texts(row, title=item.title, link=link, pubDate=published, description=item.text)
        ET.SubElement(row, "guid", isPermaLink="false").text = f"sample-wire:{item.slug}"
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


class Sample:
    """Serves the feed at ``PATH``, dated by the sandbox's clock; each item's link leads to its text."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._server = sandbox.server

    async def serve_feed(self, request: web.Request) -> web.Response:
        body = feed(self._server.clock.now(), self._server.url)
        return web.Response(body=body, content_type="application/rss+xml")

    async def serve_item(self, request: web.Request) -> web.Response:
        item = next((row for row in ITEMS if row.slug == request.match_info["slug"]), None)
        if item is None:
            raise web.HTTPNotFound
        return web.Response(text=f"{item.title}\n\n{item.text}\n")


def sample_routes(sandbox: Sandbox) -> list[web.RouteDef]:
    sample = Sample(sandbox)
    return [web.get(PATH, sample.serve_feed), web.get("/sample/{slug}", sample.serve_item)]


def _texts(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text
