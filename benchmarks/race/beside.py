"""How much two processes on one PostgreSQL read, beside one alone: ``python -m benchmarks.race.beside [--feeds 500] [--passes 3] [--slower 1]``.

Every feed is on a host of its own and unchanged but for a tenth; a pass visits all of them. The processes share the machine with
the publishers and the database, and no more than its processors can be had: the last line, one JSON object, has the processor's
seconds of the readers, of the ``others`` (publishers and database) and of ``all`` beside the clock's; ``at_most`` is how many times as
fast two could be if every processor were busy with nothing else all the time. Where publishers take their time (``--slower 8``: 0.4 to
2.4 s an answer), a process waits for them and not for a processor. ``waits`` says what the database's connections waited for while two read, of every
hundred looks at one that was at work (``pg_stat_activity``); a lock is a row of ``Lock:``.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from benchmarks.race.racers.course import Course, Phase
from benchmarks.race.racers.ours import Clock, Filing, add_feeds, workers_processor
from bot.process.interpreter import run_on_loop, settle
from feeds.http.fetch import open_fetcher
from feeds.workers.workers import open_parsers
from handlers.alerts.feed_notices import FeedNotices
from handlers.watch.hosts import Hosts
from handlers.watch.poller import Poller
from handlers.watch.visit import Visits
from store.database.database import Database
from store.store import open_store

ROOT = Path(__file__).parents[2]
WAITS = """SELECT concat(coalesce(wait_event_type, 'Processor'), ':', wait_event) FROM pg_stat_activity
    WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()"""
DUE = timedelta(hours=8)
"""After it every feed is due."""


@contextmanager
def beside(command: list[str]) -> Iterator[tuple[str, int]]:
    """What a process says first that runs for as long as the context lasts, and its number."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=ROOT) as process:
        if process.stdin is None or process.stdout is None:
            raise RuntimeError("a process has no pipes")
        yield process.stdout.readline().strip(), process.pid
        process.stdin.close()


async def read_along(url: str, first: bool, course: Course) -> None:
    """One process: for each line of its input a pass at that many hours, its figures in a line of its output."""
    clock = Clock()
    store = await open_store(url, clock)
    async with open_fetcher("", clock, ["127.0.0.0/8"]) as fetcher, open_parsers(workers=1) as parsers:
        tell = FeedNotices(store, clock).tell
        filed, hosts = Filing(store, clock).feed, Hosts(clock)
        visits = Visits(store, fetcher, parsers, filed, tell, clock, lambda: 0.5, hosts=hosts)
        poller = Poller(store, visits, tell, clock)
        if first:
            await add_feeds(store, course.urls())
        settle()
        print("ready", flush=True)
        while line := await asyncio.to_thread(sys.stdin.readline):
            clock.later = DUE * int(line)
            measured, workers = Phase(), workers_processor(parsers)
            tally = await poller.tick()
            told = measured.figures()
            told["cpu"] += workers_processor(parsers) - workers
            print(json.dumps(told | {"visited": tally.visited}), flush=True)
    await store.close()


class Readers:
    """Processes that read along."""

    def __init__(self, url: str, course: Course, count: int) -> None:
        self.processes = [self._begin(url, course, number) for number in range(count)]

    def _begin(self, url: str, course: Course, number: int) -> "subprocess.Popen[str]":
        pipe = subprocess.PIPE
        command = [sys.executable, "-m", "benchmarks.race.beside", "--along", url, str(course.port)]
        command += ["--feeds", str(course.feeds), *(["--first"] if number == 0 else [])]
        begun = subprocess.Popen(
            command,
            stdin=pipe,
            stdout=pipe,
            text=True,
            cwd=ROOT,
            env=os.environ | {"ENTENTE_LOG_LEVEL": "error"},
        )
        _line(begun)
        return begun

    def read(self, hours: int, who: int) -> dict[str, Any]:
        """A pass of the first ``who`` of them at once."""
        started, those = time.perf_counter(), self.processes[:who]
        for one in those:
            assert one.stdin is not None
            one.stdin.write(f"{hours}\n")
            one.stdin.flush()
        told = [json.loads(_line(one)) for one in those]
        wall = time.perf_counter() - started
        return {
            "wall": round(wall, 2),
            "cpu": round(sum(one["cpu"] for one in told), 2),
            "visited": [one["visited"] for one in told],
        }

    def measured(self, hours: int, who: int, others: Sequence[int]) -> dict[str, Any]:
        """The same with the processor time of ``others``, the publishers and the database, and of all."""
        before = list(map(processor, others))
        told = self.read(hours, who)
        spent = [round(processor(pid) - was, 2) for pid, was in zip(others, before, strict=True)]
        return told | {"others": spent, "all": round(told["cpu"] + sum(spent), 2)}

    def end(self) -> None:
        for one in self.processes:
            assert one.stdin is not None
            one.stdin.close()
            one.wait()


