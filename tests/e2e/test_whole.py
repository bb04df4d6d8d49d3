"""The whole bot against the sandbox over real sockets: from the wire to the channel, through restarts."""

import asyncio
from datetime import timedelta

import pytest

from bot.app import Bot, at_work
from sandbox.world.objects import Document
from tests.handlers.connected import button_of
from tests.openapi import invalid_requests, needs_description
from tests.town import Town, only_the_paper

on_sqlite = pytest.mark.parametrize("founded_url", ["sqlite"], indirect=True)
"""For what the database makes no difference to: the store's own tests run on both."""
EXERCISE = (
    "China and Pakistan begin naval exercise Sea Guardian-9 off Karachi",
    "The navies of China and Pakistan began the joint naval exercise Sea Guardian-9 in the Arabian Sea on Monday.",
)
DELIVERY = (
    "Pakistan receives first J-35 fighter jets from China",
    "China delivered the first batch of six J-35 stealth fighters to the Pakistan Air Force, officials in Islamabad said.",
)


async def furnished(town: Town, bot: Bot) -> None:
    """Alerts, a digest and the newspaper, as an admin sets them up; the first sight of the feed is silent."""
    await only_the_paper(bot)
    await town.confirm(bot, "/alerts set channel:#alerts")
    await town.ask(bot, "/digest set channel:#digest hour:18 timezone:UTC", admin=True)
    town.paper.publish("Old news from before", "Nothing that matters here.")
    kept = await town.confirm(bot, f"/feed add address:{town.paper.address}")
    assert "127-0-0-1" in kept.text(), kept.text()
    await work(bot)
    assert town.sandbox.messages("alerts") == []


async def work(bot: Bot) -> None:
    """One turn of everything that the schedule looks at."""
    await bot.wire.poller.tick()
    await bot.summarise()
    await bot.delivery.drain()


def told(messages: list[Document]) -> list[str]:
    """What a lock screen shows of the messages, without the sign of their kind."""
    return [message["content"].partition(" ")[2] for message in messages if message["content"]]


async def test_from_the_wire_to_the_channel_once(town: Town) -> None:
    async with town.bot() as bot:
        await furnished(town, bot)
        town.turn(hours=2)
        town.paper.publish(*EXERCISE)
        await work(bot)
        [exercise] = told(town.sandbox.messages("alerts"))
        assert "Sea Guardian" in exercise
        await work(bot)
    async with town.bot() as bot:
        await work(bot)
        assert told(town.sandbox.messages("alerts")) == [exercise]
        town.turn(hours=3)
        town.paper.publish(*DELIVERY)
        await work(bot)
        assert len(told(town.sandbox.messages("alerts"))) == 2
        assert town.sandbox.messages("digest") == []
        town.turn(hours=6)
        await work(bot)
        [digest] = town.sandbox.messages("digest")
        assert "Sea Guardian" in str(digest["embeds"])
        assert "J-35" in str(digest["embeds"])
        await work(bot)
        assert len(town.sandbox.messages("digest")) == 1
        answer = await town.ask(bot, "/recent country:Pakistan limit:2")
        assert "J-35" in answer.text()


@on_sqlite
async def test_the_picture_that_a_feed_names_stands_beside_its_news(town: Town) -> None:
    async with town.bot() as bot:
        await furnished(town, bot)
        town.turn(hours=2)
        named = "<media:thumbnail url='http://10.0.0.8/cam.jpg'/><media:content medium='image' url='https://img.daily.example/sea.jpg?w=300&amp;h=200'/>"
        town.paper.publish(*EXERCISE, more=named)
        town.paper.publish(*DELIVERY, more="<media:thumbnail url='https://192.168.0.1/jet.jpg'/>")
        await work(bot)
        shown = {one["content"]: one["embeds"][0] for one in town.sandbox.messages("alerts")}
        pictures = {said: embed.get("thumbnail", {}).get("url") for said, embed in shown.items()}
        assert sorted(map(str, pictures.values())) == [
            "None",
            "https://img.daily.example/sea.jpg?w=300&h=200",
        ], pictures
        assert town.sandbox.requests
        assert [row.answer for row in town.sandbox.requests if row.status >= 400] == []


@on_sqlite
async def test_what_a_pass_brings_is_posted_at_once(town: Town) -> None:
    async with town.bot() as bot:
        await furnished(town, bot)
        town.turn(hours=2)
        town.paper.publish(*EXERCISE)
        await bot.poll()
        await bot.delivery.settle()
        assert len(told(town.sandbox.messages("alerts"))) == 1
        town.turn(hours=8)
        await bot.summarise()
        await bot.delivery.settle()
        assert len(town.sandbox.messages("digest")) == 1


