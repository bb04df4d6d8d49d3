"""``/review``: what the matcher left open, what readers marked, and names that keep appearing, one card at a time."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from discord import app_commands
from discord.ext import commands

from handlers.moderation.entry_of import entry_of
from handlers.moderation.left_out import LeftOutItems
from handlers.moderation.naming import Naming
from handlers.moderation.review_decision import Deciding
from handlers.render.pages.answer import Answer
from handlers.render.pages.cases import card, none_waiting
from handlers.render.pages.name_case import name_card
from handlers.render.paging.booklet import AskedCommand
from handlers.ui.buttons import DynamicButton, Interaction, act_of, button, tell
from handlers.ui.home import Home
from handlers.ui.pager import Pager
from store.people.amending import AmendOutcome, AmendRefusal, Who
from store.store import Store

LABELS = {"same": "Same", "new": "New", "irrelevant": "Not relevant", "later": "Later"}
NAME_LABELS = {"accept": "Accept", "reject": "Reject", "later": "Later"}
NAME_DONE = {"accept": "accepted", "reject": "rejected", "later": "put off"}
MORE = 5
"""Questions that are asked on request at a time."""
QUESTION = AskedCommand("review", ())
LEFT_OUT_LABELS = {"yes": "Yes, ours", "no": "No"}
LEFT_OUT_DONE = {"yes": "yours, and filed without a message", "no": "not yours"}
Decide = Callable[[int, str, Who], Awaitable[AmendOutcome]]


class ReviewCommand(commands.Cog):
    """The buttons hold the question's number: a card that is days old still decides its own question."""

    def __init__(
        self,
        store: Store,
        home: Home,
        deciding: Deciding,
        naming: Naming,
        now: Callable[[], datetime],
        pager: Pager,
        left_out: LeftOutItems | None = None,
    ) -> None:
        """Without ``left_out`` nothing is offered of what was left out."""
        self.store = store
        self.home = home
        self.now = now
        self.pager = pager
        self.on_items = self._buttons(
            "review",
            LABELS,
            "Question",
            {name: label.lower() for name, label in LABELS.items()},
            deciding.decide,
        )
        self.on_names = self._buttons("name", NAME_LABELS, "Name", NAME_DONE, naming.decide)
        self.left_out = left_out
        self.on_left_out = (
            self._buttons("left-out", LEFT_OUT_LABELS, "Question", LEFT_OUT_DONE, left_out.decide)
            if left_out
            else []
        )
        self.enough = button("left-out-enough", "Enough for this week", self._enough)
        self.more = button("review-more", "Ask what was left out", self._more)

    @property
    def kinds(self) -> list[type[DynamicButton]]:
        return [*self.on_items, *self.on_names, *self.on_left_out, self.enough, self.more]

    @app_commands.command(name="review", description="Decides what the bot left open, one question at a time")
    @app_commands.guild_only()
    @app_commands.default_permissions(manage_guild=True)
    async def review(self, interaction: Interaction) -> None:
        await self.pager.send(interaction, QUESTION, await self.asked(interaction))

    async def asked(self, _interaction: Interaction, *done: str) -> Answer:
        """The next question with its buttons; ``done`` says what was decided before. Items first: their news grows old;
        names wait."""
        shown, kinds, number = await self._next()
        acts = tuple(act_of(kind(number)) for kind in kinds)  # type: ignore[arg-type]
        return replace(shown, notes=done, acts=acts, is_private=True)

    def _buttons(
        self, verb: str, labels: Mapping[str, str], what: str, done: Mapping[str, str], decide: Decide
    ) -> list[type[DynamicButton]]:
        """One for each verdict; ``done`` says in words what was decided."""
        return [
            button(
                f"{verb}-{verdict}", label, self._pressed(verdict, f"{what} {{}}: {done[verdict]}", decide)
            )
            for verdict, label in labels.items()
        ]

    def _pressed(self, verdict: str, told: str, decide: Decide) -> Callable[[Interaction, int], Any]:
        async def pressed(interaction: Interaction, number: int) -> None:
            if refusal := await self.home.refusal_to_press(interaction):
                await tell(interaction, refusal)
                return
            who = Who(f"discord:{interaction.user.id}", interaction.guild_id, self.now())
            outcome = await decide(number, verdict, who)
            if isinstance(outcome, AmendRefusal):
                await tell(interaction, outcome.why)
                return
            done = f"{told.format(number)}. `/amend undo entry:{outcome.id}` takes it back."
            await self.pager.swap(interaction, QUESTION, await self.asked(interaction, done))

        return pressed

    async def _more(self, interaction: Interaction, _number: int) -> None:
        """A day's questions once more, of those that were not asked."""
        if refusal := await self.home.refusal_to_press(interaction):
            await tell(interaction, refusal)
            return
        await self.store.reviews.ask_unasked(MORE)
        await self.pager.swap(interaction, QUESTION, await self.asked(interaction))

    async def _enough(self, interaction: Interaction, _number: int) -> None:
        if refusal := await self.home.refusal_to_press(interaction):
            await tell(interaction, refusal)
            return
        await self.store.left_out.enough()
        await self.pager.swap(interaction, QUESTION, await self.asked(interaction))

    async def _next(self) -> tuple[Answer, Sequence[type[DynamicButton]], int]:
        """What is decided next, with the kinds of its buttons and its number: what was left out is offered last."""
        waiting = await self.store.reviews.count() + await self.store.proposals.count()
        if cases := await self.store.reviews.waiting(limit=1):
            return card(cases[0], waiting), self.on_items, cases[0].review.id or 0
        if names := await self.store.proposals.waiting(limit=1):
            shown = name_card(names[0], entry_of(names[0], self.now()), waiting)
            return shown, self.on_names, names[0].proposal.id or 0
        offered = await self.left_out.offered() if self.left_out else []
        if offered and (case := await self.store.reviews.case(offered[0])):
            return card(case, len(offered)), [*self.on_left_out, self.enough], offered[0]
        unasked = await self.store.reviews.unasked()
        return none_waiting(unasked), [self.more] if unasked else [], 0
