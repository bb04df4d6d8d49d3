"""The way into every command: settings read, logs set, and what can go wrong told in one line."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any, NoReturn

import typer

from bot.logs import configure_logs
from bot.process.interpreter import run_on_loop
from bot.settings import Misconfigured, Settings, notes, read_settings
from seeds.load import SeedError
from store.nouns.errors import OperationalError, StoreError, in_one_line

THREADS = 256
"""Names of hosts are looked up in the event loop's own threads, as many at once as visits are under way
(``handlers/watch/poller.py``): with the usual handful, an answer that is composed off the loop would wait for dead hosts."""


class RefusalError(Exception):
    """Something that the user can mend, in one sentence; the command ends with exit code 1."""


def settings_or_exit(*, quiet: bool | None = True) -> Settings:
    """The settings. ``quiet`` keeps the log to errors where a command's output is its answer; None: in the sandbox."""
    settings = read_settings()
    if isinstance(settings, Misconfigured):
        leave(*settings.problems)
    for sentence in notes(settings):
        tell_operator(f"note: {sentence}")
    quiet = settings.in_sandbox if quiet is None else quiet
    level = "error" if quiet and settings.log_level == "info" else settings.log_level
    configure_logs(settings.model_copy(update={"log_level": level}))
    return settings


def perform(work: Callable[[Settings], Coroutine[Any, Any, int]], *, quiet: bool | None = True) -> None:
    """Runs a command's coroutine and leaves with its exit code; expected failures are one clear line each."""
    settings = settings_or_exit(quiet=quiet)
    try:
        code = run_on_loop(_with_threads(work(settings)))
    except (RefusalError, StoreError, SeedError) as refusal:
        leave(*str(refusal).splitlines())
    except OperationalError as failure:
        leave(in_one_line(failure))
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    raise typer.Exit(code)


async def _with_threads(work: Coroutine[Any, Any, int]) -> int:
    pool = ThreadPoolExecutor(THREADS, "off-loop")
    asyncio.get_running_loop().set_default_executor(pool)
    return await work


def leave(*sentences: str) -> NoReturn:
    for sentence in sentences:
        tell_operator(sentence)
    raise typer.Exit(1)


def tell_operator(sentence: str) -> None:
    """Beside a command's output, which may go into a file."""
    console = import_module("rich.console").Console(stderr=True, soft_wrap=True, highlight=False)
    console.print(f"entente: {sentence}", markup=False)
