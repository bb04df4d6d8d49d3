"""The discord.py client: guilds only, nobody pinged by accident, commands announced when they changed."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from time import perf_counter
from typing import Any

import aiohttp
import discord
import structlog
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.gateway.tree import BEGUN, CommandMarks, Tree, sync_when_changed
from handlers.ui.deferral import PATIENCE
from store.presence.interactions import Interactions

log = structlog.get_logger("bot.gateway.client")
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot does not speak
_Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu
SETTLED = 2.0
"""Discord never says which guild of a start is the last: the silence after it does. discord.py's own default."""
NEARBY = 0.05
"""The same on loopback, where one guild follows the other at once."""


def hush_of(api: str | None) -> float:
    """How long a silence ends the guilds of a start, by the address of the API that is spoken to."""
    return NEARBY if api is not None and URL(api).host in ("127.0.0.1", "::1", "localhost") else SETTLED


class Client(discord.Client):
    """Guild events are all that the bot needs to see: it reads no message and no member list."""

    def __init__(
        self,
        marks: CommandMarks,
        now: Callable[[], datetime],
        guilds: tuple[int, ...] = (),
        *,
        hush: float = SETTLED,
        interactions: Interactions | None = None,
        answered: Callable[[str, float], None] | None = None,
        patience: float = PATIENCE,
    ) -> None:
        """``hush`` is the silence after the last guild, in seconds, that makes the client ready. ``interactions`` claims what is
        carried out (None: there is one process, and it changes nothing). ``answered`` is told
        of every command that was answered, and how many seconds it took; ``patience`` is the tree's."""
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            chunk_guilds_at_startup=False,
            guild_ready_timeout=hush,
        )
        self.tree = Tree(self, guilds, patience)
        self.interactions = interactions
        self.answered = answered
        self.marks = marks
        self.up = asyncio.Event()
        """Set when the client is ready for the first time (``wait_until_ready`` may only be called after the login)."""
        self.now = now
        self.at_ready: list[Callable[[discord.Client], Awaitable[None]]] = []
        """What is done each time that the client knows all its servers, before it counts as up."""
        self.at_join: list[Callable[[discord.Guild], Awaitable[None]]] = []
        """What is done for each server that the bot joins, or knows anew after its start."""

    def install(
        self,
        commands: Sequence[_Command],
        items: Sequence[type[discord.ui.DynamicItem[Any]]],
        views: Sequence[discord.ui.View] = (),
    ) -> None:
        """Gives the client its commands and the buttons that outlive a restart; called once, before it starts."""
        for command in commands:
            self.tree.add_command(command)
        self.add_dynamic_items(*items)
        for view in views:
            self.add_view(view)

    async def setup_hook(self) -> None:
        if await sync_when_changed(self.tree, self.marks, self.now()):
            log.info("commands announced", count=len(self.tree.get_commands()))

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:
        """Nothing begins any more once the client closes: discord.py still tells that it is ready, seconds later."""
        if not self.is_closed():
            super().dispatch(event, *args, **kwargs)

    async def on_ready(self) -> None:
        for react in self.at_ready:
            try:
                await react(self)
            except Exception:
                log.exception("the servers could not be looked through")
        self.up.set()
        for guild in self.guilds:
            self._tell_unserved(guild)
        log.info("ready", guilds=len(self.guilds))

    async def on_app_command_completion(
        self, interaction: discord.Interaction[discord.Client], command: _Command
    ) -> None:
        if self.answered is not None:
            self.answered(command.qualified_name, perf_counter() - interaction.extras[BEGUN])

    async def on_guild_join(self, guild: discord.Guild) -> None:
        for react in self.at_join:
            await react(guild)
        self._tell_unserved(guild)

    def _tell_unserved(self, guild: discord.Guild) -> None:
        if self.tree.guilds and guild.id not in self.tree.guilds:
            log.warning("a guild that is not served", guild=guild.id)


async def speak_to(api: str) -> None:
    """Points discord.py at another address of Discord's API, and at the gateway that this address names.

    discord.py keeps both in class attributes and offers no other way. Raises ``aiohttp.ClientError`` where nothing answers.
    """
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{api}/gateway", raise_for_status=True) as response,
    ):
        gateway = URL((await response.json())["url"])
    Route.BASE = api
    DiscordWebSocket.DEFAULT_GATEWAY = gateway
