"""``/review``: what the matcher left open and what readers marked, one card at a time."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from handlers.moderation.review_decision import Deciding
from handlers.render.pages.cases import card, none_waiting
from handlers.ui.buttons import Interaction, Item, button, row_of, tell
from handlers.ui.deferral import change, say
from handlers.ui.home import Home
from store.people.amending import AmendRefusal, Who
from store.store import Store

LABELS = {"same": "Same", "new": "New", "irrelevant": "Not relevant", "later": "Later"}


class ReviewCommand(commands.Cog):
    """The buttons hold the question's number: a card that is days old still decides its own question."""

    def __init__(self, store: Store, home: Home, deciding: Deciding, now: Callable[[], datetime]) -> None:
        self.store = store
        self.home = home
        self.deciding = deciding
        self.now = now
        self.kinds: list[type[Item]] = [
            button(f"review-{verdict}", label, self._pressed(verdict)) for verdict, label in LABELS.items()
        ]

    @app_commands.command(name="review", description="Decides what the bot left open, one question at a time")
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def review(self, interaction: discord.Interaction[Any]) -> None:
        embeds, view = await self._next()
        await say(interaction, embeds=embeds, view=view, ephemeral=True)

    def _pressed(self, verdict: str) -> Callable[[Interaction, int], Any]:
        async def decide(interaction: Interaction, number: int) -> None:
            if refusal := await self.home.refusal_to_press(interaction):
                await tell(interaction, refusal)
                return
            who = Who(f"discord:{interaction.user.id}", interaction.guild_id, self.now())
            outcome = await self.deciding.decide(number, verdict, who)
            if isinstance(outcome, AmendRefusal):
                await tell(interaction, outcome.why)
                return
            embeds, view = await self._next()
            done = f"Question {number}: {LABELS[verdict].lower()}. `/amend undo entry:{outcome.id}` takes it back."
            await change(interaction, content=done, embeds=embeds, view=view)

        return decide

    async def _next(self) -> tuple[list[discord.Embed], discord.ui.View]:
        cases = await self.store.reviews.waiting(limit=1)
        if not cases:
            return [none_waiting()], row_of([], 0)
        shown = card(cases[0], await self.store.reviews.count())
        return [shown], row_of(self.kinds, cases[0].review.id or 0)
