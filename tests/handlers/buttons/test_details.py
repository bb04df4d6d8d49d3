"""The row under an alert, its details and what can be said against it, each after a restart of the bot."""

from typing import Any

import pytest

from facts.model.change import Change
from handlers.alerts.announcer import Announcer
from sandbox.forms.components import every
from sandbox.rest.interactions import Reply
from sandbox.world.objects import Document
from store.nouns.reviews import Review
from tests.handlers.at_work import Desk
from tests.handlers.connected import button_of, custom_ids, running
from tests.handlers.rows import file
from tests.openapi import SPEC, invalid_requests

LEAD = "The corvette joined the fleet at a ceremony in Chattogram. A second sentence follows."


async def told(desk: Desk, name: str = "corvette", **values: Any) -> Document:
    """An alert about an event that two outlets tell."""
    await desk.store.subscriptions.subscribe(desk.rules(countries=["CN"]), 1, desk.clock())
    happened = await desk.happens(name, lead=LEAD, **values)
    await desk.delivery.drain()
    desk.clock.turn(minutes=90)
    happened.revision += 1
    await file(desk.store, happened, desk.clock(), "other", title="China gives a corvette", lead=LEAD)
    await desk.changes(happened, Change("place", "Dhaka", "Chattogram"), source="third")
    desk.clock.turn(minutes=5)
    await desk.delivery.drain()
    return next(message for message in desk.sandbox.messages("alerts") if name in message["content"])


async def detailed(desk: Desk, message: Document, member: Document | None = None) -> Reply:
    return await desk.sandbox.press(message, button_of(message, "details"), member=member)


async def reviewed(desk: Desk) -> Review:
    (case,) = await desk.store.reviews.waiting()
    return case.review


async def test_an_alert_has_three_short_buttons(desk: Desk) -> None:
    message = await told(desk)
    (row,) = message["components"]
    assert [part["label"] for part in row["components"]] == ["Read", "Details", "Watch"]


async def test_details_tell_sources_changes_and_why(desk: Desk) -> None:
    message = await told(desk)
    async with running(desk.sandbox, desk.store, desk.clock):
        reply = await detailed(desk, message)
    assert reply.ephemeral
    text = reply.text().replace("\u00a0", " ")
    for words in (
        "## Agreement corvette signed",
        "Three outlets after two reports tell it.",
        "Who says what",
        "https://wire.example/corvette-wire-1",
        "“The corvette joined the fleet at a ceremony in Chattogram.”",
        "What changed",
        "Other reports it too",
        "**Place:** Chattogram (was: Dhaka)",
        "This channel is told of everything about China, of at least notable importance.",
        "B2 on the NATO Admiralty scale: usually reliable outlet, probably true.",
        "China gives a corvette",
    ):
        assert words in text, text
    assert "corvette" not in str(reply.message and custom_ids(reply.message)), "no ids but numbers"
    if SPEC.exists():
        assert invalid_requests(desk.sandbox.requests) == []


@pytest.mark.parametrize(
    ("who", "offered"),
    [("reader", []), ("member", []), ("admin", ["beat", "known", "wrong", "channel"])],
)
async def test_the_menu_holds_what_works_for_the_presser(desk: Desk, who: str, offered: list[str]) -> None:
    message = await told(desk)
    async with running(desk.sandbox, desk.store, desk.clock):
        reply = await detailed(desk, message, getattr(desk.sandbox, who))
        assert reply.message is not None
        assert values(reply.message) == offered
        shared = next((name for name in custom_ids(reply.message) if name.startswith("e1:h:")), None)
        assert shared is not None
        posted = await desk.sandbox.press(reply.message, shared, member=getattr(desk.sandbox, who))
        assert posted.message is not None
        assert values(posted.message) == [], "what is for one reader is not shared"


async def test_analysts_curate_and_do_not_change_what_a_channel_is_told(desk: Desk) -> None:
    message = await told(desk)
    async with running(desk.sandbox, desk.store, desk.clock):
        await desk.sandbox.invoke("/alerts analysts role:@Analysts", member=desk.sandbox.admin)
        reply = await detailed(desk, message, desk.sandbox.member)
        assert reply.message is not None
        assert values(reply.message) == ["beat", "known", "wrong"]


def values(message: Document) -> list[str]:
    menus = [part for part in every(message["components"]) if "wrong" in part.get("custom_id", "")]
    return [option["value"] for menu in menus for option in menu["options"]]


async def chosen(desk: Desk, message: Document, value: str) -> Reply:
    """What the menu of the details answers to an admin."""
    admin = desk.sandbox.admin
    async with running(desk.sandbox, desk.store, desk.clock):
        reply = await detailed(desk, message, admin)
    assert reply.message is not None
    async with running(desk.sandbox, desk.store, desk.clock):
        return await desk.sandbox.select(
            reply.message, button_of(reply.message, "wrong"), value, member=admin
        )


