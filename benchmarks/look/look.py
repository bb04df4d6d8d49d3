"""What readers see: named answers by the real client, drawn as a phone shows them, and how long each is.

``python -m benchmarks.look [folder]`` writes ``looks-01.html`` and so on there (default ``data/look``), and with Chromium on
the path the same as PNG, 390 pixels wide: alerts, what changes on them, a digest, then the answers. It prints characters,
screens and components of each first message. Exit code 1 where one is over the limits. ``--shots docs/pictures`` also writes
the screenshots of README and documents.
"""

import argparse
import asyncio
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.look.page import Document, Files, characters, count_components, screens, texts, write_page
from benchmarks.look.posts import NOW, posts
from benchmarks.look.shots import SHOTS, browser, photograph, write_shots
from benchmarks.look.year import file_year
from bot.app import open_bot
from bot.gateway.connection import connected, until_up
from bot.settings import Settings
from handlers.render.paging.measure import visible_text
from sandbox.control import Sandbox

ON_A_PAGE = 8
"""Looks of one page: what a browser draws at once."""
MOST_CHARACTERS, MOST_SCREENS, MEDIAN = 1_200, 2.0, 700
ADMIN = {"alerts", "digest", "feed", "amend", "setup", "review", "audit"}
ANSWERS = (
    "/brief", "/brief topic:China Pakistan", "/brief topic:China", "/brief topic:Pakistan navy", "/brief topic:CPEC",
    "/brief topic:exercises since:2020", "/brief topic:Wing Loong", "/brief topic:Russia arms embargo Pakistan",
    "/brief topic:J-35", "/brief topic:Turkey frigates", "/brief topic:India United States", "/brief topic:zzzz",
    "/recent", "/recent country:Pakistan", "/recent country:Nigeria", "/recent kind:delivery", "/recent query:frigates",
    "/recent country:China kind:visit limit:20", "/recent since:2026-11-01",
    "/timeline topic:China Pakistan", "/timeline topic:Wei Fenghe", "/timeline topic:VT-4", "/timeline topic:Nepal",
    "/timeline topic:Russia since:2014 until:2016",
    "/actor name:China", "/actor name:Pakistan", "/actor name:Wei Fenghe", "/actor name:Bajwa", "/actor name:COAS",
    "/actor name:Pakistan Navy", "/actor name:Norinco", "/actor name:Nepal Army", "/actor name:Chinese defence minister",
    "/actor name:Wei Feng He", "/actor name:nobody at all",
    "/agreement name:memorandum 2020", "/agreement name:VT-4", "/agreement name:CPEC", "/agreement name:submarines",
    "/agreement name:zzzz",
    "/agreements", "/agreements party:Pakistan", "/agreements party:Russia Pakistan", "/agreements status:signed",
    "/agreements party:Wakanda",
    "/event name:Shaheen-IX", "/event name:memorandum", "/event name:exercise", "/event name:Kavkaz",
    "/search query:tank", "/search query:China", "/search query:Gwadar", "/search query:qqqq",
    "/compare topic:China with:India", "/compare topic:CPEC investment", "/compare topic:Russia with:United States",
    "/compare topic:Wei Fenghe with:Bajwa", "/compare topic:China", "/compare topic:VT-4 with:JF-17", "/brief topic:who supplied what to Pakistan", "/source text:The Diplomat July 2021",
    "/why item:Shaheen-IX", "/status", "/help", "/watch list",
    "/watch add kind:actor what:Norinco", "/watch add kind:country what:Wakanda", "/watch add kind:word what:x",
    "/watch remove watch:99", "/watch stop", "/actor name:Pakistan with:China", "/timeline topic:JF-17",
    "/alerts list", "/digest list", "/feed list", "/review", "/audit",
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """The first message of an answer, and what it costs a reader."""

    asked: str
    messages: tuple[Document, ...]
    characters: int
    screens: float
    components: int
    repeated: tuple[str, ...]

    @property
    def is_over(self) -> bool:
        return self.characters > MOST_CHARACTERS or self.screens > MOST_SCREENS or bool(self.repeated)


def repeated(message: Document) -> tuple[str, ...]:
    """Sentences and lines that stand twice in one message; a short one says nothing."""
    lines = [line for text in texts(message) for line in visible_text(text).split("\n")]
    said = Counter(
        part.strip(" ¹²³⁴⁵⁶⁷⁸⁹⁰.")
        for line in lines
        for part in re.split(r"(?<=[.!?]) ", line)
        if len(part) >= 25
    )
    return tuple(part for part, count in said.items() if count > 1)


@dataclass(frozen=True)
class Seen:
    """The answers, what was posted by its name, and the files of both by their addresses."""

    found: list[Look]
    files: dict[str, bytes]
    posts: dict[str, tuple[Document, ...]]


async def looks(lines: Sequence[str], folder: Path, *, year: bool = True, with_posts: bool = False) -> Seen:
    """Asks every line of a bot on a register of its own, then lets news of our own be posted, if that is wanted."""
    seen = Seen([], {}, {})
    async with Sandbox.running(now=lambda: NOW) as sandbox:
        settings = Settings(
            DISCORD_TOKEN=sandbox.token,
            ENTENTE_DISCORD_API=sandbox.api_url,
            ENTENTE_DATABASE=f"sqlite:///{folder / 'look.db'}",
        )
        async with open_bot(settings, lambda: NOW) as bot:
            if year:
                await file_year(bot.base.store, NOW)
            bot.rasterizer.patience = 60
            async with connected(bot.client, sandbox.token, settings.discord_api) as running:
                await until_up(bot.client, running)
                for line in lines:
                    is_admin = line[1:].split()[0] in ADMIN
                    reply = await sandbox.invoke(line, member=sandbox.admin if is_admin else sandbox.member)
                    await bot.client.tree.idle()
                    seen.found.append(looked(line, reply.messages))
                    seen.files.update(_bytes(sandbox, reply.messages))
    if with_posts:
        told, sandbox = await posts(folder)
        seen.posts.update(told)
        for some in told.values():
            seen.files.update(_bytes(sandbox, some))
    return seen


def looked(asked: str, messages: Sequence[Document]) -> Look:
    """What the first message costs. Raises ``IndexError`` where none came."""
    first = messages[0]
    sizes = {one["filename"]: (one["width"], one["height"]) for one in first["attachments"]}
    return Look(
        asked,
        tuple(messages),
        characters(first),
        screens(first, sizes),
        count_components(first["components"]),
        repeated(first),
    )


def _bytes(sandbox: Sandbox, messages: Sequence[Document]) -> dict[str, bytes]:
    """The files of messages by every address under which a message shows them."""
    found: dict[str, bytes] = {}
    for message in messages:
        for one in message["attachments"]:
            data = sandbox.world.uploads.path(one["id"], one["filename"]).read_bytes()
            found |= {one["url"]: data, f"attachment://{one['filename']}": data}
    return found


def table(found: Sequence[Look]) -> list[str]:
    """A table for docs/measures/reader.md."""
    rows = [
        f"| `{look.asked}` | {look.characters:,} | {look.screens:.1f} | {look.components} |{' over' if look.is_over else ''}"
        for look in found
    ]
    sizes = [look.characters for look in found]
    whole = f"{len(found)} answers: median {median(sizes):.0f} characters, most {max(sizes):,}; most screens {max(look.screens for look in found):.1f}; {sum(look.is_over for look in found)} over the limits"
    return ["| answer | characters | screens | components |", "|---|---|---|---|", *rows, "", whole]


def draw(folder: Path, shown: Mapping[str, tuple[Any, ...]], files: Files) -> list[Path]:
    """Pages of a few looks each, and their PNG where a browser is on the path."""
    rows, program = list(shown.items()), browser()
    made = []
    for number, at in enumerate(range(0, len(rows), ON_A_PAGE), 1):
        file = folder / f"looks-{number:02}.html"
        write_page(file, dict(rows[at : at + ON_A_PAGE]), files)
        made += [file, *([photograph(file, program)] if program else [])]
    return made


def main(arguments: Sequence[str] = sys.argv[1:]) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="?", type=Path, default=Path("data/look"))
    parser.add_argument(
        "--shots", type=Path, help="also write the pictures that the documents show, into this folder"
    )
    chosen = parser.parse_args(arguments)
    chosen.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as own:
        seen = asyncio.run(looks(ANSWERS, Path(own), with_posts=True))
    shown = seen.posts | {look.asked: look.messages for look in seen.found}
    print("\n".join(table(seen.found)))
    for look in seen.found:
        for sentence in look.repeated:
            print(f"twice in {look.asked}: {sentence}")
    made = draw(chosen.folder, shown, seen.files.get)
    if chosen.shots:
        made += shots(chosen.shots)
    print(*made, sep="\n")
    return int(any(look.is_over for look in seen.found))


def shots(folder: Path) -> list[Path]:
    """Of the founding knowledge alone, beside the made-up posts. Needs Chromium."""
    program = browser()
    if program is None:
        raise SystemExit("no Chromium on the path: the pictures of the documents are not drawn")
    asked = [look for look, _ in SHOTS.values() if look.startswith("/")]
    with tempfile.TemporaryDirectory() as own:
        seen = asyncio.run(looks(asked, Path(own), year=False, with_posts=True))
    shown = seen.posts | {look.asked: look.messages for look in seen.found}
    return write_shots(folder, shown, seen.files.get, program)
