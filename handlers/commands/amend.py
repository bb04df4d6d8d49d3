"""``/amend``: merges, splits and corrects events, and takes any change back."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

from discord import app_commands

from handlers.commands.admins import AdminGroup
from handlers.moderation.amending import Amending
from handlers.moderation.corrected import corrected
from handlers.render.pages.answer import Answer, Line
from handlers.render.pages.cases import entry_line
from handlers.render.words.text import cut, safe
from handlers.ui.buttons import Interaction
from handlers.ui.completion import choices
from handlers.ui.not_found import refused
from handlers.ui.options import Listing, NotUnderstoodError, TypedWords
from handlers.ui.pager import Pager
from store.people.amending import AmendOutcome, AmendRefusal, Who
from store.store import Store

FIELDS = (
    "title",
    "summary",
    "kind",
    "day",
    "until",
    "place",
    "phase",
    "importance",
    "countries",
    "agreement",
)
CHOICES = [app_commands.Choice(name=name, value=name) for name in FIELDS]


class AmendCommand(AdminGroup):
    """Every answer names the entry of the audit log that takes the change back."""

    def __init__(self, store: Store, amending: Amending, now: Callable[[], datetime], pager: Pager) -> None:
        super().__init__("amend", "Merges, splits and corrects events; every change can be taken back")
        self.store = store
        self.amending = amending
        self.now = now
        self.pager = pager

    @app_commands.command(
        name="merge", description="Two events are one: everything of the first goes to the second"
    )
    @app_commands.describe(event="The event that was told twice", into="The event that it is")
    async def merge(self, interaction: Interaction, event: TypedWords, into: TypedWords) -> None:
        outcome = await self.store.amendments.merge(event, into, self._who(interaction))
        await self._told(interaction, outcome)

    @app_commands.command(name="split", description="An event is two: some of its articles tell another one")
    @app_commands.describe(
        event="The event that holds too much",
        articles="The articles that tell the other event, with commas between them",
        title="The other event in a few words",
        day="Its day, month or year, like 2020-11-30 (that of the first when left out)",
    )
    async def split(
        self,
        interaction: Interaction,
        event: TypedWords,
        articles: Listing,
        title: TypedWords,
        day: TypedWords | None = None,
    ) -> None:
        names = [name.strip() for name in articles.split(",")]
        try:
            own = {"title": title} | (await self._corrected("day", day) if day else {})
        except NotUnderstoodError as error:
            await self.pager.confirm(interaction, refused(str(error)))
            return
        await self._told(interaction, await self.amending.split(event, names, own, self._who(interaction)))

    @app_commands.command(name="edit", description="Corrects one fact of an event")
    @app_commands.describe(
        event="The event", field="The fact", value="As it is; a day may be 2020, 2020-11 or 2020-11-30"
    )
    @app_commands.choices(field=CHOICES)
    async def edit(self, interaction: Interaction, event: TypedWords, field: str, value: Listing) -> None:
        try:
            changes = await self._corrected(field, value)
        except NotUnderstoodError as error:
            await self.pager.confirm(interaction, refused(str(error)))
            return
        await self._told(interaction, await self.amending.edit(event, changes, self._who(interaction)))

    async def _corrected(self, field: str, value: str) -> dict[str, Any]:
        return await asyncio.to_thread(corrected, field, value, self.now().date())

    @app_commands.command(name="undo", description="Takes a change back, as a whole or not at all")
    @app_commands.describe(entry="Its number in the audit log")
    async def undo(self, interaction: Interaction, entry: int) -> None:
        await self._told(interaction, await self.amending.undo(entry, self._who(interaction)))

    @merge.autocomplete("event")
    @merge.autocomplete("into")
    @split.autocomplete("event")
    @edit.autocomplete("event")
    async def complete_event(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(
            typed, [(title, key, f"{title} {key}") for key, title in await self.store.answers.titles(typed)]
        )

    @split.autocomplete("articles")
    async def complete_articles(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        event = str(getattr(interaction.namespace, "event", "") or "")
        rows = (
            {row.id: row.title for _, row, _ in await self.store.register.evidence(event=event)}
            if event
            else {}
        )
        return choices(typed, [(title, key, f"{title} {key}") for key, title in rows.items()])

    @undo.autocomplete("entry")
    async def complete_entry(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[int]]:
        rows = await self.store.amendments.entries(interaction.guild_id, 25, home=True)
        return [
            app_commands.Choice(name=cut(f"{row.id}: {row.action} {row.subject}", 100), value=row.id or 0)
            for row in rows
            if row.undone_by is None and str(row.id).startswith(str(typed))
        ]

    def _who(self, interaction: Interaction) -> Who:
        return Who(f"discord:{interaction.user.id}", interaction.guild_id, self.now())

    async def _told(self, interaction: Interaction, outcome: AmendOutcome) -> None:
        if isinstance(outcome, AmendRefusal):
            await self.pager.confirm(interaction, Answer("Nothing was changed", (Line(safe(outcome.why)),)))
            return
        undo = f"`/amend undo entry:{outcome.id}` takes it back."
        await self.pager.confirm(interaction, Answer("Done", (Line(entry_line(outcome)), Line(undo))))
