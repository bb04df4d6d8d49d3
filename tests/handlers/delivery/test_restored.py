"""A register restored from its backup posts nothing that a channel shows already, and everything that it does not."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from bot.gateway.client import Client
from handlers.buttons.event_buttons import EventButtons
from handlers.delivery.composer import Composer
from handlers.delivery.delivery import Delivery
from handlers.delivery.sender import Sender
from sandbox.control import Sandbox
from store.backup import back_up
from store.outbox.grouping import GROUP_FROM
from store.outbox.restored import LOOKED_FOR
from store.restore import restore_backup
from store.store import open_store
from tests.clock import Clock
from tests.handlers.at_work import Desk


@asynccontextmanager
async def desk_at(url: str, sandbox: Sandbox, client: Client, clock: Clock) -> AsyncIterator[Desk]:
    store = await open_store(url, clock)
    try:
        composer = Composer(store, EventButtons(store, clock).under)
        yield Desk(store, sandbox, Delivery(store, Sender(client), composer.compose, clock, pause=0), clock)
    finally:
        await store.close()


async def told(desk: Desk, *names: str) -> None:
    """What a feed shows is filed, and posted one after the other."""
    for name in names:
        await desk.happens(name)
        await desk.delivery.drain()


@pytest.fixture
async def restored(tmp_path: Path, sandbox: Sandbox, client: Client, clock: Clock) -> AsyncIterator[Desk]:
    """The desk on a register that was restored: of the channel's four messages it knows the first."""
    old, new, backup = f"sqlite:///{tmp_path / 'old.db'}", f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "b"
    async with desk_at(old, sandbox, client, clock) as desk:
        await told(desk, "tanks")
        back_up(old, backup)
        clock.turn(minutes=1)
        await told(desk, "ships", "jets", "radars")
    clock.turn(hours=1)
    restore_backup(new, backup, clock)
    sandbox.forget_nonces()
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(desk_at(new, sandbox, client, clock))


def titles(*names: str) -> list[str]:
    return [f"Agreement {name} signed" for name in names]


async def test_what_is_read_again_is_posted_once_in_whatever_order(restored: Desk) -> None:
    await told(restored, "radars", "submarines", "ships", "jets")
    assert restored.titles() == titles("tanks", "ships", "jets", "radars", "submarines")
    assert await restored.store.outbox.counts() == {"sent": 5}


async def test_what_is_due_at_once_is_looked_for_one_by_one(restored: Desk) -> None:
    for name in ("ships", "jets", "radars", *(f"e{number}" for number in range(GROUP_FROM))):
        await restored.happens(name)
    await restored.delivery.drain()
    assert restored.titles()[:4] == titles("tanks", "ships", "jets", "radars")
    assert len(restored.titles()) == 4 + GROUP_FROM


async def test_where_the_history_is_hidden_everything_waits(restored: Desk) -> None:
    restored.sandbox.deny("alerts", "read_message_history")
    await told(restored, "ships")
    assert await restored.store.outbox.counts() == {"sent": 1, "held": 1}
    restored.sandbox.deny("alerts")
    restored.clock.turn(hours=1)
    await restored.delivery.drain()
    assert len(restored.titles()) == 4


GROUP = [f"g{number}" for number in range(GROUP_FROM)]


@pytest.fixture
async def restored_after_a_burst(
    tmp_path: Path, sandbox: Sandbox, client: Client, clock: Clock
) -> AsyncIterator[Desk]:
    """The desk on a register that knows nothing of a message that told several events at once."""
    old, new, backup = f"sqlite:///{tmp_path / 'old.db'}", f"sqlite:///{tmp_path / 'new.db'}", tmp_path / "b"
    async with desk_at(old, sandbox, client, clock) as desk:
        await told(desk, "tanks")
        back_up(old, backup)
        clock.turn(minutes=1)
        for name in GROUP:
            await desk.happens(name)
        await desk.delivery.drain()
    assert len(sandbox.messages("alerts")) == 2
    clock.turn(hours=1)
    restore_backup(new, backup, clock)
    sandbox.forget_nonces()
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(desk_at(new, sandbox, client, clock))


@pytest.mark.parametrize("order", [GROUP, GROUP[::-1], [*GROUP[3:], "ships", *GROUP[:3]]], ids=str)
async def test_what_was_told_in_one_message_is_not_told_again(
    restored_after_a_burst: Desk, order: list[str]
) -> None:
    """Each is found by its own mark, one by one, and at once; the message is left as it is."""
    desk = restored_after_a_burst
    before = desk.sandbox.messages("alerts")
    await told(desk, *order[:2])
    for name in order[2:]:
        await desk.happens(name)
    await desk.delivery.drain()
    desk.clock.turn(minutes=2)
    await desk.delivery.drain()
    after = desk.sandbox.messages("alerts")
    assert after[:2] == before
    assert len(after) == 2 + ("ships" in order)


async def test_a_message_of_several_that_was_found_is_edited_as_one(restored_after_a_burst: Desk) -> None:
    desk = restored_after_a_burst
    events = [await desk.happens(name) for name in GROUP]
    await desk.delivery.drain()
    await desk.changes(events[2])
    desk.clock.turn(minutes=2)
    await desk.delivery.drain()
    _, group, *_ = desk.sandbox.messages("alerts")
    assert len(group["components"][0]["components"][0]["options"]) == GROUP_FROM
    assert sum("Agreement g" in line for line in group["embeds"][0]["description"].splitlines()) == GROUP_FROM


async def test_after_a_month_nothing_is_looked_for_any_more(restored: Desk) -> None:
    restored.clock.turn(days=LOOKED_FOR.days + 1)
    before = len(restored.sandbox.requests)
    await told(restored, "submarines")
    asked = [request.method for request in restored.sandbox.requests[before:]]
    assert "GET" not in asked
    assert restored.titles()[-1] == "Agreement submarines signed"
