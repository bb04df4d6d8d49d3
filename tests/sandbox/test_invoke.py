"""The real discord.py client answers what people do in the sandbox, over real sockets."""

import pytest

from sandbox.control import Sandbox
from sandbox.unanswered import NoAnswerError, NotThereError
from tests.openapi import Description, needs_description
from tests.sandbox.client import Bot


async def test_the_client_is_ready_and_its_commands_are_registered(sandbox: Sandbox, bot: Bot) -> None:
    assert [guild.name for guild in bot.guilds] == [sandbox.guild["name"]]
    assert {channel.name for channel in bot.guilds[0].channels} == set(sandbox.channels)
    assert {command["name"] for command in sandbox.commands} == {"echo", "slow", "kinds", "silent", "feed"}


async def test_a_command_is_answered(sandbox: Sandbox, bot: Bot) -> None:
    reply = await sandbox.invoke("/echo text:Wei Fenghe: a visit times:2")
    assert reply.payloads[0]["data"]["content"] == "Wei Fenghe: a visit Wei Fenghe: a visit"
    assert reply.message == sandbox.messages("general")[-1]
    assert not reply.ephemeral
    assert reply.waited is not None
    assert 0 < reply.waited < 3


async def test_an_answer_comes_through_its_deferral(sandbox: Sandbox, bot: Bot) -> None:
    reply = await sandbox.invoke("/slow more:yes")
    await reply.until(lambda now: len(now.messages) == 2, 5)
    assert reply.ephemeral
    assert reply.text().splitlines() == ["done", "Slowly", "and more"]
    assert sandbox.messages("general") == []


async def test_every_kind_of_option_reaches_the_command(sandbox: Sandbox, bot: Bot) -> None:
    reply = await sandbox.invoke(
        "/kinds level:High level share:0.5 channel:#alerts role:@Analysts who:ada", member=sandbox.admin
    )
    assert reply.text().splitlines()[0] == "high 0.5 alerts Analysts ada"


async def test_a_subcommand_completes_and_is_answered(sandbox: Sandbox, bot: Bot) -> None:
    choices = await sandbox.autocomplete("/feed add url:https://a.example name:wi", "name")
    assert choices == [{"name": "wi of https://a.example", "value": "WI"}]
    reply = await sandbox.invoke("/feed add url:https://a.example name:A wire")
    assert reply.text() == "added https://a.example as A wire"


async def test_buttons_selects_and_modals(sandbox: Sandbox, bot: Bot) -> None:
    asked = await sandbox.invoke("/kinds level:high share:1 channel:alerts role:Desk who:max")
    message = asked.message
    assert message is not None
    assert (await sandbox.press(message, "why")).ephemeral
    assert (await sandbox.select(message, "pick", "2")).text() == "picked 2"
    opened = await sandbox.press(message, "ask")
    assert (await sandbox.submit(opened, {"text": "when?"})).text() == "heard when?"
    await sandbox.press(message, "change")
    assert sandbox.messages("general")[0]["content"] == "changed"
    later = await sandbox.press(message, "later")
    assert later.message is not None
    assert later.message["content"] == "later"


async def test_what_is_not_there_cannot_be_pressed(sandbox: Sandbox, bot: Bot) -> None:
    asked = await sandbox.invoke("/kinds level:high share:1 channel:alerts role:Desk who:max")
    assert asked.message is not None
    with pytest.raises(NotThereError, match="no 'missing'"):
        await sandbox.press(asked.message, "missing")
    with pytest.raises(NotThereError, match="not among"):
        await sandbox.select(asked.message, "pick", "3")


async def test_silence_is_told(sandbox: Sandbox, bot: Bot) -> None:
    with pytest.raises(NoAnswerError, match="did not respond"):
        await sandbox.invoke("/silent", seconds=0.2)


async def test_a_message_command_gets_the_message(sandbox: Sandbox, bot: Bot) -> None:
    asked = await sandbox.invoke("/kinds level:high share:1 channel:alerts role:Desk who:max")
    assert asked.message is not None
    reply = await sandbox.apply(asked.message, "Read Aloud")
    assert reply.ephemeral
    assert reply.text() == f"high 1.0 alerts Desk max {asked.message['id']} Entente 2"
    assert reply.message is not None
    assert reply.message["type"] == 23
    assert reply.message["interaction_metadata"]["target_message_id"] == asked.message["id"]
    data = reply.interaction["data"]
    assert (data["type"], data["target_id"]) == (3, asked.message["id"])
    assert "message" not in reply.interaction, "that is of components alone"
    said = sandbox.say("What a day")
    assert (await sandbox.apply(said, "Read Aloud")).text().startswith("What a day")


async def test_the_menu_of_a_message_holds_what_may_be_used_there(sandbox: Sandbox, bot: Bot) -> None:
    said = sandbox.say("What a day")
    judged = await sandbox.apply(said, "Judge", member=sandbox.admin)
    assert said["id"] in judged.text()
    with pytest.raises(NotThereError, match="there is Read Aloud"):
        await sandbox.apply(said, "Judge")
    with pytest.raises(NotThereError, match="'read aloud'"):
        await sandbox.apply(said, "read aloud")
    alone = await sandbox.invoke("/slow")
    assert alone.message is not None
    with pytest.raises(NotThereError, match="there is none"):
        await sandbox.apply(alone.message, "Read Aloud", member=sandbox.admin)
    person = await bot.fetch_user(int(sandbox.admin["user"]["id"]))
    await person.send("To you")
    (direct,) = sandbox.direct_messages(sandbox.admin)
    assert (await sandbox.apply(direct, "Read Aloud", member=sandbox.admin)).text().startswith("To you")
    with pytest.raises(NotThereError, match="there is Read Aloud"):
        await sandbox.apply(direct, "Judge", member=sandbox.admin)


@needs_description
async def test_a_resolved_message_is_one_of_discords(sandbox: Sandbox, bot: Bot) -> None:
    asked = await sandbox.invoke("/kinds level:high share:1 channel:alerts role:Desk who:max")
    assert asked.message is not None
    reply = await sandbox.apply(asked.message, "Read Aloud")
    (shown,) = reply.interaction["data"]["resolved"]["messages"].values()
    route = "/channels/{channel_id}/messages/{message_id}"
    assert Description.load().answer_problems("GET", route, 200, shown) == []
    assert reply.message is not None
    assert Description.load().answer_problems("GET", route, 200, reply.message) == []
