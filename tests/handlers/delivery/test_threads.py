"""A changed fact is told once, in the thread of the message that it changes: the real client against the sandbox."""

from collections.abc import Callable

import pytest

from facts.model.change import Change
from handlers.alerts.rules import announce
from sandbox.control import Sandbox
from sandbox.world.faults import MESSAGES, Fault
from sandbox.world.objects import ANNOUNCEMENT_THREAD
from store.nouns.subscriptions import Watch, WatchFacts
from store.outbox.grouping import GROUP_FROM
from store.outbox.queueing import nonce_of
from tests.handlers.at_work import Desk
from tests.handlers.rows import event, file
from tests.openapi import invalid_requests, needs_description

VALUE = Change("value", "US$1 billion", "US$2 billion")
DAY = Change("day", "1 March 2026", "4 March 2026")
DENIAL = Change("status", "reported", "denied", "denial")
THREADS = r"/channels/\d+/messages/\d+/threads"
VOICE = 2


def delete_the_message(sandbox: Sandbox) -> None:
    first = sandbox.messages("alerts")[0]
    sandbox.server.messages.delete(sandbox.channels["alerts"], first["id"])


async def test_the_first_change_starts_a_thread_and_later_ones_go_on_in_it(desk: Desk) -> None:
    happened = await desk.happens("tanks")
    await desk.delivery.drain()
    await desk.changes(happened, VALUE)
    await desk.delivery.drain()
    await desk.changes(happened, DAY)
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("alerts")
    (thread,) = desk.sandbox.threads("alerts")
    assert (thread["id"], thread["name"]) == (message["id"], "Changes: Agreement tanks signed")
    first, second = desk.in_thread()
    assert "**Value:** US$2 billion (was: US$1 billion)" in first
    assert "**Day:** 4 March 2026 (was: 1 March 2026)" in second
    assert len([row for row in desk.sandbox.requests if row.path.endswith("/threads")]) == 1


async def test_a_denial_is_a_reply_in_the_channel_that_strikes(desk: Desk) -> None:
    happened = await desk.happens("tanks")
    await desk.delivery.drain()
    happened.standing = "denied"
    await desk.changes(happened, DENIAL, VALUE)
    await desk.delivery.drain()
    message, reply = desk.sandbox.messages("alerts")
    assert reply["message_reference"]["message_id"] == message["id"]
    assert reply["content"] == "💬 Denied: Agreement tanks signed"
    assert reply["embeds"][0]["description"].startswith("**Now denied**")
    (in_thread,) = desk.in_thread()
    assert in_thread.startswith("**Value:**")


@pytest.mark.parametrize(
    "hinder",
    [
        lambda sandbox: sandbox.deny("alerts", "create_public_threads"),
        lambda sandbox: sandbox.deny("alerts", "send_messages_in_threads"),
        delete_the_message,
    ],
    ids=["no thread may be started", "nothing may be said in one", "the message was deleted"],
)
async def test_where_there_can_be_no_thread_it_is_a_reply_in_the_channel(
    desk: Desk, hinder: Callable[[Sandbox], None]
) -> None:
    happened = await desk.happens("tanks")
    await desk.happens("ships")
    await desk.delivery.drain()
    hinder(desk.sandbox)
    for change in (VALUE, DAY):
        await desk.changes(happened, change)
        await desk.delivery.drain()
    *_, ships, first, second = desk.titles()
    assert (ships, first, second) == (
        "Agreement ships signed",
        "Value: US$2 billion (was: US$1 billion)",
        "Day: 4 March 2026 (was: 1 March 2026)",
    )
    assert desk.sandbox.messages("alerts")[-1]["embeds"][0]["description"].startswith("**Day:**")


async def test_a_channel_without_threads_gets_a_reply(desk: Desk) -> None:
    desk.sandbox.create_channel("lobby", VOICE)
    happened = await desk.happens("tanks", desk.rules("lobby"))
    await desk.delivery.drain()
    await desk.changes(happened, VALUE)
    await desk.delivery.drain()
    message, reply = desk.sandbox.messages("lobby")
    assert reply["message_reference"]["message_id"] == message["id"]


@pytest.mark.parametrize("locked", [False, True])
async def test_an_archived_thread_goes_on_unless_it_is_locked(desk: Desk, locked: bool) -> None:
    happened = await desk.happens("tanks")
    await desk.delivery.drain()
    await desk.changes(happened, VALUE)
    await desk.delivery.drain()
    (thread,) = desk.sandbox.threads("alerts")
    desk.sandbox.archive(thread["id"], locked=locked)
    await desk.changes(happened, DAY)
    await desk.delivery.drain()
    assert thread["thread_metadata"]["archived"] is locked
    assert (len(desk.in_thread()), len(desk.titles())) == ((1, 2) if locked else (2, 1))


async def test_a_deleted_thread_is_not_started_again(desk: Desk) -> None:
    happened = await desk.happens("tanks")
    await desk.delivery.drain()
    for change in (VALUE, DAY):
        await desk.changes(happened, change)
        await desk.delivery.drain()
        for thread in desk.sandbox.threads("alerts"):
            desk.sandbox.delete_channel(thread["id"])
    assert desk.titles() == ["Agreement tanks signed", "Day: 4 March 2026 (was: 1 March 2026)"]


