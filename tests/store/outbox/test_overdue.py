"""Since when what is due has waited, of each sort, and what nobody waits for."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from store.nouns.models import Feed
from store.nouns.outbox import Alert
from store.nouns.subscriptions import Digest
from store.store import Store
from tests.clock import Clock
from tests.handlers.rows import ADMIN, CHANNEL, GUILD, alert

HOUR = timedelta(hours=1)
Row = Alert | Feed | Digest


def feed(name: str, due: datetime, **values: Any) -> Feed:
    address = f"http://{name}.example/"
    return Feed(id=name, source="s", url=address, added_at=due, next_due=due, **values)


def digest(slot: datetime) -> Digest:
    return Digest(guild=GUILD, channel=CHANNEL, hour=9, created_by=ADMIN, covered_until=slot, next_slot=slot)


async def since(store: Store, clock: Clock, *rows: Row) -> dict[str, datetime]:
    await store.database.write(lambda session: session.add_all(rows))
    return await store.overdue.since(clock())


@pytest.mark.parametrize("state", ["pending", "sending", "unclear"])
async def test_the_oldest_message_that_is_due_and_not_told(
    memory_store: Store, clock: Clock, state: str
) -> None:
    now = clock()
    rows = [
        alert("a", now, due_at=now - HOUR, state=state),
        alert("b", now, due_at=now - 2 * HOUR, state=state),
    ]
    assert await since(memory_store, clock, *rows) == {"messages": now - 2 * HOUR}


async def test_of_each_sort_by_itself(memory_store: Store, clock: Clock) -> None:
    now = clock()
    rows: list[Row] = [alert("a", now), feed("f", now - HOUR), digest(now - 2 * HOUR)]
    found = await since(memory_store, clock, *rows)
    assert found == {"messages": now, "feeds": now - HOUR, "digests": now - 2 * HOUR}


async def test_what_is_due_later_does_not_wait(memory_store: Store, clock: Clock) -> None:
    later = clock() + timedelta(seconds=1)
    assert await since(memory_store, clock, alert("a", later), feed("f", later), digest(later)) == {}


async def test_what_is_told_given_up_or_carried_does_not_wait(memory_store: Store, clock: Clock) -> None:
    now = clock()
    done = [alert(state, now, state=state) for state in ("sent", "dropped")]
    assert await since(memory_store, clock, *done, alert("carried", now, carried_by=1)) == {}


async def test_a_channel_that_takes_nothing_makes_only_its_own_wait(
    memory_store: Store, clock: Clock
) -> None:
    now = clock()
    held = alert("held", now, due_at=now - 3 * HOUR, state="held")
    behind = alert("behind", now, due_at=now - 2 * HOUR)
    assert await since(memory_store, clock, held, behind) == {}
    other = alert("other", now, CHANNEL + 1, due_at=now - HOUR)
    assert await since(memory_store, clock, other) == {"messages": now - HOUR}


async def test_a_feed_waits_unless_it_is_paused_or_being_read(memory_store: Store, clock: Clock) -> None:
    now = clock()
    paused = feed("paused", now - 3 * HOUR, state="paused")
    read = feed("read", now - 2 * HOUR, claimed_until=now + timedelta(seconds=1))
    assert await since(memory_store, clock, paused, read) == {}
    left = feed("left", now - HOUR, claimed_until=now)
    assert await since(memory_store, clock, left) == {"feeds": now - HOUR}
