"""``make bench-week``: two hundred feeds with every header for a simulated week, against publishers on loopback that hold
each request against what they answered before.

``FEEDS=60 DAYS=3 make bench-week`` for a short one. The last line is the figures as one JSON object; ends with 1 where one
of the counts is not zero.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from store.store import open_store
from tests.clock import Clock
from tests.week import Outcome, Plan, simulate

FEEDS = int(os.environ.get("FEEDS", "200"))
DAYS = float(os.environ.get("DAYS", "7"))
STEP = timedelta(minutes=float(os.environ.get("STEP", "5")))
"""How far the clock is turned at least: feeds that become due within it are read together."""
COUNTED = ("too_many", "missed", "doubled", "late", "wrong", "crowded")
SHOWN = 5


async def week(folder: Path) -> Outcome:
    clock = Clock()
    store = await open_store(f"sqlite:///{folder / 'week.db'}", clock)
    try:
        return await simulate(Plan(FEEDS, DAYS, STEP, (DAYS * 0.45, DAYS * 0.6)), store, clock)
    finally:
        await store.close()


def main() -> None:
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        counted = asyncio.run(week(Path(folder)))
    amiss = {name: getattr(counted, name) for name in COUNTED}
    for name, found in amiss.items():
        print(
            f"{name:10}{len(found):>6}", *(f"  {line}" for line in found[:SHOWN]), sep="\n" if found else ""
        )
    figures = {"feeds": counted.feeds, "days": DAYS, "requests": counted.requests, "items": counted.handed}
    figures |= {name: len(found) for name, found in amiss.items()}
    print(json.dumps(figures | {"seconds": round(time.perf_counter() - started, 1)}))
    sys.exit(any(amiss.values()))


if __name__ == "__main__":
    main()