async def test_what_was_queued_before_a_crash_is_posted_after_it(town: Town) -> None:
    async with town.bot() as bot:
        await furnished(town, bot)
        town.turn(hours=2)
        town.paper.publish(*EXERCISE)
        await bot.wire.poller.tick()
    assert town.sandbox.messages("alerts") == []
    async with town.bot() as bot:
        await work(bot)
        assert len(told(town.sandbox.messages("alerts"))) == 1


@on_sqlite
async def test_a_feed_that_a_killed_bot_was_reading_is_read_at_once(town: Town) -> None:
    async with town.bot() as bot:
        await furnished(town, bot)
        town.turn(hours=2)
        town.paper.publish(*EXERCISE)
        [claimed] = await bot.base.store.wire.due_feeds(10, timedelta(minutes=10))
        assert claimed.url == town.paper.address
        town.paper.asked.clear()
    async with town.bot() as bot, at_work(bot):
        await asyncio.wait_for(town.paper.asked.wait(), 60)


@on_sqlite
async def test_commands_are_announced_only_when_they_changed(town: Town) -> None:
    async with town.bot():
        pass
    announced = [row for row in town.sandbox.requests if row.method == "PUT"]
    assert len(announced) == 1
    async with town.bot():
        pass
    assert [row for row in town.sandbox.requests if row.method == "PUT"] == announced


@needs_description
@on_sqlite
async def test_every_request_of_a_working_day_is_valid(town: Town) -> None:
    async with town.bot() as bot:
        await furnished(town, bot)
        town.turn(hours=2)
        town.paper.publish(*EXERCISE)
        await work(bot)
        town.turn(hours=8)
        await work(bot)
        for line in ("/brief", "/status", "/review", "/recent share:true", "/help"):
            await town.ask(bot, line, admin=True)
    assert invalid_requests(town.sandbox.requests) == []


async def test_a_figure_that_differs_is_told_in_the_thread_with_its_sources(town: Town) -> None:
    """Both are shown side by side, there and in the message, which is edited a minute later."""
    async with town.bot() as bot:
        await furnished(town, bot)
        town.turn(hours=2)
        town.paper.publish("China and Pakistan sign $1 billion deal for VT-4 tanks", "Signed in Beijing.")
        await work(bot)
        town.turn(hours=2)
        town.paper.publish("Pakistan signs $1.5 billion VT-4 tank deal with China", "Officials said.")
        await work(bot)
        town.turn(minutes=2)
        await work(bot)
        [message] = town.sandbox.messages("alerts")
        [thread] = town.sandbox.threads("alerts")
        [_, change] = town.sandbox.messages(thread["id"])
        lines = change["embeds"][0]["description"].splitlines()
        assert lines[0] == "**Value**, sources differ:"
        assert [line.partition(" — ")[0] for line in lines[1:3]] == ["• US$1 billion", "• US$1.5 billion"]
        assert all("/news/" in line and "2 Mar]" in line for line in lines[1:3])
        shown = message["embeds"][0]["description"].replace("\u00a0", " ")
        assert "US$1 billion (" in shown
        assert "US$1.5 billion (" in shown
        pressed = await town.sandbox.press(message, button_of(message, "details"))
        assert "They differ on the sum." in pressed.text()
        answer = (await town.ask(bot, f"/event name:{message['content'].partition(' ')[2]}")).text()
        assert "US$1 billion" in answer
        assert "US$1.5 billion" in answer


@on_sqlite
async def test_a_denial_strikes_what_was_told_and_is_no_message_beside_it(town: Town) -> None:
    async with town.bot() as bot:
        await furnished(town, bot)
        town.turn(hours=2)
        town.paper.publish(
            "China to sell 40 J-35 stealth fighters to Pakistan",
            "Pakistan will buy the jets, officials said.",
        )
        await work(bot)
        [title] = told(town.sandbox.messages("alerts"))
        for words in (
            "Pakistan denies buying J-35 fighters from China",
            "Pakistan's minister denies J-35 deal with China",
        ):
            town.turn(hours=2)
            town.paper.publish(words, "Reports of a J-35 deal with China are baseless, the ministry said.")
            await work(bot)
        town.turn(minutes=2)
        await work(bot)
        message, reply = town.sandbox.messages("alerts")
        assert message["content"].endswith(title), "a posted card keeps its first headline"
        assert "**Denied**" in message["embeds"][0]["description"]
        assert reply["message_reference"]["message_id"] == message["id"]
        assert reply["content"].startswith("💬 Denial: ")
        assert "deal with China are baseless" in reply["embeds"][0]["description"]
        assert town.sandbox.threads("alerts") == []
