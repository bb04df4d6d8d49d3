"""What the whole bot lives through once, after it was killed often: a database that stays away, a clock that is turned, a
token that two processes share."""

import asyncio
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import make_url
from sqlmodel import Session, col, select

from benchmarks.crash.door import Door, door_to
from store.nouns.models import Feed
from store.nouns.reviews import AuditEntry

if TYPE_CHECKING:
    from benchmarks.crash.crash import Bench

DAY = 86_400
TURNS = (DAY, 0, -DAY, 0, 3 * 3600, 0)
"""Seconds by which the clock is wrong, one after the other."""
COMMANDS = 12
AMENDED = "xi-jinping-state-visit-to-pakistan-2015"
"""A founding event, whose place is set over and over."""
PATIENCE = 120.0
Tell = Callable[[str], None]
Steps = Callable[[], Awaitable[None]]


async def phases(bench: "Bench", bots: int, away: float, tell: Tell) -> list[str]:
    """Each in a life of its own. Returns the commands that were carried out twice. Raises ``TimeoutError`` where what was
    published is not told in time."""
    await bench.stop()
    await _database_away(bench, bots, away, tell)
    await _turned(bench, tell)
    twice = await _two_processes(bench, bots, tell) if bots > 1 else []
    await bench.alive(bots)
    return twice


async def _told(bench: "Bench") -> float:
    """Seconds until all that was published is told and nothing waits."""
    begun = time.monotonic()
    await bench.turn_clocks(minutes=0, digest=False)
    await bench.until(bench.is_at_rest, PATIENCE)
    await bench.until(bench.is_answered, PATIENCE)
    return time.monotonic() - begun


async def _database_away(bench: "Bench", bots: int, away: float, tell: Tell) -> None:
    """Items come while the database is away, before and during sends; the fault lasts, and only then is lifted."""
    ways = _locked_file if bench.store.database.is_sqlite else _behind_a_door
    own = bench.database
    async with ways(bench) as faults:
        for fault, (begins, ends) in faults.items():
            await bench.alive(bots)
            await _told(bench)
            bench.wire.publish(2)
            await bench.turn_clocks(minutes=0, digest=False)
            await asyncio.sleep(bench.random.uniform(0, 6))
            await begins()
            await asyncio.sleep(away)
            await ends()
            tell(f"the database {fault} for {away:.0f} s: all told {await _told(bench):.1f} s after")
        await bench.stop()
    bench.database = own


@asynccontextmanager
async def _locked_file(bench: "Bench") -> AsyncIterator[dict[str, tuple[Steps, Steps]]]:
    """Another program holds the write lock of the SQLite file: reads work, writes do not."""
    file = make_url(bench.database).database or ""
    other = sqlite3.connect(file, isolation_level=None, timeout=30, check_same_thread=False)

    async def locks() -> None:
        await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")

    async def unlocks() -> None:
        other.execute("ROLLBACK")

    yield {"is locked": (locks, unlocks)}
    other.close()


@asynccontextmanager
async def _behind_a_door(bench: "Bench") -> AsyncIterator[dict[str, tuple[Steps, Steps]]]:
    """The bots reach PostgreSQL through a door; the benchmark itself goes past it."""
    async with door_to(bench.database) as door:
        bench.database = door.url
        yield {
            "refuses": (door.shut, door.open),
            "hangs": _hanging(door, lets_go=True),
            "hangs and resets": _hanging(door, lets_go=False),
        }


def _hanging(door: Door, *, lets_go: bool) -> tuple[Steps, Steps]:
    async def begins() -> None:
        door.block()

    async def ends() -> None:
        if not lets_go:
            await door.shut()
            await door.open()
        door.unblock()

    return begins, ends


async def _turned(bench: "Bench", tell: Tell) -> None:
    """The clock goes wrong and right again, while items come; no feed may be left planned for another day."""
    file = bench.folder / "clock"
    file.write_text("0")
    bench.entry = ("-m", "benchmarks.crash.turned_bot", str(file))
    await bench.alive()
    for seconds in TURNS:
        await _told(bench)
        file.write_text(str(seconds))
        bench.ahead = timedelta(seconds=seconds)
        begun = time.monotonic()
        await bench.until(partial(_is_planned, bench, seconds), PATIENCE)
        bench.wire.publish(1)
        await _told(bench)
        tell(f"the clock {seconds / 3600:+.0f} h wrong: all told {time.monotonic() - begun:.1f} s after")
    await bench.stop()
    bench.entry = ()


async def _is_planned(bench: "Bench", ahead: float) -> bool:
    """Whether no feed is due later than a day after the bot's own clock."""

    def latest(session: Session) -> float:
        dues = session.exec(select(Feed.next_due)).all()
        return max(due.timestamp() for due in dues)

    return await bench.store.database.read(latest) < time.time() + ahead + DAY


async def _two_processes(bench: "Bench", bots: int, tell: Tell) -> list[str]:
    """Every command once, whichever process hears of it; also while one of them is killed."""
    await bench.alive(bots)
    bench.wire.publish(1)
    await _told(bench)
    words = [f"Place{number}x{bench.random.randrange(10**6)}" for number in range(COMMANDS)]
    for place, word in enumerate(words):
        if place == COMMANDS // 2:
            await bench.lives[0].kill()
            await bench.until(bench.is_answered, PATIENCE)
        await _asked(bench, f"/amend edit event:{AMENDED} field:place value:{word}")
    kept = await bench.store.database.read(partial(_kept, words=words))
    tell(f"two processes, {COMMANDS} commands: {sum(kept[word] == 1 for word in words)} carried out once")
    answered = _acknowledged_twice(bench)
    return [word for word in words if kept[word] > 1] + answered


async def _asked(bench: "Bench", line: str) -> None:
    """Asked again where nobody answered: what Discord tells a person to do."""
    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                await bench.sandbox.invoke(line, member=bench.sandbox.admin, seconds=5)
            except TimeoutError:
                continue
            return


def _kept(session: Session, words: Sequence[str]) -> Counter[str]:
    """How many entries of the audit set each word."""
    entries = session.exec(select(AuditEntry).order_by(col(AuditEntry.id))).all()
    return Counter(word for word in words for entry in entries if word in str(entry.after))


def _acknowledged_twice(bench: "Bench") -> list[str]:
    callbacks = Counter(
        request.path for request in bench.sandbox.requests if request.path.endswith("/callback")
    )
    return [path for path, count in callbacks.items() if count > 1]
