"""Commands for those who manage the server: declared to Discord, and checked again by the bot."""

from typing import Any

import discord
from discord import app_commands


class AdminGroup(app_commands.Group):
    """An admin of a server can open any command to anyone in its settings: the bot checks for itself."""

    def __init__(self, name: str, description: str) -> None:
        super().__init__(
            name=name,
            description=description,
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
        )

    async def interaction_check(self, interaction: discord.Interaction[Any], /) -> bool:
        if interaction.permissions.manage_guild:
            return True
        raise app_commands.MissingPermissions(["manage_guild"])
