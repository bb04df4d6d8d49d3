"""A client on its Discord: pointed at the right address, logged in, kept connected, closed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import discord
import stamina

from bot.client import Client, speak_to

AWAY = (aiohttp.ClientError, discord.DiscordServerError, OSError, TimeoutError)
"""What a start meets while Discord, or the way to it, is away; everything else ends the start."""
GOODBYE = 1.0
"""Seconds that the gateway has to answer a goodbye; discord.py would wait thirty for one that is dead."""


@asynccontextmanager
async def connected(
    client: Client, token: str, api: str | None, *, patient: bool = False
) -> AsyncIterator[asyncio.Task[None]]:
    """The client, connecting; closed at the end. The task ends when the connection does for good.

    ``api`` is another address of Discord's API. ``patient`` tries again, with back-off, for as long as Discord is away.
    The task raises ``discord.LoginFailure`` for a wrong token, and what ``AWAY`` names where it is not patient.
    """
    running = asyncio.create_task(_connect(client, token, api, patient=patient), name="discord")
    try:
        yield running
    finally:
        await _close(client)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def _close(client: Client) -> None:
    try:
        async with asyncio.timeout(GOODBYE):
            await client.close()
    except TimeoutError:
        await client.http.close()


async def until_up(client: Client, running: asyncio.Task[None], seconds: float = 30.0) -> None:
    """Waits until the client is ready. Raises what ended the connection before, or ``TimeoutError``."""
    up = asyncio.create_task(client.up.wait())
    try:
        await asyncio.wait({up, running}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
        if not up.done():
            raise TimeoutError("Discord did not become ready")
    finally:
        up.cancel()


async def _connect(client: Client, token: str, api: str | None, *, patient: bool) -> None:
    attempts = None if patient else 1
    async for attempt in stamina.retry_context(on=AWAY, attempts=attempts, timeout=None, wait_max=300.0):
        with attempt:
            if api is not None:
                await speak_to(api)
            await client.login(token)
    await client.connect(reconnect=True)
