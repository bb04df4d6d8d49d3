"""Limits are obeyed, not met; a channel that is gone delays nobody and is given up by an admin's word alone."""

from datetime import UTC, datetime

import discord

from bot.gateway.client import Client, speak_to
from handlers.delivery.delivery import Delivery
from handlers.delivery.sender import OutgoingMessage, Sender
from sandbox.control import Sandbox
from sandbox.world.limits import Limit
from store.outbox.grouping import GROUP_MOST
from store.outbox.outbox import ClaimedAlert
from store.outbox.queueing import mark_of
from store.store import Store
from tests.handlers.at_work import Desk
from tests.handlers.connected import running
from tests.handlers.rows import alert

BURST = 200


def now() -> datetime:
    return datetime.now(UTC)


async def keys(claim: ClaimedAlert) -> OutgoingMessage:
    """A message that names its alerts."""
    told = " ".join(row.key for row in (claim.alert, *claim.carried))
    return OutgoingMessage((discord.Embed(description=told).set_footer(text=mark_of(claim.alert)),))


async def test_a_burst_becomes_a_few_messages_and_no_limit_is_met(memory_store: Store) -> None:
    """As strict as Discord in proportion, so that the test need not last as long; in real time, which limits are."""
    async with Sandbox.running() as sandbox:
        sandbox.limits.rows = {("POST", "/channels/{channel_id}/messages"): Limit(2, 0.2)}
        await speak_to(sandbox.api_url)
        guild, place = int(sandbox.guild["id"]), int(sandbox.channels["alerts"]["id"])
        burst = [alert(f"e{number:03}", now(), place, guild=guild) for number in range(BURST)]
        await memory_store.outbox.queue(burst)
        async with Client(memory_store.marks, now) as client:
            await client.login(sandbox.token)
            await Delivery(memory_store, Sender(client), keys, now, pause=0).drain()
        messages = sandbox.messages("alerts")
        assert len(messages) == BURST / GROUP_MOST
        told = " ".join(message["embeds"][0]["description"] for message in messages)
        assert told.split() == [row.key for row in burst]
        assert sandbox.limits.met == 0


async def test_a_closed_channel_waits_is_shown_and_is_dropped_by_an_admins_word(desk: Desk) -> None:
    admin, gone = desk.sandbox.admin, desk.rules("news")
    await desk.store.subscriptions.subscribe(gone, int(admin["user"]["id"]), desk.clock())
    desk.sandbox.deny("news", "send_messages")
    await desk.happens("tanks", gone, desk.rules())
    await desk.happens("ships", gone, desk.rules())
    for _ in range(4):
        await desk.delivery.drain()
        desk.clock.turn(hours=2)
    assert desk.titles() == ["Agreement tanks signed", "Agreement ships signed"]
    (told,) = desk.sandbox.direct_messages(admin)
    assert f"<#{gone.channel}>" in told["embeds"][0]["description"]
    assert await desk.store.outbox.counts() == {"sent": 3, "held": 1, "pending": 1}
    async with running(desk.sandbox, desk.store, desk.clock):
        assert "2 waiting since" in (await desk.sandbox.invoke("/status", member=admin)).text()
        line = f"/alerts drop channel:{gone.channel}"
        offered = await desk.sandbox.autocomplete("/alerts drop channel:", "channel", member=admin)
        assert [choice["value"] for choice in offered] == [str(gone.channel)]
        assert "2 waiting message(s) dropped" in (await desk.sandbox.invoke(line, member=admin)).text()
        assert "drop alerts" in (await desk.sandbox.invoke("/audit", member=admin)).text()
        assert "waiting since" not in (await desk.sandbox.invoke("/status", member=admin)).text()
