"""A clock that was wrong for a while: what it planned is planned anew, nothing is lost, nothing told twice."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select

from feeds.http.pacing import next_visit
from handlers.alerts.digest import Digests
from handlers.alerts.summaries import Summaries
from handlers.upkeep.planning import Planning
from handlers.watch.feed_state import pace_of
from store.nouns.decisions import FeedState
from store.nouns.models import FeedFacts
from store.nouns.outbox import Alert
from store.nouns.subscriptions import Digest, DigestFacts, WatchFacts
from store.store import Store
from tests.clock import Clock
from tests.handlers.rows import ADMIN, CHANNEL, GUILD, alert, event, file, subscription

AHEAD = [
    timedelta(minutes=2),
    timedelta(hours=3),
    timedelta(days=1),
    timedelta(days=40),
    timedelta(days=4000),
]


async def row(store: Store, key: str) -> Alert:
    found = await store.outbox.keyed(key)
    assert found is not None
    return found


async def planned(store: Store, clock: Clock) -> int:
    return await Planning(store, clock).pull_back()


@pytest.mark.parametrize("ahead", AHEAD, ids=str)
async def test_feeds_are_read_within_their_interval(store: Store, clock: Clock, ahead: timedelta) -> None:
    for name in ("a", "failing", "claimed"):
        await store.wire.add_feed(name, FeedFacts(source="s", url=f"http://{name}.example/"))
    clock.at += ahead
    await store.wire.due_feeds(10, timedelta(minutes=10))
    [feed] = [one for one in await store.wire.feeds() if one.id == "a"]
    due = next_visit(pace_of(feed), clock(), 1.0)
    asked = FeedState(next_due=due, checked_at=clock())
    await store.wire.record_fetch("a", asked)
    await store.wire.record_fetch("failing", FeedState(**asked, failures=1, state="failing"))
    clock.at -= ahead
    await planned(store, clock)
    clock.turn(hours=1.2)
    assert {one.id for one in await store.wire.due_feeds(10, timedelta(minutes=10))} == {
        "a",
        "failing",
        "claimed",
    }


@pytest.mark.parametrize("ahead", AHEAD, ids=str)
async def test_messages_wait_no_longer_than_their_rules_say(
    store: Store, clock: Clock, ahead: timedelta
) -> None:
    rules = subscription(CHANNEL, quiet_from=22, quiet_until=7, cooldown_minutes=60)
    await store.subscriptions.subscribe(rules, ADMIN, clock())
    right = clock()
    clock.at += ahead
    now = clock()
    cooled = alert("cooled", now, body={"cooled": True}, due_at=now + timedelta(minutes=60))
    unclear = alert("unclear", now, 201, state="unclear", attempts=1, due_at=now + timedelta(minutes=5))
    held = alert("held", now, 202, state="held", attempts=3, due_at=now + timedelta(minutes=4))
    edit = alert("edit", now, 203, state="sent", message=7, wanted=2, shown=1, due_at=now)
    await store.outbox.queue([alert("plain", now), cooled, unclear, held, edit])
    clock.at = right
    await planned(store, clock)
    dues = {key: (await row(store, key)).due_at - right for key in ("plain", "cooled", "unclear", "held")}
    assert dues["plain"] == timedelta()
    assert dues["cooled"] <= timedelta(minutes=60)
    assert dues["unclear"] <= timedelta(minutes=5)
    assert dues["held"] <= timedelta(hours=1)
    assert (await row(store, "edit")).due_at - right <= timedelta(minutes=1)


async def test_quiet_hours_are_kept_when_a_message_is_pulled_back(store: Store, clock: Clock) -> None:
    rules = subscription(CHANNEL, quiet_from=22, quiet_until=7)
    await store.subscriptions.subscribe(rules, ADMIN, clock())
    clock.at = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)
    wrong = clock() + timedelta(days=2)
    await store.outbox.queue(
        [alert("quiet", wrong, body={"quiet": True}, due_at=wrong + timedelta(hours=7, minutes=30))]
    )
    await planned(store, clock)
    assert (await row(store, "quiet")).due_at == datetime(2026, 3, 3, 7, tzinfo=UTC)


@pytest.mark.parametrize("ahead", AHEAD, ids=str)
async def test_no_window_of_a_digest_is_lost_and_none_told_twice(
    store: Store, clock: Clock, ahead: timedelta
) -> None:
    """The clock goes ahead over a slot, and back: what happens after is in a digest within a day."""
    facts = DigestFacts(guild=GUILD, channel=CHANNEL, hour=10)
    start = clock()
    await store.subscriptions.schedule(facts, start + timedelta(hours=1), ADMIN, start)
    watch = WatchFacts(person=5, guild=GUILD, channel=CHANNEL, kind="country", what="PK", daily=True, hour=10)
    await store.subscriptions.watch(watch, start + timedelta(hours=1), start)
    await file(store, event("before", start), start)
    clock.at += ahead
    await summarised(store, clock)
    clock.at -= ahead
    await planned(store, clock)
    clock.turn(minutes=5)
    await file(store, event("after", clock()), clock(), "other")
    for _ in range(27):
        clock.turn(hours=1)
        await summarised(store, clock)
    for kind in ("digest", "summary"):
        told = [name for body in await bodies(store, kind) for name in body["new"]]
        assert sorted(told) == ["after", "before"], kind


async def summarised(store: Store, clock: Clock) -> None:
    await Digests(store, clock).tick()
    await Summaries(store, clock).tick()


async def bodies(store: Store, kind: str) -> list[dict[str, list[str]]]:
    found = select(Alert).where(Alert.kind == kind).order_by(col(Alert.id))
    return [one.body for one in await store.database.read(lambda session: list(session.exec(found)))]


async def test_where_all_is_in_order_nothing_is_pulled_back(store: Store, clock: Clock) -> None:
    await store.wire.add_feed("a", FeedFacts(source="s", url="http://a.example/"))
    fresh = FeedState(next_due=clock() + timedelta(days=7), checked_at=clock())
    await store.wire.record_fetch("a", fresh)
    rules = subscription(CHANNEL, quiet_from=5, quiet_until=11)
    await store.subscriptions.subscribe(rules, ADMIN, clock())
    await store.outbox.queue([alert("quiet", clock(), due_at=clock() + timedelta(hours=2))])
    for weekday in (None, 0, 6):
        facts = DigestFacts(
            guild=GUILD, channel=900 + (-1 if weekday is None else weekday), hour=9, weekday=weekday
        )
        await store.subscriptions.schedule(
            facts, clock() + timedelta(days=7 if weekday == 0 else 1), ADMIN, clock()
        )
    assert await planned(store, clock) == 0
    rows: list[Digest] = await store.subscriptions.digests()
    assert len(rows) == 3


async def test_a_visit_that_ended_after_the_clock_was_put_back_is_found(store: Store, clock: Clock) -> None:
    """It began a day ahead, and is written down when everything was pulled back already."""
    await store.wire.add_feed("a", FeedFacts(source="s", url="http://a.example/"))
    planning = Planning(store, clock)
    began = clock() + timedelta(days=1)
    await planned(store, clock)
    assert not await planning.is_ahead()
    await store.wire.record_fetch("a", FeedState(next_due=began + timedelta(hours=1), checked_at=began))
    assert await planning.is_ahead()
    assert await planned(store, clock) == 1
    assert not await planning.is_ahead(), "once is enough"
    clock.turn(hours=1.2)
    assert [one.id for one in await store.wire.due_feeds(10, timedelta(minutes=10))] == ["a"]


async def test_a_late_visit_of_a_feed_that_is_due_is_made_good_too(store: Store, clock: Clock) -> None:
    """Nothing is planned for later, and still the clock is not followed again at each look."""
    await store.wire.add_feed("a", FeedFacts(source="s", url="http://a.example/"))
    planning = Planning(store, clock)
    await store.wire.record_fetch("a", FeedState(next_due=clock(), checked_at=clock() + timedelta(days=1)))
    assert await planning.is_ahead()
    await planned(store, clock)
    assert not await planning.is_ahead()
