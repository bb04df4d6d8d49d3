"""``entente poll``: one pass over the due feeds."""

import sys
from collections import Counter
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.app import Base, Watcher, open_base, open_wire
from bot.settings import Settings
from bot.shell.door import perform
from bot.shell.register import register_of
from handlers.ingest.judge import Judged
from handlers.watch.visit import VisitTally
from store.presence.sole import sole_use


def command(
    every: Annotated[bool, typer.Option("--all", help="All feeds, not only those that are due.")] = False,
) -> None:
    """Read the feeds that are due once, file what they bring, and say what became of it.

    Alerts are queued; a bot that runs afterwards posts them. Beside a bot on the same SQLite file it is refused: that one
    reads the feeds itself. Example: entente poll
    """
    perform(lambda settings: poll(settings, every))


async def poll(settings: Settings, every: bool) -> int:
    """Returns 0, also where feeds fail: their state is told by ``entente feeds list``. Raises ``InUseError`` beside a bot
    on the same SQLite file, which reads them itself."""
    with sole_use(settings.database):
        async with open_base(settings) as base, open_wire(base) as wire:
            return await _pass(base, wire, every)


async def _pass(base: Base, wire: Watcher, every: bool) -> int:
    feeds = [feed for feed in await base.store.wire.feeds() if feed.state != "paused"]
    if every:
        for feed in feeds:
            await base.store.wire.change_feed(feed.id, {"next_due": base.now()})
    due = sum(1 for feed in feeds if every or feed.next_due <= base.now())
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True), disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("feeds", total=due)
        tally = await wire.poller.tick(lambda now: progress.update(task, completed=now.visited))
    Console(soft_wrap=True, highlight=False).print(
        f"{summary(tally)}; in {register_of(base.settings)}", markup=False
    )
    return 0


def summary(tally: VisitTally) -> str:
    """One line: how many feeds answered, and what their items became."""
    words = Counter(outcome.word for outcome in tally.outcomes if isinstance(outcome, Judged))
    became = ", ".join(f"{count} {word}" for word, count in sorted(words.items())) or "nothing new"
    return f"{tally.visited - tally.postponed} feeds read, {tally.unchanged} unchanged, {tally.failed} failed; items: {became}"
