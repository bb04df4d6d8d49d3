"""*Not relevant* and *Same as…* under the message of an event: an analyst's word, which waits for a decision."""

from collections.abc import Callable
from datetime import datetime

from handlers.delivery.reports import event_of
from handlers.render.cards.group import option
from handlers.ui.buttons import OFFERED, Interaction, Item, button, menu, tell, view_of
from handlers.ui.deferral import say
from handlers.ui.home import Home
from store.people.amending import AmendRefusal, Who
from store.store import Store

LONGEST_VALUE = 100
"""Characters of an option's value (Discord's documentation, "Select Option Structure")."""
GONE = "This event is not known any more."


class MarkButtons:
    """``kinds`` are the buttons, ``menus`` what they open; the client has to know both."""

    def __init__(self, store: Store, home: Home, now: Callable[[], datetime]) -> None:
        self.store = store
        self.home = home
        self.now = now
        self.kinds: list[type[Item]] = [
            button("irrelevant", "Not relevant", self._irrelevant),
            button("same", "Same as…", self._same),
        ]
        self.menu = menu("same-as", "The event that it is", self._chosen)

    async def _irrelevant(self, interaction: Interaction, number: int) -> None:
        await self._mark(interaction, number, None)

    async def _same(self, interaction: Interaction, number: int) -> None:
        event = await self._event(interaction, number)
        if event is None:
            return
        near = [one for one in await self.store.activity.near(event, OFFERED) if len(one.id) <= LONGEST_VALUE]
        if not near:
            await tell(interaction, "No other event is near enough to be the same.")
            return
        view = view_of([self.menu(number, [option(one.id, one) for one in near])])  # type: ignore[call-arg, arg-type]
        await say(interaction, content="Which event is it?", view=view, ephemeral=True)

    async def _chosen(self, interaction: Interaction, number: int, same_as: str) -> None:
        await self._mark(interaction, number, same_as)

    async def _mark(self, interaction: Interaction, number: int, same_as: str | None) -> None:
        event = await self._event(interaction, number)
        if event is None:
            return
        who = Who(f"discord:{interaction.user.id}", interaction.guild_id, self.now())
        outcome = await self.store.reviews.mark(event, same_as, who)
        if isinstance(outcome, AmendRefusal):
            await tell(interaction, outcome.why)
        else:
            await tell(interaction, f"Noted for `/review`; `/amend undo entry:{outcome.id}` takes it back.")

    async def _event(self, interaction: Interaction, number: int) -> str | None:
        """The event under whose message the person pressed; tells them where they may not or it is gone."""
        if refusal := await self.home.refusal_to_press(interaction):
            await tell(interaction, refusal)
            return None
        alert = await self.store.outbox.one(number)
        event = await self.store.register.event(event_of(alert)) if alert else None
        if event is None:
            await tell(interaction, GONE)
        return event.id if event else None
