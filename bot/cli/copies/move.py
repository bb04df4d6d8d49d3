"""``entente move``: the register to another database."""

import asyncio
from typing import Annotated

import typer

from bot.app import utc_now
from bot.settings import Settings
from bot.shell.door import RefusalError, perform
from bot.shell.register import register_of
from store.database.place import named_register
from store.move import move
from store.presence.sole import sole_use
from store.store import open_store


def command(
    url: Annotated[str, typer.Argument(help="Where to: a SQLAlchemy URL; nothing may be there yet.")],
) -> None:
    """Copy the whole register to another database, SQLite or PostgreSQL, and compare the two; no bot may run meanwhile.

    The old one stays as it is. Set ENTENTE_DATABASE to the new one afterwards.
    Example: entente move postgresql://entente@localhost/entente
    """
    perform(lambda settings: to(settings, url))


async def to(settings: Settings, url: str) -> int:
    """Returns 0. Raises ``RefusalError`` where a bot runs on it, ``CopyError`` where nothing was copied."""
    with sole_use(settings.database):
        await _require_alone(settings)
        moved = await asyncio.to_thread(move, settings.database, url)
    for table in moved:
        if table.rows:
            typer.echo(f"{table.rows:>10,}  {table.table}")
    typer.echo(f"{register_of(settings)} is copied to {named_register(url)}; every row was compared.")
    typer.echo("Set ENTENTE_DATABASE to it before the next start.")
    return 0


async def _require_alone(settings: Settings) -> None:
    store = await open_store(settings.database, utc_now)
    try:
        if not await store.presence.is_alone():
            raise RefusalError("A bot runs on this register: stop it first.")
    finally:
        await store.close()
