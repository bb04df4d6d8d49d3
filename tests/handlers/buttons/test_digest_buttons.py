"""Under a digest each story is a menu away, and all of them where it tells only some; also after a restart."""

from handlers.alerts.digest import MOST, Digests
from handlers.alerts.slots import digest_slot
from sandbox.world.objects import Document
from store.nouns.desk import DigestFacts
from tests.handlers.at_work import Desk
from tests.handlers.connected import button_of, custom_ids, running
from tests.handlers.rows import ADMIN, event, file
from tests.openapi import SPEC, invalid_requests


async def digest_of(desk: Desk, count: int) -> Document:
    facts = DigestFacts(guild=int(desk.sandbox.guild["id"]), channel=desk.place("digest"), hour=10)
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
        assert "all kinds about anyone" in told.text()
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
