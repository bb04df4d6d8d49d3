"""What is queued for an event that changes, and for a step of an agreement."""

from dataclasses import asdict
from datetime import timedelta

from facts.model.change import Change, Stepped
from handlers.alerts.announcer import MOST_EVENTS, Announcer
from handlers.alerts.rules import stepped
from store.nouns.models import Agreement, Event
from store.nouns.outbox import Alert
from store.store import Store
from tests.clock import Clock
from tests.handlers.rows import ADMIN, CHANNEL, alert, event, file, subscription

SIGNED = Change("status", "in talks", "signed")
STEP = "deal:signed:2026-03-01"
ELSEWHERE = CHANNEL + 1


def of_deal(clock: Clock, change: Change | None = SIGNED) -> Stepped:
    deal = Agreement(id="deal", name="Frigate deal", kind="arms deal", updated_at=clock())
    return Stepped(deal, change, STEP)


async def happens(store: Store, clock: Clock, name: str, *channels: int) -> Event:
    happened = event(name, clock(), agreement="deal")
    told = [
        alert(f"event:{name}:{channel}", clock(), channel, subject=f"event:{name}") for channel in channels
    ]
    await file(store, happened, clock(), "wire", *told)
    return happened


async def test_a_step_is_told_once_in_each_channel_under_the_event_that_tells_it_or_else_the_latest(
    memory_store: Store, clock: Clock
) -> None:
    for name in ("first", "second"):
        await happens(memory_store, clock, name, CHANNEL, ELSEWHERE)
        clock.turn(hours=1)
    here = await happens(memory_store, clock, "here", CHANNEL)
    told = await Announcer(memory_store, clock).stepped(here, of_deal(clock))
    assert {(row.key, row.kind, row.body["parent"]) for row in told} == {
        (f"step:{STEP}:{CHANNEL}", "change", f"event:here:{CHANNEL}"),
        (f"step:{STEP}:{ELSEWHERE}", "change", f"event:second:{ELSEWHERE}"),
    }
    assert all(row.body["changes"] == [asdict(SIGNED)] for row in told)


async def test_a_step_that_changes_no_status_and_one_of_which_nothing_was_told_say_nothing(
    memory_store: Store, clock: Clock
) -> None:
    announcer = Announcer(memory_store, clock)
    here = await happens(memory_store, clock, "here", CHANNEL)
    assert await announcer.stepped(here, of_deal(clock, None)) == []
    assert await announcer.stepped(event("new", clock(), agreement="another"), of_deal(clock)) != []
    untold = event("untold", clock(), agreement="nothing")
    other = Stepped(Agreement(id="nothing", name="x", kind="x", updated_at=clock()), SIGNED, "k")
    assert await announcer.stepped(untold, other) == []


async def test_only_the_latest_events_of_an_agreement_are_looked_through(
    memory_store: Store, clock: Clock
) -> None:
    await happens(memory_store, clock, "oldest", CHANNEL)
    for number in range(MOST_EVENTS):
        clock.turn(minutes=1)
        await happens(memory_store, clock, f"e{number:02}")
    new = event("new", clock(), agreement="deal")
    assert await Announcer(memory_store, clock).stepped(new, of_deal(clock)) == []
    await happens(memory_store, clock, "newest", CHANNEL)
    [told] = await Announcer(memory_store, clock).stepped(new, of_deal(clock))
    assert told.body["parent"] == f"event:newest:{CHANNEL}"


def test_a_step_waits_for_the_morning_and_is_not_told_where_the_alert_was_dropped(clock: Clock) -> None:
    happened = event("tanks", clock())
    rules = subscription(quiet_from=8, quiet_until=12)
    rows: list[Alert] = [
        alert(f"event:tanks:{channel}", clock(), channel, subject="event:tanks", state=state)
        for channel, state in ((CHANNEL, "sent"), (ELSEWHERE, "sent"), (7, "dropped"))
    ]
    told = stepped(SIGNED, STEP, [(happened, rows)], [rules], clock())
    assert {row.channel: row.due_at - clock() for row in told} == {
        CHANNEL: timedelta(hours=3),
        ELSEWHERE: timedelta(0),
    }


async def test_a_channel_that_was_not_told_of_an_event_is_told_once_it_takes_it(
    memory_store: Store, clock: Clock
) -> None:
    """The event grew weightier; whoever knows it is told what changed, under its message."""
    for channel, minimum in ((CHANNEL, "low"), (ELSEWHERE, "critical")):
        await memory_store.subscriptions.subscribe(subscription(channel, minimum=minimum), ADMIN, clock())
    happened = event("tanks", clock())
    announcer = Announcer(memory_store, clock)
    first = await announcer.new(happened)
    assert [row.channel for row in first] == [CHANNEL]
    await file(memory_store, happened, clock(), "wire", *first)
    happened.importance, happened.revision = "critical", 2
    told = await announcer.changed(happened, [SIGNED])
    assert {(row.kind, row.channel) for row in told} == {("event", ELSEWHERE), ("change", CHANNEL)}
