"""``/timeline topic``: what happened, in the order of its days, as exactly as they are known."""

import asyncio
from collections.abc import Iterator
from datetime import date
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.windows import NotADate, Window, overlaps
from handlers.render.illustrations.line_of_time import strip_of
from handlers.render.pages.agreement import ledger_line
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import event_line
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.words.dates import day
from handlers.ui.completion import topic_choices
from handlers.ui.not_found import nothing, refused
from handlers.ui.options import Words
from handlers.ui.pager import Pager
from handlers.ui.topic_search import Looked, Topical, scope, sides
from store.nouns.models import Agreement, Claim, Event
from store.nouns.values import Step
from store.search.answers import Answers

Dated = tuple[date, int, Line]


class TimelineCommand(commands.Cog):
    """Oldest first: events, the steps of agreements, and dated statements that no event holds."""

    def __init__(self, answers: Answers, topical: Topical, pager: Pager) -> None:
        self.answers = answers
        self.topical = topical
        self.pager = pager

    @app_commands.command(name="timeline", description="What happened, in the order of its days")
    @app_commands.describe(
        topic="An actor, a pair of countries, an agreement, a theme: China Pakistan exercises",
        since="From: 2020, 2020-11, 2020-11-30, 30d, last month",
        until="To: the same, the last day included",
        share="Show it to everybody here",
    )
    async def timeline(
        self,
        interaction: discord.Interaction[Any],
        topic: Words,
        since: Words = "",
        until: Words = "",
        share: bool = False,
    ) -> None:
        question = AskedCommand("timeline", (topic, since, until))
        await self.pager.send(interaction, question, await self.answer(topic, since, until), share=share)

    @timeline.autocomplete("topic")
    async def complete(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await topic_choices(self.answers, typed)

    async def answer(self, topic: str, since: str = "", until: str = "") -> Answer:
        looked = await self.topical.look(topic, since, until)
        if isinstance(looked, NotADate):
            return refused(looked.why)
        return nothing(looked) if looked.is_empty else await asyncio.to_thread(timeline_answer, looked)


def timeline_answer(looked: Looked) -> Answer:
    """Everything with a day in its order; then what is known without one."""
    rows = sorted(_dated(looked), key=lambda row: row[:2])
    dated = Section("In the order of their days", tuple(line for _, _, line in rows))
    parts = tuple(part for part in (dated, Section("Date not known", tuple(_undated(looked)))) if part.lines)
    lead = (Line(f"On {sides(looked.topic)}: {len(rows):,} dated entries{_span(looked)}.{_unread(looked)}"),)
    met = names_met(looked.found)
    events = [told.event for told in looked.found.events]
    return Answer(
        f"Timeline: {looked.topic.asked}",
        lead,
        parts,
        looked.notes,
        names=met,
        scope=scope(looked.window),
        picture=strip_of(f"{looked.topic.asked}, step by step", events, looked.found.tally.events),
    )


def _span(looked: Looked) -> str:
    """From the first to the last day of the events."""
    events = [told.event for told in looked.found.events if told.event.day]
    if len(events) < 2:
        return ""
    first, last = min(events, key=_day), max(events, key=_day)
    return f", {day(first.day, first.precision)} to {day(last.day, last.precision)}"


def _day(event: Event) -> date:
    return event.day or date.min


def _unread(looked: Looked) -> str:
    """That only the newest events are here, where there are more of them."""
    events, known = looked.found.events, looked.found.tally.events
    if len(events) >= known:
        return ""
    last = events[-1].event
    since = f", from {day(last.day, last.precision)} on" if last.day else ""
    return f" These are the newest {len(events)} of {known:,} events{since}: until: shows earlier ones."


def _dated(looked: Looked) -> Iterator[Dated]:
    library = looked.found.library
    events = [told.event for told in looked.found.events]
    for told in looked.found.events:
        if told.event.day:
            yield told.event.day, 0, event_line(told, library)
    for agreement in looked.found.agreements:
        for step in _steps(agreement, events, looked.window):
            if step.day:
                yield step.day, 1, ledger_line(agreement, step, library)
    for claim in _alone(looked, events):
        if claim.day:
            yield claim.day, 2, claim_line(claim, library)


def _steps(agreement: Agreement, events: list[Event], window: Window) -> Iterator[Step]:
    """The steps in the window that no event tells already."""
    told = {event.day for event in events if event.agreement == agreement.id}
    for step in agreement.steps:
        if step.day not in told and overlaps(window, step.day, None, step.precision):
            yield step


def _alone(looked: Looked, events: list[Event]) -> Iterator[Claim]:
    shown = {event.id for event in events}
    for claim in looked.found.claims:
        if claim.kind in ("fact", "plan", "figure") and claim.event not in shown:
            yield claim


def _undated(looked: Looked) -> Iterator[Line]:
    library = looked.found.library
    for told in looked.found.events:
        if not told.event.day:
            yield event_line(told, library)
