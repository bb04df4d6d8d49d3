"""What is in hand when the bot stops: it ends while it still has what it stands on, or it is given up, and nothing is told."""

import asyncio
from collections.abc import Awaitable, Callable

import discord
import pytest

from bot.gateway.client import NEARBY, Client
from bot.gateway.connection import connected
from sandbox.control import Sandbox
from store.store import open_store
from tests.clock import Clock

Reaction = Callable[[discord.Client], Awaitable[None]]


async def lifetime(url: str, clock: Clock, reaction: Reaction) -> None:
    """A bot that stops while it does ``reaction`` to being ready."""
    store, began = await open_store(url, clock), asyncio.Event()

    async def react(client: discord.Client) -> None:
        began.set()
        await reaction(client)
        await store.marks.set_mark("reacted", "yes", clock())

    try:
        async with Sandbox.running() as sandbox:
            client = Client(store.marks, clock, hush=NEARBY)
            client.at_ready.append(react)
            async with connected(client, sandbox.token, sandbox.api_url):
                await began.wait()
    finally:
        await store.close()


async def reacted(url: str, clock: Clock) -> bool:
    store = await open_store(url, clock)
    try:
        return await store.marks.mark("reacted") == "yes"
    finally:
        await store.close()


async def soon(_client: discord.Client) -> None:
    for _ in range(50):
        await asyncio.sleep(0)


async def never(_client: discord.Client) -> None:
    await asyncio.Event().wait()


@pytest.mark.parametrize(("reaction", "ends"), [(soon, True), (never, False)])
async def test_a_reaction_in_hand_ends_or_is_given_up_before_the_store_closes(
    founded_sqlite_url: str,
    clock: Clock,
    reaction: Reaction,
    ends: bool,
    caplog: pytest.LogCaptureFixture,
) -> None:
    await lifetime(founded_sqlite_url, clock, reaction)
    assert await reacted(founded_sqlite_url, clock) is ends
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


async def test_a_closed_client_tells_nobody_that_it_is_ready(clock: Clock, founded_sqlite_url: str) -> None:
    store, told = await open_store(founded_sqlite_url, clock), []

    async def tell(_client: discord.Client) -> None:
        told.append("ready")

    client = Client(store.marks, clock)
    client.at_ready.append(tell)
    async with client:
        await client.close()
    client.dispatch("ready")
    await asyncio.sleep(0)
    await store.close()
    assert told == []
