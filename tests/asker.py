"""One seeded store, one real client and one sandbox for every question of this room."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.cli.ask import PATIENCE, NoMarks
from bot.gateway.client import Client
from bot.gateway.connection import connected, until_up
from handlers.commands import Workplace, every_button, every_command
from handlers.render.pages.answer import Answer
from sandbox.control import Sandbox
from sandbox.rest.interactions import Reply
from sandbox.terminal.show import pressable
from tests.clock import Clock
from tests.templates import copied

WITHIN = 60.0
"""Seconds: how soon commands are answered is measured elsewhere; here a busy machine is no fault of theirs."""


@dataclass
class Asker:
    """Asks slash commands as a member, through discord.py's own command tree."""

    client: Client
    sandbox: Sandbox
    answers: list[Answer] = field(default_factory=list)

    async def ask(self, line: str) -> tuple[Reply, list[dict[str, Any]]]:
        """The whole reply, follow-ups included, and the citations of the answer."""
        self.answers.clear()
        reply = await self.sandbox.invoke(line, seconds=WITHIN)
        await self.client.tree.idle()
        return reply, [citation for answer in self.answers for citation in answer.citations()]

    async def whole(self, line: str) -> tuple[str, list[dict[str, Any]]]:
        """Every readable word of the answer, all of its pages turned, and its citations."""
        reply, citations = await self.ask(line)
        texts = [reply.text()]
        while following := press_of(reply, "n"):
            assert reply.message is not None
            reply = await self.sandbox.press(reply.message, following)
            texts.append(reply.text())
        return "\n".join(texts), citations

    async def complete(self, line: str, option: str) -> list[dict[str, Any]]:
        return await self.sandbox.autocomplete(line, option)


def press_of(reply: Reply, act: str) -> str | None:
    """The id of the first part that does ``act``, of the message that a reply brought."""
    assert reply.message is not None
    ids = [part["custom_id"] for part in pressable(reply.message)]
    return next((one for one in ids if one.startswith(f"e1:{act}:")), None)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def only_asker(founded_sqlite: Path) -> AsyncIterator[Asker]:
    """The seeds in memory, behind the real client."""
    clock = Clock()
    store = await copied(founded_sqlite, clock)
    async with Sandbox.running(now=clock) as sandbox:
        asked = Asker(Client(NoMarks(), clock, patience=PATIENCE), sandbox)
        place = Workplace(store, clock, asked.answers.append)
        asked.client.install(every_command(place), every_button(place))
        async with connected(asked.client, sandbox.token, sandbox.api_url) as running:
            await until_up(asked.client, running)
            yield asked
    await store.close()


@pytest.fixture
def asker(only_asker: Asker) -> Asker:
    """That of all tests of the process; discord.py, which knows one address, is told of its Discord again: a test between may have
    had another."""
    Route.BASE = only_asker.sandbox.api_url
    DiscordWebSocket.DEFAULT_GATEWAY = URL(only_asker.sandbox.gateway_url)
    return only_asker
