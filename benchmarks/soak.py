"""``make bench-soak``: three hundred feeds of every kind of publisher for a simulated month, with restarts, ten thousand slash
commands, and what is not ours let go of; watches memory, descriptors and the size of the register.

``FEEDS=40 DAYS=6 COMMANDS=300 make bench-soak``, or ``python -m benchmarks.soak --feeds 40 --days 6 --commands 300``, for a
short one. Publishers and Discord stand in the same process, and keep the history that they hold each request against: memory is
the whole process's, theirs included. The last line is the figures as one JSON object; ends with 1 where memory grew by more than
a tenth after the first days, descriptors did, an item was missed, doubled or late, or a command was heard of too late.
"""

import argparse
import gc
import json
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bot.gateway.client import NEARBY, Client
from bot.gateway.connection import connected, until_up
from bot.process.interpreter import give_way, run_on_loop
from handlers.commands import Workplace, every_button, every_command
from handlers.upkeep.letting_go import LettingGo
from sandbox.control import Sandbox
from sandbox.unanswered import NoAnswerError
from seeds.load import load_seeds
from store.store import Store, open_store
from tests.clock import Clock
from tests.press import Counters, Press, printed
from tests.week import Desk, Plan, process, publishers, run, subscribe

LIFE = 5
"""Days after which the process is another one."""
WARM = 2
"""Days after which nothing may grow any more: caches are full, every kind of publisher was met."""
MOST_GROWTH = 0.1
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


@dataclass(frozen=True)
class Sample:
    """The end of a day."""

    memory: int
    descriptors: int
    register: int


class Soak:
    """The month. ``Desk`` counts what is handed over."""

    def __init__(self, store: Store, clock: Clock, file: Path, asked: argparse.Namespace) -> None:
        self.store, self.clock, self.file = store, clock, file
        self.days, self.commands, self.step = asked.days, asked.commands, timedelta(minutes=asked.step)
        self.plan = Plan(asked.feeds, self.days, self.step)
        self.desk, self.samples = Desk(), list[Sample]()
        self.answered = self.unanswered = 0
        self.random = random.Random(30)

    async def live(self, press: Press, port: int) -> None:
        del press
        start = self.clock()
        for first in range(0, self.days, LIFE):
            async with (
                process(self.store, self.clock, self.desk, self.plan, first) as poller,
                asked(self.store, self.clock) as sandbox,
            ):
                if not first:
                    await subscribe(self.store, publishers(self.plan, start), port)
                for day in range(first, min(first + LIFE, self.days)):
                    await run(poller, self.clock, start + timedelta(days=day + 1), self.step)
                    await self._evening(sandbox, day)

    async def _evening(self, sandbox: Sandbox, day: int) -> None:
        for _ in range(self.commands // self.days):
            await self._ask(sandbox)
        letting_go = LettingGo(self.store, self.clock, 8)
        for _ in range(60):
            await letting_go.tick()
        self.samples.append(sampled(self.file))
        print(f"day {day + 1}: {self.samples[-1]}", file=sys.stderr)

    async def _ask(self, sandbox: Sandbox) -> None:
        """One that Discord hears of too late, as on a busy machine, is counted and ends no month."""
        try:
            reply = await sandbox.invoke(self.random.choice(ASKED), seconds=60)
            self.answered += bool(reply.text())
        except NoAnswerError:
            self.unanswered += 1


@asynccontextmanager
async def asked(store: Store, clock: Clock) -> AsyncIterator[Sandbox]:
    """A Discord with the bot's commands; each life meets a new one, to which they have to be announced again."""
    await store.database.write(
        lambda session: session.connection().execute(text("DELETE FROM mark WHERE name LIKE 'commands:%'"))
    )
    async with Sandbox.running() as sandbox:
        sandbox.server.keeps, sandbox.server.keeps_answers = 100, False
        client = Client(store.marks, clock, hush=NEARBY, interactions=store.interactions)
        place = Workplace(store, clock, fixed_home=int(sandbox.guild["id"]))
        client.install(every_command(place), every_button(place))
        async with connected(client, sandbox.token, sandbox.api_url) as running:
            await until_up(client, running)
            yield sandbox


def sampled(file: Path) -> Sample:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    size = sum(path.stat().st_size for path in file.parent.glob(f"{file.name}*"))
    return Sample(pages * resource.getpagesize(), len(os.listdir("/proc/self/fd")), size)  # noqa: PTH208 - names alone


async def soak(folder: Path, asked: argparse.Namespace) -> dict[str, Any]:
    give_way()
    clock, file = Clock(), folder / "soak.db"
    store = await open_store(f"sqlite:///{file}", clock)
    await store.register.seed(load_seeds())
    for feed in await store.wire.feeds():
        await store.wire.remove_feed(feed.id)
    month = Soak(store, clock, file, asked)
    ours = publishers(month.plan, clock())
    press, counters = Press(ours, clock, month.step), Counters(month.plan.gap)
    async with printed(press, counters) as port:
        await month.live(press, port)
    await store.close()
    due = Counter(title for one in ours for title in one.news(one.read_until))
    news = Counter(title for one in ours for title in one.news(one.stopped))
    return figures_of(month, (due - month.desk.handed).total(), (month.desk.handed - news).total(), press)


def figures_of(month: Soak, missed: int, doubled: int, press: Press) -> dict[str, Any]:
    warm, end = month.samples[min(WARM, month.days) - 1], month.samples[-1]
    return {
        "feeds": month.plan.feeds,
        "days": month.days,
        "requests": press.requests,
        "items": month.desk.handed.total(),
        "commands": month.answered,
        "unanswered": month.unanswered,
        "missed": missed,
        "doubled": doubled,
        "late": len(press.late),
        "memory_growth": round(end.memory / warm.memory - 1, 3),
        "descriptors": [warm.descriptors, end.descriptors],
        "register_megabytes": [round(one.register / 1e6, 1) for one in (warm, end)],
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


if __name__ == "__main__":
    main()
