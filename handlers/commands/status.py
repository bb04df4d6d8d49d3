"""``/status``: whether everything works: feeds, messages that wait, questions, schedules."""

import math
from collections.abc import Callable
from datetime import datetime

from discord import app_commands
from discord.ext import commands

from handlers.health.health import Health
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.feed import all_feeds_line, feed_line, wants_attention
from handlers.render.paging.booklet import AskedCommand
from handlers.render.words.text import safe
from handlers.ui.buttons import Interaction
from handlers.ui.home import Home
from handlers.ui.pager import Pager
from store.store import Store
from store.wire.watched import Yield


class StatusCommand(commands.Cog):
    """For everybody; feeds and questions are the home server's, each server sees its own messages."""

    def __init__(
        self,
        store: Store,
        home: Home,
        now: Callable[[], datetime],
        pager: Pager,
        health: Health | None = None,
    ) -> None:
        self.store = store
        self.home = home
        self.now = now
        self.pager = pager
        self.health = health

    @app_commands.command(name="status", description="Whether everything works: feeds, messages, questions")
    @app_commands.describe(share="Show it to everybody here")
    async def status(self, interaction: Interaction, share: bool = False) -> None:
        question = AskedCommand("status", ())
        await self.pager.send(interaction, question, await self.asked(interaction), share=share)

    async def asked(self, interaction: Interaction) -> Answer:
        return await self.answer(interaction.guild_id, interaction.client.latency)

    async def answer(self, guild: int | None, latency: float) -> Answer:
        home = await self.home.is_here(guild)
        feeds = await self.store.wire.feeds()
        counts = await self.store.outbox.counts(None if home else guild)
        reviews = await self.store.reviews.count() + await self.store.proposals.count() if home else 0
        unasked = await self.store.reviews.unasked() if home else 0
        digests = await self.store.subscriptions.digests(guild)
        now = self.now()
        brought = await self.store.watched.yields(now)
        troubled = [feed for feed in feeds if wants_attention(feed, now)]
        wrongs, held = await self._wrongs(), await self._held(guild)
        lead = (
            Line(_in_short(len(wrongs), len(held), len(troubled))),
            Line(_connection(latency)),
            all_feeds_line(feeds, brought.values(), now),
            Line(f"Messages: {_counted(counts) or 'none yet'}"),
            *([_questions(reviews, unasked)] * home),
            *(
                Line(f"Next digest of <#{row.channel}>: <t:{int(row.next_slot.timestamp())}:f>")
                for row in digests
            ),
        )
        failing = [feed_line(feed, brought.get(feed.id, Yield()), now) for feed in troubled if home]
        sections = (
            Section("The bot itself", wrongs),
            Section("Channels that take no messages", held),
            Section("Feeds in trouble", tuple(failing)),
        )
        return Answer("Status", lead, tuple(part for part in sections if part.lines))

    async def _wrongs(self) -> tuple[Line, ...]:
        """What is wrong with the bot's own work, without what only its operator has to know of the database."""
        wrongs = await self.health.everything() if self.health else []
        return tuple(Line(safe(_shown(sentence))) for sentence in wrongs)

    async def _held(self, guild: int | None) -> tuple[Line, ...]:
        rows = [row for row in await self.store.outbox.held_channels() if row.guild == guild]
        return tuple(
            Line(
                f"<#{row.channel}>: {row.waiting} waiting since <t:{int(row.since.timestamp())}:f>: {safe(row.error)}. "
                f"`/alerts drop channel:{row.channel}` gives them up."
            )
            for row in rows
        )


def _questions(waiting: int, unasked: int) -> Line:
    """Those beyond a day's number are no secret: who has time asks for them."""
    more = f"; {unasked} left out on days that had enough" if unasked else ""
    asks = ": `/review`" if waiting or unasked else ""
    count = (
        "No question waits"
        if not waiting
        else "One question waits"
        if waiting == 1
        else f"{waiting} questions wait"
    )
    return Line(f"{count} for a person{more}{asks}")


def _connection(latency: float) -> str:
    """``Connected to Discord, 40 ms away``."""
    return (
        f"Connected to Discord, {latency * 1000:.0f} ms away"
        if math.isfinite(latency)
        else "Not connected to Discord"
    )


def _in_short(wrongs: int, held: int, troubled: int) -> str:
    """``Not everything works: 2 feeds are in trouble, 1 channel takes no messages.``"""
    parts = [
        "the bot itself is in trouble" if wrongs else "",
        f"{troubled} feed{'s are' if troubled > 1 else ' is'} in trouble" if troubled else "",
        f"{held} channel{'s take' if held > 1 else ' takes'} no messages" if held else "",
    ]
    said = ", ".join(part for part in parts if part)
    return f"**Not everything works:** {said}." if said else "**Nothing is in trouble.**"


def _shown(sentence: str) -> str:
    """Without what follows the first colon, but for that behind the name of a process."""
    process, mark, rest = sentence.partition(": ") if sentence.startswith("process ") else ("", "", sentence)
    return f"{process}{mark}{rest.partition(': ')[0]}"


def _counted(counts: dict[str, int]) -> str:
    return ", ".join(f"{count} {safe(state)}" for state, count in sorted(counts.items()))
