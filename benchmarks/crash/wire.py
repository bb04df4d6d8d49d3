"""Two outlets for benchmarks: one tells exercises, each an event of its own; another tells some of them again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Literal
from xml.sax.saxutils import escape

from aiohttp import web

from benchmarks.crash.names import name, slug

PATH = "/crash/feed.xml"
ECHO_PATH = "/crash/second.xml"
IN_FEED = 100
"""Items that a feed shows at a time: more than a row of lives that end before they read it can leave unread."""
FIRST = 60
"""Items of the first visit, which is remembered and not told: enough for what is new not to be a flood."""
RHYTHM = timedelta(minutes=10)
"""Between two items of the first visit."""
Verb = Literal["begin", "conclude"]


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class Wire:
    """A feed of exercises, numbered from 1 (``benchmarks/crash/names.py``)."""

    published: list[datetime] = field(default_factory=list)
    reads: int = 0
    asked: Callable[[str], None] = lambda _sign: None
    """Told ``read`` whenever the feed is."""

    @property
    def count(self) -> int:
        return len(self.published)

    def found(self) -> None:
        """What the first visit finds."""
        now = utc_now()
        self.published = [now - RHYTHM * (FIRST - number) for number in range(1, FIRST + 1)]

    def publish(self, items: int) -> None:
        self.published += [utc_now()] * items

    async def serve(self, _request: web.Request) -> web.Response:
        self.reads += 1
        self.asked("read")
        first = max(1, self.count - IN_FEED + 1)
        return feed("Crash Wire", [self._item(number) for number in range(self.count, first - 1, -1)])

    def _item(self, number: int) -> str:
        name = exercise(number)
        title = f"Pakistan and China begin joint military exercise {name}"
        text = f"The armies of Pakistan and China began the joint exercise {name}, the military said."
        return item(title, text, address(number), self.published[number - 1])


@dataclass
class Echo:
    """Another outlet, of another owner: it tells later what the wire told, and how it ended."""

    told: list[tuple[int, Verb, datetime]] = field(default_factory=list)

    def publish(self, number: int, verb: Verb) -> None:
        self.told.append((number, verb, utc_now()))

    def found(self) -> None:
        """What the first visit finds."""
        now = utc_now()
        self.told = [(number, "begin", now - RHYTHM * (FIRST - number)) for number in range(1, FIRST + 1)]

    @property
    def numbers(self) -> set[int]:
        """The items of the wire that it told again since the first visit, counted from 1."""
        return {number for number, _, _ in self.told[FIRST:]}

    def newest(self) -> str | None:
        """The address of the newest item since the first visit, which alone is filed."""
        return self._address(*self.told[-1][:2]) if len(self.told) > FIRST else None

    async def serve(self, _request: web.Request) -> web.Response:
        return feed("Second Wire", [self._item(*one) for one in reversed(self.told[-IN_FEED:])])

    def _item(self, number: int, verb: Verb, at: datetime) -> str:
        name, words = exercise(number), {"begin": "start", "conclude": "conclude"}[verb]
        title = f"Chinese and Pakistani armies {words} joint military exercise {name}"
        text = (
            f"Soldiers of China and Pakistan {words} the exercise {name}, a spokesman told the Second Wire."
        )
        return item(title, text, self._address(number, verb), at)

    def _address(self, number: int, verb: Verb) -> str:
        return f"http://second.example/{verb}/{slug(number)}"


def exercise(number: int) -> str:
    return name(number)


def address(number: int) -> str:
    """Where an item of the wire is read, counted from 1."""
    return f"http://crash.example/{slug(number)}"


def feed(title: str, items: Sequence[str]) -> web.Response:
    head = f"<title>{title}</title><link>http://crash.example/</link><description>Items</description>"
    body = f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'
    return web.Response(text=body, content_type="application/rss+xml")


def item(title: str, text: str, link: str, at: datetime) -> str:
    return (
        f"<item><title>{escape(title)}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>{format_datetime(at)}</pubDate><description>{escape(text)}</description></item>"
    )
