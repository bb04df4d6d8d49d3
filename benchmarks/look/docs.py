"""Draws the pictures that the documents show: ``python -m benchmarks.look.docs`` writes ``docs/pictures``.

All but the week are of the founding knowledge; the week is of made-up news, and says so in its name.
"""

import argparse
import asyncio
import tempfile
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

from benchmarks.look.posts import NOW
from benchmarks.look.year import events
from bot.app import open_base
from bot.settings import Settings
from handlers.commands import KnowledgeCommands, Workplace
from handlers.drawing.png_worker import png_of
from handlers.render.illustrations.periods import days_picture
from handlers.render.pictures.canvas import Picture

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
SCALE, LARGEST = 1.5, 60_000
ASKED = {
    "brief": ("brief", "China Pakistan"),
    "timeline": ("timeline", "China Pakistan"),
    "agreements": ("agreements", ""),
    "actor": ("actor", "Pakistan"),
}
SHARES = "share"


async def pictures(database: str) -> Mapping[str, Picture | None]:
    """The pictures by the names of their files."""
    async with open_base(Settings(ENTENTE_DATABASE=database), lambda: NOW) as base:
        asks = KnowledgeCommands.of(Workplace(base.store, lambda: NOW)).answers
        answers = {name: await asks[command](topic) for name, (command, topic) in ASKED.items()}
    figures = next(part for part in answers["actor"].sections if part.heading == "Figures")
    return {name: answer.picture for name, answer in answers.items()} | {
        SHARES: figures.picture,
        "digest-made-up": made_up_week(),
    }


def made_up_week() -> Picture | None:
    """The last week of the made-up year."""
    last = NOW.date()
    first = last - timedelta(days=6)
    counts: Counter[tuple[date | None, str]] = Counter()
    for event, _ in events(NOW):
        if event.day and first <= event.day <= last:
            counts[event.day, event.kind] += 1
    return days_picture("What is new, day by day", counts, first, last)


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as own:
        drawn = asyncio.run(pictures(f"sqlite:///{own}/docs.db"))
    for name, picture in drawn.items():
        if picture is None:
            raise SystemExit(f"{name} has no picture")
        png = png_of(picture.svg, SCALE)
        if len(png) > LARGEST:
            raise SystemExit(f"{name} takes {len(png):,} bytes")
        (FOLDER / f"{name}.png").write_bytes(png)
        print(f"{name}.png: {len(png):,} bytes")


if __name__ == "__main__":
    main()
