"""Two whole bots with one token on one database, both connected, as it is while one takes over from the other: Discord
tells both of everything."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import discord
from sqlalchemy import event

from bot.app import Bot
from bot.gateway.tree import INVOKER
from sandbox.rest.interactions import Reply
from tests.town import Town

PRESSED = "discord-ui-dynamic-item"
"""How discord.py begins the name of a task that answers a button."""
WRITING = ("INSERT", "UPDATE", "DELETE")
KEPT = ("INSERT INTO keptanswer", "INSERT INTO featureword", "INSERT INTO eventfeatures")
"""The pages of an answer, and what was made of events for the next start, are kept by both: they are the same, and change
nothing that people know of."""
CLAIM = "INSERT INTO claimedinteraction"


@dataclass
class Twins:
    """``wrote`` are the statements of the last interaction that write, by bot, also of what was undone."""

    town: Town
    bots: tuple[Bot, Bot]
    wrote: tuple[list[str], list[str]] = field(default_factory=lambda: ([], []))

    async def ask(self, line: str) -> Reply:
        return await self.both(self.town.sandbox.invoke(line, member=self.town.sandbox.admin))

    async def press(self, kind: Any, number: int, value: str | None = None) -> Reply:
        """Presses a button, or chooses from a menu, that one of the bots posted."""
        sandbox = self.town.sandbox
        options = [] if value is None else [[discord.SelectOption(label="one", value=value)]]
        part = kind(number, *options)
        view = discord.ui.View(timeout=None)
        view.add_item(part)
        view.stop()
        channel = self.bots[0].client.get_channel(int(sandbox.channels["general"]["id"]))
        assert isinstance(channel, discord.TextChannel)
        await channel.send("press", view=view)
        message, id_ = sandbox.messages("general")[-1], part.item.custom_id
        if value is None:
            return await self.both(sandbox.press(message, id_, member=sandbox.admin))
        return await self.both(sandbox.select(message, id_, value, member=sandbox.admin))

    async def both(self, act: Awaitable[Reply]) -> Reply:
        """What was answered when both bots have heard of it and have done with it."""
        for wrote in self.wrote:
            wrote.clear()
        heard = [bot.client.wait_for("interaction", timeout=60) for bot in self.bots]
        reply = await act
        await asyncio.gather(*heard)
        while tasks := [task for task in asyncio.all_tasks() if _answers(task)]:
            await asyncio.wait(tasks)
        return reply

    @property
    def claimed(self) -> bool:
        """Whether something was written for it. Whatever is written begins with the claim, and only one goes on."""
        for wrote in filter(None, self.wrote):
            assert wrote[0].startswith(CLAIM), wrote
        went_on = [wrote for wrote in self.wrote if wrote[1:]]
        assert len(went_on) <= 1, went_on
        return any(self.wrote)


def _answers(task: asyncio.Task[Any]) -> bool:
    return task.get_name() == INVOKER or task.get_name().startswith(PRESSED)


@asynccontextmanager
async def twins(town: Town) -> AsyncIterator[Twins]:
    async with town.bot() as one, town.bot() as other:
        pair = Twins(town, (one, other))
        for bot, wrote in zip(pair.bots, pair.wrote, strict=True):
            _note(bot, wrote)
        yield pair


def _note(bot: Bot, wrote: list[str]) -> None:
    def noted(*about: Any) -> None:
        if about[2].startswith(WRITING) and not about[2].startswith(KEPT):
            wrote.append(about[2])

    event.listen(bot.base.store.database.writer, "before_cursor_execute", noted)
