"""*Sources* and *Why* under the message of an event: what says so, and how it was decided."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import discord

from handlers.answer import Answer, Line, Reply, Section
from handlers.buttons import Interaction, Item, button, number_of, row_of, tell
from handlers.mark_buttons import MarkButtons
from handlers.render.alert import Report, Sourcing, source_line
from handlers.render.text import safe
from handlers.reports import report
from store.desk import Alert
from store.store import Store

GONE = "This event is not known any more."


class EventButtons:
    """Makes the buttons and answers them: for a channel with those that mark, for a person with one that stops."""

    def __init__(self, store: Store, now: Callable[[], datetime], reply: Reply) -> None:
        self.store = store
        self.reply = reply
        self.marks = MarkButtons(store, now)
        self.reading = [button("sources", "Sources", self._sources), button("why", "Why", self._why)]
        self.stop: type[Item] = button("unwatch", "Stop all of this", self._stop)

    @property
    def items(self) -> list[type[Any]]:
        """What the client has to know to answer after a restart."""
        return [*self.reading, *self.marks.kinds, self.marks.menu, self.stop]

    def under(self, alert: Alert) -> discord.ui.View:
        kinds = [*self.reading, self.stop] if alert.is_direct else [*self.reading, *self.marks.kinds]
        return row_of(kinds, number_of(alert))

    async def _stop(self, interaction: Interaction, _number: int) -> None:
        ended = await self.store.wishes.unwatch(interaction.user.id)
        await tell(
            interaction,
            f"{ended} watch(es) ended. `/watch add` begins again." if ended else "Nothing was watched.",
        )

    async def _sources(self, interaction: Interaction, number: int) -> None:
        found = await self._report(number)
        await self._answer(interaction, sources_answer(found) if found else None)

    async def _why(self, interaction: Interaction, number: int) -> None:
        found = await self._report(number)
        await self._answer(interaction, why_answer(found) if found else None)

    async def _answer(self, interaction: Interaction, answer: Answer | None) -> None:
        if answer is None:
            await tell(interaction, GONE)
        else:
            await self.reply.send(interaction, answer)

    async def _report(self, number: int) -> Report | None:
        alert = await self.store.outbox.one(number)
        return await report(self.store, alert.subject.removeprefix("event:")) if alert else None


def sources_answer(found: Report) -> Answer:
    """Every article on the event, oldest first."""
    lines = tuple(Line(source_line(sourcing)) for sourcing in found.sourcing)
    lead = Line(f"{len(found.sourcing)} source(s) of {found.owners} independent owner group(s)")
    return Answer(found.event.title, (lead,), (Section("Sources", lines),), footer=found.event.id)


def why_answer(found: Report) -> Answer:
    """For every article why it belongs to the event, by whose decision."""
    sections = tuple(Section(safe(s.article.title)[:200], _reasons(s)) for s in found.sourcing)
    return Answer(f"Why: {found.event.title}", sections=sections, footer=found.event.id)


def _reasons(sourcing: Sourcing) -> tuple[Line, ...]:
    evidence = sourcing.evidence
    who = "a person" if evidence.decided_by.startswith("person:") else f"the {evidence.decided_by}"
    reasons = evidence.reasons or sourcing.article.reasons or ["no reason is on file"]
    decided = f"{evidence.score:.2f}, decided by {who}, <t:{int(evidence.decided_at.timestamp())}:f>"
    return (Line(f"Score {decided}"), *(Line(safe(reason)) for reason in reasons))
