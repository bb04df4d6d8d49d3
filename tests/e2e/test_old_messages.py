"""Every button and menu of a message that is older than the bot's process: the whole bot, stopped and started again."""

import re

import pytest

from bot.app import Bot
from handlers.alerts.announcer import Announcer
from handlers.commands import Workplace, every_button
from sandbox.forms.components import every
from sandbox.world.objects import Document
from store.nouns.decisions import Decision
from store.nouns.models import EventFacts
from store.nouns.reviews import Review
from store.outbox.grouping import GROUP_FROM
from tests.handlers.connected import as_before, custom_ids
from tests.handlers.rows import article, event, file
from tests.town import Town, only_the_paper

SAID = {
    "details": "Who says what",
    "sources": "“Agreement old-tanks signed”",
    "why": "decided by the rule",
    "irrelevant": "Noted for `/review`",
    "same": "Which event is it?",
    "same-as": "This waits for a decision already",
    "group": "Agreement old-",
    "watch": "You watch **what follows “Agreement old-tanks signed”** already.",
    "watch-more": "all that concerns **China**",
    "watch-word": "what comes with **the word “Zorblax”**",
    "unwatch-one": "Undone: you do not watch **what follows “Agreement old-tanks signed”**",
    "wrong": "This waits for a decision already",
    "unwatch": "One watch has ended",
    "save-alerts": "Saved",
    "keep-feed": "Kept as",
    "review-later": "Question 1: later",
    "review-new": "Question 1: new",
    "review-same": "was decided already",
    "review-irrelevant": "was decided already",
}
"""What each answers with here, in the order in which they are pressed."""
ELSEWHERE = {
    "name-accept",
    "name-later",
    "name-reject",
    "review-more",
    "left-out-yes",
    "left-out-no",
    "left-out-enough",
    "story",
    "stories",
    "digest-dm",
    "digest-stop",
}
"""Under a proposed name, under the last question of a day, under what was left out, under a digest, of a channel or a
person: pressed by a client that did not post them where these are tested
(``tests/handlers/commands/test_person_commands.py``, ``tests/handlers/moderation/test_left_out.py``,
``tests/handlers/buttons/test_digest_buttons.py``, ``tests/handlers/buttons/test_personal_digest.py``)."""


async def happens(town: Town, bot: Bot, *names: str) -> None:
    store = bot.base.store
    for name in names:
        happened = event(f"old-{name}", town.clock(), countries=["CN", "NP"])
        await file(store, happened, town.clock(), "wire", *await Announcer(store, town.clock).new(happened))
    await bot.delivery.drain()


async def furnished(town: Town, bot: Bot) -> list[Document]:
    """A message of every sort that has something to press, as the bot left them."""
    admin, store = town.sandbox.admin, bot.base.store
    await only_the_paper(bot)
    await town.confirm(bot, "/alerts set channel:#alerts")
    await town.ask(bot, "/watch add kind:country what:Nepal")
    await happens(town, bot, "tanks")
    await happens(town, bot, *(f"e{number}" for number in range(GROUP_FROM)))
    text = article("left-open", "wire", town.clock(), verdict="unsure")
    proposal = EventFacts(kind="visit", title="A visit", countries=["CN", "NP"]).model_dump(mode="json")
    review = Review(article=text.id, event="old-e1", score=0.6, proposal=proposal, created_at=town.clock())
    await store.wire.record([Decision(text, review=review)])
    town.paper.publish("China and Pakistan sign a pact", "It was signed on Monday.")
    told = [*town.sandbox.messages("alerts"), *town.sandbox.direct_messages(town.sandbox.member)]
    single = as_before(next(message for message in told if pressable(message, "watch")))
    answers = [
        await town.sandbox.press(single, pressable(single, "watch"), member=admin),
        await town.sandbox.press(single, pressable(single, "details"), member=admin),
        await town.ask(bot, "/event name:Zorblax", admin=True),
        await town.sandbox.press(single, pressable(single, "same"), member=admin),
        await town.ask(bot, "/alerts set channel:#news", admin=True),
        await town.ask(bot, f"/feed add address:{town.paper.address}", admin=True),
        *[await town.ask(bot, "/review", admin=True) for verb in SAID if verb.startswith("review-")],
    ]
    return [*told, *(message for answer in answers for message in answer.messages)]


def pressable(message: Document, verb: str) -> str:
    """The custom id of the message's part for ``verb``; nothing where it has none."""
    return next((name for name in custom_ids(message) if name.split(":")[1] == verb), "")


@pytest.mark.parametrize("founded_url", ["sqlite"], indirect=True)
async def test_every_button_and_menu_answers_after_a_restart(town: Town) -> None:
    async with town.bot() as bot:
        messages = await furnished(town, bot)
    town.turn(days=40)
    async with town.bot() as bot:
        place = Workplace(bot.base.store, town.clock, probe=bot.wire.probe, reread=bot.wire.ingest.as_ours)
        kinds = {item.__discord_ui_compiled_template__.pattern for item in every_button(place)}
        known = {kind.split(":")[1] for kind in kinds if kind.startswith("entente:")}
        assert known >= ELSEWHERE
        assert known - ELSEWHERE == set(SAID), "each kind is pressed here"
        single = next(message for message in messages if pressable(message, "watch"))
        details = await town.sandbox.apply(single, "Details")
        assert SAID["details"] in details.text()
        for verb, sentence in SAID.items():
            message = next(message for message in messages if pressable(message, verb))
            told = await used(town, message, pressable(message, verb))
            if verb.startswith("review-"):
                messages.remove(message)  # it shows the next question now
            await bot.client.tree.idle()
            assert sentence in told, (verb, told)


async def used(town: Town, message: Document, name: str) -> str:
    person = town.sandbox.member if "unwatch:" in name else town.sandbox.admin
    parts = every(message["components"])
    options = next(part for part in parts if part.get("custom_id") == name).get("options")
    if options:
        reply = await town.sandbox.select(message, name, options[0]["value"], member=person)
    else:
        reply = await town.sandbox.press(message, name, member=person)
    return reply.text()


@pytest.mark.parametrize("founded_url", ["sqlite"], indirect=True)
async def test_a_digests_links_lead_to_messages_that_are_there(town: Town) -> None:
    async with town.bot() as bot:
        await only_the_paper(bot)
        await town.confirm(bot, "/alerts set channel:#alerts")
        await town.ask(bot, "/digest set channel:#digest hour:18", admin=True)
        await happens(town, bot, "tanks", "ships")
    town.turn(hours=10)
    async with town.bot() as bot:
        await bot.summarise()
        await bot.delivery.drain()
    (digest,) = town.sandbox.messages("digest")
    linked = re.findall(r"\]\(https://discord\.com/channels/(\d+)/(\d+)/(\d+)\)", str(digest["embeds"]))
    alerts = town.sandbox.messages("alerts")
    guild = town.sandbox.guild["id"]
    assert linked == [(guild, message["channel_id"], message["id"]) for message in alerts]
