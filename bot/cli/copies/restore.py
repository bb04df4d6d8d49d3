"""``entente restore``: the register again, from its backup."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.app import utc_now
from bot.settings import Settings
from bot.shell.door import perform
from bot.shell.register import register_of
from store.outbox.restored import LOOKED_FOR
from store.presence.sole import sole_use
from store.restore import register_size, restore_backup
from store.store import open_store


def command(file: Annotated[Path, typer.Argument(help="What entente backup wrote.")]) -> None:
    """Make the register from a backup, where there is none yet; ENTENTE_DATABASE says where.

    What channels show already is looked for before anything is posted. Example: entente restore entente-2026-03-01.db
    """
    perform(lambda settings: again(settings, file))


async def again(settings: Settings, file: Path) -> int:
    """Returns 0. Raises ``CopyError`` where nothing was written, ``InUseError`` where a bot runs there."""
    with sole_use(settings.database):
        await asyncio.to_thread(restore_backup, settings.database, file, utc_now)
        store = await open_store(settings.database, utc_now)
        events, articles = await store.database.read(register_size)
        await store.close()
    typer.echo(f"{register_of(settings)}: {events:,} events and {articles:,} articles from {file}.")
    typer.echo(
        f"For {LOOKED_FOR.days} days the bot looks for every message in its channel before it posts it, so that nothing that "
        "was posted after the backup is posted again."
    )
    return 0
