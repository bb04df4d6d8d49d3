"""Channels that are deleted and servers that are left: what is set up there ends or waits, and comes back as chosen."""

import asyncio
from datetime import timedelta

import discord
import pytest

from handlers.alerts.digest import Digests
from handlers.alerts.rules import announce
from sandbox.control import Sandbox
from sandbox.world.neighbours import Neighbour, found
from store.nouns.subscriptions import DigestFacts, Subscription
from store.people.guilds import MOST_WAITING
from store.store import Store
from tests.handlers.at_work import Desk
from tests.handlers.connected import running
from tests.handlers.rows import event, file, subscription


async def heard(sandbox: Sandbox) -> None:
    """Until the client has dealt with all that the gateway told it before."""
    await sandbox.invoke("/help")
    while tasks := [one for one in asyncio.all_tasks() if one.get_name().startswith("discord.py: on_")]:
        await asyncio.wait(tasks)


async def set_up(desk: Desk, guild: int, channel: int, admin: int) -> Subscription:
    rules = subscription(channel)
    rules.guild = guild
    await desk.store.subscriptions.subscribe(rules, admin, desk.clock())
    facts = DigestFacts(guild=guild, channel=channel, hour=12)
    await desk.store.subscriptions.schedule(facts, desk.clock() + timedelta(hours=3), admin, desk.clock())
    return rules


async def happens(desk: Desk, name: str, *rules: Subscription) -> None:
    happened = event(name, desk.clock())
    await file(desk.store, happened, desk.clock(), "wire", *announce(happened, rules, [], desk.clock()))


async def is_ended(store: Store) -> bool:
    return not (await store.subscriptions.subscriptions() or await store.subscriptions.digests())


@pytest.mark.parametrize("away", [False, True])
async def test_a_deleted_channel_ends_what_was_set_up_in_it(desk: Desk, away: bool) -> None:
    place, admin = desk.sandbox, desk.sandbox.admin
    guild, channel = int(place.guild["id"]), desk.place()
    rules = await set_up(desk, guild, channel, int(admin["user"]["id"]))
    await happens(desk, "tanks", rules)
    await desk.delivery.drain()
    await happens(desk, "ships", rules)
    if away:
        place.delete_channel("alerts")
    async with running(place, desk.store, desk.clock) as client:
        await client.up.wait()
        if not away:
            place.delete_channel("alerts")
            await heard(place)
        audit = (await place.invoke("/audit", member=admin)).text()
    assert await is_ended(desk.store)
    assert "the channel was deleted" in audit
    assert await desk.store.outbox.held_channels() == []
    shown = await desk.store.register.event("tanks")
    assert shown is not None
    await desk.changes(shown)
    await desk.delivery.drain()
    (told,) = place.direct_messages(admin)
    assert told["embeds"][0]["title"] == "A channel is gone"
    assert "its alerts and its digest ended" in told["embeds"][0]["description"]
    assert set(await desk.store.outbox.counts(guild)) == {"dropped"}


async def test_only_what_discord_knows_no_more_is_gone(desk: Desk) -> None:
    """A hidden channel, and any of a server that Discord cannot reach, may be there again in a minute."""
    place = desk.sandbox
    there = found(place.world, "Elsewhere")
    for guild, channel in (
        (int(place.guild["id"]), desk.place()),
        (int(there.id), int(there.channel("alerts"))),
    ):
        await set_up(desk, guild, channel, 7)
    place.deny("alerts", "view_channel")
    place.world.lose(there.id)
    async with running(place, desk.store, desk.clock) as client:
        await client.up.wait()
        place.world.regain(there.id)
        place.world.lose(there.id)
        await heard(place)
    assert len(await desk.store.subscriptions.subscriptions()) == 2
    assert await desk.store.guilds.left_servers() == []


@pytest.fixture
def there(desk: Desk) -> Neighbour:
    return found(desk.sandbox.world, "Elsewhere")


@pytest.mark.parametrize("away", [False, True])
async def test_a_left_server_waits_and_gets_what_is_still_news(
    desk: Desk, there: Neighbour, away: bool
) -> None:
    place, guild = desk.sandbox, int(there.id)
    rules = await set_up(desk, guild, int(there.channel("alerts")), 7)
    if away:
        place.world.leave(there.id)
    async with running(place, desk.store, desk.clock) as client:
        await client.up.wait()
        if not away:
            place.world.leave(there.id)
            await heard(place)
        assert await desk.store.guilds.left_servers() == [guild]
        await happens(desk, "old", rules)
        desk.clock.turn(days=8)
        for number in range(MOST_WAITING + 5):
            await happens(desk, f"n{number}", rules)
        await desk.delivery.drain()
        assert await Digests(desk.store, desk.clock).tick() == 0
        assert [row for row in place.requests if there.channel("alerts") in row.path] == []
        assert await desk.store.guilds.cap(desk.clock()) == 6
        place.world.join(there.id)
        await heard(place)
        await desk.delivery.drain()
    assert await desk.store.guilds.left_servers() == []
    messages = place.messages(there.channel("alerts"))
    assert [message["content"] for message in messages] == [f"{MOST_WAITING} events at once"]
    assert await desk.store.outbox.counts(guild) == {"sent": MOST_WAITING, "dropped": 6}
    (digest,) = await desk.store.subscriptions.digests(guild)
    assert digest.covered_until == desk.clock() - timedelta(days=7)
    entries = await desk.store.amendments.entries(guild, 2)
    assert [entry.action for entry in entries] == ["came back to server", "left server"]


async def test_a_deleted_thread_ends_what_was_set_up_in_it(desk: Desk) -> None:
    place = desk.sandbox
    await desk.happens("tanks")
    await desk.delivery.drain()
    shown = await desk.store.register.event("tanks")
    assert shown is not None
    (message,) = place.messages("alerts")
    async with running(place, desk.store, desk.clock) as client:
        await client.up.wait()
        channel = client.get_channel(desk.place())
        assert isinstance(channel, discord.TextChannel)
        thread = await channel.get_partial_message(int(message["id"])).create_thread(name="Changes")
        await set_up(desk, int(place.guild["id"]), thread.id, 7)
        place.delete_channel(str(thread.id))
        await heard(place)
    assert await is_ended(desk.store)
