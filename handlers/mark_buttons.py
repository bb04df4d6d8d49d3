"""*Not relevant* and *Same as…* under the message of an event: a moderator's word, which waits for a decision."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import discord

from handlers.buttons import Interaction, Item, button, guarded, tell
from handlers.render.text import cut
from store.amending import Refusal, Who
from store.models import Event
from store.store import Store

OFFERED = 25
"""Options that a select menu holds (Discord's documentation, "String Select")."""
NOT_ALLOWED = "Only those who manage the server may mark events here."
GONE = "This event is not known any more."


class MarkButtons:
    """``kinds`` are the buttons, ``menus`` what they open; the client has to know both."""

    def __init__(self, store: Store, now: Callable[[], datetime]) -> None:
        self.store = store
        self.now = now
        self.kinds: list[type[Item]] = [
            button("irrelevant", "Not relevant", self._irrelevant),
            button("same", "Same as…", self._same),
        ]
        self.menu = menu(self._chosen)

    async def _irrelevant(self, interaction: Interaction, number: int) -> None:
        await self._mark(interaction, number, None)

    async def _same(self, interaction: Interaction, number: int) -> None:
        event = await self._event(interaction, number)
        if event is None:
            return
        near = await self.store.stories.near(event, OFFERED)
        if not near:
            await tell(interaction, "No other event is near enough to be the same.")
            return
        view = discord.ui.View(timeout=None)
        view.add_item(self.menu(number, near))  # type: ignore[call-arg, arg-type]
        view.stop()
        await interaction.response.send_message("Which event is it?", view=view, ephemeral=True)

    async def _chosen(self, interaction: Interaction, number: int, same_as: str) -> None:
        await self._mark(interaction, number, same_as)

    async def _mark(self, interaction: Interaction, number: int, same_as: str | None) -> None:
        event = await self._event(interaction, number)
        if event is None:
            return
        who = Who(f"discord:{interaction.user.id}", interaction.guild_id, self.now())
        outcome = await self.store.reviews.mark(event, same_as, who)
        if isinstance(outcome, Refusal):
            await tell(interaction, outcome.why)
        else:
            await tell(interaction, f"Noted for `/review`; `/amend undo entry:{outcome.id}` takes it back.")

    async def _event(self, interaction: Interaction, number: int) -> str | None:
        """The event under whose message the person pressed; tells them where they may not or it is gone."""
        if not interaction.permissions.manage_guild:
            await tell(interaction, NOT_ALLOWED)
            return None
        alert = await self.store.outbox.one(number)
        event = await self.store.register.event(alert.subject.removeprefix("event:")) if alert else None
        if event is None:
            await tell(interaction, GONE)
        return event.id if event else None


def menu(
    chosen: Callable[[Interaction, int, str], Any],
) -> type[discord.ui.DynamicItem[discord.ui.Select[Any]]]:
    """A menu of events whose id holds the alert's number."""

    class EventMenu(
        discord.ui.DynamicItem[discord.ui.Select[Any]], template=r"entente:same-as:(?P<number>\d+)"
    ):
        def __init__(self, number: int, events: list[Event]) -> None:
            options = [_option(event) for event in events]
            super().__init__(discord.ui.Select(custom_id=f"entente:same-as:{number}", options=options))
            self.number = number

        @classmethod
        async def from_custom_id(cls, _interaction: Interaction, item: Any, match: Any, /) -> "EventMenu":
            made = cls(int(match["number"]), [])
            made.item = item
            return made

        async def callback(self, interaction: Interaction) -> None:
            await guarded(interaction, self.custom_id, chosen(interaction, self.number, self.item.values[0]))

    return EventMenu


def _option(event: Event) -> discord.SelectOption:
    when = event.day.isoformat() if event.day else "date not known"
    return discord.SelectOption(
        label=cut(event.title, 100), value=event.id[:100], description=f"{event.kind}, {when}"
    )
