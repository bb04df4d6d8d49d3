"""``/audit``: who changed what, before and after."""

from collections.abc import Sequence

from discord import app_commands
from discord.ext import commands

from handlers.moderation.learning import BOT
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.cases import entry_head, entry_line, entry_rows
from handlers.render.paging.booklet import AskedCommand
from handlers.render.words.text import listed, safe
from handlers.ui.buttons import Interaction
from handlers.ui.completion import choices
from handlers.ui.home import Home
from handlers.ui.options import TypedWords
from handlers.ui.pager import Pager
from store.nouns.reviews import AuditEntry
from store.store import Store

SHOWN = 60
"""Of the newest entries so many can be turned to; any other is asked for by its number."""


class AuditCommand(commands.Cog):
    """The newest entries first, what touched one event, or one entry whole."""

    def __init__(self, store: Store, home: Home, pager: Pager) -> None:
        self.store = store
        self.home = home
        self.pager = pager

    @app_commands.command(name="audit", description="Who changed what here, before and after")
    @app_commands.describe(
        event="Only what touched this event", entry="One entry with all that it changed, by its number"
    )
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def audit(
        self, interaction: Interaction, event: TypedWords | None = None, entry: int | None = None
    ) -> None:
        if entry is None:
            question = AskedCommand("audit", (event,) if event else ())
            await self.pager.send(interaction, question, await self.asked(interaction, event))
            return
        question = AskedCommand("audit_entry", (str(entry),))
        await self.pager.send(interaction, question, await self.asked_entry(interaction, str(entry)))

    async def asked(self, interaction: Interaction, event: str | None = None) -> Answer:
        """The newest entries, or those that touched an event."""
        home = await self.home.is_here(interaction.guild_id)
        rows = await self.store.amendments.entries(interaction.guild_id, SHOWN, event, home=home)
        return newest_entries(rows, [_where(row, interaction) for row in rows])

    async def asked_entry(self, interaction: Interaction, number: str) -> Answer:
        """One entry whole."""
        home = await self.home.is_here(interaction.guild_id)
        row = await self.store.amendments.entry(int(number), interaction.guild_id, home=home)
        return one(row, _where(row, interaction)) if row else none(int(number))

    @audit.autocomplete("event")
    async def complete(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        titles = await self.store.answers.titles(typed)
        return choices(typed, [(title, key, f"{title} {key}") for key, title in titles])


def newest_entries(rows: Sequence[AuditEntry], places: Sequence[str]) -> Answer:
    """``places`` say where each was done, if elsewhere."""
    lines = tuple(
        Line(entry_line(row, where), head=entry_head(row, where), opens=f"audit_entry/{row.id}")
        for row, where in zip(rows, places, strict=True)
    )
    if not lines:
        return Answer("Audit log", (Line("Nothing was changed yet."),), is_private=True)
    count = (
        f"The newest {SHOWN} changes" if len(rows) == SHOWN else f"{len(rows)} change{'s' * (len(rows) > 1)}"
    )
    lead = Line(f"{count} {_by_whom(rows)}, the newest first.")
    return Answer("Audit log", (lead,), (Section("Changes", lines),), is_private=True)


def _by_whom(rows: Sequence[AuditEntry]) -> str:
    """Only what is true of one of the ``rows`` at least."""
    itself = any(row.person == BOT for row in rows)
    shell = any(_is_from_shell(row) for row in rows)
    people = any(row.guild is not None and row.person != BOT for row in rows)
    words = (("by people", people), ("from the shell", shell), ("by the bot itself", itself))
    return listed([word for word, is_there in words if is_there])


def _is_from_shell(row: AuditEntry) -> bool:
    return row.guild is None and row.person != BOT


def none(number: int) -> Answer:
    return Answer("Audit log", (Line(f"There is no entry {number}."),), is_private=True)


def one(row: AuditEntry, where: str) -> Answer:
    """An entry with everything that it changed."""
    changed = tuple(Line(text) for text in entry_rows(row))
    return Answer(
        f"Entry {row.id}",
        (Line(entry_line(row, where)),),
        (Section("Before and after", changed),) if changed else (),
        is_private=True,
    )


def _where(row: AuditEntry, interaction: Interaction) -> str:
    """Another server by its name, as far as the bot is still in it."""
    if row.guild == interaction.guild_id:
        return ""
    if _is_from_shell(row):
        return "from the shell"
    if row.guild is None:
        return "by itself"
    guild = interaction.client.get_guild(row.guild)
    return f"in the server {safe(guild.name) if guild else row.guild}"
