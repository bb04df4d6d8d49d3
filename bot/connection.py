"""A client on its Discord: pointed at the right address, started, waited for, closed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.client import Client, speak_to

PATIENCE = 30.0
"""Seconds that a start may take on a sandbox; on Discord the client itself retries for as long as it takes."""


@asynccontextmanager
async def connected(client: Client, token: str, api: str) -> AsyncIterator[None]:
    """The client, ready on the Discord at ``api`` within half a minute; closed at the end.

    Raises what ended the start (``discord.LoginFailure``, ``aiohttp.ClientError``), or ``TimeoutError``.
    """
    await speak_to(api)
    running = asyncio.create_task(client.start(token, reconnect=True), name="discord")
    try:
        await _ready(client, running)
        yield
    finally:
        await client.close()
        await asyncio.gather(running, return_exceptions=True)


async def _ready(client: Client, running: asyncio.Task[None]) -> None:
    ready = asyncio.create_task(client.up.wait())
    done, _ = await asyncio.wait({ready, running}, timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
    if running in done:
        ready.cancel()
        running.result()
    if ready not in done:
        ready.cancel()
        raise TimeoutError("Discord did not become ready")
