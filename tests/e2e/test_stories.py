"""Stories that unfold over weeks in several outlets: what a channel is shown of each text, and the digest of each week.

``tests/cases/stories/`` has the texts of all stories in the order of their days: what each posts (the plain line of each
new message, threads included), and the line of facts of the card that it changes.
"""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from bot.app import Bot, open_bot
from bot.gateway.connection import connected, until_up
from bot.settings import Settings
from feeds.entries.items import Parsed
from feeds.formats.parse import parse
from handlers.render.paging.measure import visible_text
from sandbox.control import Sandbox
from sandbox.terminal.show import pressable
from store.nouns.models import Feed, FeedFacts, Source
from tests.clock import Clock

FILES = sorted((Path(__file__).parents[1] / "cases" / "stories").glob("*.toml"))
START = datetime(2026, 8, 31, 10, tzinfo=UTC)
WEEK = timedelta(days=7)
ALERTS = "/alerts set channel:#alerts minimum:low countries:{}"
DIGEST = "/digest set channel:#digest often:weekly hour:9"


CASES = {path.stem: tomllib.loads(path.read_text()) for path in FILES}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_a_channel_is_told_each_story_once_and_as_it_stands(
    case: dict[str, Any], tmp_path: Path
) -> None:
    clock = Clock(START)
    async with Sandbox.running(now=clock) as sandbox:
        settings = Settings(
            DISCORD_TOKEN=sandbox.token,
            ENTENTE_DISCORD_API=sandbox.api_url,
            ENTENTE_DATABASE=f"sqlite:///{tmp_path / 'stories.db'}",
        )
        async with (
            open_bot(settings, clock) as bot,
            connected(bot.client, sandbox.token, settings.discord_api) as running,
        ):
            await until_up(bot.client, running)
            bot.delivery.pause = (
                0.0  # it waits between messages by no clock that a test turns; that is tested elsewhere
            )
            reader = Reader(sandbox, bot, clock)
            await reader.choose(ALERTS.format(", ".join(case["countries"])))
            await sandbox.invoke(DIGEST, member=sandbox.admin)
            told, digests = await reader.read(case["item"])
    assert told == [(one["title"], one["posts"], one["facts"]) for one in case["item"]]
    assert digests == [(one["content"], one["lines"]) for one in case["digest"]]


class Reader:
    """Who reads the channel after every text, and each digest."""

    def __init__(self, sandbox: Sandbox, bot: Bot, clock: Clock) -> None:
        self.sandbox, self.bot, self.clock = sandbox, bot, clock
        self.seen: dict[str, list[str]] = {}
        self.next = START + timedelta(days=7) - timedelta(hours=1)

    async def choose(self, line: str) -> None:
        forecast = await self.sandbox.invoke(line, member=self.sandbox.admin)
        save = next(part for message in forecast.messages for part in pressable(message))
        await self.sandbox.press(forecast.messages[0], save["custom_id"], member=self.sandbox.admin)

    async def read(self, items: list[dict[str, Any]]) -> tuple[list[Any], list[Any]]:
        told, digests = [], []
        for item in items:
            while self.next <= item["at"]:
                digests += [await self.digest()]
            await self.publish(item)
            told.append((item["title"], *self.news()))
        digests += [await self.digest()]
        return told, [one for one in digests if one]

    async def publish(self, item: dict[str, Any]) -> None:
        self.turn_to(item["at"])
        feed = await self.feed(item["outlet"])
        parsed = parse(rss(item), "application/rss+xml", feed, self.clock())
        assert isinstance(parsed, Parsed)
        await self.bot.wire.ingest.feed(feed, parsed.items)
        for _ in range(2):  # a message is edited once a minute
            self.clock.turn(minutes=10)
            await self.bot.settle()

    async def digest(self) -> tuple[str, list[str]] | None:
        self.turn_to(self.next)
        self.next += WEEK
        before = len(self.sandbox.messages("digest"))
        await self.bot.summarise()
        await self.bot.settle()
        new = self.sandbox.messages("digest")[before:]
        return next(((plain(one["content"]), lines(one)[:-1]) for one in new), None)

    def news(self) -> tuple[list[str], str]:
        """The plain lines of the new messages, and the facts of the card that is new or changed, if any is."""
        places = ["alerts", *(row["id"] for row in self.sandbox.threads("alerts"))]
        posts, facts = [], ""
        for message in (row for place in places for row in self.sandbox.messages(place)):
            shown = [plain(message["content"]), *lines(message)]
            if message["content"] and self.seen.get(message["id"]) != shown:
                posts += [] if message["id"] in self.seen else [shown[0]]
                facts = facts or next((line for line in shown if is_of_facts(line)), "")
                self.seen[message["id"]] = shown
        return posts, facts

    def turn_to(self, at: datetime) -> None:
        self.clock.turn(seconds=(at - self.clock()).total_seconds())

    async def feed(self, outlet: str) -> Feed:
        key = outlet.lower().replace(" ", "-")
        store = self.bot.base.store
        if known := await store.wire.feed(key):
            return known
        await store.register.add_source(Source(id=key, name=outlet, owner=outlet, reliability="B"))
        return await store.wire.add_feed(key, FeedFacts(source=key, url=f"https://{key}.example/feed"))


def is_of_facts(line: str) -> bool:
    """Whether flags stand in it: of the states that take part."""
    return any("\U0001f1e6" <= sign <= "\U0001f1ff" for sign in line)


def lines(message: dict[str, Any]) -> list[str]:
    return list(_lines(message))


def _lines(message: dict[str, Any]) -> Iterator[str]:
    for embed in message["embeds"]:
        yield from (plain(line) for line in (embed.get("description") or "").split("\n") if line.strip())


def plain(text: str) -> str:
    return visible_text(text).replace("\u00a0", " ").strip()


def rss(item: dict[str, Any]) -> bytes:
    link = f"https://{item['outlet'].split()[0].lower()}.example/{item['at']:%m%d%H}"
    entry = (
        f"<item><title>{escape(item['title'])}</title><link>{link}</link>"
        f"<pubDate>{format_datetime(item['at'])}</pubDate><description>{escape(item['lead'])}</description></item>"
    )
    head = '<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
    return f"{head}{entry}</channel></rss>".encode()
