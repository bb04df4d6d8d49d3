"""*Something wrong?* under the details of an event: an analyst's word, which waits for a decision or corrects at once."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from handlers.alerts.announcer import Announcer
from handlers.alerts.rule_text import described_rules
from handlers.buttons.correction_form import CorrectionForm
from handlers.delivery.reports import event_of
from handlers.moderation.amending import Amending
from handlers.render.cards.group import option
from handlers.render.pages.answer import AnswerAct, MetName
from handlers.ui.buttons import OFFERED, DynamicButton, Interaction, button, menu, tell, view_of
from handlers.ui.deferral import open_form, say
from handlers.ui.home import Home, may_manage
from store.nouns.models import Event
from store.nouns.outbox import Alert
from store.people.amending import AmendRefusal, Who
from store.store import Store

LONGEST_VALUE = 100
"""Characters of an option's value (Discord's documentation, "Select Option Structure")."""
GONE = "This event is not known any more."
ASK = "Something wrong?"
NOT_OURS = MetName("Not relevant: not our beat", "beat", "For whoever decides in /review")
KNOWN = MetName("Same as …: known already", "known", "Choose the event that it is")
WRONG = MetName("Told wrongly", "wrong", "Correct headline, day, place, kind or states")
ELSEWHERE = MetName("Not for this channel", "channel", "See and narrow what this channel is told of")


class MarkButtons:
    """``kinds`` are the buttons that stood under messages before there was the menu; they are answered as before."""

    def __init__(self, store: Store, home: Home, now: Callable[[], datetime]) -> None:
        self.store = store
        self.home = home
        self.now = now
        self.amending = Amending(store, Announcer(store, now), now)
        self.kinds: list[type[DynamicButton]] = [
            button("irrelevant", "Not relevant", self._irrelevant),
            button("same", "Same as…", self._same),
        ]
        self.menu = menu("same-as", "The event that it is", self._chosen)
        self.wrong = menu("wrong", ASK, self._wrong)

    @property
    def items(self) -> list[type[Any]]:
        """What the client has to know to answer after a restart."""
        return [*self.kinds, self.menu, self.wrong]

    async def acts(self, interaction: Interaction, alert: Alert) -> tuple[AnswerAct, ...]:
        """The menu with what works for this person; without it where nothing does."""
        options = await self._options(interaction, alert)
        asks = f"entente:wrong:{alert.id}"
        return (AnswerAct(ASK, asks, options, is_private=True),) if options else ()

    async def _options(self, interaction: Interaction, alert: Alert) -> tuple[MetName, ...]:
        may_mark = await self.home.refusal_to_press(interaction) is None
        is_here = alert.guild is not None and alert.guild == interaction.guild_id
        marks = (NOT_OURS, KNOWN, WRONG) if may_mark else ()
        return (*marks, ELSEWHERE) if is_here and may_manage(interaction) else marks

    async def _wrong(self, interaction: Interaction, number: int, value: str) -> None:
        match value:
            case "beat":
                await self._mark(interaction, number, None, "beat")
            case "known":
                await self._same(interaction, number)
            case "wrong":
                await self._correct(interaction, number)
            case "channel":
                await self._channel(interaction, number)

    async def _irrelevant(self, interaction: Interaction, number: int) -> None:
        await self._mark(interaction, number, None, None)

    async def _same(self, interaction: Interaction, number: int) -> None:
        event = await self._event(interaction, number)
        if event is None:
            return
        near = [
            one for one in await self.store.activity.near(event.id, OFFERED) if len(one.id) <= LONGEST_VALUE
        ]
        if not near:
            await tell(interaction, "No other event is near enough to be the same.")
            return
        view = view_of([self.menu(number, [option(one.id, one) for one in near])])  # type: ignore[call-arg, arg-type]
        await say(interaction, content="Which event is it?", view=view, ephemeral=True)

    async def _chosen(self, interaction: Interaction, number: int, same_as: str) -> None:
        await self._mark(interaction, number, same_as, "known")

    async def _mark(
        self, interaction: Interaction, number: int, same_as: str | None, reason: str | None
    ) -> None:
        event = await self._event(interaction, number)
        if event is None:
            return
        outcome = await self.store.reviews.mark(event.id, same_as, self._who(interaction), reason)
        if isinstance(outcome, AmendRefusal):
            await tell(interaction, outcome.why)
        else:
            await tell(interaction, f"Noted for `/review`; `/amend undo entry:{outcome.id}` takes it back.")

    async def _correct(self, interaction: Interaction, number: int) -> None:
        event = await self._event(interaction, number)
        if event is not None:
            form = CorrectionForm(event, self.amending, self._who(interaction), self.now().date())
            await open_form(interaction, form)

    async def _channel(self, interaction: Interaction, number: int) -> None:
        """The rules by which the channel was told, and how they are narrowed."""
        alert = await self.store.outbox.one(number)
        rows = await self.store.subscriptions.subscriptions(interaction.guild_id)
        rules = next((row for row in rows if alert is not None and row.channel == alert.channel), None)
        if rules is None:
            await tell(interaction, "This channel is told of nothing any more.")
            return
        await tell(
            interaction,
            f"<#{rules.channel}> is told of {described_rules(rules)}.\n"
            "`/alerts set` narrows that by kinds, countries, actors or importance, and shows a forecast first. "
            "Nothing is said against the event itself.",
        )

    def _who(self, interaction: Interaction) -> Who:
        return Who(f"discord:{interaction.user.id}", interaction.guild_id, self.now())

    async def _event(self, interaction: Interaction, number: int) -> Event | None:
        """The event under whose message the person pressed; tells them where they may not or it is gone."""
        if refusal := await self.home.refusal_to_press(interaction):
            await tell(interaction, refusal)
            return None
        alert = await self.store.outbox.one(number)
        event = await self.store.register.event(event_of(alert)) if alert else None
        if event is None:
            await tell(interaction, GONE)
        return event
