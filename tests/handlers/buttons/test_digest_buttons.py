"""Under a digest each story is a menu away, and all of them where it tells only some; also after a restart."""

from typing import Any

from handlers.alerts.digest import MOST, Digests
from handlers.alerts.slots import digest_slot
from handlers.buttons.digest_buttons import DigestButtons
from handlers.buttons.event_buttons import EventButtons
from sandbox.world.objects import Document
from store.nouns.models import Event
from store.nouns.outbox import Alert
from store.nouns.subscriptions import DigestFacts
from tests.handlers.at_work import Desk
from tests.handlers.connected import button_of, custom_ids, running
from tests.handlers.rows import ADMIN, event, file
from tests.openapi import SPEC, invalid_requests


async def digest_of(desk: Desk, count: int, **chosen: Any) -> Document:
    facts = DigestFacts(guild=int(desk.sandbox.guild["id"]), channel=desk.place("digest"), hour=10, **chosen)
    await desk.store.subscriptions.schedule(facts, digest_slot(facts, desk.clock()), ADMIN, desk.clock())
    for number in range(count):
        await file(desk.store, event(f"e{number}", desk.clock.turn(minutes=1)), desk.clock())
    desk.clock.turn(hours=1)
    await Digests(desk.store, desk.clock).tick()
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("digest")
    return message


async def test_a_story_opens_to_whoever_chooses_it(desk: Desk) -> None:
    message = await digest_of(desk, 3)
    menu = message["components"][0]["components"][0]
    assert [option["label"] for option in menu["options"]] == [f"Agreement e{n} signed" for n in range(3)]
    assert not any("stories" in name for name in custom_ids(message)), "it tells all of them"
    async with running(desk.sandbox, desk.store, desk.clock):
        for option in menu["options"]:
            told = await desk.sandbox.select(message, menu["custom_id"], option["value"])
            await told.until(lambda now: bool(now.messages), 20)
            assert told.ephemeral
            assert option["label"] in told.text()
            assert "one of the stories of this digest" in told.text()
    if SPEC.exists():
        assert invalid_requests(desk.sandbox.requests) == []


async def test_all_stories_are_listed_with_their_filters_and_open(desk: Desk) -> None:
    message = await digest_of(desk, MOST + 4)
    async with running(desk.sandbox, desk.store, desk.clock):
        told = await desk.sandbox.press(message, button_of(message, "stories"))
        await told.until(lambda now: bool(now.messages), 20)
        assert told.ephemeral
        assert f"{MOST + 4} events" in told.text()
        assert "The digest tells of everything" in told.text()
        assert told.message is not None
        desk.clock.turn(days=120)
        await desk.store.kept_answers.forget()
        following = next(one for one in custom_ids(told.message["components"]) if one.startswith("e1:n:"))
        turned = await desk.sandbox.press(told.message, following)
        await turned.until(lambda now: bool(now.messages), 20)
        assert "page 1 of" in turned.text()


async def test_a_story_of_an_alert_tells_what_its_details_do(desk: Desk) -> None:
    await desk.happens("tanks", desk.rules("digest"))
    facts = DigestFacts(guild=int(desk.sandbox.guild["id"]), channel=desk.place("digest"), hour=10)
    await desk.store.subscriptions.schedule(facts, digest_slot(facts, desk.clock()), ADMIN, desk.clock())
    await desk.happens("ships", desk.rules("digest"))
    desk.clock.turn(hours=1)
    await Digests(desk.store, desk.clock).tick()
    await desk.delivery.drain()
    message = desk.sandbox.messages("digest")[-1]
    admin = desk.sandbox.admin
    async with running(desk.sandbox, desk.store, desk.clock):
        told = await desk.sandbox.select(message, button_of(message, "story"), "0", member=admin)
        await told.until(lambda now: bool(now.messages), 20)
        assert told.message is not None
        assert any(name.startswith("entente:wrong:") for name in custom_ids(told.message))


async def test_an_ended_schedule_answers_by_the_filters_that_it_had(desk: Desk) -> None:
    message = await digest_of(desk, MOST + 4, kinds=["agreement"])
    await file(desk.store, event("visit", desk.clock(), kind="visit"), desk.clock())
    await end(desk)
    buttons = digest_buttons(desk)
    number = button_of(message, "stories").rpartition(":")[2]
    text = "\n".join(map(str, (await buttons.asked_stories(number)).lines))
    assert f"{MOST + 4} events" in text
    assert "The digest tells of agreements" in text
    assert "visit" not in text
    alert = await desk.store.outbox.one(int(number))
    assert alert is not None
    assert await buttons.asked_story(number, "0") != await buttons.asked_story(number, "1")


async def test_an_old_digest_of_an_ended_schedule_lists_what_it_told(desk: Desk) -> None:
    """It kept no filters: what else they would have let through cannot be known."""
    message = await digest_of(desk, MOST + 4)
    number = int(button_of(message, "stories").rpartition(":")[2])

    def forget(session: Any) -> None:
        row = session.get(Alert, number)
        row.body = {name: value for name, value in row.body.items() if name != "filters"}

    await desk.store.database.write(forget)
    buttons = digest_buttons(desk)
    assert f"{MOST + 4} events" in str((await buttons.asked_stories(str(number))).lines[0])
    await end(desk)
    assert f"{MOST} events" in str((await buttons.asked_stories(str(number))).lines[0])
    assert "schedule has ended" in str((await buttons.asked_stories(str(number))).lines[0])


async def test_what_is_most_important_stands_first_among_all_stories(desk: Desk) -> None:
    """Also where a later hour made something more important than what the digest told."""
    message = await digest_of(desk, MOST + 4)
    number = button_of(message, "stories").rpartition(":")[2]

    def raised(session: Any) -> None:
        session.get(Event, f"e{MOST + 3}").importance = "critical"

    await desk.store.database.write(raised)
    (section,) = (await digest_buttons(desk).asked_stories(number)).sections
    assert section.lines[0].opens == f"event/e{MOST + 3}"


async def end(desk: Desk) -> None:
    (schedule,) = await desk.store.subscriptions.digests(int(desk.sandbox.guild["id"]))
    assert await desk.store.subscriptions.unschedule(schedule.channel, ADMIN, desk.clock())


def digest_buttons(desk: Desk) -> DigestButtons:
    return EventButtons(desk.store, desk.clock).digests
