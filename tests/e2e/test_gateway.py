"""The whole bot on a gateway that is lost: alerts go on without it, and commands are answered when it is back."""

import asyncio

import pytest

from bot.app import open_bot
from bot.gateway.connection import connected, until_up
from sandbox.world.faults import Fault
from tests.e2e.test_whole import EXERCISE, furnished
from tests.town import Town

pytestmark = pytest.mark.parametrize("founded_url", ["sqlite"], indirect=True)


async def test_alerts_are_posted_without_a_gateway_and_commands_answered_after_it(town: Town) -> None:
    async with town.bot() as bot:
        await furnished(town, bot)
        town.turn(hours=2)
        town.paper.publish(*EXERCISE)
        town.sandbox.gateway.refusing = True
        town.sandbox.gateway.lose()
        await refused(town)
        await bot.poll()
        await bot.delivery.settle()
        assert len(town.sandbox.messages("alerts")) == 1
        town.sandbox.gateway.refusing = False
        assert (await town.sandbox.invoke("/recent limit:1", seconds=60)).text()


async def test_a_session_that_cannot_be_resumed_is_begun_anew(town: Town) -> None:
    async with town.bot() as bot:
        assert (await town.ask(bot, "/recent limit:1")).text()
        town.sandbox.gateway.forget_sessions()
        await town.sandbox.gateway.close(4009)
        assert (await town.sandbox.invoke("/recent limit:1", seconds=60)).text()
        await bot.client.tree.idle()


async def test_a_gateway_that_takes_nobody_at_the_start_is_tried_again(town: Town) -> None:
    """Nor do refused logins end a start: discord.py gives up after five."""
    town.sandbox.faults.add(Fault("limit", "GET", "/users/@me", times=6, retry_after=0.01))
    town.sandbox.faults.add(Fault("error", "PUT", "/applications/.*", status=503))
    town.sandbox.gateway.refusing = True
    async with (
        open_bot(town.settings, town.clock) as bot,
        connected(bot.client, town.sandbox.token, town.sandbox.api_url, patient=True) as running,
    ):
        await refused(town)
        town.sandbox.gateway.refusing = False
        await until_up(bot.client, running)
        assert (await town.ask(bot, "/recent limit:1")).text()


async def refused(town: Town) -> None:
    async with asyncio.timeout(60):
        await town.sandbox.gateway.refused.wait()
