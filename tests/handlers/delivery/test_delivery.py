"""Exactly once, as a channel shows it: the real client against the sandbox."""

import asyncio

import pytest

from handlers.alerts.announcer import Announcer
from handlers.delivery.delivery import Delivery
from sandbox.world.faults import Fault
from store.nouns.reviews import AuditEntry
from store.outbox.grouping import GROUP_FROM
from store.outbox.queueing import nonce_of
from store.people.amending import Who
from tests.handlers.at_work import Desk
from tests.handlers.rows import event, file


async def test_an_event_becomes_one_message_with_its_source(desk: Desk) -> None:
    await desk.happens("tanks", lead="VT-4 tanks were part of it, two officials said.")
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("alerts")
    (embed,) = message["embeds"]
    assert message["content"] == "📝 Agreement tanks signed"
    assert "title" not in embed, "the headline stands once"
    assert embed["description"].split("\n") == [
        "> VT-4 tanks were part of it, two officials said.",
        "",
        "1\u00a0Mar\u00a0· 🇨🇳\u00a0🇵🇰",
        "-# Wire\u00a0· one\u00a0outlet\u00a0· B3",
    ]
    row = message["components"][0]["components"]
    assert [part["label"] for part in row] == ["Read", "Details", "Watch"]
    assert row[0]["url"] == "https://wire.example/tanks-wire-1"
    sent = next(r.body for r in desk.sandbox.requests if r.method == "POST" and r.path.endswith("/messages"))
    assert (sent["nonce"], sent["enforce_nonce"]) == (nonce_of(f"event:tanks:{desk.place()}"), True)
    await desk.delivery.drain()
    assert len(desk.sandbox.messages("alerts")) == 1
    assert not any("crosspost" in request.path for request in desk.sandbox.requests)


@pytest.mark.parametrize(
    "fault",
    [
        Fault("drop", accepted=True),
        Fault("drop"),
        Fault("error", status=503, accepted=True),
        Fault("error", status=503),
        Fault("limit"),
    ],
    ids=["dropped after it was taken", "dropped", "error after it was taken", "error", "limited"],
)
async def test_an_unclear_end_is_one_message_though_the_nonce_is_forgotten(desk: Desk, fault: Fault) -> None:
    await desk.happens("tanks")
    await desk.happens("ships")
    desk.sandbox.faults.add(fault)
    await desk.delivery.drain()
    desk.sandbox.forget_nonces()
    desk.clock.turn(minutes=10)
    await desk.delivery.drain()
    assert desk.titles() == ["Agreement tanks signed", "Agreement ships signed"]


async def test_a_message_that_is_found_again_shows_what_is_known_by_then(desk: Desk) -> None:
    happened = await desk.happens("tanks")
    desk.sandbox.faults.add(Fault("drop", accepted=True))
    await desk.delivery.drain()
    happened.phase = "denied"
    await desk.changes(happened)
    desk.sandbox.forget_nonces()
    for minutes in (10, 2):
        desk.clock.turn(minutes=minutes)
        await desk.delivery.drain()
    (message,) = desk.sandbox.messages("alerts")
    assert "**Denied**" in message["embeds"][0]["description"]


async def test_where_the_history_is_hidden_nothing_is_posted_blindly(desk: Desk) -> None:
    """Discord shows who may not read it an empty history: that proves nothing."""
    desk.sandbox.deny("alerts", "read_message_history")
    await desk.happens("tanks")
    desk.sandbox.faults.add(Fault("drop", accepted=True))
    for _ in range(3):
        await desk.delivery.drain()
        desk.sandbox.forget_nonces()
        desk.clock.turn(hours=1)
    assert desk.titles() == ["Agreement tanks signed"]
    [held] = await desk.store.outbox.held_channels()
    assert held.error.startswith("Read Message History is missing")
    desk.sandbox.deny("alerts")
    await desk.delivery.drain()
    assert desk.titles() == ["Agreement tanks signed"]
    assert await desk.store.outbox.counts() == {"sent": 1}


async def test_an_outage_ends_with_everything_once_and_in_order(desk: Desk) -> None:
    outage = desk.sandbox.faults.add(Fault("drop", "*", ".*", times=None))
    for number in range(3):
        await desk.happens(f"e{number}")
        await desk.delivery.drain()
        desk.clock.turn(minutes=10)
    outage.times = 0
    await desk.delivery.drain()
    assert desk.titles() == [f"Agreement e{number} signed" for number in range(3)]


