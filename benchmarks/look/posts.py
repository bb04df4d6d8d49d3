"""What the bot posts without being asked, as a channel shows it: alerts, what changes on them, and a digest. News of our own."""

from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from xml.sax.saxutils import escape

from bot.app import Bot, open_bot
from bot.gateway.connection import connected, until_up
from bot.settings import Settings
from feeds.entries.items import Parsed
from feeds.formats.parse import parse
from sandbox.control import Sandbox
from sandbox.terminal.show import pressable
from sandbox.world.objects import Document
from store.nouns.models import Feed, FeedFacts, Source


@dataclass(frozen=True)
class Story:
    """An item of an outlet, told so many hours before the day of asking."""

    outlet: str
    hours: int
    title: str
    lead: str


FIRST = (
    Story("Harbour Wire", 20, "China hands over second Hangor-class submarine to Pakistan Navy in Wuhan",
          "China handed over the second Hangor-class submarine to the Pakistan Navy at a ceremony in Wuhan on 26 November 2026. Crews will sail it home after trials, the navy said."),
    Story("Valley Courier", 18, "Bangladesh signs for 16 J-10CE fighters from China worth $2.2 billion",
          "Bangladesh signed a contract for 16 J-10CE fighters from China worth $2.2 billion in Dhaka on 27 November 2026."),
    Story("Gulf Ledger", 16, "Russia and Pakistan to hold exercise Druzhba-X in December",
          "Russia and Pakistan will hold the exercise Druzhba-X in Cherat from 8 December 2026, the Pakistani army said."),
    Story("Plateau Times", 14, "Chinese Defence Minister Dong Jun meets Pakistan's army chief in Rawalpindi",
          "Chinese Defence Minister Dong Jun met Pakistan's army chief Asim Munir in Rawalpindi on 27 November 2026 and spoke of joint training."),
    Story("Gulf Ledger", 12, "China says that reports on J-35 jets for Pakistan are untrue",
          "China's defence ministry denied on 27 November 2026 that J-35 jets were being delivered to Pakistan."),
)  # fmt: skip
LATER = (
    Story("Gulf Ledger", 8, "Second Hangor-class submarine handed over to Pakistan",
          "The second of eight Hangor-class submarines was handed over to the Pakistan Navy in Wuhan on 26 November 2026."),
    Story("Harbour Wire", 6, "Bangladesh puts price of 16 J-10CE fighters at $2.4 billion",
          "Bangladesh signed a contract for 16 J-10CE fighters from China worth $2.4 billion in Dhaka on 27 November 2026, the ministry said."),
    Story("Plateau Times", 4, "Pakistan and Russia cancel exercise Druzhba-X",
          "Pakistan and Russia have cancelled the exercise Druzhba-X that was to begin in Cherat on 8 December 2026, the army said on 28 November 2026."),
)  # fmt: skip
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
COUNTRIES = "China, Pakistan, Bangladesh, Russia"
CHANNELS = {"alerts": "full", "digest": "compact"}
"""Channels that are told, and how."""
WATCHES = (
    "/watch add kind:country what:Bangladesh",
    "/watch add kind:country what:Pakistan daily:true hour:9",
    "/watch add kind:word what:submarine daily:true hour:9",
)
"""What a member is told of by direct message: at once, and once a day."""
PATIENCE = 30.0
"""Seconds until a press is answered."""


async def posts(folder: Path) -> tuple[dict[str, tuple[Document, ...]], Sandbox]:
    """The messages by what they are: alerts as they come, the same after later news, what is told of them in their
    threads, and a digest of the day; of a bot on founding knowledge, in two days of its own."""
    clock = _Clock(NOW - timedelta(days=1))
    async with Sandbox.running(now=clock) as sandbox:
        settings = Settings(
            DISCORD_TOKEN=sandbox.token,
            ENTENTE_DISCORD_API=sandbox.api_url,
            ENTENTE_DATABASE=f"sqlite:///{folder / 'posts.db'}",
        )
        async with open_bot(settings, clock) as bot:
            bot.rasterizer.patience = 60
            async with connected(bot.client, sandbox.token, settings.discord_api) as running:
                await until_up(bot.client, running)
                return await _posted(sandbox, bot, clock), sandbox


