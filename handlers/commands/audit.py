"""``/audit``: who changed what, before and after."""

from discord import app_commands
from discord.ext import commands

from handlers.answer import Answer, Line, Reply, Section
from handlers.asked import Words
from handlers.buttons import Interaction
from handlers.completion import choices
from handlers.render.cases import entry_line, entry_rows
from store.store import Store

SHOWN = 15


class AuditCommand(commands.Cog):
    """The newest entries first, what touched one event, or one entry whole."""

    def __init__(self, store: Store, reply: Reply) -> None:
        self.store = store
        self.reply = reply

    @app_commands.command(name="audit", description="Who changed what here, before and after")
    @app_commands.describe(
        event="Only what touched this event", entry="One entry with all that it changed, by its number"
    )
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.checks.has_permissions(manage_guild=True)
    async def audit(
        self, interaction: Interaction, event: Words | None = None, entry: int | None = None
    ) -> None:
        guild = interaction.guild_id
        answer = await self.one(guild, entry) if entry is not None else await self.newest(guild, event)
        await self.reply.send(interaction, answer)

    @audit.autocomplete("event")
    async def complete(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        titles = await self.store.answers.titles(typed)
        return choices(typed, [(title, key, f"{title} {key}") for key, title in titles])

    async def newest(self, guild: int | None, event: str | None) -> Answer:
        rows = await self.store.amendments.entries(guild, SHOWN, event)
        lines = tuple(Line(entry_line(row)) for row in rows)
        lead = () if lines else (Line("Nothing was changed by a person yet."),)
        sections = (Section("Newest first", lines),) if lines else ()
        return Answer("Audit log", lead, sections)

    async def one(self, guild: int | None, number: int) -> Answer:
        row = await self.store.amendments.entry(number, guild)
        if row is None:
            return Answer("Audit log", (Line(f"There is no entry {number}."),))
        changed = tuple(Line(text) for text in entry_rows(row))
        return Answer(
            f"Entry {number}",
            (Line(entry_line(row)),),
            (Section("Before and after", changed),) if changed else (),
        )
