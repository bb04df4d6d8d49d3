"""What stands under a digest: a menu that opens a story to whoever chooses it, and all stories where it tells only some."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import discord

from facts.model.ranks import RANKS
from handlers.alerts.digest import CANDIDATES, LOOK_BACK, is_news
from handlers.alerts.rule_text import chosen_events
from handlers.delivery.reports import event_of, report, teller_of
from handlers.render.cards.details import Background, details
from handlers.render.cards.group import Telling, option
from handlers.render.pages.answer import Answer, AnswerAct, Line, Section
from handlers.render.pages.event import event_line
from handlers.render.paging.booklet import AskedCommand
from handlers.ui.buttons import Interaction, Item, button, menu, tell
from handlers.ui.pager import Pager
from store.nouns.desk import Alert, Digest
from store.store import Store

GONE = "This digest is not known any more."
STORY_GONE = "This event is not known any more."
STORIES, STORY = "stories", "story"
"""What the pages are asked for by, as commands are by their names."""
WHY = "It is one of the stories of this digest."

DetailsOf = Callable[[Alert], Awaitable[Answer | None]]
Acts = Callable[[Interaction, Alert], Awaitable[tuple[AnswerAct, ...]]]


class DigestButtons:
    """The options hold an event's place among those that the alert's row names: they work after any restart."""

    def __init__(self, store: Store, pager: Pager, answer: DetailsOf, acts: Acts) -> None:
        """``answer`` and ``acts`` are what *Details* tells under the message of an event, and offers there."""
        self.store = store
        self.pager = pager
        self.answer = answer
        self.acts = acts
        self.every: type[Item] = button("stories", "All stories", self._all)
        self.menu = menu("story", "Open a story", self._chosen)

    @property
    def items(self) -> list[type[Any]]:
        """What the client has to know to answer after a restart."""
        return [self.every, self.menu]

    def under(self, alert: Alert, told: Sequence[Telling]) -> list[discord.ui.Item[Any]]:
        """``told`` are the events in the order in which its row names them, those that are gone without a report."""
        number = alert.id or 0
        options = [option(str(at), one.report.event) for at, one in enumerate(told) if one.report is not None]
        offered: list[Any] = [self.menu(number, options)] if options else []  # type: ignore[call-arg, arg-type]
        if alert.body.get("left") and alert.kind == "digest":
            offered.append(self.every(number))  # type: ignore[arg-type]
        return offered

    async def _chosen(self, interaction: Interaction, number: int, value: str) -> None:
        alert = await self.store.outbox.one(number)
        name = _event_at(alert, value) if alert else None
        if alert is None or name is None:
            await tell(interaction, STORY_GONE)
            return
        question = AskedCommand(STORY, (str(number), value))
        answer = await self.asked_story(str(number), value)
        teller = await self._teller(alert, name)
        acts = await self.acts(interaction, teller) if teller else ()
        await self.pager.send(interaction, question, replace(answer, acts=acts))

    async def _all(self, interaction: Interaction, number: int) -> None:
        answer = await self.asked_stories(str(number))
        await self.pager.send(interaction, AskedCommand(STORIES, (str(number),)), answer)

    async def asked_story(self, number: str, value: str) -> Answer:
        """One story: as the details of the message that told it in this channel, or else of the event itself."""
        alert = await self.store.outbox.one(int(number)) if number.isdecimal() else None
        name = _event_at(alert, value) if alert else None
        found = await report(self.store, name) if name else None
        if alert is None or found is None:
            return Answer("A story", (Line(STORY_GONE),))
        teller = await self._teller(alert, found.event.id)
        answer = await self.answer(teller) if teller else None
        return answer or details(found, found.best(alert.sent_at), Background((), (WHY,)))

    async def asked_stories(self, number: str) -> Answer:
        """Everything of the digest's window that its filters let through: what it tells first, then by importance."""
        alert = await self.store.outbox.one(int(number)) if number.isdecimal() else None
        if alert is None:
            return Answer("All stories", (Line(GONE),))
        rules = await self._rules(alert)
        start, until = (datetime.fromisoformat(alert.body[name]) for name in ("from", "until"))
        stirred = await self.store.activity.stirred(start - LOOK_BACK, until, rules, CANDIDATES)
        stirred.sort(key=lambda entry: -RANKS.index(entry.event.importance))
        others = [entry.event.id for entry in stirred if is_news(entry, start)]
        ids = list(dict.fromkeys([*alert.body["events"], *others]))
        rows = await self.store.answers.these({"event": ids})
        lines = {told.event.id: event_line(told, rows.library) for told in rows.events}
        shown = tuple(lines[one] for one in ids if one in lines)
        many = "One event" if len(shown) == 1 else f"{len(shown)} events"
        filters = f" The digest tells of {chosen_events(rules)}." if rules else ""
        span = f"<t:{int(start.timestamp())}:f> to <t:{int(until.timestamp())}:f>"
        lead = Line(f"{many}, {span}.{filters}")
        return Answer("All stories", (lead,), (Section("Most important first", shown),) if shown else ())

    async def _rules(self, alert: Alert) -> Digest | None:
        """The schedule that the digest came of; without one that has ended."""
        rows = await self.store.subscriptions.digests(alert.guild)
        return next((row for row in rows if alert.subject == f"digest:{row.id}"), None)

    async def _teller(self, alert: Alert, event: str) -> Alert | None:
        """What told the event where the digest stands."""
        teller = await teller_of(self.store, event, alert.channel)
        return teller if teller is not None and event_of(teller) == event else None


def _named(alert: Alert) -> list[str]:
    """The ids of the events that a digest tells."""
    return [*alert.body["events"], *alert.body.get("expected", ())]


def _event_at(alert: Alert, value: str) -> str | None:
    names = _named(alert) if "events" in alert.body else []
    return names[int(value)] if value.isdecimal() and int(value) < len(names) else None
