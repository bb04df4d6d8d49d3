"""What follows from the servers that the bot is in, and from their channels: which server is home, what has ended, what
waits until the bot is back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import discord
import structlog

from handlers.delivery.sender import UNKNOWN_CHANNEL
from store.nouns.outbox import Alert
from store.people.guilds import ChosenChannel
from store.store import Store

log = structlog.get_logger("handlers.upkeep.guilds")


@dataclass(frozen=True)
class GuildWatch:
    """``served`` are the servers that the operator named, none means all; ``home`` is the home server, if they named
    one: then none is looked for. A server that Discord cannot reach has not been
    left, and none of its channels is gone."""

    store: Store
    now: Callable[[], datetime]
    served: Sequence[int] = ()
    home: int | None = None

    def listen(self, client: discord.Client) -> None:
        """Hears of what changes from now on."""
        for heard in (
            self.on_guild_remove,
            self.on_guild_available,
            self.on_guild_channel_delete,
            self.on_raw_thread_delete,
        ):
            client.event(heard)

    async def ready(self, client: discord.Client) -> None:
        """Each time that all servers are known, those that Discord cannot reach among them: also what happened while the
        bot was away."""
        if self.home is None:
            await self._look_for_home(client)
        await self._reconcile(client)

    async def _look_for_home(self, client: discord.Client) -> None:
        guilds = [guild.id for guild in client.guilds if not self.served or guild.id in self.served]
        if home := await self.store.guilds.look_for_home(guilds, self.now()):
            log.info("the only server is home", guild=home)

    async def joined(self, guild: discord.Guild) -> None:
        """The bot is invited, or comes back."""
        if await self.store.guilds.come_back(guild.id, self.now()):
            log.info("back in a server", guild=guild.id)

    async def on_guild_available(self, guild: discord.Guild) -> None:
        await self.joined(guild)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Discord's word that the bot was thrown out; an outage is told otherwise (*unavailable*)."""
        await self.store.guilds.leave(guild.id, self.now())
        log.info("a server was left", guild=guild.id)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        await self._gone(channel.id, f"#{channel.name}")

    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        await self._gone(thread.thread_id, "A thread")

    async def _reconcile(self, client: discord.Client) -> None:
        chosen = await self.store.guilds.chosen()
        known = {guild.id: guild for guild in client.guilds}
        for number in {one.guild for one in chosen} - known.keys():
            await self.store.guilds.leave(number, self.now())
        for guild in (guild for guild in client.guilds if not guild.unavailable):
            await self.joined(guild)
        for one in chosen:
            there = known.get(one.guild)
            if there is not None and not there.unavailable and await is_deleted(client, there, one.channel):
                await self._end(one, "A channel")

    async def _gone(self, channel: int, name: str) -> None:
        for one in await self.store.guilds.chosen(channel):
            await self._end(one, name)

    async def _end(self, one: ChosenChannel, name: str) -> None:
        ended = " and its ".join(["alerts"] * one.alerts + ["digest"] * one.digest)
        body: dict[str, object] = {"gone": name, "ended": ended}
        told = [
            Alert.notice(f"notice:gone:{one.channel}:{who}", who, body, self.now()) for who in one.persons
        ]
        if await self.store.guilds.end_channel(one, told, self.now()):
            log.info("a channel is gone", channel=one.channel, guild=one.guild)


async def is_deleted(client: discord.Client, guild: discord.Guild, channel: int) -> bool:
    """Whether Discord knows the channel or thread no more. What is only hidden from the bot, or cannot be asked now, is
    still there."""
    if guild.get_channel_or_thread(channel) is not None:
        return False
    try:
        await client.fetch_channel(channel)
    except discord.NotFound as error:
        return error.code == UNKNOWN_CHANNEL
    except (discord.HTTPException, discord.InvalidData):
        return False
    return False
