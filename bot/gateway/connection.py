"""A client on its Discord: pointed at the right address, logged in, kept connected, closed."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial

import aiohttp
import discord
import stamina

from bot.gateway import hands
from bot.gateway.client import Client, speak_to
from bot.gateway.turns import GOODBYE, Turns
from store.nouns.errors import is_passing

AWAY = (aiohttp.ClientError, discord.DiscordServerError, OSError, TimeoutError)
"""What a start meets while Discord, or the way to it, is away; a database that is, says so in its own way."""
TOO_MANY_REQUESTS = 429
LONGEST_WAIT = 60.0
"""Seconds between two attempts to reach Discord at the start, at most."""


@asynccontextmanager
async def connected(
    client: Client, token: str, api: str | None, *, patient: bool = False, turns: Turns | None = None
) -> AsyncIterator[asyncio.Task[None]]:
    """The client, connecting; closed at the end, when the events and interactions in hand have ended or are given up: what
    they stand on is closed next. The task ends when the connection does for good.

    ``turns`` says when it may be connected; without it always. ``api`` is another address of Discord's API. ``patient``
    tries again, with back-off, for as long as Discord is away. The task raises ``discord.LoginFailure`` for a wrong token, and what ``AWAY`` names where it is not patient.
    """
    running = asyncio.create_task(_connect(client, token, api, turns, patient=patient), name="discord")
    try:
        yield running
    finally:
        await hands.finish(GOODBYE)
        await _close(client)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        await hands.drop(GOODBYE)


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


async def _connect(
    client: Client, token: str, api: str | None, turns: Turns | None, *, patient: bool
) -> None:
    async def log_in() -> None:
        if api is not None:
            await speak_to(api)
        await _log_in(client, token)

    async def stay() -> None:
        await _trying(partial(_stay_connected, client), patient=patient)

    await _trying(log_in, patient=patient)
    await (turns.take(client, stay) if turns is not None else stay())


async def _trying(step: Callable[[], Awaitable[None]], *, patient: bool) -> None:
    attempts = None if patient else 1
    async for attempt in stamina.retry_context(
        on=_is_away, attempts=attempts, timeout=None, wait_max=LONGEST_WAIT
    ):
        with attempt:
            await step()


async def _log_in(client: Client, token: str) -> None:
    """Where only the commands could not be announced, only that is tried again: messages are posted meanwhile. discord.py
    opens a session at each login and would leave those of failed ones open."""
    if client.application_id is not None:
        await client.setup_hook()
        return
    try:
        await client.login(token)
    except BaseException:
        if client.application_id is None:
            await client.http.close()
            client.http.connector = discord.utils.MISSING
        raise


def _is_away(error: Exception) -> bool:
    """Whether trying again may help; everything else ends the start."""
    return (
        isinstance(error, AWAY)
        or is_passing(error)
        or (isinstance(error, discord.HTTPException) and error.status == TOO_MANY_REQUESTS)
    )


async def _stay_connected(client: Client) -> None:
    """discord.py mends every loss of a connection but that of one which it never had: then it looks for the session of
    no connection. Raises ``ConnectionError`` there."""
    try:
        await client.connect(reconnect=True)
    except AttributeError as error:
        if client.ws is not None:
            raise
        raise ConnectionError("the gateway takes no connection") from error
