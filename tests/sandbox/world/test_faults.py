"""Every fault that can be ordered, met by the real client."""

import asyncio
from typing import Any

import aiohttp
import discord
import pytest
import yarl
from discord.http import Route

from sandbox.control import Sandbox
from sandbox.world.faults import Fault
from sandbox.world.limits import Limit
from tests.openapi import invalid_requests, needs_description
from tests.sandbox.client import Bot, Buttons, connected


def channel_of(bot: Bot, sandbox: Sandbox, name: str = "alerts") -> discord.TextChannel:
    channel = bot.get_channel(int(sandbox.channels[name]["id"]))
    assert isinstance(channel, discord.TextChannel)
    return channel


def posted(sandbox: Sandbox) -> list[str]:
    return [row["content"] for row in sandbox.messages("alerts")]


async def send(bot: Bot, sandbox: Sandbox, content: str, nonce: str) -> dict[str, Any]:
    """As the outbox posts: with a nonce that Discord enforces."""
    route = Route("POST", "/channels/{channel_id}/messages", channel_id=sandbox.channels["alerts"]["id"])
    body = {"content": content, "nonce": nonce, "enforce_nonce": True}
    return await bot.http.request(route, json=body)  # type: ignore[no-any-return]


async def test_a_dropped_connection_leaves_what_it_took(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.faults.add(Fault("drop", accepted=True))
    with pytest.raises(aiohttp.ClientError):
        await send(bot, sandbox, "once", "1")
    assert posted(sandbox) == ["once"]
    again = await send(bot, sandbox, "once", "1")
    assert again["id"] == sandbox.messages("alerts")[0]["id"]
    assert posted(sandbox) == ["once"]


async def test_a_connection_dropped_before_takes_nothing(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.faults.add(Fault("drop"))
    with pytest.raises(aiohttp.ClientError):
        await send(bot, sandbox, "never", "1")
    assert posted(sandbox) == []


@pytest.mark.parametrize(("accepted", "shown"), [(True, ["late"]), (False, [])])
async def test_an_answer_that_does_not_come(
    sandbox: Sandbox, bot: Bot, accepted: bool, shown: list[str]
) -> None:
    sandbox.faults.add(Fault("wait", accepted=accepted))
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.2):
            await send(bot, sandbox, "late", "1")
    assert posted(sandbox) == shown


async def test_an_answer_that_comes_late(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.faults.add(Fault("wait", seconds=0.05))
    assert (await send(bot, sandbox, "late", "1"))["content"] == "late"


async def test_a_long_run_keeps_the_newest_requests(sandbox: Sandbox, bot: Bot) -> None:
    before = sandbox.server.counts.total()
    sandbox.server.keeps = 3
    for number in range(10):
        await send(bot, sandbox, str(number), str(number))
    kept = [row.body["content"] for row in sandbox.requests]
    assert kept == [str(number) for number in range(10)][-len(kept) :]
    assert 3 <= len(kept) <= 6
    assert sandbox.server.counts["POST /channels/{channel_id}/messages"] == 10
    assert [row.body["content"] for row in sandbox.server.requests_since(before + 8)] == ["8", "9"]
    assert sandbox.server.requests_since(0) == sandbox.requests


@pytest.mark.parametrize("minutes", [2, 4])
async def test_a_nonce_is_forgotten_after_three_minutes(sandbox: Sandbox, bot: Bot, minutes: int) -> None:
    await send(bot, sandbox, "once", "1")
    sandbox.turn(minutes=minutes)
    await send(bot, sandbox, "once", "1")
    assert len(posted(sandbox)) == (1 if minutes < 3 else 2)


async def test_nonces_are_forgotten_on_order_and_are_not_in_the_history(sandbox: Sandbox, bot: Bot) -> None:
    first = await send(bot, sandbox, "once", "1")
    assert first["nonce"] == "1"
    sandbox.forget_nonces()
    await send(bot, sandbox, "once", "1")
    history = [message async for message in channel_of(bot, sandbox).history()]
    assert [message.nonce for message in history] == [None, None]


async def test_an_error_that_took_effect_is_retried_under_its_nonce(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.faults.add(Fault("error", accepted=True))
    await send(bot, sandbox, "once", "1")
    assert posted(sandbox) == ["once"]
    assert [row.status for row in sandbox.requests if row.method == "POST"] == [500, 200]


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_rate_limit_is_waited_out(sandbox: Sandbox, bot: Bot, everywhere: bool) -> None:
    sandbox.faults.add(Fault("limit", everywhere=everywhere, retry_after=0.02))
    await channel_of(bot, sandbox).send("in the end")
    assert posted(sandbox) == ["in the end"]
    assert sandbox.requests[-2].answer["global"] is everywhere


async def test_limits_in_headers_are_obeyed_before_they_are_met(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.limits.rows = {("POST", "/channels/{channel_id}/messages"): Limit(2, 0.2)}
    for number in range(5):
        await channel_of(bot, sandbox).send(str(number))
    assert posted(sandbox) == list("01234")
    assert sandbox.limits.met == 0


async def test_who_ignores_the_limit_meets_it(sandbox: Sandbox) -> None:
    sandbox.limits.rows = {("GET", "/users/@me"): Limit(1, 60)}
    headers = {"Authorization": f"Bot {sandbox.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for status, remaining in ((200, "0"), (429, "0")):
            async with session.get(f"{sandbox.api_url}/users/@me") as answer:
                assert (answer.status, answer.headers["X-RateLimit-Remaining"]) == (status, remaining)
                assert 59 < float(answer.headers["X-RateLimit-Reset-After"]) <= 60
    assert sandbox.limits.met == 1


async def test_a_lost_gateway_is_resumed_with_what_was_missed(sandbox: Sandbox, bot: Bot) -> None:
    async with asyncio.TaskGroup() as group:
        heard = group.create_task(bot.wait_for("message", timeout=60))
        group.create_task(bot.wait_for("resumed", timeout=60))
        sandbox.gateway.lose()
        sandbox.say("while away", channel="alerts")
    assert heard.result().channel.id == int(sandbox.channels["alerts"]["id"])
    assert (await sandbox.invoke("/echo text:back")).text() == "back"


async def test_a_closed_gateway_without_a_session_identifies_again(sandbox: Sandbox, bot: Bot) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(bot.wait_for("connect", timeout=60))
        sandbox.gateway.forget_sessions()
        await sandbox.gateway.close(4000)
    assert (await sandbox.invoke("/echo text:back")).text() == "back"


async def test_an_outage_ends(sandbox: Sandbox, bot: Bot) -> None:
    sandbox.go_away()
    with pytest.raises(aiohttp.ClientError):
        await channel_of(bot, sandbox).send("never")
    async with asyncio.TaskGroup() as group:
        group.create_task(bot.wait_for("resumed", timeout=60))
        sandbox.come_back()
    await channel_of(bot, sandbox).send("at last")
    assert posted(sandbox) == ["at last"]


async def test_old_buttons_work_after_a_restart(sandbox: Sandbox) -> None:
    async with connected(sandbox) as bot:
        await channel_of(bot, sandbox).send("an alert", view=Buttons())
    message = sandbox.messages("alerts")[0]
    async with connected(sandbox):
        assert (await sandbox.press(message, "why", member=sandbox.admin)).text() == "because"
        await sandbox.press(message, "change")
    assert posted(sandbox) == ["changed"]


@pytest.mark.parametrize(
    ("permission", "code"),
    [("send_messages", 50013), ("embed_links", 50013), ("view_channel", 50001)],
)
async def test_a_denied_permission(sandbox: Sandbox, bot: Bot, permission: str, code: int) -> None:
    sandbox.deny("alerts", permission)
    with pytest.raises(discord.Forbidden) as caught:
        await channel_of(bot, sandbox).send(embed=discord.Embed(title="t"))
    assert caught.value.code == code
    sandbox.deny("alerts")
    await channel_of(bot, sandbox).send(embed=discord.Embed(title="t"))


async def test_a_deleted_channel(sandbox: Sandbox, bot: Bot) -> None:
    channel = channel_of(bot, sandbox)
    sandbox.delete_channel("alerts")
    with pytest.raises(discord.NotFound) as caught:
        await channel.send("too late")
    assert caught.value.code == 10003


async def test_closed_direct_messages(sandbox: Sandbox, bot: Bot) -> None:
    person = await bot.fetch_user(int(sandbox.member["user"]["id"]))
    await person.send("hello")
    sandbox.close_direct_messages(sandbox.member)
    with pytest.raises(discord.Forbidden) as caught:
        await person.send("hello?")
    assert caught.value.code == 50007
    assert [row["content"] for row in sandbox.direct_messages(sandbox.member)] == ["hello"]


async def test_a_wrong_token_is_refused(sandbox: Sandbox) -> None:
    bot = Bot()
    before = Route.BASE
    Route.BASE = sandbox.api_url
    try:
        with pytest.raises(discord.LoginFailure):
            await bot.login("another")
    finally:
        Route.BASE = before
        await bot.close()


async def test_a_refusing_gateway(sandbox: Sandbox) -> None:
    sandbox.gateway.refusing = True
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(yarl.URL(sandbox.gateway_url))


@needs_description
async def test_what_the_client_sends_is_valid(sandbox: Sandbox, bot: Bot) -> None:
    asked = await sandbox.invoke("/kinds level:high share:1 channel:alerts role:Desk who:max")
    assert asked.message is not None
    await sandbox.submit(await sandbox.press(asked.message, "ask"), {"text": "when?"})
    await sandbox.autocomplete("/feed add url:u name:a", "name")
    await sandbox.invoke("/slow more:true")
    await send(bot, sandbox, "once", "1")
    assert invalid_requests(sandbox.requests) == []