async def test_a_burst_is_one_message_that_names_each(desk: Desk) -> None:
    for number in range(GROUP_FROM):
        await desk.happens(f"e{number}")
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("alerts")
    assert message["content"] == f"{GROUP_FROM} events at once"
    for number in range(GROUP_FROM):
        assert f"Agreement e{number} signed" in message["embeds"][0]["description"]


async def test_a_closed_channel_waits_and_delays_no_other(desk: Desk) -> None:
    desk.sandbox.deny("alerts", "send_messages")
    await desk.store.subscriptions.subscribe(
        desk.rules(), int(desk.sandbox.admin["user"]["id"]), desk.clock()
    )
    await desk.happens("tanks", desk.rules(), desk.rules("digest"))
    await desk.happens("ships")
    for _ in range(3):
        await desk.delivery.drain()
        desk.clock.turn(hours=1)
    assert desk.titles("digest") == ["Agreement tanks signed"]
    assert desk.titles("alerts") == []
    (told,) = desk.sandbox.direct_messages(desk.sandbox.admin)
    assert told["embeds"][0]["title"] == "A channel takes no messages"
    assert not told["flags"] & 1 << 12, "a notice is no silent message"
    assert not any("crosspost" in request.path for request in desk.sandbox.requests)
    desk.sandbox.deny("alerts")
    await desk.delivery.drain()
    assert desk.titles("alerts") == ["Agreement tanks signed", "Agreement ships signed"]


async def test_a_deleted_channel_is_held_and_a_deleted_message_stays_deleted(desk: Desk) -> None:
    await desk.happens("tanks")
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("alerts")
    desk.sandbox.delete_channel("alerts")
    assert message["id"]
    await desk.happens("ships", desk.rules("digest"))
    await desk.delivery.drain()
    assert desk.titles("digest") == ["Agreement ships signed"]


async def test_a_later_source_is_edited_in(desk: Desk) -> None:
    await desk.happens("tanks")
    await desk.delivery.drain()
    [posted] = await desk.store.outbox.about("event:tanks")
    desk.clock.turn(minutes=2)
    more = event("tanks", desk.clock(), revision=2, standing="corroborated")
    await file(desk.store, more, desk.clock(), "other")
    await desk.delivery.drain()
    [edited] = await desk.store.outbox.about("event:tanks")
    assert edited.sent_at == posted.sent_at, "when it was posted"
    (message,) = desk.sandbox.messages("alerts")
    assert "two\u00a0independent\u00a0outlets\u00a0· B2" in message["embeds"][0]["description"]
    assert message["edited_timestamp"]


async def test_only_a_chosen_role_is_pinged_and_silence_is_kept(desk: Desk) -> None:
    role = 1000000000000000022
    rules = desk.rules(ping_role=role, ping_minimum="critical", silent_below="critical")
    await desk.happens("a", rules, title="@everyone <@&1000000000000000021> **bold**")
    await desk.happens("b", rules, importance="critical")
    await desk.delivery.drain()
    quiet, loud = desk.sandbox.messages("alerts")
    assert quiet["content"] == "📝 @\u200beveryone \\<@\u200b&1000000000000000021> \\*\\*bold\\*\\*"
    assert (quiet["mention_roles"], quiet["mention_everyone"]) == ([], False)
    assert quiet["flags"] & 1 << 12
    assert loud["content"] == f"📝 Agreement b signed <@&{role}>"
    assert loud["mention_roles"] == [str(role)]
    assert not loud["flags"] & 1 << 12


async def test_an_announcement_is_published_once(desk: Desk) -> None:
    await desk.happens("tanks", desk.rules("news", publish=True))
    desk.sandbox.faults.add(Fault("error", path=r".*/crosspost", status=503))
    await desk.delivery.drain()
    desk.clock.turn(minutes=5)
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("news")
    assert message["flags"] & 1


async def test_a_stopped_bot_finishes_the_send_in_hand(desk: Desk) -> None:
    taken = asyncio.Event()
    desk.sandbox.listen(lambda *_: taken.set())
    await desk.happens("tanks")
    await desk.happens("ships")
    await desk.delivery.tick()
    await taken.wait()
    await desk.delivery.close()
    assert await desk.delivery.tick() == 0
    assert await desk.store.outbox.counts() == {"sent": 1, "pending": 1}


