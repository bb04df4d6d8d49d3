"""What of the outbox is next, on both backends."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from store.nouns.outbox import Alert
from store.outbox.grouping import GROUP_FROM, GROUP_MOST
from store.outbox.outbox import ClaimedAlert, Lane, Outbox, Thread
from store.outbox.queueing import NONCE_LENGTH, mark_of, nonce_of
from store.presence.presence import Presence
from store.store import Store
from store.wire.filing import show_again
from tests.clock import Clock
from tests.handlers.rows import CHANNEL, alert

OTHER = 201


async def queued(store: Store, clock: Clock, *keys: str, channel: int = CHANNEL) -> None:
    await store.outbox.queue([alert(key, clock(), channel) for key in keys])


async def claimed(store: Store, clock: Clock, channel: int = CHANNEL) -> ClaimedAlert:
    claim = await store.outbox.claim(Lane(channel), clock())
    assert claim is not None
    return claim


async def test_one_key_is_one_alert(store: Store, clock: Clock) -> None:
    await queued(store, clock, "a")
    await queued(store, clock, "a", "b")
    assert await store.outbox.counts() == {"pending": 2}


async def test_the_nonce_comes_from_the_key_and_fits(store: Store, clock: Clock) -> None:
    await queued(store, clock, "a")
    claim = await claimed(store, clock)
    assert claim.alert.nonce == nonce_of("a")
    assert len(claim.alert.nonce) == NONCE_LENGTH


async def test_a_channel_is_sent_in_order_one_at_a_time(store: Store, clock: Clock) -> None:
    await queued(store, clock, "a", "b")
    first = await claimed(store, clock)
    assert (first.alert.key, first.again, first.after) == ("a", False, None)
    assert await store.outbox.claim(Lane(CHANNEL), clock()) is None
    await store.outbox.sent(first, 900, clock())
    second = await claimed(store, clock)
    assert (second.alert.key, second.after) == ("b", 900)


async def test_an_unclear_end_is_claimed_again_before_what_follows(store: Store, clock: Clock) -> None:
    await queued(store, clock, "a", "b")
    await store.outbox.postponed(await claimed(store, clock), "500", clock() + timedelta(seconds=5))
    assert await store.outbox.claim(Lane(CHANNEL), clock()) is None
    clock.turn(seconds=5)
    again = await claimed(store, clock)
    assert (again.alert.key, again.again) == ("a", True)


async def test_a_closed_channel_delays_no_other_and_tells_once(store: Store, clock: Clock) -> None:
    await queued(store, clock, "a", "b")
    await queued(store, clock, "c", channel=OTHER)
    told = alert("notice:closed", clock(), 300, kind="notice", guild=None)
    for _ in range(2):
        await store.outbox.held(await claimed(store, clock), "403", clock() + timedelta(minutes=1), [told])
        clock.turn(minutes=1)
    assert set(await store.outbox.waiting(clock())) == {Lane(CHANNEL), Lane(OTHER), Lane(300)}
    assert (await claimed(store, clock, OTHER)).alert.key == "c"
    (held,) = await store.outbox.held_channels()
    assert (held.channel, held.waiting, held.error) == (CHANNEL, 2, "403")
    await store.outbox.sent(await claimed(store, clock), 901, clock())
    assert (await claimed(store, clock)).alert.key == "b"
    assert await store.outbox.held_channels() == []


async def test_quiet_hours_hold_back_nothing_that_is_critical(store: Store, clock: Clock) -> None:
    later = clock() + timedelta(hours=8)
    await store.outbox.queue([alert("quiet", clock(), due_at=later), alert("critical", clock())])
    assert (await claimed(store, clock)).alert.key == "critical"


async def test_many_at_once_become_one_message(store: Store, clock: Clock) -> None:
    await queued(store, clock, *(f"e{number:02}" for number in range(GROUP_MOST + 2)))
    group = await claimed(store, clock)
    assert len(group.carried) == GROUP_MOST - 1
    await store.outbox.sent(group, 902, clock())
    assert await store.outbox.counts() == {"sent": GROUP_MOST, "pending": 2}
    assert (await claimed(store, clock)).carried == ()


async def test_a_group_stays_the_same_group_when_it_is_tried_again(store: Store, clock: Clock) -> None:
    await queued(store, clock, *(f"e{number}" for number in range(GROUP_FROM)))
    first = await claimed(store, clock)
    await queued(store, clock, "later")
    await store.outbox.postponed(first, "timeout", clock())
    again = await claimed(store, clock)
    assert [row.key for row in again.carried] == [row.key for row in first.carried]


async def test_a_few_are_not_grouped_and_a_digest_between_ends_a_group(store: Store, clock: Clock) -> None:
    await queued(store, clock, *(f"e{number}" for number in range(GROUP_FROM - 1)))
    await store.outbox.queue([alert("digest:1", clock(), kind="digest")])
    await queued(store, clock, "f")
    assert (await claimed(store, clock)).carried == ()


async def test_what_waited_through_quiet_hours_is_caught_up_in_one(store: Store, clock: Clock) -> None:
    await store.outbox.queue([alert(key, clock(), body={"quiet": True}) for key in ("a", "b")])
    assert [row.key for row in (await claimed(store, clock)).carried] == ["b"]


async def test_changes_within_a_minute_are_one_edit(store: Store, clock: Clock) -> None:
    await queued(store, clock, "a")
    await store.outbox.sent(await claimed(store, clock), 903, clock())
    await outdate(store, "event:a", 2)
    await outdate(store, "event:a", 3)
    assert await store.outbox.claim(Lane(CHANNEL), clock()) is None
    clock.turn(minutes=1)
    edit = await claimed(store, clock)
    assert edit.edit
    await outdate(store, "event:a", 4)
    await store.outbox.edited(edit, clock())
    assert await store.outbox.claim(Lane(CHANNEL), clock()) is None
    clock.turn(minutes=1)
    await store.outbox.edited(await claimed(store, clock), clock())
    assert await store.outbox.waiting(clock() + timedelta(days=1)) == []


async def test_a_change_to_one_of_a_group_edits_the_message_that_carries_it(
    store: Store, clock: Clock
) -> None:
    await queued(store, clock, *(f"e{number}" for number in range(GROUP_FROM)))
    await store.outbox.sent(await claimed(store, clock), 904, clock())
    await outdate(store, "event:e3", 2)
    clock.turn(minutes=1)
    edit = await claimed(store, clock)
    assert (edit.edit, edit.alert.key, len(edit.carried)) == (True, "e0", GROUP_FROM - 1)
    await store.outbox.edited(edit, clock())
    assert await store.outbox.claim(Lane(CHANNEL), clock() + timedelta(days=1)) is None


async def test_what_a_dead_process_was_sending_is_taken_over_at_once(store: Store, clock: Clock) -> None:
    dead = Presence(store.database)
    await dead.announce()
    await queued(store, clock, "a")
    assert await Outbox(store.database, dead).claim(Lane(CHANNEL), clock()) is not None
    await dead.leave()
    assert (await claimed(store, clock)).again


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_what_a_living_process_is_sending_is_left_to_it(store: Store, clock: Clock) -> None:
    other = Presence(store.database)
    await other.announce()
    await queued(store, clock, "a")
    assert await Outbox(store.database, other).claim(Lane(CHANNEL), clock()) is not None
    assert await store.outbox.claim(Lane(CHANNEL), clock()) is None
    assert not await store.presence.is_alone()
    await other.leave()
    assert await store.presence.is_alone()


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_process_that_lost_its_connection_announces_itself_again(store: Store) -> None:
    other = Presence(store.database)
    await other.announce()
    ends = text(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks JOIN pg_database d ON d.oid = database"
        " WHERE locktype = 'advisory' AND objid = :number AND datname = current_database()"
    )
    await store.database.write(lambda session: session.execute(ends, {"number": other.number}))
    assert await store.presence.is_alone()
    await other.announce()
    assert not await store.presence.is_alone()
    await other.leave()


async def told(store: Store, clock: Clock, key: str = "a", message: int = 900) -> ClaimedAlert:
    """An alert that is in its channel."""
    await queued(store, clock, key)
    claim = await claimed(store, clock)
    await store.outbox.sent(claim, message, clock())
    return claim


def change(key: str, parent: str, clock: Clock, **values: Any) -> Alert:
    return alert(key, clock(), **{"kind": "change", "body": {"parent": parent}} | values)


async def test_what_changed_is_told_in_the_thread_of_its_message(store: Store, clock: Clock) -> None:
    parent = await told(store, clock)
    await store.outbox.queue([change(key, "a", clock) for key in ("c1", "c2")])
    (lane,) = await store.outbox.waiting(clock())
    assert lane == Lane(CHANNEL, parent.alert.id)
    first = await store.outbox.claim(lane, clock())
    assert first is not None
    assert (first.alert.key, first.thread, first.after) == ("c1", Thread(900, is_begun=False), None)
    assert await store.outbox.claim(lane, clock()) is None
    await store.outbox.sent(first, 950, clock())
    second = await store.outbox.claim(lane, clock())
    assert second is not None
    assert (second.alert.key, second.thread, second.after) == ("c2", Thread(900, is_begun=True), 950)


async def test_a_dead_thread_delays_neither_its_channel_nor_another_thread(
    store: Store, clock: Clock
) -> None:
    first, second = await told(store, clock), await told(store, clock, "b", 901)
    await store.outbox.queue([change("c1", "a", clock), change("c2", "b", clock), alert("d", clock())])
    held = await store.outbox.claim(Lane(CHANNEL, first.alert.id), clock())
    assert held is not None
    await store.outbox.held(held, "403", clock() + timedelta(hours=1), [])
    assert set(await store.outbox.waiting(clock())) == {Lane(CHANNEL), Lane(CHANNEL, second.alert.id)}
    post = await claimed(store, clock)
    assert (post.alert.key, post.after, post.thread) == ("d", 901, None)
    other = await store.outbox.claim(Lane(CHANNEL, second.alert.id), clock())
    assert other is not None
    assert other.alert.key == "c2"


async def test_without_a_thread_it_is_told_in_the_channel_in_its_turn(store: Store, clock: Clock) -> None:
    parent = await told(store, clock)
    await store.outbox.queue([change("c1", "a", clock), alert("d", clock())])
    claim = await store.outbox.claim(Lane(CHANNEL, parent.alert.id), clock())
    assert claim is not None
    await store.outbox.threadless(claim, "403")
    moved = await claimed(store, clock)
    assert (moved.alert.key, moved.thread, moved.again) == ("c1", None, False)


async def test_what_is_in_no_message_yet_is_replied_to_by_nothing(store: Store, clock: Clock) -> None:
    await queued(store, clock, "a", "b")
    assert await store.outbox.queue([change("c1", "a", clock), change("c2", "none", clock)]) == 0
    claim = await claimed(store, clock)
    assert await store.outbox.queue([change("c3", "a", clock), change("c4", "b", clock)]) == 1
    lane = Lane(CHANNEL, claim.alert.id)
    assert await store.outbox.claim(lane, clock()) is None
    await store.outbox.sent(claim, 900, clock())
    early = await store.outbox.claim(lane, clock())
    assert early is not None
    assert early.alert.key == "c3"


async def test_what_a_group_carries_has_the_thread_of_the_group(store: Store, clock: Clock) -> None:
    await queued(store, clock, *(f"e{number}" for number in range(GROUP_FROM)))
    group = await claimed(store, clock)
    await store.outbox.sent(group, 905, clock())
    await store.outbox.queue([change("c1", "e3", clock), alert("f", clock())])
    claim = await store.outbox.claim(Lane(CHANNEL, group.alert.id), clock())
    assert claim is not None
    assert (claim.alert.key, claim.thread) == ("c1", Thread(905, is_begun=False))


async def test_a_direct_message_has_no_thread(store: Store, clock: Clock) -> None:
    await store.outbox.queue([alert("watch", clock(), guild=None)])
    await store.outbox.sent(await claimed(store, clock), 906, clock())
    await store.outbox.queue([change("c1", "watch", clock, guild=None)])
    assert (await claimed(store, clock)).alert.thread_of is None


async def test_an_admin_drops_what_waits_on_record(store: Store, clock: Clock) -> None:
    await queued(store, clock, "a", "b")
    assert await store.outbox.drop_channel(CHANNEL, "discord:300", 999, clock()) == 0, (
        "another server's admin"
    )
    assert await store.outbox.drop_channel(CHANNEL, "discord:300", 100, clock()) == 2
    (entry,) = await store.amendments.entries(100, 5)
    assert (entry.action, entry.before) == ("drop alerts", {"keys": ["a", "b"]})
    assert await store.outbox.claim(Lane(CHANNEL), clock()) is None
    assert await store.outbox.drop_channel(CHANNEL, "discord:300", 100, clock()) == 0


async def test_what_is_held_in_hand_is_lost_after_five_minutes(store: Store, clock: Clock) -> None:
    """A process that lives may hang: longer than any send lasts its claim is nobody's."""
    await queued(store, clock, "a")
    await claimed(store, clock)
    clock.turn(minutes=4, seconds=59)
    assert await store.outbox.claim(Lane(CHANNEL), clock()) is None
    clock.turn(seconds=1)
    assert (await claimed(store, clock)).again


