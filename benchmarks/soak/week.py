"""``make bench-week``: two hundred feeds with every header for a simulated week, against publishers on loopback that hold
each request against what they answered before.

``FEEDS=60 DAYS=3 make bench-week``, or ``python -m benchmarks.soak.week --feeds 60 --days 3``, for a short one. The last line is the figures as one JSON object; ends with 1 where one
of the counts is not zero.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from store.store import open_store
from tests.clock import Clock
from tests.week import Outcome, Plan, simulate

COUNTED = ("too_many", "missed", "doubled", "late", "wrong", "crowded")
SHOWN = 5


async def week(folder: Path, feeds: int, days: float, step: timedelta) -> Outcome:
    clock = Clock()
    store = await open_store(f"sqlite:///{folder / 'week.db'}", clock)
    try:
        return await simulate(Plan(feeds, days, step, (days * 0.45, days * 0.6)), store, clock)
    finally:
        await store.close()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=os.environ.get("FEEDS", "200"))
    parser.add_argument("--days", type=float, default=os.environ.get("DAYS", "7"))
    step = "minutes that the clock is turned by at least: feeds that become due within them are read together"
    parser.add_argument("--step", type=float, default=os.environ.get("STEP", "5"), help=step)
    asked = parser.parse_args(arguments)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        counted = asyncio.run(week(Path(folder), asked.feeds, asked.days, timedelta(minutes=asked.step)))
    amiss = {name: getattr(counted, name) for name in COUNTED}
    for name, found in amiss.items():
        print(
            f"{name:10}{len(found):>6}", *(f"  {line}" for line in found[:SHOWN]), sep="\n" if found else ""
        )
    figures = {
        "feeds": counted.feeds,
        "days": asked.days,
        "requests": counted.requests,
        "items": counted.handed,
    }
    figures |= {name: len(found) for name, found in amiss.items()}
    print(json.dumps(figures | {"seconds": round(time.perf_counter() - started, 1)}))
    sys.exit(any(amiss.values()))


if __name__ == "__main__":
    main()