async def test_a_stop_does_not_wait_for_the_pause_between_two_messages(desk: Desk) -> None:
    delivery = Delivery(desk.store, desk.delivery.sender, desk.delivery.compose, desk.clock, pause=3600)
    posted = asyncio.Event()
    desk.sandbox.listen(lambda *_: posted.set())
    await desk.happens("tanks")
    await delivery.tick()
    await posted.wait()
    async with asyncio.timeout(60):
        await delivery.close()
    assert await desk.store.outbox.counts() == {"sent": 1}


async def test_a_merged_events_message_follows_and_comes_back_with_the_undo(desk: Desk) -> None:
    who = Who("discord:7", None, desk.clock())
    await desk.happens("tanks")
    await desk.happens("armour")
    await desk.delivery.drain()
    merged = await desk.store.amendments.merge("armour", "tanks", who)
    assert isinstance(merged, AuditEntry)
    desk.clock.turn(minutes=1)
    await desk.delivery.drain()
    kept, struck = desk.sandbox.messages("alerts")
    assert struck["content"] == "↩️ Taken back: Agreement armour signed"
    assert f"/{kept['id']})" in struck["embeds"][0]["description"]
    assert "one\u00a0outlet" in kept["embeds"][0]["description"], "two texts of one outlet"
    await desk.store.amendments.undo(merged.id or 0, who)
    desk.clock.turn(minutes=1)
    await desk.delivery.drain()
    assert desk.titles() == ["Agreement tanks signed", "Agreement armour signed"]


async def test_a_message_follows_the_event_that_its_own_was_merged_into(desk: Desk) -> None:
    """Also where the other event was never told in this channel: one message for it, and no second one."""
    who = Who("discord:7", None, desk.clock())
    await desk.happens("tanks", desk.rules("digest"))
    for name in ("armour", "vehicles"):
        await desk.happens(name)
    await desk.delivery.drain()
    for name in ("armour", "vehicles"):
        await desk.store.amendments.merge(name, "tanks", who)
    desk.clock.turn(minutes=2)
    await desk.delivery.drain()
    assert desk.titles() == ["Agreement tanks signed", "Taken back: Agreement vehicles signed"]
    more = event("tanks", desk.clock(), revision=4, standing="corroborated")
    alerts = await Announcer(desk.store, desk.clock).changed(more, [])
    await file(desk.store, more, desk.clock(), "other", *alerts)
    desk.clock.turn(minutes=2)
    await desk.delivery.drain()
    first, second = desk.sandbox.messages("alerts")
    assert "two\u00a0independent\u00a0outlets" in first["embeds"][0]["description"]
    assert f"/{first['id']})" in second["embeds"][0]["description"]


async def test_an_undone_merger_is_shown_also_by_a_much_changed_event(desk: Desk) -> None:
    """What a message wants is not the revision of one event alone: the other one's may be higher."""
    who = Who("discord:7", None, desk.clock())
    await desk.happens("tanks", desk.rules("digest"))
    await desk.happens("armour")
    for number in range(5):
        await desk.store.amendments.edit("tanks", {"place": f"Place {number}"}, who)
    merged = await desk.store.amendments.merge("armour", "tanks", who)
    assert isinstance(merged, AuditEntry)
    await desk.delivery.drain()
    assert desk.titles() == ["Agreement tanks signed"]
    await desk.store.amendments.undo(merged.id or 0, who)
    desk.clock.turn(minutes=2)
    await desk.delivery.drain()
    assert desk.titles() == ["Agreement armour signed"]


async def test_a_withdrawn_event_is_struck_and_one_that_waited_is_not_posted(desk: Desk) -> None:
    who = Who("discord:7", None, desk.clock())
    await desk.happens("tanks")
    await desk.delivery.drain()
    await desk.happens("armour")
    for name in ("tanks", "armour"):
        await desk.store.amendments.withdraw(name, who)
    desk.clock.turn(minutes=1)
    await desk.delivery.drain()
    assert desk.titles() == ["Taken back: Agreement tanks signed"]


async def test_a_merged_event_stands_by_the_texts_of_both(desk: Desk) -> None:
    await desk.happens("tanks")
    await file(desk.store, event("armour", desk.clock()), desk.clock(), "other")
    await desk.delivery.drain()
    await desk.store.amendments.merge("armour", "tanks", Who("discord:7", None, desk.clock()))
    desk.clock.turn(minutes=1)
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("alerts")
    assert "two\u00a0independent\u00a0outlets" in message["embeds"][0]["description"]
