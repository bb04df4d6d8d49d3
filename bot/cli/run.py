"""``entente run``: the bot, on Discord with a token, or in a sandbox with a terminal in front."""

import asyncio
import signal
import sys
from contextlib import suppress
from importlib import import_module
from typing import Annotated

import discord
import structlog
import typer

from bot import __version__
from bot.app import Bot, at_work, open_bot
from bot.gateway.connection import connected
from bot.gateway.turns import Turns
from bot.settings import Settings
from bot.shell.door import RefusalError, perform
from bot.shell.register import register_of
from store.nouns.errors import PASSING
from store.restore import register_size

log = structlog.get_logger("bot.run")
SANDBOX = "bot.shell.in_sandbox"
"""Loaded only where it is wanted: a start on Discord needs no second Discord and no terminal."""
MISSING = "there is no token: set DISCORD_TOKEN or DISCORD_TOKEN_FILE, or try the bot in a sandbox with entente run --sandbox"
AUTHENTICATION_FAILED = 4004
"""The gateway's close code for a token that is no longer taken."""


def command(
    sandbox: Annotated[
        bool, typer.Option("--sandbox", help="In a sandbox of its own, a Discord on loopback.")
    ] = False,
) -> None:
    """Run the bot: on Discord with DISCORD_TOKEN, or in a sandbox with a terminal in front.

    Without a token a sandbox is started at a terminal; elsewhere only where --sandbox asks for it.
    Example: entente run
    """
    perform(lambda settings: run(settings, sandbox), quiet=True if sandbox else None)


async def run(settings: Settings, sandbox: bool = False) -> int:
    """Until SIGTERM or Ctrl-C, or in the sandbox until the terminal's end; returns 0. Raises ``RefusalError`` where a
    token is missing and nobody sits at a terminal: a service whose token is mistyped must not play with a sample."""
    if sandbox or (settings.in_sandbox and sys.stdin.isatty()):
        await import_module(SANDBOX).run(settings.for_sandbox(), token_unused=settings.token is not None)
    elif settings.in_sandbox:
        raise RefusalError(MISSING)
    elif settings.token is None:
        raise RefusalError("ENTENTE_DISCORD_API needs DISCORD_TOKEN beside it")
    else:
        await _on_discord(settings, settings.token.get_secret_value())
    return 0


async def _on_discord(settings: Settings, token: str) -> None:
    """A stop is heard from the first moment on: while the database or Discord is away, a start takes as long as that."""
    log.info("starting on Discord", version=__version__, register=register_of(settings))
    stop, mine = _stop_signal(), asyncio.current_task()

    def give_up(_stop: asyncio.Task[bool]) -> None:
        if mine is not None:
            mine.cancel()

    stop.add_done_callback(give_up)
    try:
        async with (
            open_bot(settings) as bot,
            connected(
                bot.client, token, settings.discord_api, patient=True, turns=Turns(bot.lease)
            ) as running,
            at_work(bot),
        ):
            stop.remove_done_callback(give_up)
            telling = asyncio.create_task(_tell_size(bot), name="size")
            await asyncio.wait({running, stop}, return_when=asyncio.FIRST_COMPLETED)
            telling.cancel()
            if running.done():
                running.result()
    except discord.DiscordException as end:
        raise RefusalError(_why(end)) from None
    except asyncio.CancelledError:
        if not (stop.done() and not stop.cancelled()):
            raise
    finally:
        log.info("stopped")
        stop.remove_done_callback(give_up)
        stop.cancel()


async def _tell_size(bot: Bot) -> None:
    with suppress(*PASSING):  # told by the first tick that asks
        events, articles = await bot.base.store.database.read(register_size)
        log.info("at work", events=events, articles=articles)


def _why(end: discord.DiscordException) -> str:
    """In one sentence, why Discord has done with this bot for good (https://discord.com/developers/docs, "Gateway Close
    Event Codes")."""
    if isinstance(end, discord.LoginFailure) or getattr(end, "code", None) == AUTHENTICATION_FAILED:
        return "Discord does not take DISCORD_TOKEN: is it the bot's token, and the newest?"
    return f"Discord has ended the connection for good: {end}"


def _stop_signal() -> asyncio.Task[bool]:
    """A task that ends when the process is asked to."""
    asked = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, asked.set)
    return asyncio.create_task(asked.wait(), name="stop")