@pytest.mark.parametrize("shared", [{}, {"is_shared": False}, {"is_shared": True}], ids=str)
async def test_alerts_of_one_message_belong_together_where_it_was_seen(
    store: Store, clock: Clock, shared: dict[str, bool]
) -> None:
    for key in ("a", "b"):
        await queued(store, clock, key)
        await store.outbox.sent(await claimed(store, clock), 77, clock(), **shared)
    first, second = await store.outbox.shown_by(77)
    assert (first.carried_by, second.carried_by) == (None, first.id if shared.get("is_shared") else None)


async def test_an_alert_is_found_by_its_mark_alone(store: Store, clock: Clock) -> None:
    await queued(store, clock, *(f"e{number}" for number in range(40)))
    for claim in [await claimed(store, clock)]:
        await store.outbox.sent(claim, 77, clock())
    for row in await store.outbox.shown_by(77):
        found = await store.outbox.marked(mark_of(row))
        assert (found and found.key) == (row.key if row.nonce else None)
    assert await store.outbox.marked("#0000000000") is None


async def outdate(store: Store, subject: str, revision: int) -> None:
    """Says that an event has a newer revision than its messages show, as filing does."""
    event = subject.removeprefix("event:")
    await store.database.write(lambda session: show_again(session, event, revision))
