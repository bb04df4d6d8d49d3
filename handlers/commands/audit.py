"""``/audit``: who changed what, before and after."""

from collections.abc import Sequence

from discord import app_commands
from discord.ext import commands

from handlers.moderation.learning import BOT
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.cases import entry_line, entry_rows
from handlers.render.words.text import safe
from handlers.ui.buttons import Interaction
from handlers.ui.completion import choices
from handlers.ui.home import Home
from handlers.ui.options import Words
from handlers.ui.reply import Reply
from store.nouns.desk import AuditEntry
from store.store import Store

SHOWN = 15


class AuditCommand(commands.Cog):
    """The newest entries first, what touched one event, or one entry whole."""

    def __init__(self, store: Store, home: Home, reply: Reply) -> None:
        self.store = store
        self.home = home
        self.reply = reply

    @app_commands.command(name="audit", description="Who changed what here, before and after")
    @app_commands.describe(
        event="Only what touched this event", entry="One entry with all that it changed, by its number"
    )
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def audit(
        self, interaction: Interaction, event: Words | None = None, entry: int | None = None
    ) -> None:
        guild = interaction.guild_id
        home = await self.home.is_here(guild)
        amendments = self.store.amendments
        if entry is None:
            rows = await amendments.entries(guild, SHOWN, event, home=home)
            answer = newest_entries(rows, [_where(row, interaction) for row in rows])
        else:
            row = await amendments.entry(entry, guild, home=home)
            answer = one(row, _where(row, interaction)) if row else none(entry)
        await self.reply.send(interaction, answer)

    @audit.autocomplete("event")
    async def complete(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        titles = await self.store.answers.titles(typed)
        return choices(typed, [(title, key, f"{title} {key}") for key, title in titles])


def newest_entries(rows: Sequence[AuditEntry], places: Sequence[str]) -> Answer:
    """``places`` say where each was done, if elsewhere."""
    lines = tuple(Line(entry_line(row, where)) for row, where in zip(rows, places, strict=True))
    lead = () if lines else (Line("Nothing was changed by a person yet."),)
    return Answer("Audit log", lead, (Section("Newest first", lines),) if lines else ())


def none(number: int) -> Answer:
    return Answer("Audit log", (Line(f"There is no entry {number}."),))


def one(row: AuditEntry, where: str) -> Answer:
    """An entry with everything that it changed."""
    changed = tuple(Line(text) for text in entry_rows(row))
    return Answer(
        f"Entry {row.id}",
        (Line(entry_line(row, where)),),
        (Section("Before and after", changed),) if changed else (),
    )


def _where(row: AuditEntry, interaction: Interaction) -> str:
    """Another server by its name, as far as the bot is still in it."""
    if row.guild == interaction.guild_id:
        return ""
    if row.guild is None:
        return "by itself" if row.person == BOT else "from the shell"
    guild = interaction.client.get_guild(row.guild)
    return f"in the server {safe(guild.name) if guild else row.guild}"
