"""A whole town for the whole bot: a Discord, a newspaper, a seeded register, and a clock over all of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape

import pytest
from aiohttp import web

from bot.app import Bot, open_bot
from bot.gateway.connection import connected, until_up
from bot.settings import Settings
from sandbox.control import Sandbox
from sandbox.rest.interactions import Reply
from sandbox.terminal.show import pressable
from tests.clock import Clock


@dataclass
class Newspaper:
    """An RSS feed on loopback that grows as a test publishes."""

    clock: Clock
    port: int = 0
    items: list[str] = field(default_factory=list)
    requests: int = 0
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    """Set at each request."""

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"http://{self.place}/feed.xml"

    def publish(self, title: str, text: str, at: datetime | None = None, more: str = "") -> None:
        """``more`` are further elements of the entry."""
        link = f"http://{self.place}/news/{len(self.items) + 1}"
        when = format_datetime(at or self.clock())
        self.items.append(
            f"<item><title>{escape(title)}</title><description>{escape(text)}</description>"
            f"<link>{link}</link><guid>{link}</guid><pubDate>{when}</pubDate>{more}</item>"
        )

    async def serve(self, _request: web.Request) -> web.Response:
        self.requests += 1
        self.asked.set()
        head = (
            "<title>The Daily Test</title><link>http://daily.example/</link><description>News</description>"
        )
        body = f'<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel>{head}{"".join(reversed(self.items))}</channel></rss>'
        return web.Response(text=body, content_type="application/rss+xml")


@dataclass
class Town:
    """What stays when the bot is restarted."""

    sandbox: Sandbox
    paper: Newspaper
    clock: Clock
    settings: Settings

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[Bot]:
        """The whole bot, connected; no tick runs unless the test asks for it."""
        token = self.settings.token.get_secret_value() if self.settings.token else ""
        async with (
            open_bot(self.settings, self.clock) as bot,
            connected(bot.client, token, self.settings.discord_api) as running,
        ):
            await until_up(bot.client, running)
            yield bot

    async def ask(self, bot: Bot, line: str, *, admin: bool = False) -> Reply:
        member = self.sandbox.admin if admin else self.sandbox.member
        reply = await self.sandbox.invoke(line, member=member)
        await bot.client.tree.idle()
        return reply

    async def confirm(self, bot: Bot, line: str) -> Reply:
        """Asks as an admin and presses the first button of the answer, as a preview wants it."""
        reply = await self.ask(bot, line, admin=True)
        button = pressable(reply.messages[0])[0]
        return await self.sandbox.press(reply.messages[0], button["custom_id"], member=self.sandbox.admin)

    def turn(self, **by: float) -> None:
        """The clock of the bot, of its Discord and of its newspaper are one."""
        self.clock.turn(**by)


@pytest.fixture
async def town(founded_url: str, clock: Clock) -> AsyncIterator[Town]:
    paper = Newspaper(clock)
    application = web.Application()
    application.router.add_get("/feed.xml", paper.serve)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    paper.port = runner.addresses[0][1]
    async with Sandbox.running(now=clock) as sandbox:
        settings = Settings(
            DISCORD_TOKEN=sandbox.token,
            ENTENTE_DISCORD_API=sandbox.api_url,
            ENTENTE_DATABASE=founded_url,
            ENTENTE_ALLOW_PRIVATE_FEEDS=paper.place,
        )
        yield Town(sandbox, paper, clock, settings)
    await runner.cleanup()


async def only_the_paper(bot: Bot) -> None:
    """Leaves no feed but those that tests add: the default ones are elsewhere."""
    for feed in await bot.base.store.wire.feeds():
        await bot.base.store.wire.change_feed(feed.id, {"next_due": feed.next_due + timedelta(days=36500)})
