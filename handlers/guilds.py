"""What follows from the servers that the bot is in: which one is home."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import discord
import structlog

from store.store import Store

log = structlog.get_logger("handlers.guilds")


@dataclass(frozen=True)
class GuildWatch:
    """``served`` are the servers that the operator named; none means all."""

    store: Store
    now: Callable[[], datetime]
    served: Sequence[int] = ()

    async def ready(self, client: discord.Client) -> None:
        """Each time that all servers are known, those that Discord cannot reach among them."""
        guilds = [guild.id for guild in client.guilds if not self.served or guild.id in self.served]
        if home := await self.store.guilds.look_for_home(guilds, self.now()):
            log.info("the only server is home", guild=home)
