"""The form in which an analyst corrects an event where it is seen."""

import asyncio
from datetime import date
from typing import Any

import discord

from handlers.moderation.amending import Amending
from handlers.moderation.corrected import FIELDS, as_written, rewritten
from handlers.render.pages.cases import entry_line
from handlers.ui.buttons import Interaction, guarded, tell
from handlers.ui.options import NotUnderstoodError
from store.nouns.models import Event
from store.people.amending import AmendRefusal, Who

EXAMPLES = {"day": "2026, November 2026 or 26 Nov 2026", "countries": "China, Pakistan"}
LONGEST = 300


class CorrectionForm(discord.ui.Modal):
    """Holds what is known; only what is written otherwise is changed."""

    def __init__(self, event: Event, amending: Amending, who: Who, today: date) -> None:
        super().__init__(title="Correct this event", custom_id=f"entente:correct:{event.id}"[:100])
        self.event = event
        self.amending = amending
        self.who = who
        self.today = today
        self.before = {field: value[:LONGEST] for field, value in as_written(event).items()}
        self.inputs = {field: _input(field, self.before[field]) for field in FIELDS}
        for field in self.inputs.values():
            self.add_item(field)

    async def on_submit(self, interaction: Interaction, /) -> None:
        await guarded(interaction, self.custom_id, self._correct(interaction))

    async def _correct(self, interaction: Interaction) -> None:
        after = {field: one.value for field, one in self.inputs.items()}
        try:
            changes = await asyncio.to_thread(rewritten, self.before, after, self.today)
        except NotUnderstoodError as error:
            await tell(interaction, f"Nothing was changed: {error}")
            return
        if not changes:
            await tell(interaction, "Nothing was changed: every line is as it was.")
            return
        outcome = await self.amending.edit(self.event.id, changes, self.who)
        if isinstance(outcome, AmendRefusal):
            await tell(interaction, f"Nothing was changed: {outcome.why}")
            return
        undo = f"`/amend undo entry:{outcome.id}` takes it back."
        await tell(interaction, f"Corrected: {entry_line(outcome)}\n{undo}")


def _input(field: str, value: str) -> discord.ui.TextInput[Any]:
    return discord.ui.TextInput(
        label=FIELDS[field],
        custom_id=field,
        default=value or None,
        placeholder=EXAMPLES.get(field),
        required=False,
        max_length=LONGEST,
    )
