"""Who reads a digest more often than weekly sees the week once, in a line and in a picture."""

from datetime import UTC, datetime

import pytest

from handlers.alerts.digest import Digests
from handlers.alerts.slots import ends_week
from handlers.render.cards.digest import digest as cards
from handlers.render.cards.digest import picture_of
from store.nouns.outbox import Alert
from store.nouns.subscriptions import DigestFacts, Often
from store.store import Store
from tests.clock import Clock
from tests.handlers.alerts.test_digest import scheduled, told
from tests.handlers.rows import event, file
from tests.looking import faults


@pytest.mark.parametrize(
    ("often", "slot", "expected"),
    [
        ("daily", "2026-03-07T10:00", False),
        ("daily", "2026-03-08T10:00", True),
        ("twice", "2026-03-08T10:00", False),
        ("twice", "2026-03-08T22:00", True),
        ("weekdays", "2026-03-05T10:00", False),
        ("weekdays", "2026-03-06T10:00", True),
        ("weekly", "2026-03-08T10:00", True),
    ],
)
def test_the_last_digest_of_a_week(often: Often, slot: str, *, expected: bool) -> None:
    facts = DigestFacts(guild=1, channel=2, hour=10, often=often, weekday=6)
    assert ends_week(facts, datetime.fromisoformat(slot).replace(tzinfo=UTC)) is expected


async def daily(store: Store, clock: Clock, days: int) -> Alert:
    """The last digest after so many days of one delivery each."""
    for _ in range(days):
        await file(store, event(f"e-{clock():%d}", clock(), kind="delivery", day=clock().date()), clock())
        clock.turn(days=1)
        await Digests(store, clock).tick()
    (digest,) = await store.subscriptions.digests()
    last = await told(store, digest)
    assert last is not None
    return last


async def test_a_daily_digest_has_the_picture_of_the_week_on_its_last_day(
    memory_store: Store, clock: Clock
) -> None:
    """From Monday on; on Sunday it counts what the days before told, in a line and in a picture alike."""
    await scheduled(memory_store, clock, hour=9)
    last = await daily(memory_store, clock, 5)
    assert "week" not in last.body
    assert picture_of(last.body) is None
    last = await daily(memory_store, clock, 1)
    assert [row[3] for row in last.body["week"]] == [1] * 6
    drawn = picture_of(last.body)
    assert drawn is not None
    assert faults(drawn) == []
    assert "6 events" in drawn.alt
    text = "".join(str(one.description) for one in cards(last.body, {}, {}, "#1", drawn))
    assert "**The week to 8 Mar**\n6\u00a0deliveries" in text
    assert "week" not in (await daily(memory_store, clock, 1)).body


async def test_the_picture_comes_with_the_next_digest_where_the_last_of_a_week_told_nothing(
    memory_store: Store, clock: Clock
) -> None:
    await scheduled(memory_store, clock, hour=9)
    assert "week" in (await daily(memory_store, clock, 6)).body
    last = await daily(memory_store, clock, 6)
    assert "week" not in last.body
    clock.turn(days=1)
    await Digests(memory_store, clock).tick()
    assert "week" in (await daily(memory_store, clock, 1)).body
