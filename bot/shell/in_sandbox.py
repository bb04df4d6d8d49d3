"""``entente run --sandbox``: the same bot in a sandbox, with a terminal in front."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from rich.console import Console

from bot.app import Bot, at_work, open_bot
from bot.gateway.connection import connected, until_up
from bot.sample import furnish
from bot.settings import Settings
from bot.shell.door import RefusalError, tell_operator
from bot.shell.register import register_of
from sandbox.control import Sandbox
from sandbox.sample import sample_routes
from sandbox.terminal.terminal import converse, standard_input

SANDBOX_STATE = Path("data/sandbox.json")
"""The sandbox's Discord: what stood in its channels is there at the next start, as the register is."""
REQUESTS_KEPT = 1_000
"""Of what the bot asked of the sandbox: nobody looks at more, and it may run for weeks."""
DRAWING = 10.0
"""Seconds that an answer waits for its picture: the first one starts a process, and nobody waits on Discord's clock."""
FIRST_PASS = 20.0
"""Seconds that the end of a pipe waits for the first pass over the feeds."""


async def run(settings: Settings, *, token_unused: bool = False) -> None:
    """Until the terminal's end."""
    async with _sandbox() as sandbox:
        sandbox.server.keeps, sandbox.server.keeps_answers = REQUESTS_KEPT, False
        beside = in_sandbox(settings, sandbox.api_url, sandbox.server.url.removeprefix("http://"))
        async with open_bot(beside) as bot, connected(bot.client, sandbox.token, sandbox.api_url) as running:
            await until_up(bot.client, running)
            bot.rasterizer.patience = DRAWING
            await furnish(bot.base, sandbox)
            tell_operator(f"in the sandbox, a Discord on loopback, with {register_of(settings)}")
            if token_unused:
                tell_operator("the token is not used here")
            await _talk(bot, sandbox)


@asynccontextmanager
async def _sandbox() -> AsyncIterator[Sandbox]:
    """Raises ``RefusalError`` where its Discord cannot be kept: the folder is another user's, the file is damaged."""
    folder = SANDBOX_STATE.parent
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise RefusalError(f"the folder {folder} may not be written by user {os.getuid()}")
        sandbox = await Sandbox.start(state=SANDBOX_STATE, routes=sample_routes)
    except (OSError, ValueError) as error:
        raise RefusalError(f"{SANDBOX_STATE} cannot be used: {error}") from None
    try:
        yield sandbox
    finally:
        await sandbox.close()


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


async def _talk(bot: Bot, sandbox: Sandbox) -> None:
    """The terminal in front, while the bot does what it does."""
    async with at_work(bot):
        first_pass = asyncio.create_task(bot.poll())

        async def settled() -> None:
            await asyncio.wait({first_pass}, timeout=FIRST_PASS)
            await bot.settle()

        try:
            lines = None if sys.stdin.isatty() else standard_input(sys.stdin)
            await converse(
                sandbox, console=Console(), answered=bot.client.tree.idle, settled=settled, lines=lines
            )
        finally:
            first_pass.cancel()
            await asyncio.gather(first_pass, return_exceptions=True)
