"""Commands for those who manage the server, unless its admins decide otherwise."""

import discord
from discord import app_commands

from handlers.render.pages.answer import Answer, Line, Section


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


def listed_channels(title: str, lines: tuple[Line, ...], what: str, command: str) -> Answer:
    """What the channels of a server get: ``2 channels are told of events.``"""
    if not lines:
        return Answer(title, (Line(f"No channel is {what} yet: {command}."),), is_private=True)
    count = "One channel is" if len(lines) == 1 else f"{len(lines)} channels are"
    return Answer(title, (Line(f"{count} {what}."),), (Section("Channels", lines),), is_private=True)


def obstacles(channel: discord.TextChannel) -> list[str]:
    """What the bot lacks in the channel; said before the first alert would be held for it."""
    mine = channel.permissions_for(channel.guild.me)
    needed = {
        "View Channel": mine.view_channel,
        "Send Messages": mine.send_messages,
        "Embed Links": mine.embed_links,
        "Read Message History": mine.read_message_history,
    }
    lacking = [f"The bot lacks {name} there." for name, has in needed.items() if not has]
    if not (mine.create_public_threads and mine.send_messages_in_threads):
        lacking.append("The bot may not use threads there: changed facts are told in the channel itself.")
    if not mine.attach_files:
        lacking.append("The bot lacks Attach Files there: messages go without their pictures.")
    return lacking
