"""The command line: ``entente``, the same as ``python -m bot``."""

import gc
import sys
from importlib import import_module
from typing import Annotated

import typer

from bot import __version__

COMMANDS = {
    "run": "run",
    "ask": "ask",
    "ingest": "ingest",
    "explain": "explain",
    "learn": "learn",
    "poll": "poll",
    "export": "copies.export",
    "import": "copies.importing",
    "feeds": "feeds",
    "backup": "copies.backup",
    "restore": "copies.restore",
    "move": "copies.move",
    "check": "check",
}
"""Each with its module of ``bot.cli``."""


def build(asked: str = "") -> typer.Typer:
    """The command line with all its commands, or with the one that is ``asked`` for by name: a start loads nothing that
    it does not need. Rich tracebacks are off, so that no failure prints anything but its line."""
    app = typer.Typer(
        name="entente",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        add_completion=False,
        callback=_entente,
    )
    for name in (asked,) if asked in COMMANDS else COMMANDS:
        command = import_module(f"bot.cli.{COMMANDS[name]}").command
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"entente {__version__}\n")
        raise typer.Exit


def _entente(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """A Discord bot for a team that follows defence cooperation between states."""


def main() -> None:
    """Runs a command; a wrong call is one line and exit code 2."""
    try:
        code = loaded(sys.argv[1] if len(sys.argv) > 1 else "")(standalone_mode=False)
    except typer.TyperException as error:
        if sentence := error.format_message():  # a bare call has shown the help, and says nothing else
            sys.stderr.write(f"entente: {sentence}\n")
        code = 2
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    sys.exit(code)


def loaded(asked: str) -> typer.Typer:
    """Modules stay: looking for garbage among them while they are loaded, and ever after, finds nothing and takes time
    (Python documentation, ``gc.freeze``)."""
    gc.disable()
    app = build(asked)
    gc.freeze()
    gc.enable()
    return app


if __name__ == "__main__":
    main()
