"""``entente export``: everything that is known, with its sources."""

import sys
from pathlib import Path
from typing import Annotated, TextIO

import typer

from bot.app import open_base
from bot.settings import Settings
from bot.shell.door import RefusalError, perform
from bot.shell.rows import Format, write_rows
from store.register.export import Noun


def command(
    what: Annotated[Noun, typer.Argument(help="What to export.")],
    form: Annotated[Format, typer.Option("--format", help="JSON lines, CSV or a Markdown table.")] = "jsonl",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="A file instead of standard output.")
    ] = None,
) -> None:
    """Write everything that is known of one kind, each row with its sources.

    Example: entente export events --format csv -o events.csv
    """
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
