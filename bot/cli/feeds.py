"""``entente feeds``: the admin's work from a shell."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.app import Base, open_base, open_wire
from bot.settings import Settings
from bot.shell.door import RefusalError, perform
from bot.shell.files import read_file, write_file
from bot.shell.register import register_of
from feeds.entries.urls import canonical
from feeds.lists.opml import LeftOut, OpmlError, Outline, read_opml, write_opml
from handlers.render.pages.feed_age import SKIPPED, age_of, condition, staleness
from handlers.watch.probe import FoundFeed, NoFeed, name_of, source_of, with_scheme
from store.nouns.models import Feed, FeedFacts
from store.wire.watched import By, Yield

COLUMNS = (
    "id",
    "state",
    "last success",
    "next due",
    "unchanged",
    "items a week",
    "of events",
    "what is wrong",
)
WIDE = 200
"""Signs in a line of a table that goes into a pipe or file."""
LONGEST = 2048
"""Characters of an address; servers and browsers rarely take more."""
NO_ADDRESS = "its address is none that a feed may have"
Output = Annotated[Path | None, typer.Option("-o", "--output", help="A file instead of standard output.")]


def list_command() -> None:
    """Show every feed with its state.

    Example: entente feeds list
    """
    perform(show_feeds)


def add_command(
    address: Annotated[str, typer.Argument(help="A feed, or a page that has one.")],
    unchecked: Annotated[
        bool, typer.Option("--unchecked", help="Keep the address without asking its server.")
    ] = False,
) -> None:
    """Find the feed of an address and watch it.

    Example: entente feeds add https://www.dawn.com
    """
    perform(lambda settings: add(settings, address, unchecked))


def remove_command(name: Annotated[str, typer.Argument(help="A feed's id or address.")]) -> None:
    """Stop watching a feed; what it brought stays.

    Example: entente feeds remove dawn
    """
    perform(lambda settings: remove(settings, name))


def import_command(file: Annotated[Path, typer.Argument(help="An OPML file.")]) -> None:
    """Watch every feed of an OPML list.

    Example: entente feeds import feeds.opml
    """
    perform(lambda settings: import_opml(settings, file))


def export_command(output: Output = None) -> None:
    """Write the watched feeds as OPML.

    Example: entente feeds export -o feeds.opml
    """
    perform(lambda settings: export_opml(settings, output))


async def show_feeds(settings: Settings) -> int:
    async with open_base(settings, reading=True) as base:
        feeds = await base.store.wire.feeds()
        now = base.now()
        brought = await base.store.watched.yields(now)
    table = Table(*COLUMNS, box=None, header_style="bold")
    for feed in feeds:
        table.add_row(*_row(feed, brought.get(feed.id, Yield()), now))
    Console(width=None if sys.stdout.isatty() else WIDE).print(table)
    return 0


def _row(feed: Feed, brought: Yield, now: datetime) -> tuple[str | Text, ...]:
    return (
        Text(feed.id),
        condition(feed, now),
        f"{feed.succeeded_at:%Y-%m-%d %H:%M}" if feed.succeeded_at else "never",
        f"{feed.next_due:%Y-%m-%d %H:%M}" if feed.state != "paused" else "never",
        f"{100 * feed.unchanged // feed.checks} %" if feed.checks else "",
        str(brought.articles),
        str(brought.events),
        Text("; ".join(filter(None, _wrong(feed, now)))),
    )


def _wrong(feed: Feed, now: datetime) -> tuple[str, str]:
    skipped = feed.pacing.get(SKIPPED)
    error = feed.error or (staleness(feed, now) if feed.state == "healthy" else "")
    return error, f"{skipped:,} entries not read" if skipped else ""


async def add(settings: Settings, address: str, unchecked: bool) -> int:
    async with open_base(settings) as base, open_wire(base) as wire:
        found: FoundFeed | NoFeed | None = None if unchecked else await wire.probe.find(address)
        if isinstance(found, NoFeed):
            raise RefusalError(f"{address}: {found.reason} (--unchecked keeps it all the same)")
        url, title = (found.url, found.title) if found else (with_scheme(address), "")
        if not is_web_address(url):
            raise RefusalError(f"{address} is not an address of the web")
        feed = await _keep(base, Outline(url, title))
        age = age_of(found.parsed, base.now()) if found else ""
    _say(f"watching {feed.id} in {register_of(settings)}: {feed.url}")
    if age:
        _say(f"note: it looks stale: {age}")
    return 0


async def remove(settings: Settings, name: str) -> int:
    async with open_base(settings) as base:
        feed = await base.store.wire.feed(name)
        if feed is None:
            raise RefusalError(f"no feed is called {name} in {register_of(settings)}; see entente feeds list")
        await base.store.watched.remove(feed.id, By())
    _say(f"no longer watching {feed.id} in {register_of(settings)}")
    return 0


async def import_opml(settings: Settings, file: Path) -> int:
    try:
        found = read_opml(read_file(file))
    except OpmlError as error:
        raise RefusalError(f"{file}: {error}") from None
    async with open_base(settings) as base:
        before = len(await base.store.wire.feeds())
        kept = [outline for outline in found.feeds if is_web_address(outline.url)]
        for outline in kept:
            await _keep(base, outline)
        added = len(await base.store.wire.feeds()) - before
    _say(f"{added} feeds added, {len(kept) - added} known already in {register_of(settings)}")
    too_long = [LeftOut(outline.title, NO_ADDRESS) for outline in found.feeds if outline not in kept]
    for left in (*found.left_out, *too_long):
        _say(f"left out: {left.name or 'an outline without a name'}: {left.reason}")
    return 0


async def export_opml(settings: Settings, output: Path | None) -> int:
    async with open_base(settings, reading=True) as base:
        homes = {source.id: source.homepage or "" for source in await base.store.register.sources()}
        feeds = await base.store.wire.feeds()
        outlines = [Outline(feed.url, feed.title, homes.get(feed.source, "")) for feed in feeds]
        body = write_opml(outlines, "Entente", base.now())
    if output is None:
        sys.stdout.buffer.write(body)
    else:
        write_file(output, body)
    return 0


def _say(line: str) -> None:
    Console(soft_wrap=True, highlight=False).print(line, markup=False)


def is_web_address(url: str) -> bool:
    """An http(s) address with a host that a feed may have."""
    return len(url) <= LONGEST and " " not in url and canonical(url) is not None


async def _keep(base: Base, outline: Outline) -> Feed:
    """The feed under a source of its host; the one that is there already where the address is known."""
    source = source_of(outline.url, outline.title, await base.store.register.sources())
    facts = FeedFacts(source=source.id, url=outline.url, title=outline.title[:200])
    return await base.store.watched.add(name_of(outline.url), facts, source, By())


command = typer.Typer(no_args_is_help=True, help="The feeds that are watched. Example: entente feeds list")
command.command("list")(list_command)
command.command("add")(add_command)
command.command("remove")(remove_command)
command.command("import")(import_command)
command.command("export")(export_command)
