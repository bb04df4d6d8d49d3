"""What a large register costs: ``make bench-scale`` (``python -m benchmarks.scale [--events 100000] [--postgres]``).

Measures the whole table of a large register in one run (``docs/measures/scale.md``). The bot is the real process, its Discord is the sandbox. ``start`` is from launching the process to its first request for
a feed, once with nothing prepared beside the events (``first``: after an upgrade; not with ``--made``) and once as usual; then
until all that is known is there and the process rests, which is when its memory is read. ``/help`` is asked all the while. Commands are typed in the sandbox: milliseconds from
typing to the whole answer, and the processor time of the bot's process; ``at_once`` is how soon two hundred that are typed
together are acknowledged, how many never are or have no answer in ten minutes, and the longest stall of the event loop
meanwhile (``benchmarks/scale/stalls.py``). ``digest``,
``keeping`` and ``filing`` are the benchmarks of these names. A register that is built in ``--folder`` stays there for the
next run. The last line of standard output is one JSON object.
"""

import argparse
import asyncio
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from aiohttp import web
from sqlalchemy import delete

from benchmarks.crash.life import Life, byte_code
from benchmarks.crash.wire import PATH, Wire, utc_now
from benchmarks.scale.filled import fill
from benchmarks.scale.latency import described, fall_due
from sandbox.control import Sandbox
from sandbox.rest.interactions import Reply
from sandbox.unanswered import NoAnswerError
from sandbox.world.world import BOT_ID
from store.database.index import EventFeatures
from store.nouns.models import FeedFacts, Source
from store.restore import register_size
from store.store import open_store

ROOT = Path(__file__).parents[2]
LINES = (
    "/recent limit:5",
    "/recent country:Pakistan",
    "/recent country:Pakistan kind:exercise since:2015-01 until:2015-06",
    "/recent query:JF-17",
    "/brief topic:China Pakistan",
    "/brief topic:China",
    "/timeline topic:China",
    "/timeline topic:exercise since:2010-01 until:2010-01",
    "/search query:Shaheen",
    "/search query:China exercise",
    "/search query:Pakistn exercse",
    "/actor name:China",
    "/actor name:COAS",
    "/event name:Shaheen",
    "/status",
)
SECONDS = 900.0
RESTING = 0.25
"""Of a processor: less than what a start takes, more than a question in half a second does."""
PATIENCE = 600.0
"""Seconds for an answer: how long it takes is what is measured."""
TOGETHER = 200


@contextmanager
def database(folder: Path, count: int, *, postgres: bool) -> Iterator[str]:
    """The address of a database; PostgreSQL's server ends with the context."""
    if not postgres:
        yield f"sqlite:///{folder / f'scale-{count}.db'}"
        return
    script, pipe = ROOT / "tests" / "postgres_server.py", subprocess.PIPE
    command = [sys.executable, str(script), str(folder / f"postgres-{count}"), "--keep"]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        server.stdin.close()


