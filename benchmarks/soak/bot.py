"""The bot of a soak, in a process of its own, so that its memory is nobody else's; ``benchmarks/soak/soak.py`` starts it.

    python -m benchmarks.soak.bot JSON      (the fields of ``Place``)

Orders come on standard input, a line each: a moment (ISO 8601) lets it live until then, ``night`` lets go of what is not ours
and tells how large the process is. Answers are JSON lines on standard output: ``{"at": …}`` before each pass, which waits for
an empty line until the press shows the same time, ``{"there": …}`` when the moment has come, or the fields of ``Sample``. Ends
with its standard input. What is handed over is written to a file, a JSON list a visit.
"""

import asyncio
import gc
import json
import os
import resource
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

from bot.gateway.client import NEARBY, Client
from bot.gateway.connection import connected, until_up
from bot.process.interpreter import give_way, run_on_loop
from handlers.commands import Workplace, every_button, every_command
from handlers.upkeep.letting_go import LettingGo
from handlers.watch.poller import Poller
from store.store import Store, open_store
from tests.clock import Clock
from tests.week import Desk, Plan, process, run

NIGHT_TICKS = 60
KEPT_DAYS = 8


@dataclass(frozen=True)
class Place:
    """Where the bot lives: its register and Discord, from when on (ISO 8601), with how many feeds; minutes of a step."""

    database: str
    api_url: str
    token: str
    home: int
    start: str
    feeds: int
    days: float
    step: float
    life: int
    handed: str


@dataclass(frozen=True)
class Sample:
    """The process at the end of a day; bytes."""

    memory: int
    descriptors: int


def sampled() -> Sample:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return Sample(pages * resource.getpagesize(), len(os.listdir("/proc/self/fd")))  # noqa: PTH208 - names alone


class Steered:
    """Orders of who turns the clock, and the answers to them."""

    def __init__(self, clock: Clock, orders: asyncio.StreamReader, answers: TextIO) -> None:
        self.clock, self._orders, self._answers = clock, orders, answers

    async def order(self) -> str:
        """Empty at the end."""
        return (await self._orders.readline()).decode().strip()

    def answer(self, told: dict[str, Any]) -> None:
        self._answers.write(json.dumps(told) + "\n")
        self._answers.flush()

    async def turned(self) -> None:
        self.answer({"at": self.clock().isoformat()})
        await self._orders.readline()


@asynccontextmanager
async def listening(store: Store, clock: Clock, place: Place) -> AsyncIterator[None]:
    """The client with all commands."""
    client = Client(store.marks, clock, hush=NEARBY, interactions=store.interactions)
    workplace = Workplace(store, clock, fixed_home=place.home)
    client.install(every_command(workplace), every_button(workplace))
    async with connected(client, place.token, place.api_url) as running:
        await until_up(client, running)
        yield


async def obey(steered: Steered, store: Store, poller: Poller, step: timedelta) -> None:
    clock = steered.clock
    steered.answer({"there": clock().isoformat()})
    while order := await steered.order():
        if order == "night":
            letting_go = LettingGo(store, clock, KEPT_DAYS)
            for _ in range(NIGHT_TICKS):
                await letting_go.tick()
            steered.answer(asdict(sampled()))
        else:
            await run(poller, clock, datetime.fromisoformat(order), step, steered.turned)
            steered.answer({"there": clock().isoformat()})


async def live(place: Place, handed: TextIO, answers: TextIO) -> None:
    give_way()
    clock, step = Clock(datetime.fromisoformat(place.start)), timedelta(minutes=place.step)
    plan, store = Plan(place.feeds, place.days, step), await open_store(place.database, clock)
    desk = Desk(lambda titles: handed.write(json.dumps(list(titles)) + "\n"))
    async with process(store, clock, desk, plan, place.life) as poller, listening(store, clock, place):
        await obey(Steered(clock, await _standard_input(), answers), store, poller, step)
    await store.close()


async def _standard_input() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(
        lambda: asyncio.StreamReaderProtocol(reader), sys.stdin
    )
    return reader


def main() -> None:
    place = Place(**json.loads(sys.argv[1]))
    with (
        os.fdopen(os.dup(1), "w", encoding="utf-8") as answers,
        Path(place.handed).open("a", encoding="utf-8") as handed,
    ):
        os.dup2(2, 1)  # what the bot logs is no answer
        run_on_loop(live(place, handed, answers))


if __name__ == "__main__":
    main()
