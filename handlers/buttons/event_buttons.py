"""What stands under a message about events: *Read*, *Details*, *Watch*; a menu where it tells several, *Stop* for a person."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import discord

from handlers.alerts.rule_text import described_rules
from handlers.alerts.rules import watches_for
from handlers.buttons.digest_buttons import DigestButtons
from handlers.buttons.mark_buttons import MarkButtons
from handlers.buttons.personal_digest import PersonalDigests, followed_channel
from handlers.buttons.watch_buttons import WatchButtons
from handlers.buttons.watching import ended_line, watched_name
from handlers.delivery.reports import event_of, report
from handlers.render.cards import alert as event_message
from handlers.render.cards.details import Background, details
from handlers.render.cards.group import Telling, marked, options
from handlers.render.cards.report import Report
from handlers.render.pages.answer import Answer, Line
from handlers.render.paging.booklet import AskedCommand
from handlers.render.words.headline import OURS
from handlers.render.words.text import safe
from handlers.ui.buttons import DynamicButton, Interaction, button, menu, number_of, row_of, tell, view_of
from handlers.ui.deferral import say
from handlers.ui.home import Home
from handlers.ui.pager import Pager
from store.nouns.outbox import Alert
from store.outbox.queueing import mark_of
from store.store import Store

GONE = "This event is not known any more."
DETAILS = "details"
"""What a page of details is asked for by, as commands are by their names."""


class EventButtons:
    """Makes the buttons and answers them: for a channel with those that mark, for a person with one that stops.

    A message that tells several events has a menu: the one that is chosen is shown with its own buttons.
    """

    def __init__(
        self,
        store: Store,
        now: Callable[[], datetime],
        home: int | None = None,
        observe: Callable[[Answer], None] | None = None,
    ) -> None:
        """``home`` is the home server that the operator set, if one is; ``observe`` is shown every answer before it
        leaves."""
        self.store = store
        self.pager = Pager(store.kept_answers, now, observe)
        self.marks = MarkButtons(store, Home(store.guilds, home), now)
        self.watching = WatchButtons(store, now)
        self.digests = DigestButtons(store, self.pager, self.answer, self.marks.acts)
        self.personal = PersonalDigests(store, now, self.watching.undo)
        self.details: type[DynamicButton] = button("details", "Details", self._details)
        self.before = [button("sources", "Sources", self._details), button("why", "Why", self._details)]
        """Of messages that were posted before there was *Details*, which tells what they told."""
        self.stop: type[DynamicButton] = button("unwatch", "Stop all watches", self._stop)
        self.group = menu("group", "Sources, reasons and more of one event", self._chosen)

    @property
    def items(self) -> list[type[Any]]:
        """What the client has to know to answer after a restart."""
        others = [*self.marks.items, *self.watching.items, *self.digests.items, *self.personal.items]
        return [self.details, *self.before, *others, self.group, self.stop]

    def under(self, alert: Alert, told: Sequence[Telling] = (), read: str | None = None) -> discord.ui.View:
        """What stands under the alert's message; ``told`` are the events of one that tells several, ``read`` is the
        address of the text. At most four: five wrap on a phone."""
        number = number_of(alert)
        stop = [self.stop] if alert.is_direct else []
        if alert.kind in ("digest", "summary"):
            return view_of([*self.digests.under(alert, told), *self._getting(alert)])
        if offered := options(told):
            menu_of = self.group(number, offered)  # type: ignore[call-arg, arg-type]
            return view_of([menu_of, *(kind(number) for kind in stop)])  # type: ignore[arg-type]
        if told or alert.kind != "event":
            return row_of(stop, number)
        if alert.body.get("style") == "compact":
            return row_of([self.details], number)
        text = [discord.ui.Button[Any](label="Read", url=read)] if read else []
        kinds = [self.details, *(stop or [self.watching.watch])]
        return view_of([*text, *(kind(number) for kind in kinds)])  # type: ignore[arg-type]

    def _getting(self, alert: Alert) -> list[discord.ui.Item[Any]]:
        """How a digest comes to a person, and how it ends: their watches, or a channel's that they follow."""
        kind = self.stop if alert.is_direct else self.personal.begin
        kind = self.personal.stop if followed_channel(alert) else kind
        return [kind(number_of(alert))]  # type: ignore[arg-type]

    async def _stop(self, interaction: Interaction, _number: int) -> None:
        ended = await self.store.subscriptions.unwatch(interaction.user.id)
        again = " `/watch add` begins again." if ended else ""
        await tell(interaction, f"{ended_line(ended)}{again}")

    async def _chosen(self, interaction: Interaction, number: int, value: str) -> None:
        """Shows one event of a group as its own message would, to the person who asked."""
        alert = await self._of_group(number, value)
        found = await report(self.store, event_of(alert)) if alert else None
        if alert is None or found is None:
            await tell(interaction, GONE)
            return
        card = event_message.alert(found, "one of several")
        view = self.under(alert, read=card.read)
        await say(interaction, content=card.content, embed=card.embed, view=view, ephemeral=True)

    async def _of_group(self, number: int, value: str) -> Alert | None:
        """By its number and mark; in a restored register, which numbers anew, by its mark."""
        alert = await self.store.outbox.one(int(value.partition("#")[0]))
        if mark := marked(value):
            return alert if alert and mark_of(alert) == mark else await self.store.outbox.marked(mark)
        return alert if alert and number in (alert.id, alert.carried_by) else None

    async def _details(self, interaction: Interaction, number: int) -> None:
        alert = await self.store.outbox.one(number)
        answer = await self.opened(interaction, alert) if alert else None
        if answer is None:
            await tell(interaction, GONE)
            return
        await self.pager.send(interaction, AskedCommand(DETAILS, (str(number),)), answer)

    async def opened(self, interaction: Interaction, alert: Alert) -> Answer | None:
        """The details of an alert with what this person may do about it; ``None`` where its event is known no more."""
        answer = await self.answer(alert)
        return replace(answer, acts=await self.marks.acts(interaction, alert)) if answer else None

    async def asked(self, number: str) -> Answer:
        """The details under an alert's number, as a page asks for them again."""
        alert = await self.store.outbox.one(int(number)) if number.isdecimal() else None
        answer = await self.answer(alert) if alert else None
        return answer or Answer("Details", (Line(GONE),))

    async def answer(self, alert: Alert) -> Answer | None:
        """What *Details* tells of the event of an alert; ``None`` where it is known no more."""
        found = await report(self.store, event_of(alert))
        if found is None:
            return None
        told = [
            row
            for row in await self.store.outbox.about(f"reply:{found.event.id}")
            if row.channel == alert.channel and row.state != "dropped"
        ]
        why = await self._why(alert, found)
        found = found.in_language(alert.body.get("language", OURS))
        return details(found, found.best(alert.sent_at), Background(told, why))

    async def _why(self, alert: Alert, found: Report) -> list[str]:
        """By which rules of its channel, or by which watches of the person, the alert was sent."""
        if alert.is_direct:
            rows = await self.store.subscriptions.watches(alert.channel)
            mine = [row for row in rows if watches_for(row, found.event)]
            return [f"You watch {safe(await watched_name(self.store, row))}." for row in mine]
        rules = await self.store.subscriptions.subscriptions(alert.guild)
        return [
            f"This channel is told of {described_rules(row)}."
            for row in rules
            if row.channel == alert.channel
        ]
