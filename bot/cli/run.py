"""``entente run``: the bot, on Discord with a token, else in a sandbox with a terminal in front."""

import asyncio
import gc
import signal
import sys
from pathlib import Path

import discord
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from rich.console import Console

from bot.app import Bot, open_bot
from bot.cli.door import RefusalError, perform
from bot.connection import connected, until_up
from bot.sample import furnish
from bot.schedule import open_schedule
from bot.settings import Settings
from sandbox.control import Sandbox
from sandbox.sample import sample_routes
from sandbox.terminal import converse, standard_input

SANDBOX_STATE = Path("data/sandbox.json")
"""The sandbox's Discord: what stood in its channels is there at the next start, as the register is."""

AUTHENTICATION_FAILED = 4004
"""The gateway's close code for a token that is no longer taken."""
FIRST_PASS = 20.0
"""Seconds that the end of a pipe waits for the first pass over the feeds."""


def command() -> None:
    """Run the bot: on Discord with DISCORD_TOKEN, else in a sandbox with a terminal in front.

    Example: entente run
    """
    perform(run, quiet=None)


async def run(settings: Settings) -> int:
    """Until SIGTERM or Ctrl-C, or in the sandbox until the terminal's end; returns 0."""
    if settings.in_sandbox:
        return await _in_sandbox(settings)
    if settings.token is None:
        raise RefusalError("ENTENTE_DISCORD_API needs DISCORD_TOKEN beside it")
    token = settings.token.get_secret_value()
    async with (
        open_bot(settings) as bot,
        connected(bot.client, token, settings.discord_api, patient=True) as running,
    ):
        await _until_stopped(bot, running)
    return 0


async def _until_stopped(bot: Bot, running: asyncio.Task[None]) -> None:
    stop = _stop_signal()
    await _settle_memory(bot)
    schedule = _start(bot)
    try:
        await asyncio.wait({running, stop}, return_when=asyncio.FIRST_COMPLETED)
        if running.done():
            running.result()
    except discord.DiscordException as end:
        raise RefusalError(_why(end)) from None
    finally:
        schedule.shutdown(wait=False)
        stop.cancel()
        await bot.delivery.close()


def _why(end: discord.DiscordException) -> str:
    """In one sentence, why Discord has done with this bot for good (https://discord.com/developers/docs, "Gateway Close
    Event Codes")."""
    if isinstance(end, discord.LoginFailure) or getattr(end, "code", None) == AUTHENTICATION_FAILED:
        return "Discord does not take DISCORD_TOKEN: is it the bot's token, and the newest?"
    return f"Discord has ended the connection for good: {end}"


def in_sandbox(settings: Settings, api: str, feeds: str) -> Settings:
    """The settings of a bot whose Discord is the sandbox at ``api``, and which may read the sample feed served at
    ``feeds``. The register stays the sandbox's own: what the sample makes up is never filed among real knowledge."""
    return settings.model_copy(
        update={
            "database_url": settings.database,
            "discord_api": api,
            "allow_private_feeds": (*settings.allow_private_feeds, feeds),
        }
    )


async def _in_sandbox(settings: Settings) -> int:
    async with Sandbox.running(state=SANDBOX_STATE, routes=sample_routes) as sandbox:
        beside = in_sandbox(settings, sandbox.api_url, sandbox.server.url.removeprefix("http://"))
        async with open_bot(beside) as bot, connected(bot.client, sandbox.token, sandbox.api_url) as running:
            await until_up(bot.client, running)
            await furnish(bot.base, sandbox)
            await _talk(bot, sandbox)
    return 0


async def _talk(bot: Bot, sandbox: Sandbox) -> None:
    """The terminal in front, while the bot does what it does."""
    await _settle_memory(bot)
    first_pass = asyncio.create_task(bot.poll())
    schedule = _start(bot)

    async def settled() -> None:
        await asyncio.wait({first_pass}, timeout=FIRST_PASS)
        await bot.settle()

    try:
        lines = None if sys.stdin.isatty() else standard_input(sys.stdin)
        await converse(
            sandbox, console=Console(), answered=bot.client.tree.idle, settled=settled, lines=lines
        )
    finally:
        schedule.shutdown(wait=False)
        first_pass.cancel()
        await asyncio.gather(first_pass, return_exceptions=True)


async def _settle_memory(bot: Bot) -> None:
    """Builds what the judges need and takes it, with all that was imported, out of the garbage collector's rounds: a full
    round over it stops the event loop for some 150 ms (Python documentation, ``gc.freeze``)."""
    await bot.wire.ingest.knowledge.refresh()
    gc.collect()
    gc.freeze()


def _start(bot: Bot) -> AsyncIOScheduler:
    schedule = open_schedule(bot.ticks())
    schedule.start()
    return schedule


def _stop_signal() -> asyncio.Task[bool]:
    """A task that ends when the process is asked to."""
    asked = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, asked.set)
    return asyncio.create_task(asked.wait(), name="stop")
