"""``entente import``: the register again, from what ``entente export all`` wrote."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.app import utc_now
from bot.settings import Settings
from bot.shell.door import perform
from bot.shell.register import register_of
from store.outbox.restored import LOOKED_FOR
from store.portable.files import lines_in
from store.portable.reader import read_register
from store.presence.sole import sole_use


def command(file: Annotated[Path, typer.Argument(help="What entente export all wrote.")]) -> None:
    """Make the register from an export, where there is none yet; ENTENTE_DATABASE says where.

    What channels show already is looked for before anything is posted. Example: entente import entente-2026-03-01.jsonl.gz
    """
    perform(lambda settings: take_in(settings, file))


async def take_in(settings: Settings, file: Path) -> int:
    """Returns 0. Raises ``CopyError`` where nothing was written, ``InUseError`` where a bot runs there."""
    with sole_use(settings.database):
        head = await asyncio.to_thread(read_register, settings.database, lines_in(file), utc_now)
    for table, rows in head.rows.items():
        if rows:
            typer.echo(f"{rows:>10,}  {table}")
    typer.echo(f"{register_of(settings)}: every row of {file} was counted.")
    typer.echo(
        f"For {LOOKED_FOR.days} days the bot looks for every message in its channel before it posts it, so that nothing that "
        "was posted after the export is posted again."
    )
    return 0
