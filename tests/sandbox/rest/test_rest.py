"""What the API takes, answers and refuses, asked by the real client or with plain requests."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import discord
import pytest

from sandbox.control import Sandbox
from sandbox.world.permissions import ALL, Permission, permissions_in
from sandbox.world.world import BOT_ID, GUILD_ID
from tests.sandbox.client import Bot

CASES = Path(__file__).parents[2] / "cases" / "sandbox"
REFUSED = [json.loads(line) for line in (CASES / "refused.jsonl").read_text().splitlines()]


class Caller:
    """A client that sends whatever it is told to."""

    def __init__(self, session: aiohttp.ClientSession, sandbox: Sandbox) -> None:
        self._session = session
        self._sandbox = sandbox

    async def call(self, method: str, path: str, body: object = None) -> tuple[int, Any]:
        channels = {name: row["id"] for name, row in self._sandbox.channels.items()}
        address = self._sandbox.api_url + path.format(app=BOT_ID, guild=GUILD_ID, **channels)
        async with self._session.request(method, address, json=body) as answer:
            return answer.status, await answer.json() if answer.status != 204 else None


@pytest.fixture
async def caller(sandbox: Sandbox) -> AsyncIterator[Caller]:
    headers = {"Authorization": f"Bot {sandbox.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        yield Caller(session, sandbox)


def errors_in(tree: dict[str, Any], path: str) -> list[str]:
    """The codes at ``embeds.0.title`` of Discord's error tree."""
    for step in filter(None, path.split(".")):
        tree = tree[step]
    return [row["code"] for row in tree["_errors"]]


