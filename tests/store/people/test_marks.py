"""Marks keep the last value and when it was set."""

from datetime import timedelta

from store.store import Store
from tests.clock import Clock


async def test_a_mark_keeps_its_last_value_and_moment(store: Store, clock: Clock) -> None:
    assert await store.marks.mark("commands:1") is None
    await store.marks.set_mark("commands:1", "first", clock())
    await store.marks.set_mark("commands:1", "second", clock() + timedelta(minutes=1))
    assert await store.marks.mark("commands:1") == "second"
    assert await store.marks.marked_at("commands:1") == clock() + timedelta(minutes=1)
