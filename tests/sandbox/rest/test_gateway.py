"""A gateway on a bad day, met by the real client: afterwards events and commands arrive again."""

import asyncio
from collections.abc import Awaitable, Callable

import aiohttp
import pytest
from discord import app_commands

from sandbox.control import Sandbox
from sandbox.rest.gateway import Gateway
from tests.sandbox.client import Bot, connected

Trouble = Callable[[Gateway], Awaitable[None]]


async def lose(gateway: Gateway) -> None:
    gateway.lose()


async def forget_and_close(gateway: Gateway) -> None:
    gateway.forget_sessions()
    await gateway.close(4009)


async def invalidate_until_later(gateway: Gateway) -> None:
    await gateway.invalidate(resumable=True)


async def close_4000(gateway: Gateway) -> None:
    await gateway.close(4000)


@pytest.mark.parametrize(
    ("trouble", "ends_with"),
    [
        (lose, "resumed"),
        (close_4000, "resumed"),
        (Gateway.ask_to_reconnect, "resumed"),
        (invalidate_until_later, "resumed"),
        (Gateway.invalidate, "connect"),
        (forget_and_close, "connect"),
    ],
)
async def test_a_client_is_back_after(sandbox: Sandbox, bot: Bot, trouble: Trouble, ends_with: str) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(bot.wait_for(ends_with, timeout=60))
        await trouble(sandbox.gateway)
    assert (await sandbox.invoke("/echo text:back")).text() == "back"


async def test_heartbeats_without_answer_end_a_connection(sandbox: Sandbox) -> None:
    sandbox.gateway.heartbeat = 0.05
    async with connected(sandbox, heartbeat_timeout=0.3) as bot, asyncio.TaskGroup() as group:
        group.create_task(bot.wait_for("disconnect", timeout=60)).add_done_callback(
            lambda _: sandbox.gateway.thaw()
        )
        group.create_task(bot.wait_for("resumed", timeout=60))
        heard = group.create_task(bot.wait_for("message", timeout=60))
        sandbox.gateway.freeze()
        sandbox.say("into the dark", channel="alerts")
    assert heard.result().channel.id == int(sandbox.channels["alerts"]["id"])


async def test_every_session_gets_every_interaction_and_the_first_answer_counts(sandbox: Sandbox) -> None:
    """One token, two processes: Discord tells both, takes the first word and refuses the second (40060)."""
    refusals: asyncio.Queue[Exception] = asyncio.Queue()

    async def refused(_interaction: object, error: app_commands.AppCommandError) -> None:
        refusals.put_nowait(error)

    async with connected(sandbox) as one, connected(sandbox) as other:
        for bot in (one, other):
            bot.tree.error(refused)
        assert sandbox.gateway.connected == 2
        assert (await sandbox.invoke("/echo text:once")).text() == "once"
        assert "40060" in str(await asyncio.wait_for(refusals.get(), 5))
        assert refusals.empty()
    assert sandbox.gateway.connected == 0


async def test_one_session_goes_on_when_the_other_ends(sandbox: Sandbox) -> None:
    async with connected(sandbox):
        async with connected(sandbox):
            pass
        assert (await sandbox.invoke("/echo text:still")).text() == "still"


async def test_only_the_gateways_address_needs_no_token(sandbox: Sandbox) -> None:
    async with aiohttp.ClientSession() as nobody:
        assert (await nobody.get(f"{sandbox.api_url}/gateway")).status == 200
        assert (await nobody.get(f"{sandbox.api_url}/gateway/bot")).status == 401
