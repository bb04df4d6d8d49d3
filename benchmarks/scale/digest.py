"""What one digest over very many events costs: ``python -m benchmarks.scale.digest [--events 10000]``.

A register of so many events that the wire told within one day, and one digest of all of them on the product's event loop:
processor time, the longest time that the loop was kept waiting, and the bytes of the alert's body. The last line of
standard output is one JSON object.
"""

import argparse
import asyncio
import json
import tempfile
import time
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from sqlmodel import Session, select

from benchmarks.match.register import events
from benchmarks.scale.filled import Filled, batch_of, write_batch
from bot.process.interpreter import run_on_loop
from handlers.alerts.digest import Digests
from store.nouns.models import Article, Event, Evidence
from store.nouns.outbox import Alert
from store.nouns.subscriptions import Digest
from store.store import Store, open_store

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
BATCH = 2_000


class Heartbeat:
    """Looks how late it wakes: how long others kept the event loop."""

    def __init__(self) -> None:
        self.longest = 0.0

    async def run(self) -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.001)
            self.longest = max(self.longest, time.perf_counter() - begun - 0.001)


def told_today(batch: Filled, first: int) -> Filled:
    """The same rows as if all had happened and been read within the last day."""
    moments = ((Event, "first_seen"), (Article, "read_at"), (Evidence, "decided_at"))
    for table, moment in moments:
        for number, row in enumerate(batch.rows.get(table, ())):
            row[moment] = NOW - timedelta(hours=20) + timedelta(seconds=first + number)
    for row in batch.rows.get(Event, ()):
        row["day"] = NOW.date()
    return batch


async def fill(store: Store, count: int) -> None:
    every, first = events(count), 0
    while some := list(islice(every, BATCH)):
        await store.database.write(partial(write_batch, batch=told_today(batch_of(some), first)))
        first += BATCH


def follow(session: Session) -> Digest:
    digest = Digest(
        guild=1,
        channel=1,
        created_by=1,
        zone="UTC",
        covered_until=NOW - timedelta(days=1),
        next_slot=NOW,
        minimum="low",
    )
    session.add(digest)
    return digest


async def run(count: int, url: str) -> dict[str, float]:
    store = await open_store(url, lambda: NOW)
    await fill(store, count)
    digest = await store.database.write(follow)
    beat = Heartbeat()
    beating = asyncio.create_task(beat.run())
    await asyncio.sleep(0.05)
    beat.longest, begun, cpu = 0.0, time.perf_counter(), time.process_time()
    await Digests(store, lambda: NOW).cover(digest, NOW)
    wall, cpu = time.perf_counter() - begun, time.process_time() - cpu
    beating.cancel()
    body = await store.database.read(lambda session: session.exec(select(Alert)).one().body)
    await store.close()
    return {
        "events": count, "wall_ms": round(wall * 1000), "cpu_ms": round(cpu * 1000), "stall_ms": round(beat.longest * 1000, 1),
        "body_bytes": len(json.dumps(body)), "lines": len(body["events"]), "left": body["left"],
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=10_000)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="entente-digest-") as folder:
        print(json.dumps(run_on_loop(run(asked.events, f"sqlite:///{Path(folder) / 'digest.db'}"))))


if __name__ == "__main__":
    main()