def megabytes(life: Life) -> int:
    """Of the process itself, in memory (proc(5): VmRSS)."""
    for line in Path(f"/proc/{life.process.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) // 1024
    return 0


def busy_seconds(life: Life) -> float:
    """How long its threads ran or waited for a processor, together (proc(5): schedstat, in nanoseconds): on a machine that
    others share what it takes says little about whether it has anything to do."""
    found = 0
    for task in Path(f"/proc/{life.process.pid}/task").iterdir():
        with suppress(OSError):  # a thread that has ended meanwhile
            found += sum(map(int, (task / "schedstat").read_text().split()[:2]))
    return found / 1e9


def cpu_seconds(life: Life) -> float:
    """Of the process itself since it began (proc(5): utime and stime, in hundredths)."""
    fields = Path(f"/proc/{life.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100


def compile_bot(folder: Path) -> None:
    """As an installation does, so that no start does it: the bot and its workers."""
    loaded = "import bot.cli.run, feeds.workers.worker, handlers.drawing.png_worker"
    told = os.environ | byte_code(folder)
    subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, env=told, check=True)


class Scale:
    """The bot over a filled register, and what is measured of it."""

    def __init__(self, sandbox: Sandbox, wire: Wire, url: str, folder: Path) -> None:
        self.sandbox = sandbox
        self.wire = wire
        self.url = url
        self.folder = folder
        self.stalls = folder / "stalls.json"

    async def prepare(self, count: int, *, made: bool) -> None:
        """The register, unless it was built before, with one feed. What was made of its events is thrown away, unless it
        is to be kept (``made``)."""
        store = await open_store(self.url, utc_now)
        held, _ = await store.database.read(register_size)
        if held < count:
            await fill(store, count)
        if not made:
            await store.database.write(lambda session: session.execute(delete(EventFeatures)))
        for feed in await store.wire.feeds():
            await store.wire.remove_feed(feed.id)
        await store.marks.set_mark(f"commands:{BOT_ID}", "", utc_now())  # the sandbox is another each time
        await store.register.add_source(Source(id="wire", name="Wire", owner="wire", reliability="B"))
        await store.wire.add_feed("wire", FeedFacts(source="wire", url=self.sandbox.server.url + PATH))
        await store.close()
        self.wire.found()
        await asyncio.to_thread(compile_bot, self.folder)

    async def due(self) -> None:
        store = await open_store(self.url, utc_now)
        await fall_due(store)
        await store.close()

    async def start(self) -> tuple[Life, dict[str, Any]]:
        """A life that has read its first feed: seconds to that, its CPU, and the slowest acknowledgement meanwhile."""
        await self.due()
        reads, waits = self.wire.reads, list[float]()
        begun = time.monotonic()
        life = await Life.begin(
            self.sandbox, self.url, self.folder, "-m", "benchmarks.scale.stalls", str(self.stalls)
        )
        asking = asyncio.create_task(self.ask_all_the_time(waits))
        while self.wire.reads == reads:
            if time.monotonic() - begun > SECONDS or life.has_ended:
                raise SystemExit(f"the bot never read its feed: {self.folder / 'bot.log'}")
            await asyncio.sleep(0.01)
        seconds = time.monotonic() - begun
        cpu = cpu_seconds(life)
        await self.rest(life)
        stall = await self.stall(life)
        asking.cancel()
        await asyncio.gather(asking, return_exceptions=True)
        return life, {
            "seconds": round(seconds, 2), "cpu": round(cpu, 2), "cpu_until_rest": round(cpu_seconds(life), 2),
            "megabytes": megabytes(life), "ack": described(waits or [PATIENCE]), "stall": stall,
        }  # fmt: skip

    async def rest(self, life: Life) -> None:
        """Until it had next to nothing to do for a while."""
        begun, busy = time.monotonic(), float("inf")
        while busy > RESTING:
            before, at = busy_seconds(life), time.monotonic()
            await asyncio.sleep(5)
            busy = (busy_seconds(life) - before) / (time.monotonic() - at)
            if time.monotonic() - begun > 4 * SECONDS:
                raise SystemExit(f"the bot never rests: {self.folder / 'bot.log'}")

    async def ask_all_the_time(self, waits: list[float]) -> None:
        await self.sandbox.wait_ready(60)
        while True:
            try:
                reply = await self.sandbox.invoke("/help")
                waits.append(reply.waited or SECONDS)
            except NoAnswerError:
                waits.append(10.0)
            await asyncio.sleep(0.5)

    async def stall(self, life: Life) -> dict[str, float]:
        """The longest stall since the last time that it was asked for."""
        self.stalls.unlink(missing_ok=True)
        life.process.send_signal(signal.SIGUSR1)
        while not self.stalls.exists() or not self.stalls.read_text():  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(0.01)
        found: dict[str, float] = json.loads(self.stalls.read_text())
        return found

    async def at_once(self, life: Life, count: int) -> dict[str, Any]:
        """How soon each of many commands is acknowledged that are typed together, and whether all are answered."""
        await self.stall(life)
        heard = len(self.sandbox.requests)
        lines = (LINES[number % len(LINES)] for number in range(count))
        asked = (self.sandbox.invoke(line, member=self.sandbox.admin, seconds=PATIENCE) for line in lines)
        begun = time.monotonic()
        replies = await asyncio.gather(*asked, return_exceptions=True)
        waited = [reply.waited for reply in replies if isinstance(reply, Reply) and reply.waited]
        refused = [row for row in self.sandbox.requests[heard:] if row.status >= 400]
        return {
            **described(waited or [PATIENCE]), "unanswered": sum(not isinstance(reply, Reply) for reply in replies),
            "refused": len(refused), "seconds": round(time.monotonic() - begun, 1), "stall": await self.stall(life),
        }  # fmt: skip

    async def commands(self, life: Life, times: int) -> dict[str, dict[str, float]]:
        found: dict[str, dict[str, float]] = {}
        for line in LINES:
            seconds, waits, cpu = list[float](), list[float](), cpu_seconds(life)
            for _ in range(times):
                begun = time.perf_counter()
                reply = await self.sandbox.invoke(line, member=self.sandbox.admin, seconds=PATIENCE)
                waits.append(reply.waited or PATIENCE)
                seconds.append(time.perf_counter() - begun)
            spent = round((cpu_seconds(life) - cpu) / times * 1000)
            found[line] = {**described(seconds), "ack": described(waits)["p99"], "cpu": spent}
        return found


def show(name: str, figures: object) -> None:
    print(f"{name:<40} {figures}", file=sys.stderr, flush=True)


async def run(count: int, times: int, folder: Path, *, postgres: bool, made: bool) -> dict[str, Any]:
    wire, report = Wire(), dict[str, Any](events=count, database="postgresql" if postgres else "sqlite")
    with database(folder, count, postgres=postgres) as url:
        async with Sandbox.running(routes=lambda _: [web.get(PATH, wire.serve)]) as sandbox:
            scale = Scale(sandbox, wire, url, folder)
            await scale.prepare(count, made=made)
            for name in ("start",) if made else ("first", "start"):
                life, report[name] = await scale.start()
                show(name, report[name])
                if name == "first":
                    await life.stop()
            report["commands"] = await scale.commands(life, times)
            for line, figures in report["commands"].items():
                show(line, figures)
            report["at_once"] = await scale.at_once(life, TOGETHER)
            show("at once", report["at_once"])
            report["megabytes_after_commands"] = megabytes(life)
            await life.stop()
    return report


def beside(module: str, *arguments: str) -> dict[str, Any]:
    """What another benchmark finds, in a process of its own.

    Raises ``CalledProcessError`` where it failed: a figure that is not there would be read as one that is met."""
    ran = subprocess.run(
        [sys.executable, "-m", f"benchmarks.scale.{module}", *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    show(module, found)
    return found


def worst(commands: dict[str, dict[str, float]], of: str) -> float:
    return max(figures[of] for figures in commands.values())


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=10, help="how often each command is typed")
    parser.add_argument(
        "--postgres", action="store_true", help="on a PostgreSQL of its own in place of SQLite"
    )
    parser.add_argument("--folder", type=Path, help="where the register stays, built once")
    parser.add_argument("--made", action="store_true", help="keep what an earlier run made of the events")
    parser.add_argument("--alone", action="store_true", help="start and commands only")
    asked = parser.parse_args(arguments)
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="entente-scale-"))
    report = asyncio.run(run(asked.events, asked.times, folder, postgres=asked.postgres, made=asked.made))
    if asked.folder is None:
        shutil.rmtree(folder, ignore_errors=True)
    if not asked.alone:
        report["digest"], report["keeping"] = beside("digest"), beside("keeping")
        report["filing"] = [
            beside("filing", "--items", "3000", "--known", str(known)) for known in (0, asked.events)
        ]
    report["worst"] = {of: worst(report["commands"], of) for of in ("median", "p99", "ack", "cpu")}
    print(json.dumps(report))
