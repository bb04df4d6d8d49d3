"""``entente export``: everything that is known, with its sources."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal, TextIO

import typer

from bot.app import open_base
from bot.settings import Settings
from bot.shell.door import RefusalError, perform
from bot.shell.register import register_of
from bot.shell.rows import Format, write_rows
from feeds.plain.masks import hider, masked
from store.portable.files import export_register
from store.portable.writer import Hide, write_register
from store.register.export import Noun

ALL = "all"
TOLD_OF = frozenset({"alert", "auditentry", "mark", "pause"})
"""What stands there may tell of a feed that is not watched any more."""


def command(
    what: Annotated[
        Literal[Noun, "all"], typer.Argument(help="What to export; all: what entente import reads.")
    ],
    form: Annotated[Format, typer.Option("--format", help="JSON lines, CSV or a Markdown table.")] = "jsonl",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="A file instead of standard output.")
    ] = None,
) -> None:
    """Write everything that is known of one kind, each row with its sources; or all that is known and set.

    The keys of feeds are left out. Example: entente export events --format csv -o events.csv
    """
    if what == "all":
        perform(lambda settings: export_all(settings, form, output))
    else:
        perform(lambda settings: export(settings, what, form, output))


async def export(settings: Settings, what: Noun, form: Format, output: Path | None) -> int:
    """Writes the rows and returns 0. Raises ``RefusalError`` where the file cannot be written."""
    async with open_base(settings, reading=True) as base:
        rows = base.store.export.rows(what)
        if output is None:
            await write_rows(rows, form, sys.stdout)
            return 0
        try:
            file: TextIO = output.open("w", encoding="utf-8", newline="")
        except OSError as error:
            raise RefusalError(f"{output} cannot be written: {error.strerror}") from None
        with file:
            await write_rows(rows, form, file)
    return 0


async def export_all(settings: Settings, form: Format, output: Path | None) -> int:
    """Writes the whole register as JSON Lines and returns 0. Raises ``RefusalError`` for another format, ``StoreError``
    where nothing was written."""
    if form != "jsonl":
        raise RefusalError("all is exported as JSON lines")
    if output is None:
        await asyncio.to_thread(write_register, settings.database, sys.stdout.buffer.write, hiding)
    else:
        head = await asyncio.to_thread(export_register, settings.database, output, hiding, replace=True)
        typer.echo(f"{output}: {sum(head.rows.values()):,} rows of {register_of(settings)}")
    return 0


def hiding(addresses: list[str]) -> Hide:
    """Takes the keys of feeds out of every text, and whatever looks like a key out of what may tell of a former feed."""
    hide: Callable[[str], str] = hider(addresses)
    return lambda table, text: masked(hide(text)) if table in TOLD_OF else hide(text)
