"""``entente backup``: the register in one file, while the bot runs."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.settings import Settings
from bot.shell.door import perform
from bot.shell.register import register_of
from store.backup import back_up


def command(
    file: Annotated[Path, typer.Argument(help="Where to write it.")],
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
) -> None:
    """Write the whole register to one file, also while the bot runs: a SQLite file, or PostgreSQL's custom format.

    Example: entente backup entente-2026-03-01.db
    """
    perform(lambda settings: backup(settings, file, force))


async def backup(settings: Settings, file: Path, force: bool) -> int:
    """Returns 0. Raises ``CopyError`` where nothing was written."""
    await asyncio.to_thread(back_up, settings.database, file, replace=force)
    typer.echo(f"{file}: a backup of {register_of(settings)}")
    return 0
