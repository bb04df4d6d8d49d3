"""Discord hears of a command soon, even where its answer takes longer: it waits three seconds for the first word (its
documentation, "Responding to an Interaction"), and people look at nothing meanwhile."""

import asyncio
from typing import Any

import discord

Interaction = discord.Interaction[Any]

PATIENCE = 0.1
"""Seconds after which a command without an answer is acknowledged: "the bot is thinking"."""
KEPT = "acknowledgement"
"""Where an interaction keeps what was promised to it."""


class Acknowledgement:
    """The promise of one command's acknowledgement, once ``seconds`` have passed without an answer."""

    def __init__(self, interaction: Interaction, seconds: float) -> None:
        self.interaction = interaction
        self.deferral: asyncio.Task[None] | None = None
        self.timer = asyncio.get_running_loop().call_later(seconds, self._begin)

    def _begin(self) -> None:
        if not self.interaction.response.is_done():
            self.deferral = asyncio.create_task(self._defer())

    async def _defer(self) -> None:
        """As visible as the answer will be: Discord keeps a deferred answer so."""
        shared = bool(getattr(self.interaction.namespace, "share", False))
        await self.interaction.response.defer(ephemeral=not shared, thinking=True)

    async def now(self) -> None:
        """Acknowledges at once, if that did not happen yet."""
        await self.settle()
        if not self.interaction.response.is_done():
            await self._defer()

    async def settle(self) -> None:
        """From here on nothing is acknowledged that the caller does not acknowledge. Raises what a deferral met."""
        self.timer.cancel()
        if self.deferral is not None:
            await self.deferral


def promise(interaction: Interaction, seconds: float = PATIENCE) -> None:
    """Acknowledges a command in ``seconds``, unless it is answered before through ``is_acknowledged``."""
    interaction.extras[KEPT] = Acknowledgement(interaction, seconds)


async def acknowledge(interaction: Interaction) -> None:
    """Before work of which it is known that it takes long."""
    await interaction.extras[KEPT].now()


async def is_acknowledged(interaction: Interaction) -> bool:
    """Asked before an answer is sent: whether it has to be a follow-up. Buttons and menus have no promise."""
    promised: Acknowledgement | None = interaction.extras.get(KEPT)
    if promised is not None:
        await promised.settle()
    return interaction.response.is_done()
