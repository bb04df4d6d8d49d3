"""Commands for those who manage the server, unless its admins decide otherwise."""

import discord
from discord import app_commands


class AdminGroup(app_commands.Group):
    """Discord asks who may use it: those with Manage Server by default, or whom the server's admins name (*Server
    Settings*, *Integrations*). The bot does not ask again: it would take back what they gave."""

    def __init__(self, name: str, description: str) -> None:
        super().__init__(
            name=name,
            description=description,
            guild_only=True,
            default_permissions=discord.Permissions(manage_guild=True),
        )
