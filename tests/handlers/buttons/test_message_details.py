"""*Details* in the menu of a message: the same as under the button, for whatever the bot posted, and to the presser alone."""

from typing import Any

import pytest
from sqlmodel import delete

from facts.model.change import Change
from handlers.alerts.digest import Digests
from handlers.alerts.slots import digest_slot
from handlers.alerts.summaries import Summaries
from handlers.buttons.event_buttons import GONE
from handlers.buttons.message_details import NOTHING
from sandbox.rest.interactions import Reply
from sandbox.terminal.show import pressable
from sandbox.world.objects import Document
from store.nouns.models import Event
from store.nouns.outbox import Alert
from store.nouns.subscriptions import DigestFacts, WatchFacts
from store.outbox.grouping import GROUP_FROM
from tests.handlers.at_work import Desk
from tests.handlers.connected import button_of, custom_ids, running
from tests.handlers.rows import ADMIN, event, file
from tests.openapi import SPEC, invalid_requests

DETAILS = "Details"


async def applied(desk: Desk, message: Document, member: Document | None = None) -> Reply:
    async with running(desk.sandbox, desk.store, desk.clock):
        return await desk.sandbox.apply(message, DETAILS, member=member)


async def corvette(desk: Desk, **rules: Any) -> Document:
    """An alert of an event that changed later: the change is told in its thread, the denial in the channel."""
    happened = await desk.happens("corvette", desk.rules(**rules), lead="It joined the fleet on Monday.")
    await desk.delivery.drain()
    await desk.changes(happened, Change("place", "Dhaka", "Chattogram"))
    await desk.changes(happened, Change("status", "concluded", "denied", "denial"), source="third")
    desk.clock.turn(minutes=5)
    await desk.delivery.drain()
    return desk.sandbox.messages("alerts")[0]


@pytest.mark.parametrize("style", ["full", "compact"])
@pytest.mark.parametrize("who", ["reader", "admin"])
async def test_it_tells_what_the_button_does(desk: Desk, style: str, who: str) -> None:
    message, person = await corvette(desk, style=style), getattr(desk.sandbox, who)
    async with running(desk.sandbox, desk.store, desk.clock):
        pressed = await desk.sandbox.press(message, button_of(message, "details"), member=person)
        chosen = await desk.sandbox.apply(message, DETAILS, member=person)
    assert chosen.ephemeral
    assert chosen.text() == pressed.text()
    assert "Agreement corvette signed" in chosen.text()
    offers = [any(":wrong:" in name for name in custom_ids(one.messages)) for one in (pressed, chosen)]
    assert offers == [who == "admin"] * 2
    if SPEC.exists():
        assert invalid_requests(desk.sandbox.requests) == []


async def test_a_change_leads_to_the_event_that_changed(desk: Desk) -> None:
    await corvette(desk)
    (thread,) = desk.sandbox.threads("alerts")
    (_, change) = desk.sandbox.messages(thread["id"])
    denial = desk.sandbox.messages("alerts")[-1]
    for message in (change, denial):
        assert "Chattogram" in (await applied(desk, message)).text()


async def test_a_message_of_several_events_lists_them_with_their_details(desk: Desk) -> None:
    for number in range(GROUP_FROM):
        await desk.happens(f"e{number}")
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("alerts")
    async with running(desk.sandbox, desk.store, desk.clock):
        told = await desk.sandbox.apply(message, DETAILS)
        assert f"This message tells of {GROUP_FROM} events." in told.text()
        assert told.message is not None
        menu = next(one for one in pressable(told.message) if one["custom_id"].startswith("e1:c:"))
        assert [one["label"] for one in menu["options"]] == [
            f"Agreement e{n} signed" for n in range(GROUP_FROM)
        ]
        value = menu["options"][-1]["value"]
        opened = await desk.sandbox.select(told.message, menu["custom_id"], value)
        assert "Who says what" in opened.text()
        assert opened.message is not None
        back = next(name for name in custom_ids(opened.message) if name.startswith("e1:b:"))
        again = await desk.sandbox.press(opened.message, back)
        await again.until(
            lambda now: bool(now.messages), 60
        )  # on a slow machine the update is deferred first
        assert "This message tells of" in again.text()


async def test_a_digest_opens_its_stories(desk: Desk) -> None:
    facts = DigestFacts(guild=int(desk.sandbox.guild["id"]), channel=desk.place("digest"), hour=10)
    await desk.store.subscriptions.schedule(facts, digest_slot(facts, desk.clock()), ADMIN, desk.clock())
    await file(desk.store, event("tanks", desk.clock.turn(minutes=1)), desk.clock())
    desk.clock.turn(hours=1)
    await Digests(desk.store, desk.clock).tick()
    await desk.delivery.drain()
    told = await applied(desk, desk.sandbox.messages("digest")[0])
    assert "All stories" in told.text()
    assert "Agreement tanks signed" in told.text()


async def test_direct_messages_have_it_too(desk: Desk) -> None:
    """A watched event, and a daily summary: it tells what is watched for, and nothing of a schedule."""
    person, guild = int(desk.sandbox.member["user"]["id"]), int(desk.sandbox.guild["id"])
    facts = WatchFacts(
        person=person, guild=guild, channel=desk.place(), kind="country", what="CN", daily=True, hour=12
    )
    watch = await desk.store.subscriptions.watch(facts, desk.clock(), desk.clock())
    happened = event("tanks", desk.clock.turn(minutes=10))
    direct = Alert.for_person("w", "event", "event:tanks", person, desk.clock())
    await file(desk.store, happened, desk.clock(), "wire", direct)
    assert await Summaries(desk.store, desk.clock).cover([watch])
    await desk.delivery.drain()
    assert len(desk.sandbox.direct_messages(desk.sandbox.member)) == 2
    for message in desk.sandbox.direct_messages(desk.sandbox.member):
        told = (await applied(desk, message)).text()
        assert "Agreement tanks signed" in told
        assert "schedule" not in told


async def test_behind_other_messages_there_is_nothing(desk: Desk) -> None:
    notice = Alert.notice(
        "n", int(desk.sandbox.admin["user"]["id"]), {"gone": "#tests", "ended": "alerts"}, desk.clock()
    )
    await desk.store.outbox.queue([notice])
    await desk.delivery.drain()
    (about_the_bot,) = desk.sandbox.direct_messages(desk.sandbox.admin)
    async with running(desk.sandbox, desk.store, desk.clock):
        answer = (await desk.sandbox.invoke("/help share:true")).message
        assert answer is not None
        for message in (desk.sandbox.say("What a day"), answer, about_the_bot):
            told = await desk.sandbox.apply(message, DETAILS, member=desk.sandbox.admin)
            assert told.text() == NOTHING
            assert told.ephemeral


async def test_what_was_taken_back_is_said_to_be_gone(desk: Desk) -> None:
    message = await corvette(desk)

    def remove(session: Any) -> None:
        session.exec(delete(Event))

    await desk.store.database.write(remove)
    assert (await applied(desk, message)).text() == GONE
