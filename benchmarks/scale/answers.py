"""What large answers cost the processor: ``python -m benchmarks.scale.answers [--events 20000] [--folder DIR]``.

The commands of ``benchmarks/scale/scale.py`` are asked of a filled SQLite register in this process, without Discord: milliseconds of
processor time until the first page is there (``first_page``), and for what is done while it is read (``rest``: the other pages,
bound, written and compressed), in the median of five after one that is not counted but told (``first_time``). Processor time says the same on a machine
that others use, but for what they take of its caches. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
import zlib
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.crash.wire import utc_now
from benchmarks.scale.filled import fill
from bot.process.interpreter import give_way
from handlers.commands import KnowledgeCommands, Workplace
from handlers.render.pages.answer import Answer
from handlers.render.paging.binding import bind_first, bind_pages
from handlers.render.paging.booklet import written
from store.restore import register_size
from store.store import Store, open_store

TIMES = 5
ASKED: dict[str, tuple[str, tuple[Any, ...]]] = {
    "/recent limit:5": ("recent", ("", "", "", "", "", 5)),
    "/recent country:Pakistan": ("recent", ("", "Pakistan")),
    "/recent, exercises of half a year": ("recent", ("", "Pakistan", "exercise", "2015-01", "2015-06")),
    "/recent query:JF-17": ("recent", ("JF-17",)),
    "/brief topic:China Pakistan": ("brief", ("China Pakistan",)),
    "/brief topic:China": ("brief", ("China",)),
    "/brief, a question of twelve words": (
        "brief",
        ("when did the army chief of Pakistan visit Beijing for talks on submarines",),
    ),
    "/timeline topic:China": ("timeline", ("China",)),
    "/timeline topic:exercise, one month": ("timeline", ("exercise", "2010-01", "2010-01")),
    "/actor name:China": ("actor", ("China",)),
    "/actor name:COAS": ("actor", ("COAS",)),
    "/event name:Shaheen": ("event", ("Shaheen",)),
    "/search query:Shaheen": ("search", ("Shaheen",)),
    "/search query:China exercise": ("search", ("China exercise",)),
    "/search of two misspelt words": ("search", ("Pakistn exercse",)),
}


async def measured(ask: Callable[..., Awaitable[Answer]], arguments: tuple[Any, ...]) -> tuple[float, float]:
    """Seconds of the processor for the first page, and for the rest."""
    begun = time.process_time()
    answer = await ask(*arguments)
    bind_first(answer, utc_now())
    first = time.process_time()
    zlib.compress(written(bind_pages(answer, utc_now())))
    return first - begun, time.process_time() - first


async def open_filled(count: int, folder: Path) -> Store:
    """The register of so many events in the folder, built where it is not there."""
    store = await open_store(f"sqlite:///{folder / f'scale-{count}.db'}", utc_now)
    held, _ = await store.database.read(register_size)
    if held < count:
        await fill(store, count)
    return store


async def run(count: int, folder: Path) -> dict[str, dict[str, int]]:
    store = await open_filled(count, folder)
    answers = KnowledgeCommands.of(Workplace(store, utc_now)).answers
    found = {}
    for line, (name, arguments) in ASKED.items():
        cold = sum(await measured(answers[name], arguments))
        give_way()
        spent = [await measured(answers[name], arguments) for _ in range(TIMES)]
        first, rest = (round(median(some) * 1000) for some in zip(*spent, strict=True))
        found[line] = {"first_page": first, "rest": rest, "first_time": round(cold * 1000)}
        print(f"{line:<40} {found[line]}", file=sys.stderr, flush=True)
    await store.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--folder", type=Path, help="where the register stays, built once")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="entente-answers-") as folder:
        print(json.dumps(asyncio.run(run(asked.events, asked.folder or Path(folder)))))


if __name__ == "__main__":
    main()