def long_words(value: Any) -> Any:
    """In a case, ``"x*2001"`` stands for so many letters and ``["…", 6]`` under ``repeat`` for so many of it."""
    if isinstance(value, dict) and set(value) == {"repeat", "times"}:
        return [long_words(value["repeat"])] * value["times"]
    if isinstance(value, dict):
        return {name: long_words(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [long_words(inner) for inner in value]
    if isinstance(value, str) and value.startswith("x*"):
        return "x" * int(value[2:])
    return value


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case["why"])
async def test_what_discord_refuses_is_refused(caller: Caller, case: dict[str, Any]) -> None:
    status, answer = await caller.call(case["method"], case["path"], long_words(case.get("body")))
    assert (status, answer["code"]) == (case["status"], case["code"]), answer
    if "at" in case:
        assert errors_in(answer["errors"], case["at"]) == [case["error"]]


async def test_all_problems_are_told_at_once(caller: Caller) -> None:
    body = {"content": "x" * 2001, "embeds": [{"title": "x" * 257, "url": "javascript:1"}]}
    _, answer = await caller.call("POST", "/channels/{alerts}/messages", body)
    assert set(answer["errors"]) == {"content", "embeds"}
    assert set(answer["errors"]["embeds"]["0"]) == {"title", "url"}


async def test_commands_are_replaced_added_changed_and_deleted(sandbox: Sandbox, caller: Caller) -> None:
    place = "/applications/{app}/commands"
    one = {"name": "one", "description": "d", "options": [{"type": 3, "name": "a", "description": "b"}]}
    _, first = await caller.call("PUT", place, [one, {"name": "two", "description": "d"}])
    _, same = await caller.call("PUT", place, [one])
    assert same == [first[0]]
    status, changed = await caller.call("POST", place, {"name": "one", "description": "other"})
    assert (status, changed["id"]) == (200, first[0]["id"])
    assert changed["version"] != first[0]["version"]
    assert (await caller.call("POST", place, {"name": "new", "description": "d"}))[0] == 201
    _, patched = await caller.call("PATCH", f"{place}/{changed['id']}", {"description": "again"})
    assert (await caller.call("GET", f"{place}/{changed['id']}"))[1] == patched
    assert (await caller.call("DELETE", f"{place}/{changed['id']}"))[0] == 204
    assert [row["name"] for row in (await caller.call("GET", place))[1]] == ["new"]


async def test_a_guilds_command_hides_its_global_namesake(sandbox: Sandbox, caller: Caller) -> None:
    await caller.call("PUT", "/applications/{app}/commands", [{"name": "one", "description": "global"}])
    await caller.call(
        "PUT", "/applications/{app}/guilds/{guild}/commands", [{"name": "one", "description": "here"}]
    )
    assert [row["description"] for row in sandbox.commands] == ["here"]


async def test_history_is_read_from_any_point(sandbox: Sandbox, bot: Bot) -> None:
    said = [sandbox.say(str(number), channel="alerts") for number in range(7)]
    channel = await bot.fetch_channel(int(sandbox.channels["alerts"]["id"]))
    assert isinstance(channel, discord.TextChannel)
    third = discord.Object(int(said[3]["id"]))

    async def read(**how: Any) -> list[int]:
        found = [message async for message in channel.history(**how)]
        assert all(message.content == "" for message in found), "the message content intent is not asked for"
        return [[row["id"] for row in said].index(str(message.id)) for message in found]

    assert await read(limit=2) == [6, 5]
    assert await read(before=third) == [2, 1, 0]
    assert await read(after=third) == [4, 5, 6]
    assert await read(around=third, limit=3) == [4, 3, 2]


async def test_threads_replies_files_and_crossposts(sandbox: Sandbox, bot: Bot) -> None:
    news = await bot.fetch_channel(int(sandbox.channels["news"]["id"]))
    assert isinstance(news, discord.TextChannel)
    message = await news.send("told", file=discord.File(io.BytesIO(b"1,2"), "figures.csv"))
    assert [file.filename for file in message.attachments] == ["figures.csv"]
    await message.publish()
    reply = await message.reply("more", mention_author=False)
    assert reply.reference is not None
    thread = await message.create_thread(name="What changed")
    await thread.send("a new date")
    assert [row["content"] for row in sandbox.messages(str(thread.id))] == ["", "a new date"]
    assert sandbox.messages("news")[0]["flags"] & 0b100001 == 0b100001
    with pytest.raises(discord.HTTPException) as caught:
        await message.publish()
    assert caught.value.code == 40033


async def test_a_thread_begins_with_where_it_started_and_is_read_like_a_channel(
    sandbox: Sandbox, bot: Bot
) -> None:
    message = await channel_in(bot, sandbox).send("told")
    async with asyncio.TaskGroup() as group:
        heard = group.create_task(bot.wait_for("thread_create", timeout=60))
        thread = await message.create_thread(name="What changed")
    assert (heard.result().id, thread.parent_id) == (message.id, message.channel.id)
    assert [row["id"] for row in sandbox.threads()] == [str(message.id)]
    posted = await thread.send("a new date")
    await posted.edit(content="a newer date")
    newest, first = [row async for row in thread.history()]
    assert (newest.content, first.type) == ("a newer date", discord.MessageType.thread_starter_message)
    assert first.reference is not None
    assert first.reference.message_id == message.id
    with pytest.raises(discord.HTTPException) as caught:
        await message.create_thread(name="Again")
    assert caught.value.code == 160004


async def test_an_archived_thread_is_active_again_with_a_message_unless_it_is_locked(
    sandbox: Sandbox, bot: Bot
) -> None:
    message = await channel_in(bot, sandbox).send("told")
    thread = await message.create_thread(name="What changed")
    posted = await thread.send("a new date")
    sandbox.archive(str(thread.id))
    with pytest.raises(discord.HTTPException) as caught:
        await posted.edit(content="a newer date")
    assert caught.value.code == 50083
    async with asyncio.TaskGroup() as group:
        heard = group.create_task(bot.wait_for("raw_thread_update", timeout=60, check=is_active))
        await thread.send("another")
    assert heard.result().thread_id == thread.id
    sandbox.archive(str(thread.id), locked=True)
    with pytest.raises(discord.Forbidden) as refused:
        await thread.send("too late")
    assert refused.value.code == 160005
    assert await channel_in(bot, sandbox).guild.active_threads() == []


@pytest.mark.parametrize(
    ("permission", "in_thread"), [("create_public_threads", False), ("send_messages_in_threads", True)]
)
async def test_threads_have_permissions_of_their_own(
    sandbox: Sandbox, bot: Bot, permission: str, in_thread: bool
) -> None:
    message = await channel_in(bot, sandbox).send("told")
    thread = await message.create_thread(name="What changed") if in_thread else None
    sandbox.deny("alerts", permission)
    with pytest.raises(discord.Forbidden) as caught:
        await (thread.send("a new date") if thread else message.create_thread(name="What changed"))
    assert caught.value.code == 50013
    assert (await message.channel.send("still told")).content == "still told"


async def test_a_deleted_thread_leaves_its_message_and_cannot_start_again(sandbox: Sandbox, bot: Bot) -> None:
    message = await channel_in(bot, sandbox).send("told")
    thread = await message.create_thread(name="What changed")
    async with asyncio.TaskGroup() as group:
        group.create_task(bot.wait_for("raw_thread_delete", timeout=60))
        sandbox.delete_channel(str(thread.id))
    with pytest.raises(discord.NotFound) as caught:
        await thread.send("gone")
    assert caught.value.code == 10003
    with pytest.raises(discord.HTTPException) as again:
        await message.create_thread(name="Again")
    assert again.value.code == 160004


def is_active(update: discord.RawThreadUpdateEvent) -> bool:
    return not update.data["thread_metadata"]["archived"]


def channel_in(bot: Bot, sandbox: Sandbox) -> discord.TextChannel:
    channel = bot.get_channel(int(sandbox.channels["alerts"]["id"]))
    assert isinstance(channel, discord.TextChannel)
    return channel


async def test_only_what_is_allowed_pings(sandbox: Sandbox, bot: Bot) -> None:
    """A role that is not mentionable needs the permission to mention everyone, as everyone does."""
    channel = await bot.fetch_channel(int(sandbox.channels["alerts"]["id"]))
    assert isinstance(channel, discord.TextChannel)
    roles = {row["name"]: row["id"] for row in sandbox.guild["roles"]}
    open_, closed, person = roles["Analysts"], roles["Desk"], sandbox.member["user"]
    text = f"@everyone <@&{open_}> <@&{closed}> <@{person['id']}>"
    only_roles = discord.AllowedMentions(everyone=False, users=False, roles=True)
    some = discord.AllowedMentions(everyone=False, users=False, roles=[discord.Object(int(open_))])
    for allowed in (discord.AllowedMentions.none(), only_roles, some, discord.AllowedMentions.all()):
        await channel.send(text, allowed_mentions=allowed)
    sandbox.deny("alerts", "mention_everyone")
    await channel.send(text, allowed_mentions=discord.AllowedMentions.all())
    await channel.send(embed=discord.Embed(description=text))
    found = [
        (row["mentions"], row["mention_roles"], row["mention_everyone"]) for row in sandbox.messages("alerts")
    ]
    assert found == [
        ([], [], False),
        ([], [open_, closed], False),
        ([], [open_], False),
        ([person], [open_, closed], True),
        ([person], [open_], False),
        ([], [], False),
    ]


async def test_an_answer_after_three_seconds_is_too_late(sandbox: Sandbox, caller: Caller) -> None:
    reply = sandbox.server.interactions.begin(2, {}, sandbox.member, sandbox.channels["general"])
    address = f"/interactions/{reply.interaction['id']}/{reply.interaction['token']}/callback"
    body = {"type": 4, "data": {"content": "late"}}
    sandbox.turn(seconds=3.1)
    assert (await caller.call("POST", address, body))[1]["code"] == 10062


async def test_one_acknowledgement_and_fifteen_minutes(sandbox: Sandbox, caller: Caller) -> None:
    reply = sandbox.server.interactions.begin(2, {}, sandbox.member, sandbox.channels["general"])
    token = reply.interaction["token"]
    address = f"/interactions/{reply.interaction['id']}/{token}/callback"
    assert (await caller.call("POST", f"/webhooks/{{app}}/{token}", {"content": "early"}))[1]["code"] == 10015
    assert (await caller.call("POST", address, {"type": 7, "data": {"content": "no message"}}))[0] == 400
    assert (await caller.call("POST", address, {"type": 5}))[0] == 204
    assert (await caller.call("POST", address, {"type": 5}))[1]["code"] == 40060
    await caller.call("POST", f"/webhooks/{{app}}/{token}", {"content": "the answer", "flags": 64})
    assert (reply.text(), reply.ephemeral, reply.loading) == ("the answer", False, False)
    original = f"/webhooks/{{app}}/{token}/messages/@original"
    assert (await caller.call("GET", original))[1]["content"] == "the answer"
    assert (await caller.call("DELETE", original))[0] == 204
    assert sandbox.messages("general") == []
    sandbox.turn(minutes=16)
    assert (await caller.call("POST", f"/webhooks/{{app}}/{token}", {"content": "l"}))[1]["code"] == 50027


def test_permissions_are_overwritten_in_discords_order(sandbox: Sandbox) -> None:
    guild, channel, member = sandbox.guild, sandbox.channels["alerts"], sandbox.member
    everyone, role, person = guild["id"], member["roles"][0], member["user"]["id"]
    send = str(int(Permission.SEND_MESSAGES))

    def sends(*rows: tuple[str, str, str]) -> bool:
        channel["permission_overwrites"] = [
            {"id": id_, "type": 0, "allow": allow, "deny": deny} for id_, allow, deny in rows
        ]
        return Permission.SEND_MESSAGES in permissions_in(guild, channel, member)

    assert sends()
    assert not sends((everyone, "0", send))
    assert sends((everyone, "0", send), (role, send, "0"))
    assert not sends((person, "0", send), (role, send, "0"))
    assert not sends((everyone, "0", str(int(Permission.VIEW_CHANNEL))))
    owner = sandbox.world.members[guild["owner_id"]]
    assert permissions_in(guild, channel, owner) == ALL
