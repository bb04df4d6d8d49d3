"""*Details* among the apps of a message: what the button of the same name tells, of any message that the bot posted."""

import discord
from discord import app_commands

from handlers.buttons.message_details import MessageDetails
from handlers.ui.buttons import Interaction


class DetailsCommand:
    """A message command (Discord's documentation, "Application Commands": *Apps* in a message's menu). It works on messages
    without a button, too, and in direct messages."""

    def __init__(self, opening: MessageDetails) -> None:
        self.opening = opening
        self.menu = app_commands.ContextMenu(
            name="Details",
            callback=self._details,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True),
        )

    async def _details(self, interaction: Interaction, message: discord.Message) -> None:
        await self.opening.open(interaction, message.id)
