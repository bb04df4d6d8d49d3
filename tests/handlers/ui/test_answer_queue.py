"""Many commands at once: every one is acknowledged before the answers are made, and every one is answered."""

import asyncio
import time

from handlers.ui.answer_queue import PLACES, RESTS, STANDS_BACK, AnswerQueue
from sandbox.control import Sandbox
from sandbox.unanswered import NoAnswerError
from store.store import Store
from tests.clock import Clock
from tests.handlers.connected import running
from tests.handlers.rows import event, file

ANSWERED, DEFERRED = 4, 5
"""Types of Discord's interaction callbacks."""
LONG = 60.0
LINES = ("/recent", "/status", "/search query:tanks", "/help", "/brief topic:China", "/watch list")
MANY = 36


async def test_who_waits_is_acknowledged_at_once_and_answered_when_a_place_is_free(
    sandbox: Sandbox, memory_store: Store, clock: Clock
) -> None:
    await file(memory_store, event("tanks", clock()), clock())
    async with running(sandbox, memory_store, clock, LONG) as client:
        queue = client.tree.queue = AnswerQueue(hold=LONG, first_words=LONG)  # however slow the machine
        free = asyncio.Event()
        taken = [asyncio.create_task(take(queue, free)) for _ in range(PLACES)]
        lines = [LINES[number % len(LINES)] for number in range(MANY)]
        asked = [
            asyncio.create_task(sandbox.invoke(line, member=sandbox.admin, seconds=LONG)) for line in lines
        ]
        await asyncio.sleep(0)
        for reply in list(sandbox.server.interactions._open.values()):
            await reply.until(lambda now: now.kind is not None, LONG)
        assert spoken(sandbox) == [DEFERRED] * MANY
        assert not [row for row in sandbox.requests if row.route.startswith("/webhooks/")]
        free.set()
        replies = await asyncio.gather(*asked)
        await asyncio.gather(*taken)
    assert all(reply.text() and len(reply.messages) == 1 for reply in replies)


async def take(queue: AnswerQueue, free: asyncio.Event) -> None:
    """Takes a place and keeps it until ``free``."""
    await queue.enter(nothing)
    await free.wait()


def spoken(sandbox: Sandbox) -> list[int]:
    """The types of the callbacks so far."""
    return [row.body["type"] for row in sandbox.requests if row.route.endswith("/callback")]


async def test_whom_discord_waits_for_no_longer_is_not_answered_and_holds_up_nobody(
    sandbox: Sandbox, memory_store: Store, clock: Clock
) -> None:
    async with running(sandbox, memory_store, clock, LONG) as client:
        asked = [asyncio.create_task(sandbox.invoke("/recent", seconds=1)) for _ in range(MANY)]
        await asyncio.sleep(0)
        sandbox.turn(seconds=4)
        assert all(
            isinstance(one, NoAnswerError) for one in await asyncio.gather(*asked, return_exceptions=True)
        )
        await client.tree.idle()
        assert spoken(sandbox).count(ANSWERED) <= PLACES
        assert not [row for row in sandbox.requests if row.route.startswith("/webhooks/")]
        assert (await sandbox.invoke("/recent")).kind == ANSWERED


def nothing() -> None:
    return None


async def test_who_takes_long_gives_the_place_back() -> None:
    queue, never = AnswerQueue(places=1, hold=0.01), asyncio.Event()

    async def wait() -> None:
        await queue.enter(nothing)
        await never.wait()

    waiting = asyncio.create_task(wait())
    await asyncio.sleep(0)
    await queue.enter(nothing)
    assert not waiting.done()
    waiting.cancel()


async def test_a_place_is_given_back_once() -> None:
    queue, order = AnswerQueue(places=1), list[int]()

    async def answer(number: int) -> None:
        await queue.enter(nothing)
        order.append(number)
        await asyncio.sleep(0)
        order.append(number)

    await asyncio.gather(*(answer(number) for number in range(5)))
    assert order == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4]


async def test_who_has_shown_the_first_page_gives_the_place_on_and_stands_back() -> None:
    queue, done = AnswerQueue(places=1), asyncio.Event()

    async def show() -> float:
        turn = await queue.enter(nothing)
        turn.shown()
        await done.wait()
        begun = time.monotonic()
        await asyncio.to_thread(turn.stand_back)
        return time.monotonic() - begun

    shown = [asyncio.create_task(show()) for _ in range(RESTS)]
    other = asyncio.create_task(take(queue, asyncio.Event()))
    for _ in range(20):
        await asyncio.sleep(0)
    assert (queue.making, queue.resting) == (1, RESTS)
    done.set()
    assert min(await asyncio.gather(*shown)) >= STANDS_BACK * 0.9, "a first page is being made"
    other.cancel()
    await asyncio.gather(other, return_exceptions=True)
    assert (queue.making, queue.resting) == (0, 0)
    assert await show() < STANDS_BACK / 2, "nobody else's is"


async def test_the_rest_of_many_answers_keeps_its_place() -> None:
    queue, done = AnswerQueue(places=1), asyncio.Event()

    async def show() -> None:
        (await queue.enter(nothing)).shown()
        await done.wait()

    shown = [asyncio.create_task(show()) for _ in range(RESTS + 2)]
    for _ in range(20):
        await asyncio.sleep(0)
    assert (queue.making, queue.resting) == (1, RESTS)
    done.set()
    await asyncio.gather(*shown)
    assert (queue.making, queue.resting) == (0, 0)
