"""``make bench-soak``: three hundred feeds of every kind of publisher for a simulated month, with restarts, ten thousand slash
commands, and what is not ours let go of; watches memory, descriptors and the size of the register.

``FEEDS=40 DAYS=6 COMMANDS=300 make bench-soak``, or ``python -m benchmarks.soak --feeds 40 --days 6 --commands 300``, for a
short one. The bot is a process of its own (``benchmarks/soak/bot.py``), ended and started again after the days of ``RESTARTS``;
publishers and Discord, which hold each request against what they remember, stand in this one. The last line is the figures as
one JSON object; ends with 1 where the last process grew by more than a tenth after its first days, descriptors did, an item was
missed, doubled or late, or a command was heard of too late.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import text

from benchmarks.soak.bot import Place, Sample
from bot.process.interpreter import run_on_loop
from sandbox.control import Sandbox
from sandbox.unanswered import NoAnswerError
from seeds.load import load_seeds
from store.store import open_store
from tests.clock import Clock
from tests.press import Counters, Press, printed
from tests.publishers import Publisher
from tests.week import Plan, publishers, subscribe

RESTARTS = (2, 5)
"""Days after which the process is another one."""
WARM = 2
"""Days of a process after which nothing may grow any more: caches are full, every kind of publisher was met."""
MOST_GROWTH = 0.1
ROOT = Path(__file__).parents[2]
ASKED = (
    "/recent country:Pakistan",
    "/brief topic:China Pakistan",
    "/actor name:Wei Fenghe",
    "/search query:tanks",
    "/timeline topic:China Pakistan since:2019",
    "/status",
    "/agreements party:Pakistan",
    "/why item:nothing of the kind",
)


class Bot:
    """The process under this one's clock, which it turns."""

    def __init__(self, process: asyncio.subprocess.Process, clock: Clock) -> None:
        self._process, self._clock = process, clock

    @classmethod
    @asynccontextmanager
    async def living(cls, place: Place, clock: Clock) -> AsyncIterator["Bot"]:
        pipe, told = asyncio.subprocess.PIPE, json.dumps(asdict(place))
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "benchmarks.soak.bot", told, stdin=pipe, stdout=pipe, cwd=ROOT
        )  # fmt: skip
        bot = cls(process, clock)
        await bot._answer()
        try:
            yield bot
        finally:
            assert process.stdin is not None
            process.stdin.close()
            await process.wait()

    async def until(self, moment: str) -> None:
        self._write(moment)
        while at := (await self._answer()).get("at"):
            self._clock.at = self._clock.at.fromisoformat(at)
            self._write("")

    async def night(self) -> Sample:
        self._write("night")
        return Sample(**await self._answer())

    def _write(self, line: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n".encode())

    async def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = await self._process.stdout.readline()
        if not line:
            raise ChildProcessError(f"the bot ended with {await self._process.wait()}")
        found: dict[str, Any] = json.loads(line)
        return found


class Soak:
    """The month."""

    def __init__(self, folder: Path, asked: argparse.Namespace) -> None:
        self.file, self.handed = folder / "soak.db", folder / "handed.jsonl"
        self.clock = Clock()
        self.days, self.commands, self.step = asked.days, asked.commands, timedelta(minutes=asked.step)
        self.plan = Plan(asked.feeds, self.days, self.step)
        self.lives: list[list[Sample]] = []
        self.sizes: list[int] = []
        self.answered = self.unanswered = 0
        self.random = random.Random(30)

    async def prepare(self, ours: Sequence[Publisher], port: int) -> None:
        """The register with founding knowledge and these feeds alone."""
        store = await open_store(f"sqlite:///{self.file}", self.clock)
        await store.register.seed(load_seeds())
        for feed in await store.wire.feeds():
            await store.wire.remove_feed(feed.id)
        await subscribe(store, ours, port)
        await store.close()

    async def live(self) -> None:
        start = self.clock()
        for life, (first, last) in enumerate(lives(self.days)):
            self.lives.append([])
            async with self._discord() as sandbox, Bot.living(self._place(sandbox, life), self.clock) as bot:
                for day in range(first, last):
                    await bot.until((start + timedelta(days=day + 1)).isoformat())
                    await self._evening(bot, sandbox, day)

    def _place(self, sandbox: Sandbox, life: int) -> Place:
        home, start, step = int(sandbox.guild["id"]), self.clock().isoformat(), self.step.total_seconds() / 60
        url, handed = f"sqlite:///{self.file}", str(self.handed)
        feeds, days = self.plan.feeds, self.days
        return Place(url, sandbox.api_url, sandbox.token, home, start, feeds, days, step, life, handed)

    @asynccontextmanager
    async def _discord(self) -> AsyncIterator[Sandbox]:
        """A new one in each life, to which the commands have to be announced again."""
        store = await open_store(f"sqlite:///{self.file}", self.clock)
        await store.database.write(
            lambda session: session.connection().execute(
                text("DELETE FROM mark WHERE name LIKE 'commands:%'")
            )
        )
        await store.close()
        async with Sandbox.running() as sandbox:
            sandbox.server.keeps, sandbox.server.keeps_answers = 100, False
            yield sandbox

    async def _evening(self, bot: Bot, sandbox: Sandbox, day: int) -> None:
        for _ in range(self.commands // self.days):
            await self._ask(sandbox)
        self.lives[-1].append(await bot.night())
        self.sizes.append(sum(path.stat().st_size for path in self.file.parent.glob(f"{self.file.name}*")))
        print(f"day {day + 1}: {self.lives[-1][-1]}, register {self.sizes[-1]}", file=sys.stderr, flush=True)

    async def _ask(self, sandbox: Sandbox) -> None:
        """One that Discord hears of too late, as on a busy machine, is counted and ends no month."""
        try:
            reply = await sandbox.invoke(self.random.choice(ASKED), seconds=60)
            self.answered += bool(reply.text())
        except NoAnswerError:
            self.unanswered += 1


def lives(days: int) -> Iterator[tuple[int, int]]:
    """From which day to which each process lives."""
    bounds = [0, *(day for day in RESTARTS if day < days), days]
    yield from pairwise(bounds)


def handed_over(file: Path) -> Counter[str]:
    """Titles, by how often each came to the register's door."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return Counter(title for line in lines for title in json.loads(line))


async def soak(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    month = Soak(folder, asked)
    ours = publishers(month.plan, month.clock())
    press, counters = Press(ours, month.clock, month.step), Counters(month.plan.gap)
    async with printed(press, counters) as port:
        await month.prepare(ours, port)
        await month.live()
    due = Counter(title for one in ours for title in one.news(one.read_until))
    news = Counter(title for one in ours for title in one.news(one.stopped))
    handed = handed_over(month.handed)
    counts = {
        "items": handed.total(),
        "missed": (due - handed).total(),
        "doubled": (handed - news).total(),
        "late": len(press.late),
    }
    return {"feeds": month.plan.feeds, "days": month.days, "requests": press.requests} | counts | grown(month)


def grown(month: Soak) -> dict[str, Any]:
    """How the process that lived longest grew after its first days, and the register in the month."""
    longest = max(month.lives, key=len)
    warm, end = longest[min(WARM, len(longest)) - 1], longest[-1]
    return {
        "processes": len(month.lives),
        "commands": month.answered,
        "unanswered": month.unanswered,
        "memory_megabytes": [round(one.memory / 1e6) for one in (longest[0], warm, end)],
        "memory_growth": round(end.memory / warm.memory - 1, 3),
        "descriptors": [warm.descriptors, end.descriptors],
        "register_megabytes": [round(size / 1e6, 1) for size in (month.sizes[0], month.sizes[-1])],
    }


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--feeds", type=int, default=os.environ.get("FEEDS", "300"))
    parser.add_argument("--days", type=int, default=os.environ.get("DAYS", "30"))
    parser.add_argument("--commands", type=int, default=os.environ.get("COMMANDS", "10000"))
    parser.add_argument(
        "--step", type=float, default=os.environ.get("STEP", "10"), help="minutes that the clock is turned by"
    )
    asked = parser.parse_args(arguments)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        figures = run_on_loop(soak(Path(folder), asked))
    print(json.dumps(figures | {"seconds": round(time.perf_counter() - started, 1)}))
    growth, (before, after) = figures["memory_growth"], figures["descriptors"]
    sys.exit(
        any(figures[name] for name in ("unanswered", "missed", "doubled", "late"))
        or growth > MOST_GROWTH
        or after > before
    )
