"""Sends an answer: to the asker alone, or to everybody here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import discord

from handlers.render.pages.answer import Answer, messages
from handlers.ui.deferral import say


@dataclass(frozen=True)
class Reply:
    """Sends answers. ``observe`` is shown each one before it leaves (the command line prints its citations)."""

    observe: Callable[[Answer], None] | None = field(default=None)

    async def send(
        self,
        interaction: discord.Interaction[Any],
        answer: Answer,
        *,
        share: bool = False,
        view: discord.ui.View | None = None,
    ) -> None:
        """Only the asker sees it unless ``share``; nobody is pinged; what does not fit in one message follows.

        ``view`` has the buttons under the first message.
        """
        if self.observe is not None:
            self.observe(answer)
        first, *rest = messages(answer)
        buttons = view or discord.utils.MISSING
        if await say(interaction, embeds=first, ephemeral=not share, view=buttons):
            for embeds in rest:
                await say(interaction, embeds=embeds, ephemeral=not share)
