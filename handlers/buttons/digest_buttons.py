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
from handlers.render.cards.group import Telling, story_option
from handlers.render.pages.answer import Answer, AnswerAct, Line, Section
from handlers.render.pages.event import event_line
from handlers.render.paging.booklet import AskedCommand
from handlers.ui.buttons import DynamicButton, Interaction, button, menu, tell
from handlers.ui.pager import Pager
from store.nouns.outbox import Alert
from store.nouns.subscriptions import ChosenEvents, DigestFacts
from store.search.activity import RecentActivity
from store.store import Store

GONE = "This digest is not known any more."
STORY_GONE = "This event is not known any more."
STORIES, STORY = "stories", "story"
"""What the pages are asked for by, as commands are by their names."""
WITHOUT = {
    "digest": "Its schedule has ended, and its filters were not kept: these are the stories that it told itself.",
    "summary": "These are the stories that it told of what you watch.",
}
"""What is said where no filters are known, by the kind of the message."""
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
        self.every: type[DynamicButton] = button("stories", "All stories", self._all)
        self.menu = menu("story", "Open a story", self._chosen)

    @property
    def items(self) -> list[type[Any]]:
        """What the client has to know to answer after a restart."""
        return [self.every, self.menu]

    def under(self, alert: Alert, told: Sequence[Telling]) -> list[discord.ui.Item[Any]]:
        """``told`` are the events in the order in which its row names them, those that are gone without a report."""
        number = alert.id or 0
        options = [story_option(str(at), one.report) for at, one in enumerate(told) if one.report is not None]
        offered: list[Any] = [self.menu(number, options)] if options else []  # type: ignore[call-arg, arg-type]
        if alert.body.get("left") and alert.kind == "digest":
            offered.append(self.every(number))  # type: ignore[arg-type]
        return offered

    async def _chosen(self, interaction: Interaction, number: int, value: str) -> None:
        alert = await self.store.outbox.one(number)
        story = await self._story(alert, value) if alert else None
        if story is None:
            await tell(interaction, STORY_GONE)
            return
        answer, teller = story
        acts = await self.acts(interaction, teller) if teller else ()
        question = AskedCommand(STORY, (str(number), value))
        await self.pager.send(interaction, question, replace(answer, acts=acts))

    async def _all(self, interaction: Interaction, number: int) -> None:
        answer = await self.asked_stories(str(number))
        await self.pager.send(interaction, AskedCommand(STORIES, (str(number),)), answer)

    async def asked_story(self, number: str, value: str) -> Answer:
        """One story, as a page asks for it again."""
        alert = await self.store.outbox.one(int(number)) if number.isdecimal() else None
        story = await self._story(alert, value) if alert else None
        return story[0] if story else Answer("A story", (Line(STORY_GONE),))

    async def _story(self, alert: Alert, value: str) -> tuple[Answer, Alert | None] | None:
        """As the details of the message that told it in this channel, which comes second, or else of the event itself;
        None where it is known no more."""
        name = _event_at(alert, value)
        event = await self.store.register.event(name) if name else None
        if event is None:
            return None
        teller = await self._teller(alert, event.id)
        if teller is not None and (answer := await self.answer(teller)):
            return answer, teller
        found = await report(self.store, event.id)
        return (details(found, found.best(alert.sent_at), Background((), (WHY,))), None) if found else None

    async def asked_stories(self, number: str) -> Answer:
        """Everything of the digest's window that its filters let through, by importance; of a digest that kept no filters
        and whose schedule has ended, what it told."""
        alert = await self.store.outbox.one(int(number)) if number.isdecimal() else None
        if alert is None:
            return Answer("All stories", (Line(GONE),))
        rules = await self._rules(alert)
        stirred = await self._stirred(alert, rules) if rules else []
        others = [one.event.id for one in stirred if is_news(one, _instant(alert, "from"))]
        shown = await self._lines(list(dict.fromkeys([*alert.body["events"], *others])))
        start, until = (int(_instant(alert, name).timestamp()) for name in ("from", "until"))
        many = _counted(len(shown), is_all=len(stirred) < CANDIDATES)
        first = f"{many}, <t:{start}:f> to <t:{until}:f>."
        filters = f"The digest tells of {chosen_events(rules)}." if rules else WITHOUT[alert.kind]
        lead = Line(f"{first} {filters}")
        return Answer("All stories", (lead,), (Section("Most important first", shown),) if shown else ())

    async def _stirred(self, alert: Alert, rules: ChosenEvents) -> list[RecentActivity]:
        start = _instant(alert, "from") - LOOK_BACK
        return await self.store.activity.stirred(start, _instant(alert, "until"), rules, CANDIDATES)

    async def _lines(self, ids: Sequence[str]) -> tuple[Line, ...]:
        """By importance; of equal importance in the order of ``ids``."""
        rows = await self.store.answers.these({"event": ids})
        events = {told.event.id: told for told in rows.events}
        living = [events[name] for name in ids if name in events]
        ranked = sorted(living, key=lambda told: -RANKS.index(told.event.importance))
        return tuple(event_line(told, rows.library) for told in ranked)

    async def _rules(self, alert: Alert) -> ChosenEvents | None:
        """By what the digest chose; of one that did not keep it, what its schedule chooses now, if that has not ended."""
        if alert.kind != "digest":
            return None
        if chosen := alert.body.get("filters"):
            return DigestFacts(guild=alert.guild or 0, channel=alert.channel, **chosen)
        rows = await self.store.subscriptions.digests(alert.guild)
        return next((row for row in rows if alert.subject == f"digest:{row.id}"), None)

    async def _teller(self, alert: Alert, event: str) -> Alert | None:
        """What told the event where the digest stands."""
        teller = await teller_of(self.store, event, alert.channel)
        return teller if teller is not None and event_of(teller) == event else None


def _instant(alert: Alert, name: str) -> datetime:
    return datetime.fromisoformat(alert.body[name])


def _counted(shown: int, *, is_all: bool) -> str:
    if not is_all:
        return f"The {shown} most important events"
    return "One event" if shown == 1 else f"{shown} events"


def _named(alert: Alert) -> list[str]:
    """The ids of the events that a digest tells."""
    return [*alert.body["events"], *alert.body.get("expected", ())]


def _event_at(alert: Alert, value: str) -> str | None:
    names = _named(alert) if "events" in alert.body else []
    return names[int(value)] if value.isdecimal() and int(value) < len(names) else None
