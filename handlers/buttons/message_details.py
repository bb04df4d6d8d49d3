"""What stands behind a message that the bot posted, found by the message's id: one event, several, or a digest's stories."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.buttons.digest_buttons import STORIES
from handlers.buttons.event_buttons import DETAILS, GONE, EventButtons
from handlers.delivery.reports import event_of
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.event import event_line, when_told
from handlers.render.paging.booklet import AskedCommand
from handlers.render.words.headline import told_title
from handlers.render.words.text import safe
from handlers.ui.buttons import Interaction, number_of, tell
from store.nouns.outbox import Alert
from store.nouns.views import Library, Told

NOTHING = "There is nothing behind this message: *Details* opens alerts, changes and digests."
TOLD = "told"
"""What a page of the events of one message is asked for by, as commands are by their names."""


@dataclass(frozen=True)
class MessageDetails:
    """Answers whoever asks, alone, as the buttons under such messages do."""

    events: EventButtons

    async def open(self, interaction: Interaction, message: int) -> None:
        rows = await self.events.store.outbox.shown_by(message)
        if not rows or rows[0].kind == "notice":
            await tell(interaction, NOTHING)
        elif asked := await self._asked(interaction, rows):
            await self.events.pager.send(interaction, *asked)
        else:
            await tell(interaction, GONE)

    async def _asked(
        self, interaction: Interaction, rows: Sequence[Alert]
    ) -> tuple[AskedCommand, Answer] | None:
        """None where what the message told is known no more."""
        first = rows[0]
        if first.kind in ("digest", "summary"):
            number = str(number_of(first))
            return AskedCommand(STORIES, (number,)), await self.events.digests.asked_stories(number)
        if len(rows) > 1:
            return AskedCommand(TOLD, (str(first.message),)), await self.asked_told(str(first.message))
        alert = await self._telling(first)
        answer = await self.events.opened(interaction, alert) if alert else None
        return (AskedCommand(DETAILS, (str(number_of(alert)),)), answer) if alert and answer else None

    async def _telling(self, alert: Alert) -> Alert | None:
        """The alert that tells the event: of a change that was told under it, the one that it was told under."""
        if alert.kind in ("change", "reply"):
            return await self.events.store.outbox.keyed(alert.body["parent"])
        return alert

    async def asked_told(self, message: str) -> Answer:
        """The events of a message that tells several, each with its details."""
        store = self.events.store
        numbers: dict[str, int] = {}
        for row in await store.outbox.shown_by(int(message) if message.isdecimal() else 0):
            if event := await store.register.event(event_of(row)):
                numbers.setdefault(event.id, number_of(row))
        found = await store.answers.these({"event": list(numbers)})
        told = {one.event.id: one for one in found.events}
        rows = [(told[name], number) for name, number in numbers.items() if name in told]
        many = "one event" if len(rows) == 1 else f"{len(rows)} events"
        return Answer(
            "Details",
            (Line(f"This message tells of {many}."),),
            (Section("Events", tuple(event_line(one, found.library) for one, _ in rows)),),
            candidates=tuple(_choice(one, number, found.library) for one, number in rows),
        )


def _choice(told: Told, number: int, library: Library) -> Line:
    """An event with what opens its details."""
    line = event_line(told, library)
    title, when = safe(told_title(told, library)), when_told(told, library)
    return Line(line.text, line.sources, head=f"**{title}**\n{when}", opens=f"{DETAILS}/{number}")
