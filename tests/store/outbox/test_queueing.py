"""What a change by a person makes of the outbox: renewed, given up, brought back, or left as it was told."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete

from store.nouns.outbox import Alert
from store.outbox.queueing import NOT_ASKED, NOTHING_LEFT, News, queue_telling
from store.store import Store
from tests.clock import Clock
from tests.handlers.rows import CHANNEL, alert

HOUR = timedelta(hours=1)


async def asked_for(store: Store, clock: Clock, *wanted: Alert, **held: Any) -> Alert:
    """What becomes of the alert ``a`` when these are wanted for its event."""
    row = alert("a", clock(), **held)
    await store.database.write(lambda session: session.add(row))
    news = News({"a": wanted})
    await store.database.write(lambda session: queue_telling(session, news))
    found = await store.outbox.keyed("a")
    assert found is not None
    return found


def anew(clock: Clock) -> Alert:
    at = clock() + HOUR
    return alert("a", at, body={"quiet": True})


async def test_what_was_not_tried_is_made_what_is_asked(memory_store: Store, clock: Clock) -> None:
    row = await asked_for(memory_store, clock, anew(clock))
    assert (row.state, row.body, row.due_at) == ("pending", {"quiet": True}, clock() + HOUR)


async def test_what_is_not_asked_for_is_given_up(memory_store: Store, clock: Clock) -> None:
    row = await asked_for(memory_store, clock)
    assert (row.state, row.error) == ("dropped", NOT_ASKED)


@pytest.mark.parametrize("why", [NOT_ASKED, NOTHING_LEFT])
async def test_what_was_given_up_untold_comes_back_as_never_tried(
    memory_store: Store, clock: Clock, why: str
) -> None:
    row = await asked_for(
        memory_store, clock, anew(clock), state="dropped", error=why, attempts=2, carried_by=None
    )
    assert (row.state, row.error, row.attempts, row.carried_by) == ("pending", None, 0, None)
    assert (row.body, row.due_at, row.created_at) == ({"quiet": True}, clock() + HOUR, clock() + HOUR)


@pytest.mark.parametrize(
    "held",
    [
        {"state": "sent", "message": 7}, {"state": "unclear", "attempts": 1}, {"state": "pending", "attempts": 1},
        {"state": "pending", "carried_by": 9}, {"state": "dropped", "error": "dropped by discord:300"},
    ],
    ids=str,
)  # fmt: skip
async def test_what_was_posted_tried_or_dropped_by_a_person_stays(
    memory_store: Store, clock: Clock, held: dict[str, Any]
) -> None:
    for wanted in ((anew(clock),), ()):
        await memory_store.database.write(lambda session: session.execute(delete(Alert)))
        row = await asked_for(memory_store, clock, *wanted, **held)
        assert (row.state, row.body, row.due_at) == (held["state"], {}, clock())
        assert row.attempts == held.get("attempts", 0)


async def test_a_channel_that_was_not_told_gets_its_own(memory_store: Store, clock: Clock) -> None:
    other = alert("b", clock(), CHANNEL + 1, subject="event:a")
    await asked_for(memory_store, clock, anew(clock), other)
    assert await memory_store.outbox.counts() == {"pending": 2}