async def test_a_thread_that_somebody_started_is_used(desk: Desk) -> None:
    happened = await desk.happens("tanks")
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("alerts")
    await desk.changes(happened, VALUE)
    desk.sandbox.faults.add(Fault("error", path=THREADS, status=503, accepted=True))
    await desk.delivery.drain()
    desk.clock.turn(seconds=10)
    await desk.delivery.drain()
    again = [row.status for row in desk.sandbox.requests if row.path.endswith("/threads")]
    assert again == [503, 400]
    assert len(desk.in_thread()) == 1
    assert desk.sandbox.threads("alerts")[0]["id"] == message["id"]


@pytest.mark.parametrize(
    "fault",
    [
        Fault("drop", path=THREADS),
        Fault("drop", path=THREADS, accepted=True),
        Fault("error", path=THREADS, status=503, accepted=True),
        Fault("drop", path=MESSAGES),
        Fault("drop", path=MESSAGES, accepted=True),
        Fault("error", path=MESSAGES, status=503, accepted=True),
        Fault("drop", "GET", MESSAGES, times=3),
    ],
    ids=lambda fault: f"{fault.answer} {fault.path[-8:]} {'after' if fault.accepted else 'before'}",
)
async def test_an_unclear_end_is_told_once_and_delays_no_channel(desk: Desk, fault: Fault) -> None:
    """Two faults in a row, the second on whatever is asked next, and nonces that Discord has forgotten."""
    happened = await desk.happens("tanks")
    await desk.delivery.drain()
    await desk.changes(happened, VALUE)
    await desk.changes(happened, DAY)
    desk.sandbox.faults.add(fault)
    await desk.delivery.drain()
    desk.sandbox.faults.lift()
    await desk.happens("ships")
    await desk.delivery.drain()
    assert desk.titles() == ["Agreement tanks signed", "Agreement ships signed"]
    desk.sandbox.faults.add(Fault("drop", accepted=True))
    for _ in range(3):
        desk.sandbox.forget_nonces()
        desk.clock.turn(minutes=10)
        await desk.delivery.drain()
    first, second = desk.in_thread()
    assert (first.startswith("**Value:**"), second.startswith("**Day:**")) == (True, True)
    assert desk.titles() == ["Agreement tanks signed", "Agreement ships signed"]


async def test_a_change_is_posted_under_its_nonce_pings_nobody_and_is_as_silent_as_the_message(
    desk: Desk,
) -> None:
    happened = await desk.happens("tanks", desk.rules(silent_below="critical", ping_role=5))
    await desk.delivery.drain()
    await desk.changes(happened, Change("place", None, "@everyone <@&1000000000000000021>"))
    await desk.delivery.drain()
    body = desk.sandbox.requests[-1].body
    key = f"change:tanks:2:{desk.place()}"
    assert (body["nonce"], body["enforce_nonce"]) == (nonce_of(key), True)
    assert body["allowed_mentions"] == {"parse": []}
    (thread,) = desk.sandbox.threads("alerts")
    posted = desk.sandbox.messages(thread["id"])[-1]
    assert posted["flags"] & 1 << 12
    assert not posted["mention_everyone"]


async def test_an_announcement_has_its_thread_too(desk: Desk) -> None:
    happened = await desk.happens("tanks", desk.rules("news", publish=True))
    await desk.delivery.drain()
    await desk.changes(happened, VALUE)
    await desk.delivery.drain()
    assert desk.sandbox.threads("news")[0]["type"] == ANNOUNCEMENT_THREAD
    assert len(desk.in_thread("news")) == 1


async def test_a_person_is_told_in_the_direct_message(desk: Desk) -> None:
    person = int(desk.sandbox.member["user"]["id"])
    facts = WatchFacts(person=person, guild=1, channel=desk.place(), kind="country", what="PK")
    watch = Watch(**facts.model_dump(), created_at=desk.clock())
    happened = event("tanks", desk.clock())
    await file(desk.store, happened, desk.clock(), "wire", *announce(happened, [], [watch], desk.clock()))
    await desk.delivery.drain()
    await desk.changes(happened, VALUE)
    await desk.delivery.drain()
    message, reply = desk.sandbox.direct_messages(desk.sandbox.member)
    assert reply["message_reference"]["message_id"] == message["id"]


async def test_the_events_of_a_group_share_its_thread(desk: Desk) -> None:
    happened = [await desk.happens(f"e{number}") for number in range(GROUP_FROM)]
    await desk.delivery.drain()
    await desk.changes(happened[2], VALUE)
    await desk.changes(happened[4], DAY)
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("alerts")
    (thread,) = desk.sandbox.threads("alerts")
    assert (thread["id"], thread["name"]) == (message["id"], "Changes to these events")
    titles = [row["content"] for row in desk.sandbox.messages(thread["id"])[1:]]
    assert titles == [
        "🔁 Value: US$2 billion (was: US$1 billion)",
        "🔁 Day: 4 March 2026 (was: 1 March 2026)",
    ]


@needs_description
async def test_what_is_sent_for_a_thread_is_valid(desk: Desk) -> None:
    happened = await desk.happens("tanks", title="A very long title of an event " * 9)
    await desk.delivery.drain()
    await desk.changes(happened, VALUE, DENIAL)
    await desk.delivery.drain()
    assert len(desk.in_thread()) == 1
    assert invalid_requests(desk.sandbox.requests) == []
