"""What the README promises is what the code has."""

import re
from collections.abc import Sequence
from pathlib import Path

from discord import app_commands

from benchmarks.look.shots import SHOTS
from bot.__main__ import COMMANDS
from bot.settings import described_settings
from feeds.entries.items import Item
from feeds.http.fetch import open_fetcher
from feeds.workers.workers import open_parsers
from handlers.commands import Command, Workplace, every_command
from handlers.ingest.judge import Judged
from handlers.watch.hosts import Hosts
from handlers.watch.probe import FeedProbe
from store.nouns.models import Feed
from store.store import Store
from tests.clock import Clock

IN_A_MENU = "In the menu of a message: what stands behind an alert, a change or a digest, for you alone"
PIPE = r"\|"
README = (Path(__file__).parent.parent.parent / "README.md").read_text("utf-8")


def rows(section: str) -> list[tuple[str, ...]]:
    """The rows of the table between the section's two comments, without its head, cells stripped."""
    body = re.search(rf"<!-- {section}:.*?-->\n(.*?)<!-- end of {section} -->", README, re.DOTALL)
    assert body, f"the README has no section {section}"
    lines = [line for line in body[1].splitlines() if line.startswith("|")][2:]
    return [tuple(cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]) for line in lines]


def test_settings_are_those_of_the_code() -> None:
    assert rows("settings") == [
        (f"`{name}`", description) for name, description in described_settings().items()
    ]


def signature(command: Command) -> str:
    """``/actor name`` or ``/feed add|list``; every answer has ``share``, which is said once above the table. What stands in
    the menu of a message: ``Apps › Details``."""
    if isinstance(command, app_commands.ContextMenu):
        return f"*Apps › {command.name}*"
    if isinstance(command, app_commands.Group):
        return f"`/{command.name} {PIPE.join(sorted(part.name for part in command.commands))}`"
    options = [option.display_name for option in command.parameters if option.name != "share"]
    return f"`{' '.join([f'/{command.name}', *options])}`"


def about(command: Command) -> str:
    """Its description; a command of a menu has none, and is told by what it does."""
    return IN_A_MENU if isinstance(command, app_commands.ContextMenu) else command.description


async def test_slash_commands_are_those_of_the_code(memory_store: Store, clock: Clock) -> None:
    async with open_fetcher("", clock) as fetcher, open_parsers() as parsers:
        place = Workplace(
            memory_store, clock, probe=FeedProbe(fetcher, parsers, nothing, Hosts(clock), clock)
        )
        commands = every_command(place)
    expected = sorted((signature(command), about(command)) for command in commands)
    assert sorted(rows("commands")) == expected


def test_the_command_line_is_that_of_the_code() -> None:
    promised = {re.match(r"`entente ([a-z]+)", row[0])[1] for row in rows("cli")}  # type: ignore[index]
    assert promised == set(COMMANDS)


async def nothing(_feed: Feed, _items: Sequence[Item]) -> list[Judged]:
    return []


SHOWN = re.compile(r'<img src="([^"]+)"[^>]* alt="([^"]+)"')
LARGEST = 200_000


def test_the_pictures_that_pages_show_are_there_and_small() -> None:
    root = Path(__file__).parent.parent.parent
    for page in (root / "README.md", root / "docs" / "pictures.md"):
        shown = SHOWN.findall(page.read_text("utf-8"))
        assert len(shown) >= 3, page
        for source, told in shown:
            size = (page.parent / source).stat().st_size
            assert 0 < size < LARGEST, source
            assert len(told) > 20, source


def test_every_screenshot_is_shown() -> None:
    shown = (Path(__file__).parent.parent.parent / "docs" / "pictures.md").read_text("utf-8")
    assert [name for name in SHOTS if f"pictures/{name}.png" not in shown] == []
