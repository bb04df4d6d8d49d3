"""``/brief topic``: what matters first, then by theme, every line cited, and at the end what is not known."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.brief import Brief, Group, compose_brief
from facts.asking.windows import NotADate
from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import Answer, Line, Section, fitted
from handlers.render.pages.claim import claim_line
from handlers.render.pages.differing import differing_lines
from handlers.render.pages.event import event_line
from handlers.render.pages.sources import sources
from handlers.render.words.cite import cited, evidenced
from handlers.render.words.text import safe, sentence
from handlers.ui.completion import choices, topic_rows
from handlers.ui.not_found import nothing, refused
from handlers.ui.options import Words
from handlers.ui.reply import Reply
from handlers.ui.topic_search import Looked, Topical, sides, told_window
from store.nouns.models import Agreement, Claim, Event
from store.nouns.views import Findings, Library, Told
from store.search.answers import Answers

SIZES = (24, 16, 12, 9, 8, 7, 6, 5, 4, 3, 2)
"""Lines of a part, until the brief fits; events and agreements get twice, views half as many."""
AMPLE = 9
"""From so many lines on there is room for the terms of each agreement."""


class BriefCommand(commands.Cog):
    """A briefing on a topic, or on everything that is known."""

    def __init__(self, answers: Answers, topical: Topical, reply: Reply) -> None:
        self.answers = answers
        self.topical = topical
        self.reply = reply

    @app_commands.command(
        name="brief", description="What matters on a topic: bottom line first, every line with its source"
    )
    @app_commands.describe(
        topic="In your own words: China Pakistan, Russia arms embargo Pakistan, CPEC",
        since="From: 2020, 2020-11, 2020-11-30, 30d, last month",
        until="To: the same, the last day included",
        share="Show it to everybody here",
    )
    async def brief(
        self,
        interaction: discord.Interaction[Any],
        topic: Words = "",
        since: Words = "",
        until: Words = "",
        share: bool = False,
    ) -> None:
        await self.reply.send(interaction, await self.answer(topic, since, until), share=share)

    @brief.autocomplete("topic")
    async def complete(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return choices(typed, topic_rows(await self.answers.names()))

    async def answer(self, topic: str = "", since: str = "", until: str = "") -> Answer:
        looked = await self.topical.look(topic, since, until, by_weight=True)
        if isinstance(looked, NotADate):
            return refused(looked.why)
        return nothing(looked) if looked.is_empty else await fitted(partial(brief_answer, looked), SIZES)


def brief_answer(looked: Looked, most: int) -> Answer:
    """The composed brief, rendered with at most so many lines in a part."""
    found = looked.found
    told = {one.event.id: one for one in found.events}
    brief = compose_brief([one.event for one in found.events], found.agreements, found.claims)
    tally = found.tally
    scope = f"{tally.events:,} events, {len(found.agreements)} agreements, {tally.claims:,} statements"
    lead = Line(f"On {sides(looked.topic)}; window: {told_window(looked.window)}; {scope}.")
    parts = tuple(part for part in _sections(brief, told, found, most) if part.lines)
    title = f"Brief: {looked.topic.asked}" if looked.topic.asked else "Brief: everything that is known"
    return Answer(title, (lead,), (*parts, sources(parts)), looked.notes)


def _sections(brief: Brief, told: dict[str, Told], found: Findings, most: int) -> Iterator[Section]:
    library = found.library
    yield Section("Bottom line", tuple(_first(event, told, library) for event in brief.bottom))
    shown = {event.id for event in brief.bottom}
    for group in brief.groups:
        unread = _unread(group, found)
        yield Section(group.heading, tuple(_group(group, told, library, shown, most, unread)))
    differing = [line for one in brief.differing for line in differing_lines(one, library)]
    yield Section("Where sources differ", shortened(differing, most))
    yield Section("Figures", _claims(brief.figures, library, most))
    yield Section("Also known", _claims(brief.facts, library, most))
    yield Section("Plans and expectations of the time", _claims(brief.plans, library, most))
    yield Section("Views", _claims(brief.views, library, (most + 1) // 2))
    yield Section("Denied", _claims(brief.denied, library, most))
    unread = found.tally.events - len(found.events)
    yield Section("Not known", shortened(list(unknown_lines(brief, told, library)), most))
    if unread > 0:
        yield Section(
            "Not read here", (Line(f"{unread:,} events of less weight: a narrower topic or window."),)
        )


def _first(event: Event, told: dict[str, Told], library: Library) -> Line:
    return event_line(told[event.id], library, full=True)


def _unread(group: Group, found: Findings) -> int:
    """How many events of the group's kinds are counted only."""
    kinds = {event.kind for event in group.events}
    known = sum(found.tally.by_kind.get(kind, 0) for kind in kinds)
    return max(0, known - len(group.events))


def _group(
    group: Group, told: dict[str, Told], library: Library, shown: set[str], most: int, unread: int
) -> Iterator[Line]:
    events = [event_line(told[event.id], library) for event in group.events if event.id not in shown]
    yield from shortened(events, 2 * most, unread)
    yield from shortened([agreement_line(a, library, full=most >= AMPLE) for a in group.agreements], 2 * most)


def _claims(claims: tuple[Claim, ...], library: Library, most: int) -> tuple[Line, ...]:
    return shortened([claim_line(claim, library) for claim in claims], most)


def shortened(lines: list[Line], most: int, unread: int = 0) -> tuple[Line, ...]:
    """At most so many of the lines; what is left out is counted, with the ``unread`` that no line was made for."""
    left = max(0, len(lines) - most) + unread
    return (
        (*lines[:most], Line(f"… and {left:,} more: a narrower topic or window shows them."))
        if left > 0
        else tuple(lines)
    )


def unknown_lines(brief: Brief, told: dict[str, Told], library: Library) -> Iterator[Line]:
    """What sources say is not known, with the sources of what it is not known about."""
    for subject in brief.unknown:
        texts = " ".join(sentence(safe(text)) for text in subject.unknown)
        if isinstance(subject, Agreement):
            yield Line(f"{safe(subject.name)}: {texts}", cited(subject.citations, library))
        else:
            yield Line(f"{safe(subject.title)}: {texts}", evidenced(told[subject.id].evidence, library))
