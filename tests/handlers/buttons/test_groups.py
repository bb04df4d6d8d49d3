"""Several events in one message: each is a menu away from its sources, reasons and marks, also after a restart."""

import pytest

from handlers.alerts.rules import announce
from sandbox.world.objects import Document
from store.nouns.subscriptions import WatchFacts
from store.outbox.grouping import GROUP_FROM
from store.people.amending import Who
from tests.handlers.at_work import Desk
from tests.handlers.connected import button_of, custom_ids, running
from tests.handlers.rows import event, file


async def burst(desk: Desk) -> Document:
    """The one message of as many events as are told in one."""
    for number in range(GROUP_FROM):
        await desk.happens(f"e{number}")
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("alerts")
    return message


def offered(message: Document) -> dict[str, str]:
    """The options of the message's menu: label and value."""
    menu = message["components"][0]["components"][0]
    return {option["label"]: option["value"] for option in menu["options"]}


@pytest.mark.parametrize(
    "sentence",
    ["“Agreement e3 signed”", "decided by the rule", "usually reliable outlet", "One outlet reports it."],
)
async def test_an_event_of_a_group_has_its_sources_and_reasons(desk: Desk, sentence: str) -> None:
    message = await burst(desk)
    options = offered(message)
    assert list(options) == [f"Agreement e{number} signed" for number in range(GROUP_FROM)]
    async with running(desk.sandbox, desk.store, desk.clock):
        chosen = options["Agreement e3 signed"]
        card = await desk.sandbox.select(message, button_of(message, "group"), chosen)
        assert card.ephemeral
        assert card.message is not None
        assert card.message["content"] == "📝 Agreement e3 signed"
    async with running(desk.sandbox, desk.store, desk.clock):
        told = await desk.sandbox.press(card.message, button_of(card.message, "details"))
        assert sentence in told.text()
        assert told.ephemeral


async def test_an_event_of_a_group_is_marked_by_those_who_may(desk: Desk) -> None:
    message, admin = await burst(desk), desk.sandbox.admin
    async with running(desk.sandbox, desk.store, desk.clock):
        chosen = offered(message)["Agreement e2 signed"]
        card = (await desk.sandbox.select(message, button_of(message, "group"), chosen)).message
        assert card is not None
        mine = (await desk.sandbox.press(card, button_of(card, "details"))).message
        assert mine is not None
        assert not any(name.startswith("entente:wrong:") for name in custom_ids(mine))
        told = (await desk.sandbox.press(card, button_of(card, "details"), member=admin)).message
        assert told is not None
        wrong = button_of(told, "wrong")
        asked = (await desk.sandbox.select(told, wrong, "known", member=admin)).message
        assert asked is not None
        noted = await desk.sandbox.select(asked, button_of(asked, "same-as"), "e5", member=admin)
        assert "Noted for `/review`" in noted.text()
    (case,) = await desk.store.reviews.waiting()
    assert (case.marked and case.marked.id, case.candidate and case.candidate.id) == ("e2", "e5")


async def test_a_catch_up_after_quiet_hours_has_the_menu_too(desk: Desk) -> None:
    rules = desk.rules(quiet_from=9, quiet_until=10, zone="UTC")
    for name in ("tanks", "ships"):
        await desk.happens(name, rules)
    desk.clock.turn(hours=1)
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("alerts")
    assert message["content"] == "2 events from the quiet hours"
    assert list(offered(message)) == ["Agreement tanks signed", "Agreement ships signed"]


async def test_what_was_merged_or_withdrawn_is_struck_in_a_group_and_not_offered(desk: Desk) -> None:
    await burst(desk)
    who = Who("discord:7", None, desk.clock())
    await desk.store.amendments.merge("e1", "e4", who)
    await desk.store.amendments.withdraw("e2", who)
    desk.clock.turn(minutes=2)
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("alerts")
    lines = message["embeds"][0]["description"].splitlines()
    assert message["content"] == f"{GROUP_FROM - 2} events at once"
    assert lines[1] == "• ~~Agreement e1 signed~~ is the same as Agreement e4 signed"
    assert lines[2] == "• ~~Agreement e2 signed~~ taken back"
    living = "\n".join(line for line in lines if "~~" not in line)
    assert len(offered(message)) == len(living.splitlines()) == 4
    assert all(label in living for label in offered(message)), "a menu calls an event otherwise than its line"


async def test_what_was_merged_before_it_was_told_is_one_line(desk: Desk) -> None:
    for number in range(GROUP_FROM):
        await desk.happens(f"e{number}")
    await desk.store.amendments.merge("e1", "e4", Who("discord:7", None, desk.clock()))
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("alerts")
    assert message["content"] == f"{GROUP_FROM - 1} events at once"
    told = message["embeds"][0]["description"]
    assert (told.count("Agreement e1"), told.count("Agreement e4")) == (1, 0), "the first text's headline"


async def test_many_watched_events_at_once_have_the_menu_and_the_one_tap_to_stop(desk: Desk) -> None:
    person = desk.sandbox.member
    facts = WatchFacts(person=int(person["user"]["id"]), guild=1, channel=2, kind="word", what="signed")
    await desk.store.subscriptions.watch(facts, None, desk.clock())
    for number in range(GROUP_FROM):
        happened = event(f"e{number}", desk.clock())
        alerts = announce(happened, [], await desk.store.subscriptions.watches(), desk.clock())
        await file(desk.store, happened, desk.clock(), "wire", *alerts)
    await desk.delivery.drain()
    (message,) = desk.sandbox.direct_messages(person)
    async with running(desk.sandbox, desk.store, desk.clock):
        chosen = offered(message)["Agreement e1 signed"]
        card = await desk.sandbox.select(message, button_of(message, "group"), chosen, member=person)
        assert "Agreement e1 signed" in card.text()
        stopped = await desk.sandbox.press(message, button_of(message, "unwatch"), member=person)
        assert "One watch has ended" in stopped.text()