def _line(process: "subprocess.Popen[str]") -> str:
    """The next line that is for us: logs stand between."""
    assert process.stdout is not None
    while line := process.stdout.readline():
        if line.startswith(("{", "ready")):
            return line
    raise SystemExit("a reader ended")


def processor(pid: int) -> float:
    """Processor seconds of a process, its children and those that ended (proc(5): stat)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return sum(map(int, fields[11:15])) / 100 + sum(map(processor, map(int, children)))


@contextmanager
def watched_waits(url: str) -> Iterator[dict[str, float]]:
    """What connections wait for meanwhile, filled in at the end."""
    engine, seen, ended = create_engine(Database(url).url), Counter[str](), threading.Event()

    def look() -> None:
        with engine.connect() as connection:
            while not ended.wait(0.02):
                seen.update(connection.execute(text(WAITS)).scalars())
                connection.rollback()

    looking, found = threading.Thread(target=look), dict[str, float]()
    looking.start()
    yield found
    ended.set()
    looking.join()
    engine.dispose()
    found |= {wait: round(100 * times / seen.total(), 1) for wait, times in seen.most_common(6)}


def measure(feeds: int, passes: int, slower: float, folder: Path) -> dict[str, Any]:
    (folder / "postgres").mkdir()
    postgres = [sys.executable, str(ROOT / "tests" / "postgres_server.py"), str(folder / "postgres")]
    publishing = [sys.executable, "-m", "benchmarks.race.racers.server", str(feeds), str(slower)]
    with beside(postgres) as (url, _), beside(publishing) as (port, publisher):
        course = Course(feeds, int(port))
        readers = Readers(url, course, 2)
        readers.read(1, 1)  # the first sight
        alone: list[dict[str, Any]] = []
        both: list[dict[str, Any]] = []
        postmaster = (folder / "postgres" / "postmaster.pid").read_text().split()[0]
        others = [publisher, int(postmaster)]
        with watched_waits(url) as waits:
            for number in range(passes):
                for found, who in ((alone, 1), (both, 2)):
                    course.publish()
                    found.append(readers.measured(2 + 2 * number + who, who, others))
        readers.end()
    best = [min(one["wall"] for one in found) for found in (alone, both)]
    spent = [min(one["cpu"] for one in found) for found in (alone, both)]
    busy = min(one["all"] for one in both) / (os.cpu_count() or 1)
    return {
        "feeds": feeds,
        "slower": slower,
        "alone": alone,
        "both": both,
        "wall_times": round(best[0] / best[1], 2),
        "cpu_of_both": round(spent[1] / spent[0], 2),
        "at_most": round(best[0] / busy, 2),
        "waits": waits,
    }


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=500)
    parser.add_argument("--passes", type=int, default=3)
    parser.add_argument(
        "--slower", type=float, default=1, help="times that an answer takes as long (50 to 300 ms)"
    )
    parser.add_argument("--along", nargs=2, metavar=("URL", "PORT"), help=argparse.SUPPRESS)
    parser.add_argument("--first", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.along:
        run_on_loop(read_along(asked.along[0], asked.first, Course(asked.feeds, int(asked.along[1]))))
        return
    with tempfile.TemporaryDirectory(prefix="entente-beside-") as folder:
        print(json.dumps(measure(asked.feeds, asked.passes, asked.slower, Path(folder))))


if __name__ == "__main__":
    main()
