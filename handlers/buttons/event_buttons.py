"""What stands under a message about events: *Sources*, *Why*, a menu where it tells several, *Stop* for a person."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import discord

from handlers.buttons.mark_buttons import MarkButtons
from handlers.delivery.reports import event_of, report
from handlers.render.cards import alert as event_message
from handlers.render.cards.alert import count_of_outlets, source_line
from handlers.render.cards.group import Telling, options
from handlers.render.cards.report import Report, Sourcing
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.words.text import safe, sentence
from handlers.ui.buttons import Interaction, Item, button, menu, number_of, row_of, tell, view_of
from handlers.ui.deferral import say
from handlers.ui.home import Home
from handlers.ui.reply import Reply
from store.nouns.desk import Alert
from store.store import Store

GONE = "This event is not known any more."
RELIABILITY = {
    "A": "completely reliable outlet",
    "B": "usually reliable outlet",
    "C": "fairly reliable outlet",
    "D": "not usually reliable outlet",
    "E": "unreliable outlet",
    "F": "nobody graded the outlet yet",
}
CREDIBILITY = {
    1: "confirmed by independent outlets",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
"""The words of the NATO Admiralty scale (AJP-2.1)."""


class EventButtons:
    """Makes the buttons and answers them: for a channel with those that mark, for a person with one that stops.

    A message that tells several events has a menu: the one that is chosen is shown with its own buttons.
    """

    def __init__(
        self, store: Store, now: Callable[[], datetime], reply: Reply, home: int | None = None
    ) -> None:
        """``home`` is the home server that the operator set, if one is."""
        self.store = store
        self.reply = reply
        self.marks = MarkButtons(store, Home(store.guilds, home), now)
        self.details: type[Item] = button("details", "Details", self._details)
        self.before = [button("sources", "Sources", self._sources), button("why", "Why", self._why)]
        self.stop: type[Item] = button("unwatch", "Stop all of this", self._stop)
        self.group = menu("group", "Sources, reasons and more of one event", self._chosen)

    @property
    def items(self) -> list[type[Any]]:
        """What the client has to know to answer after a restart."""
        return [self.details, *self.before, *self.marks.kinds, self.marks.menu, self.group, self.stop]

    def under(self, alert: Alert, told: Sequence[Telling] = (), read: str | None = None) -> discord.ui.View:
        """What stands under the alert's message; ``told`` are the events of one that tells several, ``read`` is the
        address of the text. At most four: five wrap on a phone."""
        number = number_of(alert)
        stop = [self.stop] if alert.is_direct else []
        if offered := options(told):
            menu_of = self.group(number, offered)  # type: ignore[call-arg, arg-type]
            return view_of([menu_of, *(kind(number) for kind in stop)])  # type: ignore[arg-type]
        if told or alert.kind != "event":
            return row_of(stop, number)
        text = [discord.ui.Button[Any](label="Read", url=read)] if read else []
        kinds = [self.details, *(stop or self.marks.kinds)]
        return view_of([*text, *(kind(number) for kind in kinds)])  # type: ignore[arg-type]

    async def _stop(self, interaction: Interaction, _number: int) -> None:
        ended = await self.store.subscriptions.unwatch(interaction.user.id)
        await tell(
            interaction,
            f"{ended} watch(es) ended. `/watch add` begins again." if ended else "Nothing was watched.",
        )

    async def _chosen(self, interaction: Interaction, number: int, value: str) -> None:
        """Shows one event of a group as its own message would, to the person who asked."""
        alert = await self.store.outbox.one(int(value))
        found = await report(self.store, event_of(alert)) if alert else None
        if alert is None or found is None or number not in (alert.id, alert.carried_by):
            await tell(interaction, GONE)
            return
        card = event_message.alert(found, "one of several")
        view = self.under(alert, read=card.read)
        await say(interaction, content=card.content, embed=card.embed, view=view, ephemeral=True)

    async def _details(self, interaction: Interaction, number: int) -> None:
        found = await self._report(number)
        await self._answer(interaction, details_answer(found) if found else None)

    async def _sources(self, interaction: Interaction, number: int) -> None:
        found = await self._report(number)
        await self._answer(interaction, sources_answer(found) if found else None)

    async def _why(self, interaction: Interaction, number: int) -> None:
        found = await self._report(number)
        await self._answer(interaction, why_these_sources(found) if found else None)

    async def _answer(self, interaction: Interaction, answer: Answer | None) -> None:
        if answer is None:
            await tell(interaction, GONE)
        else:
            await self.reply.send(interaction, answer)

    async def _report(self, number: int) -> Report | None:
        alert = await self.store.outbox.one(number)
        return await report(self.store, event_of(alert)) if alert else None


def sources_answer(found: Report) -> Answer:
    """Every article on the event, oldest first."""
    lines = tuple(Line(source_line(sourcing)) for sourcing in found.sourcing)
    lead = Line(f"{_count(found)}.")
    return Answer(found.event.title, (lead,), (Section("Sources", lines),), footer=found.event.id)


def details_answer(found: Report) -> Answer:
    """Who says what, how sure it is, and why each text belongs to the event."""
    credible = found.credible
    said = tuple(Line(source_line(sourcing)) for sourcing in found.sourcing)
    sure = (
        Line(f"{credible.letter}: {RELIABILITY[credible.letter]}"),
        Line(f"{credible.digit}: {CREDIBILITY[credible.digit]}"),
    )
    why = tuple(line for sourcing in found.sourcing for line in _reasons(sourcing))
    unknown = tuple(Line(safe(text)) for text in found.event.unknown)
    parts = (
        Section("Who says what", said),
        Section("Not known", unknown),
        Section("How sure (NATO Admiralty scale)", sure),
        Section("Why it is this event", why),
    )
    lead = (Line(f"{_count(found)}. Importance: {found.event.importance}."),)
    return Answer(found.event.title, lead, tuple(part for part in parts if part.lines), footer=found.event.id)


def _count(found: Report) -> str:
    outlets = len({one.outlet for one in found.sourcing})
    return sentence(count_of_outlets(outlets, found.owners)).rstrip(".")


def why_these_sources(found: Report) -> Answer:
    """For every article why it belongs to the event, by whose decision."""
    sections = tuple(Section(safe(s.article.title)[:200], _reasons(s)) for s in found.sourcing)
    return Answer(f"Why: {found.event.title}", sections=sections, footer=found.event.id)


def _reasons(sourcing: Sourcing) -> tuple[Line, ...]:
    evidence = sourcing.evidence
    who = "a person" if evidence.decided_by.startswith("person:") else f"the {evidence.decided_by}"
    reasons = evidence.reasons or sourcing.article.reasons or ["no reason is on file"]
    decided = f"{evidence.score:.2f}, decided by {who}, <t:{int(evidence.decided_at.timestamp())}:f>"
    return (Line(f"Score {decided}"), *(Line(safe(reason)) for reason in reasons))
