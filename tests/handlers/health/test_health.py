"""Health measures the work: parts that fail or hang, waits that are too long, a database that is away."""

import math
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from benchmarks.crash.door import Door, door_to
from bot.cli.check import check_running
from bot.process.metrics import Work
from bot.process.probes import Probes, open_probes
from bot.settings import Settings
from handlers.commands.status import StatusCommand
from handlers.health.health import GATEWAY, LATE, LOST, STILL, Health
from handlers.health.signs import ALIVE
from handlers.health.troubles import Troubles
from handlers.ui.home import Home
from handlers.ui.pager import Pager
from store.nouns.models import FeedFacts
from store.presence.heartbeats import HEARTBEAT
from store.store import Store, open_store
from tests.bot.process.test_metrics import scraped
from tests.clock import Clock
from tests.handlers.rows import CHANNEL, alert
from tests.seconds import Seconds
from tests.store.database.test_outages import everything_asked


class Body:
    """A health with the clocks that a test turns."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.clock, self.seconds = clock, Seconds()
        self.health = Health(store, clock, Troubles(self.seconds), self.seconds)
        for part in ("feeds", "outbox", "digests", "heartbeat"):
            self.health.expect(part)

    def passes(self, seconds: float, *well: str) -> None:
        """Time, at whose end the parts that are ``well`` succeed."""
        self.clock.turn(seconds=seconds)
        self.seconds.at += seconds
        for part in (*well, GATEWAY):
            self.health.moved(part)


@pytest.fixture
def body(memory_store: Store, clock: Clock) -> Body:
    return Body(memory_store, clock)


ALL = ("feeds", "outbox", "digests", "heartbeat")


@pytest.mark.parametrize("part", ALL)
async def test_a_part_that_stands_still_is_wrong_until_it_succeeds(body: Body, part: str) -> None:
    others = [one for one in ALL if one != part]
    body.passes(STILL - 1, *others)
    assert await body.health.wrongs() == []
    body.passes(2, *others)
    [wrong] = await body.health.wrongs()
    assert f"for {STILL + 1:.0f} s" in wrong
    body.health.moved(part)
    assert await body.health.wrongs() == []


@pytest.mark.parametrize("every", [0.5, 2, 30, 45, 60, 600, 3600, 86_400])
@pytest.mark.parametrize("takes", [0, 3600])
async def test_what_looks_seldom_is_not_still_between_two_looks(
    body: Body, every: float, takes: float
) -> None:
    body.health.expect("rare", every, takes)
    for _ in range(3):
        body.passes(every + takes, *ALL)
        assert await body.health.wrongs() == []
        body.health.moved("rare")
    body.passes(max(STILL, every + LATE) + takes + 1, *ALL)
    [wrong] = await body.health.wrongs()
    assert wrong.startswith("rare stands still")


@pytest.mark.parametrize("part", ALL)
async def test_a_part_that_fails_over_and_over_is_wrong_with_its_reason(body: Body, part: str) -> None:
    others = [one for one in ALL if one != part]
    for _ in range(40):
        body.passes(2, *others)
        body.health.troubles.met(part, RuntimeError("the register is on fire"))
    wrongs = await body.health.wrongs()
    assert any("the register is on fire" in one for one in wrongs)
    assert body.health.troubles.counts[part] == 40


async def test_a_gateway_may_be_away_for_a_moment(body: Body) -> None:
    body.seconds.at += LOST - 1
    for part in ALL:
        body.health.moved(part)
    assert await body.health.wrongs() == []
    body.seconds.at += 2
    assert "gateway" in " ".join(await body.health.wrongs())


@pytest.mark.parametrize("sort", ["messages", "feeds"])
async def test_what_waits_for_too_long_is_wrong(
    memory_store: Store, clock: Clock, body: Body, sort: str
) -> None:
    if sort == "feeds":
        await memory_store.wire.add_feed("a", FeedFacts(source="s", url="http://a.example/"))
    else:
        await memory_store.outbox.queue([alert("a", clock())])
    body.passes(14 * 60, *ALL)
    assert await body.health.wrongs() == []
    body.passes(2 * 60, *ALL)
    assert await body.health.wrongs() == [f"{sort} wait for 16 min"]


async def test_what_waits_since_before_the_start_has_time(memory_store: Store, clock: Clock) -> None:
    await memory_store.wire.add_feed("a", FeedFacts(source="s", url="http://a.example/"))
    clock.turn(days=3)
    body = Body(memory_store, clock)
    body.passes(60, *ALL)
    assert await body.health.wrongs() == []
    assert await body.health.waits() == {"feeds": timedelta(minutes=1)}


async def test_a_channel_that_takes_nothing_is_not_the_bots_fault(
    memory_store: Store, clock: Clock, body: Body
) -> None:
    held = alert("a", clock(), state="held", attempts=2)
    await memory_store.outbox.queue([held, alert("b", clock(), CHANNEL)])
    body.passes(3600, *ALL)
    assert await body.health.wrongs() == []


async def test_a_turned_clock_ages_nothing(body: Body) -> None:
    for days in (-400, 1000):
        body.clock.turn(days=days)
        assert await body.health.wrongs() == []


@pytest.fixture
async def door(postgres_url: str) -> AsyncIterator[Door]:
    async with door_to(postgres_url) as opened:
        yield opened


async def test_a_database_that_is_away_is_told_by_health_and_metrics(door: Door, clock: Clock) -> None:
    store = await open_store(door.url, clock)
    body = Body(store, clock)
    async with open_probes(Probes(Work(), store, body.health), 0) as address:
        assert address is not None
        well = await scraped(address)
        await door.shut()
        await everything_asked(store, 0.1)
        ill = await scraped(address)
        wrongs = await body.health.wrongs()
        await door.open()
        again = await scraped(address)
    await store.close()
    assert [one["entente_healthy", ""] for one in (well, ill, again)] == [1, 0, 1]
    assert [one["entente_database_up", ""] for one in (well, ill, again)] == [1, 0, 1]
    assert wrongs[-1].startswith("the database does not answer: ")


async def test_status_says_what_is_wrong_and_not_where_the_database_is(
    memory_store: Store, clock: Clock, body: Body
) -> None:
    status = StatusCommand(
        memory_store, Home(memory_store.guilds), clock, Pager(memory_store.kept_answers, clock), body.health
    )
    assert all(part.heading != "The bot itself" for part in (await status.answer(1, math.inf)).sections)
    for _ in range(40):
        body.passes(2, "feeds", "digests", "heartbeat")
        body.health.troubles.met("outbox", RuntimeError("connection to db.internal refused"))
    part = next(one for one in (await status.answer(1, 0.1)).sections if one.heading == "The bot itself")
    assert "nothing could be posted for 80 s" in part.lines[0].text
    assert "db.internal" not in str(part)


@pytest.mark.parametrize(
    ("said", "age", "state", "word"),
    [
        (ALIVE, 0, "good", "0 s ago"),
        (ALIVE, 119, "good", "119 s ago"),
        (ALIVE, 125, "wrong", "125 s ago"),
        (ALIVE, -2, "good", "0 s ago"),
        (ALIVE, -60, "wrong", "60 s ahead"),
        (ALIVE, -86_400, "wrong", "86400 s ahead"),
        ("nothing could be posted for 90 s", 1, "wrong", "nothing could be posted"),
        ("nothing could be posted for 90 s", 300, "wrong", "300 s ago"),
    ],
)
async def test_check_says_what_the_last_sign_of_life_says(
    sqlite_url: str, clock: Clock, said: str, age: float, state: str, word: str
) -> None:
    store = await open_store(sqlite_url, clock)
    await store.marks.set_mark(f"{HEARTBEAT}host/1/2", said, clock() - timedelta(seconds=age))
    await store.close()
    [finding] = await check_running(Settings(ENTENTE_DATABASE=sqlite_url), clock)
    assert finding.state == state
    assert word in finding.detail


async def test_a_dead_process_of_two_is_told_by_check_and_by_the_status_of_the_other(
    postgres_url: str, clock: Clock
) -> None:
    lives, dies = [await open_store(postgres_url, clock) for _ in range(2)]
    for store in (lives, dies):
        await store.presence.announce()
        await store.heartbeats.beat(ALIVE)
    health = Health(lives, clock, Troubles())
    settings = Settings(ENTENTE_DATABASE=postgres_url)
    assert [one.state for one in await check_running(settings, clock)] == ["good", "good"]
    assert await health.everything() == []
    await dies.close()  # as a killed one: it says nothing
    clock.turn(minutes=3)
    await lives.heartbeats.beat(ALIVE)
    found = await check_running(settings, clock)
    assert sorted(one.state for one in found) == ["good", "wrong"]
    assert all(one.about.startswith("running: ") for one in found)
    [told] = await health.everything()
    assert told.endswith("last sign of life 180 s ago")
    assert await health.wrongs() == [], "its own work is done"
    status = StatusCommand(lives, Home(lives.guilds), clock, Pager(lives.kept_answers, clock), health)
    part = next(one for one in (await status.answer(1, 0.1)).sections if one.heading == "The bot itself")
    assert "180 s ago" in part.lines[0].text
    await lives.close()


async def test_check_says_that_a_database_is_away(door: Door, clock: Clock) -> None:
    await door.shut()
    [finding] = await check_running(Settings(ENTENTE_DATABASE=door.url), clock)
    assert finding.state == "wrong"
    assert "cannot be used" in finding.detail
