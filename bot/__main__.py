"""The command line: ``entente``, the same as ``python -m bot``."""

from collections.abc import Callable

import typer

from bot.cli import ask, check, export, run

COMMANDS: dict[str, Callable[..., None]] = {
    "run": run.command,
    "ask": ask.command,
    "check": check.command,
    "export": export.command,
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
    return app


def main() -> None:
    build()()


if __name__ == "__main__":
    main()
