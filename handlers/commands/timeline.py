"""``/timeline topic``: what happened, in the order of its days, as exactly as they are known."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.choose import agreement_subject, event_subject, fits
from facts.asking.windows import NotADate, overlaps, surely_within
from handlers.briefing.brief_parts import ENOUGH
from handlers.commands.recent import is_told_within, with_told
from handlers.render.illustrations.line_of_time import strip_of
from handlers.render.pages.agreement import ledger_line
from handlers.render.pages.answer import Answer, LaterLine, LaterLines, Line, Section
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import event_line, later_event
from handlers.render.pages.rows import MAYBE, dayless_lines, one_line
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.words.cite import Cited, known_day, texts_of
from handlers.render.words.dates import day
from handlers.render.words.text import capitalised, listed, safe
from handlers.retrieving.retrieval import Retrieval, Retrieving
from handlers.retrieving.retrieved import BEYOND
from handlers.ui.completion import topic_choices
from handlers.ui.not_found import nothing, refused
from handlers.ui.options import TypedWords
from handlers.ui.pager import Pager
from handlers.ui.topic_search import Looked, Topical, scope
from store.nouns.models import Agreement, Claim, Event
from store.nouns.values import Step
from store.nouns.views import Findings, Told
from store.nouns.words import stemmed_text
from store.search.answers import Answers

MOST_UNFILED, FEW_EVENTS, LAST = 8, 3, 3
"""Texts of which nothing is filed, events that are shown stage by stage, and where a text stands among what is of one day."""


@dataclass(frozen=True)
class DatedLine:
    """A line with the day that it is ordered by; ``follows`` is the event that is told to be before it. One that is not
    ``is_sure`` may lie outside the window; of one that is not ``is_theirs`` those who are asked for had no part."""

    day: date
    rank: int
    line: Line | LaterLine
    event: str = ""
    follows: str = ""
    is_sure: bool = True
    is_theirs: bool = True


FEW_DATED, FEW_UNDATED = 5, 2
"""Dated entries beside which events without a day stand on the first page too, and how many."""


class TimelineCommand(commands.Cog):
    """Oldest first: events, the steps of agreements, and dated statements that no event holds."""

    def __init__(self, answers: Answers, topical: Topical, pager: Pager) -> None:
        self.answers = answers
        self.topical = topical
        self.retrieving = Retrieving(topical)
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
        topic: TypedWords,
        since: TypedWords = "",
        until: TypedWords = "",
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
        looked = with_told(looked)
        found = await self.retrieving.unfiled(topic, since, until)
        if looked.is_empty:
            absent = nothing(await self.topical.dated(looked))
            is_quoted = any(line.text.endswith(BEYOND) for line in absent.lead)
            if is_quoted or not (found and found.unfiled(MOST_UNFILED)):
                return absent
        answer = await asyncio.to_thread(timeline_answer, looked, found)
        return answer if answer.sections else nothing(await self.topical.dated(looked))


def timeline_answer(looked: Looked, found: Retrieval | None = None) -> Answer:
    """Everything with a day in its order, texts of which nothing is filed among it; then what may lie in the window, what was
    said, and what has no day."""
    looked = replace(looked, found=Findings()) if looked.is_empty else looked
    rows = in_order([*_dated(looked), *(_texts_dated(found) if found else ())])
    sure = LaterLines(row.line for row in rows if row.is_sure and row.is_theirs)
    maybe = LaterLines([*(row.line for row in rows if not row.is_sure), *dayless_lines(looked.undated)])
    named = LaterLines(row.line for row in rows if row.is_sure and not row.is_theirs)
    every = (
        Section("Day by day", sure),
        Section(MAYBE, maybe),
        Section("Mentioned beside others", named),
        Section("Said at the time", tuple(_said(looked))),
        Section("Date not known", tuple(_undated(looked))),
    )
    parts = tuple(part for part in every if part.lines)
    events = [told.event for told in looked.found.events]
    counted = _counted(len(sure))
    texts = bool(
        found and found.unfiled(MOST_UNFILED)
    )  # the days of their telling are no span of what happened
    lead = (Line(f"{capitalised(counted)}{'' if texts else _span(looked)}.{_unread(looked)}"),)
    names = listed([facet.label for facet in looked.topic.facets]) or looked.topic.asked
    about = capitalised(names)
    return Answer(
        f"Timeline: {about}",
        lead,
        parts,
        looked.notes,
        overview=tuple(
            part for part in (every[0], one_line(maybe), _few_undated(looked, len(sure))) if part.lines
        )
        or parts,
        names=names_met(looked.found),
        scope=scope(looked.window),
        enough=ENOUGH,
        picture=strip_of(f"{about}, step by step", events, looked.found.tally.events),
    )


def _few_undated(looked: Looked, dated: int) -> Section:
    """The newest events of which the texts tell no day, beside few that have one: the newest news may be among them."""
    library = looked.found.library
    dayless = (told for told in looked.found.events if told.event.day is None)
    events = [told for told in dayless if not is_told_within(told, library, looked.window)]
    events = events if dated <= FEW_DATED else []
    return Section(
        "Date not known", tuple(event_line(told, looked.found.library) for told in events[:FEW_UNDATED])
    )


def _counted(count: int) -> str:
    return "1 dated entry" if count == 1 else f"{count:,} dated entries"


def in_order(rows: list[DatedLine]) -> list[DatedLine]:
    """By their days; what is told to follow another one never stands before it."""
    ordered = sorted(rows, key=lambda row: (row.day, row.rank))
    for row in [row for row in ordered if row.follows]:
        before = next((at for at, one in enumerate(ordered) if one.event == row.follows), -1)
        if before > ordered.index(row):
            ordered.remove(row)
            ordered.insert(before, row)
    return ordered


def _span(looked: Looked) -> str:
    """From the first to the last day of the events."""
    events = [told.event for told in looked.found.events if told.event.day and _took_part(told.event, looked)]
    if len(events) < 2:
        return ""
    first, last = min(events, key=_day), max(events, key=_day)
    begins, ends = (day(one.day, one.precision) for one in (first, last))
    return f", {begins}" if begins == ends else f", {begins} to {ends.removeprefix('told ')}"


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


def _dated(looked: Looked) -> Iterator[DatedLine]:
    """Events, and the steps and facts that no event tells."""
    events = [told.event for told in looked.found.events]
    for told in looked.found.events:
        if told.event.day or is_told_within(told, looked.found.library, looked.window):
            yield _event_dated(told, known_day(told, looked.found.library), looked)
            yield from _stages_dated(told, looked) if len(looked.found.events) <= FEW_EVENTS else ()
    yield from _steps_dated(looked, events)
    yield from _facts_dated(looked, events)


def _texts_dated(found: Retrieval) -> Iterator[DatedLine]:
    for said in found.unfiled(MOST_UNFILED):
        if said.text.day:
            yield DatedLine(said.text.day, LAST, found.titled(said))


def _stages_dated(told: Told, looked: Looked) -> Iterator[DatedLine]:
    """Of an event that is told alone or nearly so each stage that its texts tell, by the first of them that does."""
    texts = sorted(
        (text for text in texts_of(told, looked.found.library) if text.published and text.phase),
        key=lambda text: text.published.isoformat() if text.published else "",
    )
    first = {text.phase: text for text in reversed(texts)}
    for text in first.values() if len(first) > 1 else ():
        if text.published:
            title, note = f"**{safe(text.title)}**", f"told {day(text.published.date(), 'day')}"
            line = Line(f"{title} · {note}", (Cited(text),), f"{title}\n-# {note}", f"source/{text.article}")
            yield DatedLine(text.published.date(), LAST, line)


def _event_dated(told: Told, on: date, looked: Looked) -> DatedLine:
    event, line = told.event, later_event(told, looked.found.library)
    is_sure = event.day is None or surely_within(looked.window, on, event.until, event.precision)
    is_theirs = _took_part(event, looked)
    return DatedLine(on, 0, line, event.id, event.follows or "", is_sure=is_sure, is_theirs=is_theirs)


def _steps_dated(looked: Looked, events: list[Event]) -> Iterator[DatedLine]:
    told: defaultdict[str | None, set[date | None]] = defaultdict(set)
    for event in events:
        told[event.agreement].add(event.day)
    for agreement in looked.found.agreements:
        for step in _steps(agreement, told[agreement.id], looked):
            if step.day:
                is_sure = surely_within(looked.window, step.day, None, step.precision)
                line = ledger_line(agreement, step, looked.found.library)
                yield DatedLine(step.day, 1, line, is_sure=is_sure)


def _facts_dated(looked: Looked, events: list[Event]) -> Iterator[DatedLine]:
    for claim in _alone(looked, events):
        if claim.day and claim.kind == "fact":
            is_sure = surely_within(looked.window, claim.day, None, claim.precision)
            yield DatedLine(claim.day, 2, claim_line(claim, looked.found.library), is_sure=is_sure)


def _took_part(event: Event, looked: Looked) -> bool:
    """Whether every actor who is asked for by name is filed with it."""
    if not (asked := looked.topic.of("actor")):
        return True
    links = event_subject(event, looked.known).links
    return all(facet.links & links for facet in asked)


def _steps(agreement: Agreement, told: set[date | None], looked: Looked) -> Iterator[Step]:
    """The steps in the window that no event tells already; of an agreement that only mentions an actor who is asked for,
    those whose words do."""
    subject = agreement_subject(agreement, looked.known)
    for step in agreement.steps:
        if step.day not in told and overlaps(looked.window, step.day, None, step.precision):
            words = replace(subject, text=stemmed_text([step.status, step.text]))
            if all(fits(facet, words) for facet in looked.topic.of("actor")):
                yield step


def _alone(looked: Looked, events: list[Event]) -> Iterator[Claim]:
    shown = {event.id for event in events}
    for claim in looked.found.claims:
        if claim.kind in ("fact", "plan", "figure") and claim.event not in shown:
            yield claim


def _said(looked: Looked) -> Iterator[Line]:
    """Figures and plans by the day of the text that tells them: nothing that happened on that day."""
    rows = [
        claim for claim in _alone(looked, [one.event for one in looked.found.events]) if claim.kind != "fact"
    ]
    for claim in sorted((claim for claim in rows if claim.day), key=lambda claim: claim.day or date.min):
        yield claim_line(claim, looked.found.library)


def _undated(looked: Looked) -> Iterator[Line]:
    library = looked.found.library
    for told in looked.found.events:
        if not told.event.day and not is_told_within(told, library, looked.window):
            yield event_line(told, library)
