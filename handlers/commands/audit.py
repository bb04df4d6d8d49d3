"""``/audit``: who changed what, before and after."""

from discord import app_commands
from discord.ext import commands

from handlers.answer import Answer, Line, Reply, Section
from handlers.asked import Words
from handlers.buttons import Interaction
from handlers.render.cases import entry_line
from store.store import Store

SHOWN = 15


class AuditCommand(commands.Cog):
    """The newest entries first; of one event where it is named."""

    def __init__(self, store: Store, reply: Reply) -> None:
        self.store = store
        self.reply = reply

    @app_commands.command(name="audit", description="Who changed what here, before and after")
    @app_commands.describe(event="Only what was done to this event (its id)")
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.checks.has_permissions(manage_guild=True)
    async def audit(self, interaction: Interaction, event: Words | None = None) -> None:
        subject = f"event:{event}" if event else None
        rows = await self.store.amendments.entries(interaction.guild_id, SHOWN, subject)
        lines = tuple(Line(entry_line(row)) for row in rows)
        lead = () if lines else (Line("Nothing was changed by a person yet."),)
        sections = (Section("Newest first", lines),) if lines else ()
        await self.reply.send(interaction, Answer("Audit log", lead, sections))
