"""Feed files that others have collected, read by the workers, beside feedparser alone.

    python -m benchmarks.race.suites FOLDER...

Every file below the folders that may be a feed is read. The last line is JSON: how many, how many of them hold a feed,
how many of these by each policy of identity, and what went wrong.
"""

import argparse
import asyncio
import io
import json
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser

from feeds.entries.entries import Unreadable
from feeds.entries.items import Parsed
from feeds.workers.workers import SECONDS, TOO_SLOW, Parsers, open_parsers
from store.nouns.models import FeedFacts

ENDINGS = frozenset((".xml", ".rss", ".atom", ".rdf", ".json", ".feed", ".html"))
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
MOST_ENTRIES = 500
"""Of an ill-formed feed so many are read; more are not compared."""
FEED = FeedFacts(source="suite", url="https://feed.example/feed")


def alone(body: bytes) -> int:
    """Entries that feedparser finds in a body of XML."""
    try:
        return len(
            feedparser.parse(io.BytesIO(body), response_headers={"content-type": "application/xml"}).entries
        )
    except Exception:  # noqa: BLE001 - a peer that breaks on a body finds nothing in it
        return 0


def faults(found: Parsed | Unreadable, took: float, entries: int, now: datetime) -> list[str]:
    """What is wrong with a reading: it broke or took too long, found fewer entries than the peer, or a wild date."""
    if isinstance(found, Unreadable):
        broke = "breaks" in found.reason or found.reason == TOO_SLOW.format(seconds=SECONDS)
        return ["broke"] if broke else ["fewer"] if entries else []
    dates = [item.article.published for item in found.items if item.article.published]
    wild = any(not EARLIEST <= date <= now + timedelta(days=366) for date in dates)
    fewer = len(found.items) < min(entries, MOST_ENTRIES)
    return [name for name, true in (("slow", took > SECONDS), ("fewer", fewer), ("wild date", wild)) if true]


def bodies(folders: list[str]) -> Iterator[tuple[Path, bytes]]:
    for folder in folders:
        files = (
            path for path in Path(folder).rglob("*") if path.suffix.lower() in ENDINGS and path.is_file()
        )
        yield from ((path, path.read_bytes()) for path in sorted(files))


async def read(parsers: Parsers, path: Path, body: bytes, told: Counter[str]) -> None:
    now, began = datetime.now(UTC), time.perf_counter()
    found = await parsers.parse(body, "", FEED, now)
    took = time.perf_counter() - began
    told["files"] += 1
    if isinstance(found, Parsed):
        told["feeds"] += 1
        told[f"by {found.identity}"] += 1
    for fault in faults(found, took, alone(body), now):
        told[fault] += 1
        print(f"{fault}: {path} ({took:.1f} s)")


async def main(folders: list[str]) -> None:
    warnings.simplefilter("ignore")  # feedparser's own, on hostile bodies
    told = Counter({"files": 0, "feeds": 0, "broke": 0, "slow": 0, "fewer": 0, "wild date": 0})
    async with open_parsers() as parsers:
        for path, body in bodies(folders):
            await read(parsers, path, body, told)
    print(json.dumps(told))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", nargs="+")
    asyncio.run(main(parser.parse_args().folder))