async def _posted(sandbox: Sandbox, bot: Bot, clock: "_Clock") -> dict[str, tuple[Document, ...]]:
    for channel, style in CHANNELS.items():
        await _chosen(
            sandbox, f"/alerts set channel:#{channel} style:{style} minimum:low countries:{COUNTRIES}"
        )
    await sandbox.invoke("/digest set channel:#general hour:9", member=sandbox.admin)
    for watch in WATCHES:
        await sandbox.invoke(watch)
    await _read(bot, FIRST, clock)
    found = {
        f"alerts, {style}": tuple(deepcopy(sandbox.messages(channel))) for channel, style in CHANNELS.items()
    }
    await _read(bot, LATER, clock)
    found["alerts after later news"] = tuple(sandbox.messages("alerts"))
    for thread in sandbox.threads("alerts"):
        told = (row for row in sandbox.messages(thread["id"]) if row["embeds"])
        found[f"thread: {thread['name']}"] = tuple(told)
    clock.at = NOW
    await bot.summarise()
    await bot.settle()
    digest = sandbox.messages("general")[-1]
    found |= {"digest": (digest,), "direct messages": tuple(sandbox.direct_messages(sandbox.member))}
    return found | await _by_direct_message(sandbox, digest)


async def _by_direct_message(sandbox: Sandbox, digest: Document) -> dict[str, tuple[Document, ...]]:
    """What follows when a member wants the digest too, and what they are told who press something twice or take none."""
    begin = next(part["custom_id"] for part in pressable(digest) if "digest-dm" in part["custom_id"])
    told = [await sandbox.press(digest, begin) for _ in range(2)]
    sandbox.close_direct_messages(sandbox.admin)
    told.append(await sandbox.press(digest, begin, member=sandbox.admin))
    for reply in told:
        await reply.until(lambda now: bool(now.messages), PATIENCE)
    own = tuple(sandbox.direct_messages(sandbox.member)[-1:])
    return {"Get it by DM": tuple(one for reply in told for one in reply.messages), "its direct message": own}


class _Clock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


async def _chosen(sandbox: Sandbox, line: str) -> None:
    """A command whose forecast is saved."""
    forecast = await sandbox.invoke(line, member=sandbox.admin)
    save = next(part for message in forecast.messages for part in pressable(message))
    await sandbox.press(forecast.messages[0], save["custom_id"], member=sandbox.admin)


async def _read(bot: Bot, stories: tuple[Story, ...], clock: _Clock) -> None:
    """Each at its hour, as the watcher would."""
    for story in stories:
        clock.at = NOW - timedelta(hours=story.hours)
        feed = await _feed(bot, story.outlet)
        parsed = parse(_rss(story, clock.at), "application/rss+xml", feed, clock.at)
        if isinstance(parsed, Parsed):
            await bot.wire.ingest.feed(feed, parsed.items)
        clock.at += timedelta(minutes=10)
        await bot.settle()


async def _feed(bot: Bot, outlet: str) -> Feed:
    key = outlet.lower().replace(" ", "-")
    store = bot.base.store
    if known := await store.wire.feed(key):
        return known
    await store.register.add_source(Source(id=key, name=outlet, owner=outlet, reliability="B"))
    return await store.wire.add_feed(key, FeedFacts(source=key, url=f"https://{key}.example/feed"))


def _rss(story: Story, now: datetime) -> bytes:
    item = (
        f"<item><title>{escape(story.title)}</title><link>https://wire.example/{story.hours}</link>"
        f"<pubDate>{format_datetime(now)}</pubDate><description>{escape(story.lead)}</description></item>"
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{item}</channel></rss>'.encode()
    )