async def test_not_our_beat_is_an_example_for_relevance(desk: Desk) -> None:
    said = await chosen(desk, await told(desk), "beat")
    assert "Noted for `/review`" in said.text()
    review = await reviewed(desk)
    assert (review.proposal["asked"], review.proposal["reason"]) == ("irrelevant", "beat")


async def test_known_already_is_an_example_for_matching(desk: Desk) -> None:
    await desk.happens("frigate")
    message = await told(desk)
    asked = await chosen(desk, message, "known")
    assert asked.message is not None
    async with running(desk.sandbox, desk.store, desk.clock):
        menu = button_of(asked.message, "same-as")
        await desk.sandbox.select(asked.message, menu, "frigate", member=desk.sandbox.admin)
    review = await reviewed(desk)
    assert (review.event, review.proposal["asked"], review.proposal["reason"]) == ("frigate", "same", "known")


async def test_not_for_this_channel_shows_its_rules_and_says_nothing_against_the_event(desk: Desk) -> None:
    said = await chosen(desk, await told(desk), "channel")
    assert "is told of everything about China, of at least notable importance" in said.text()
    assert await desk.store.reviews.waiting() == []


@pytest.mark.parametrize(
    ("written", "said", "fact", "value"),
    [
        ({"place": "Chittagong"}, "Corrected", "place", "Chittagong"),
        ({"place": ""}, "every line is as it was", "place", None),
        ({"day": "March 2026"}, "Corrected", "precision", "month"),
        ({"day": ""}, "Corrected", "precision", "unknown"),
        ({"kind": "deliveries"}, "Corrected", "kind", "delivery"),
        ({"countries": "China, Atlantis"}, "No country goes by", "countries", ["CN", "PK"]),
        ({"countries": "China and Bangladesh"}, "Corrected", "countries", ["CN", "BD"]),
        ({"title": "  "}, "has to have its headline", "title", "Agreement corvette signed"),
    ],
)
async def test_told_wrongly_opens_the_correction(
    desk: Desk, written: dict[str, str], said: str, fact: str, value: Any
) -> None:
    message, admin = await told(desk), desk.sandbox.admin
    async with running(desk.sandbox, desk.store, desk.clock):
        reply = await detailed(desk, message, admin)
        assert reply.message is not None
        wrong = button_of(reply.message, "wrong")
        form = await desk.sandbox.select(reply.message, wrong, "wrong", member=admin)
        answer = await desk.sandbox.submit(form, written, member=admin)
    assert said in answer.text()
    event = await desk.store.register.event("corvette")
    assert event is not None
    assert getattr(event, fact) == value
    if said == "Corrected":
        assert "takes it back" in answer.text()


async def test_watch_says_what_it_did_and_is_undone(desk: Desk) -> None:
    message = await told(desk)
    watches = desk.store.subscriptions.watches
    async with running(desk.sandbox, desk.store, desk.clock):
        first = await desk.sandbox.press(message, button_of(message, "watch"))
        assert "by direct message of **what follows “Agreement corvette signed”**" in first.text()
        again = await desk.sandbox.press(message, button_of(message, "watch"))
        assert "You watch **what follows" in again.text()
        assert first.message is not None
    assert [(row.kind, row.what) for row in await watches()] == [("story", "corvette")]
    async with running(desk.sandbox, desk.store, desk.clock):
        more = await desk.sandbox.select(first.message, button_of(first.message, "watch-more"), "country:CN")
        assert "all that concerns **China**" in more.text()
        undone = await desk.sandbox.press(first.message, button_of(first.message, "unwatch-one"))
        assert "Undone" in undone.text()
        twice = await desk.sandbox.press(first.message, button_of(first.message, "unwatch-one"))
        assert "any more" in twice.text()
    assert [(row.kind, row.what) for row in await watches()] == [("country", "CN")]


async def test_who_watches_a_story_is_told_what_follows_and_what_changes(desk: Desk) -> None:
    message = await told(desk)
    async with running(desk.sandbox, desk.store, desk.clock):
        await desk.sandbox.press(message, button_of(message, "watch"))
    happened = await desk.store.register.event("corvette")
    assert happened is not None
    await desk.changes(happened, Change("status", "concluded", "denied", "denial"), source="fourth")
    await desk.delivery.drain()
    (direct,) = desk.sandbox.direct_messages(desk.sandbox.member)
    assert direct["content"].endswith("Agreement corvette signed")
    follower = await desk.store.subscriptions.watches()
    assert len(follower) == 1
    later = happened.model_copy(update={"id": "second", "follows": "corvette"})
    alerts = await Announcer(desk.store, desk.clock).new(later)
    assert [alert.key for alert in alerts if alert.is_direct] == [f"watch:second:{follower[0].person}"]
