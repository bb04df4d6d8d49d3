"""What nobody expected of a message, of the database, or of a stop: nothing is lost, nothing is posted twice."""

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from handlers.delivery.delivery import MOST_FAILURES, _doubled
from handlers.delivery.sender import OutgoingMessage
from sandbox.world.faults import Fault
from store.nouns.errors import OperationalError
from store.outbox.outbox import ClaimedAlert, Lane, Outbox
from tests.handlers.at_work import Desk

COMPOSING = "composing a message"


class Failing:
    """Composes as the desk does, once the ``errors`` that were handed in are used up."""

    def __init__(self, desk: Desk, *errors: Exception) -> None:
        self.whole, self.errors = desk.delivery.compose, list(errors)

    async def __call__(self, claim: ClaimedAlert) -> OutgoingMessage | None:
        if self.errors:
            raise self.errors.pop(0)
        return await self.whole(claim)


class Losing(Outbox):
    """An outbox whose answer to one claim is lost on the way."""

    is_lost = False

    async def claim(self, lane: Lane, now: datetime, *, lost: bool = False) -> ClaimedAlert | None:
        claim = await super().claim(lane, now, lost=lost)
        if claim and not self.is_lost:
            self.is_lost = True
            raise OperationalError("claim", None, OSError("the connection was lost"))
        return claim


async def test_what_cannot_be_composed_waits_ever_longer_and_is_then_held(desk: Desk) -> None:
    """The admin is told once; it is tried again, and posted once it can be."""
    admin = int(desk.sandbox.admin["user"]["id"])
    await desk.store.subscriptions.subscribe(desk.rules(), admin, desk.clock())
    desk.delivery.compose = Failing(desk, *[ValueError("no such kind")] * MOST_FAILURES)
    await desk.happens("tanks")
    waits = []
    for _ in range(4):
        await desk.delivery.drain()
        assert await desk.store.outbox.held_channels() == []
        waits.append(await until_due(desk))
    assert waits == [timedelta(seconds=seconds) for seconds in (2, 4, 8, 16)]
    await desk.delivery.drain()
    assert desk.titles() == []
    [held] = await desk.store.outbox.held_channels()
    assert held.error == "ValueError: no such kind"
    assert len(desk.sandbox.direct_messages(desk.sandbox.admin)) == 1
    desk.clock.turn(hours=1)
    await desk.delivery.drain()
    assert desk.titles() == ["Agreement tanks signed"]
    assert len(desk.sandbox.direct_messages(desk.sandbox.admin)) == 1


async def until_due(desk: Desk) -> timedelta:
    """How long the alert waits; the clock is turned to its end."""
    [alert] = await desk.store.outbox.about("event:tanks")
    wait = alert.due_at - desk.clock()
    desk.clock.turn(seconds=wait.total_seconds())
    return wait


async def test_a_closed_channel_is_asked_ever_more_seldom(desk: Desk) -> None:
    desk.sandbox.deny("alerts", "send_messages")
    await desk.happens("tanks")
    waits = []
    for _ in range(8):
        await desk.delivery.drain()
        waits.append(await until_due(desk))
    assert waits == [timedelta(minutes=minutes) for minutes in (1, 2, 4, 8, 16, 32, 60, 60)]


async def test_a_message_that_cannot_be_edited_is_tried_again_for_ever(desk: Desk) -> None:
    """It stands in its channel: there is nothing to hold, and nobody to tell. Each time it waits longer: a traceback every
    two seconds would fill a log."""
    happened = await desk.happens("tanks")
    await desk.delivery.drain()
    happened.phase = "denied"
    await desk.changes(happened)
    desk.delivery.compose = Failing(desk, *[ValueError("no such kind")] * (MOST_FAILURES + 4))
    desk.clock.turn(minutes=1)
    waits = []
    for _ in range(MOST_FAILURES + 4):
        await desk.delivery.drain()
        waits.append(await until_due(desk))
    assert waits == [timedelta(seconds=seconds) for seconds in (4, 8, 16, 32, 64, 128, 256, 300, 300)]
    assert await desk.store.outbox.held_channels() == []
    await desk.delivery.drain()
    assert "**Denied**" in desk.sandbox.messages("alerts")[0]["embeds"][0]["description"]
    desk.delivery.compose = Failing(desk, ValueError("no such kind"))
    await desk.changes(happened)
    desk.clock.turn(minutes=1)
    await desk.delivery.drain()
    assert await until_due(desk) == timedelta(seconds=4), "what went well is not counted"


async def test_a_database_that_is_away_for_a_moment_is_no_failure_of_the_message(desk: Desk) -> None:
    away = OperationalError("select", None, OSError("the connection was lost"))
    desk.delivery.compose = Failing(desk, *[away] * (MOST_FAILURES + 2))
    await desk.happens("tanks")
    with capture_logs() as told:
        for _ in range(MOST_FAILURES + 3):
            await desk.delivery.drain()
            desk.clock.turn(minutes=10)
    assert desk.titles() == ["Agreement tanks signed"]
    said = [(entry["event"], entry["what"]) for entry in told if "what" in entry]
    assert said == [("it fails, and is tried again", COMPOSING), ("it works again", COMPOSING)]


async def test_a_claim_whose_answer_was_lost_is_taken_again_at_once(desk: Desk) -> None:
    """Not when its lease runs out; and it is looked for, since it may have been posted."""
    losing = Losing(desk.store.database, desk.store.presence)
    desk.delivery.store = replace(desk.store, outbox=losing)
    await desk.happens("tanks")
    await desk.delivery.tick()
    await desk.delivery.settle()
    assert (losing.is_lost, desk.titles()) == (True, [])
    await desk.delivery.drain()
    assert desk.titles() == ["Agreement tanks signed"]
    assert desk.delivery.handled == 1
    assert any(row.method == "GET" and row.path.endswith("/messages") for row in desk.sandbox.requests)


async def test_a_stop_breaks_off_what_does_not_end_in_time(desk: Desk) -> None:
    """Nobody is told of an error: the next start looks for it."""
    failed: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: failed.append(context))
    taken = asyncio.Event()
    desk.sandbox.listen(lambda *_: taken.set())
    desk.sandbox.faults.add(Fault("wait", accepted=True))
    await desk.happens("tanks")
    await desk.delivery.tick()
    await taken.wait()
    await desk.delivery.close(grace=0.01)
    assert await desk.delivery.tick() == 0
    assert (desk.titles(), failed) == (["Agreement tanks signed"], [])
    assert await desk.store.outbox.counts() == {"sending": 1}


async def test_a_lane_that_ends_leaves_nothing_behind(desk: Desk) -> None:
    failed: list[Any] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: failed.append(context))
    await desk.happens("tanks")
    await desk.happens("ships")
    await desk.delivery.drain()
    assert (desk.delivery.handled, failed) == (2, [])


@pytest.mark.parametrize(("attempts", "seconds"), [(0, 2), (1, 2), (2, 4), (3, 8), (13, 8192), (99, 8192)])
def test_each_attempt_waits_twice_as_long_until_twelve_times(attempts: int, seconds: int) -> None:
    wait = _doubled(timedelta(seconds=2), attempts, timedelta(days=1))
    assert wait == timedelta(seconds=seconds)
    assert _doubled(timedelta(seconds=2), 99, timedelta(minutes=5)) == timedelta(minutes=5)
