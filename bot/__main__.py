"""The command line: ``entente``, the same as ``python -m bot``."""

import sys
from collections.abc import Callable

import typer

from bot.cli import ask, check, export, feeds, ingest, poll, run

COMMANDS: dict[str, Callable[..., None]] = {
    "run": run.command,
    "ask": ask.command,
    "ingest": ingest.command,
    "poll": poll.command,
    "export": export.command,
    "check": check.command,
}


def build() -> typer.Typer:
    """The command line with all its commands; rich tracebacks off, so that no failure prints anything but its line."""
    app = typer.Typer(
        name="entente",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        help="A Discord bot for a team that follows defence cooperation between states.",
    )
    for name, command in COMMANDS.items():
        app.command(name)(command)
    app.add_typer(feeds.build(), name="feeds")
    return app


def main() -> None:
    """Runs a command; a wrong call is one line and exit code 2."""
    try:
        code = build()(standalone_mode=False)
    except typer.TyperException as error:
        sys.stderr.write(f"entente: {error.format_message()}\n")
        code = 2
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
