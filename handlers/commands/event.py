"""``/event name``: one event with its evidence, and why each source was matched to it."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.brief import weight
from facts.asking.resolve import most_alike
from facts.asking.windows import NotADate
from handlers.quoting.strengths import part_lines
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import (
    amount_line,
    contrary_line,
    correction_line,
    event_line,
    event_lines,
    event_unknowns,
    listed_events,
    telling_line,
    told_marks,
    told_standing,
    when_told,
)
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.words.cite import Cited, cited, described, evidenced, saying
from handlers.render.words.figures import disputed_number, disputed_text
from handlers.render.words.headline import told_title
from handlers.render.words.text import capitalised, listed, safe, sentence
from handlers.ui.completion import choices
from handlers.ui.not_found import nothing, refused
from handlers.ui.options import TypedWords
from handlers.ui.pager import Pager
from handlers.ui.readers.pasted import Pasted
from handlers.ui.topic_search import Looked, Topical, is_quiet
from store.nouns.models import Event, Evidence
from store.nouns.views import EventSheet, Findings, Library, Told
from store.search.answers import Answers

MENU = 25
FIRST = ("Amounts", "Statements", "Not known", "Before and after")
"""Sections that the first page draws from."""
FEW = 8
"""Up to so many events the most alike is shown whole; more are only listed."""


class EventCommand(commands.Cog):
    """An event by its id, its title, what its card shows, or words for it."""

    def __init__(self, answers: Answers, topical: Topical, pager: Pager, pasted: Pasted) -> None:
        self.answers = answers
        self.pasted = pasted
        self.topical = topical
        self.pager = pager

    @app_commands.command(
        name="event", description="One event: what is known, from whom, and why it was matched"
    )
    @app_commands.describe(
        name="Its headline, link or mark, or words for it: Shaheen-IX, VT-4 induction",
        share="Show it to everybody here",
    )
    async def event(
        self, interaction: discord.Interaction[Any], name: TypedWords, share: bool = False
    ) -> None:
        question = AskedCommand("event", (name,))
        await self.pager.send(interaction, question, await self.answer(name), share=share)

    @event.autocomplete("name")
    async def complete(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return choices(
            typed, [(title, key, _searched(title)) for key, title in await self.answers.titles(typed)]
        )

    async def answer(self, name: str) -> Answer:
        key = await self._by_title(name)
        if key and (sheet := await self.answers.event(key)):
            return await asyncio.to_thread(event_answer, sheet)
        looked = await self.topical.look(name, None, None)
        if isinstance(looked, NotADate):
            return refused(looked.why)
        if looked.is_empty or not looked.found.events or not looked.topic.facets:
            return nothing(looked)
        return await self._best(name, looked)

    async def _best(self, name: str, looked: Looked) -> Answer:
        """The event whose title is most like the words, with the others that they fit; a list where they are many."""
        best = await asyncio.to_thread(_most_alike, name, looked.found)
        sheet = await self.answers.event(best) if looked.found.tally.events <= FEW else None
        if sheet is None:
            return await asyncio.to_thread(which_event, name, looked)
        answer = await asyncio.to_thread(event_answer, sheet)
        others = listed_events(
            (one for one in looked.found.events if one.event.id != best), looked.found.library
        )
        more = (Section("Other events that these words fit", others),) if others else ()
        return replace(answer, sections=(*answer.sections, *more), notes=looked.notes)

    async def _by_title(self, name: str) -> str | None:
        if sheet := await self.answers.event(name.strip()):
            return sheet.told.event.id
        return await self.answers.titled(name.strip()) or await self.pasted.event(name)


def _most_alike(name: str, found: Findings) -> str:
    told = {one.event.id: (one.event.title, weight(one.event)[0]) for one in found.events}
    return most_alike(name, told)[0]


def _searched(title: str) -> str:
    """A title with the usual short form of what it says."""
    return f"{title} MoU" if "memorandum" in title.casefold() else title


def _disputed(event: Event, library: Library) -> Iterator[Line]:
    if told := disputed_number(event):
        yield Line(disputed_text(told), cited([place for one in told for place in one.citations], library))


def event_answer(sheet: EventSheet) -> Answer:
    """One event's whole answer."""
    library = sheet.found.library
    event = sheet.told.event
    said = sentence(safe(event.summary)) if event.summary and event.summary != event.title else ""
    evidence = sheet.told.evidence
    marks = told_marks(sheet.told, library)
    text = told_standing(said, marks) if said else ""
    first = f"{' '.join(filter(None, (when_told(sheet.told, library), '' if said else marks)))}."
    lines = (
        Line(capitalised(first), saying("day", evidence, library)),
        Line(f"Where: {safe(event.place)}." if event.place else "", saying("place", evidence, library)),
        Line(text, evidenced(evidence, library)),
        *_disputed(event, library),
        *_quoted(sheet.told, library),
    )
    lead = tuple(line for line in lines if line.text)
    parts = tuple(part for part in _sections(sheet) if part.lines)
    found = replace(sheet.found, events=(sheet.told, *sheet.found.events))
    shown = tuple(part for part in parts if part.heading in FIRST)
    title = told_title(sheet.told, library)
    return Answer(title, lead, parts, overview=shown, names=names_met(found))


def _quoted(told: Told, library: Library) -> tuple[Line, ...]:
    """What happened in a sentence of its texts, and the numbers of those who take part, which no field holds."""
    first = telling_line(told, library) if not told.event.summary else None
    title = told_title(told, library)
    numbers = [line for line in part_lines(told, library) if title not in line.text]
    contrary = contrary_line(told, library) or correction_line(told, library)
    if contrary:  # what a correction says of numbers it says itself
        numbers = [line for line in numbers if line.sources != contrary.sources]
    lines = [line for line in (first, contrary, *numbers) if line]
    return tuple({line.text: line for line in lines}.values())


def _sections(sheet: EventSheet) -> Iterator[Section]:
    event, library = sheet.told.event, sheet.found.library
    yield Section("Details", tuple(event_lines(sheet.told, library)))
    yield Section("Amounts", tuple(amount_line(amount, library) for amount in event.amounts))
    yield Section("Statements", tuple(claim_line(claim, library) for claim in sheet.found.claims))
    yield Section("Not known", tuple(event_unknowns(sheet.told, library)))
    yield Section("Before and after", tuple(event_line(told, library) for told in sheet.found.events[:8]))
    yield Section("Sources, and why they were matched", tuple(matched(sheet.told.evidence, library)))


def matched(evidence: tuple[Evidence, ...], library: Library) -> Iterator[Line]:
    """Each source with who decided that it tells this event, and for which reasons."""
    groups: defaultdict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for row in evidence:
        if row.article in library.articles:
            groups[row.article, _decider(row)].append(row)
    for (article, decider), rows in groups.items():
        reference = library.articles[article]
        why = "; ".join(dict.fromkeys(reason for row in rows for reason in row.reasons))
        text = f"{described(reference)} — filed by {decider}{f': {safe(why)}' if why else ''}"
        yield Line(text, tuple(Cited(reference, row.paragraph) for row in rows))


def _decider(row: Evidence) -> str:
    """Who decided; a person is not named, because answers may be shared."""
    if row.decided_by.startswith("person:"):
        return "a person"
    return {"seed": "hand, at the founding", "rule": "rule"}.get(row.decided_by, safe(row.decided_by))


def which_event(name: str, looked: Looked) -> Answer:
    """The events that the words fit, the newest first, for the asker to open one."""
    found = looked.found
    lines = listed_events(found.events, found.library)
    passed = listed([f"“{safe(facet.label)}”" for facet in looked.passed if not is_quiet(facet)])
    fits = f"Nothing fits all of “{safe(name)}”; without {passed}" if passed else f"“{safe(name)}” fits"
    many = f"{found.tally.events:,} events"
    lead = (Line(f"{fits} {many} are known." if passed else f"{fits} {many}."),)
    parts = (Section("Newest first", lines, found.tally.events),)
    return Answer(
        f"Which event: {name}",
        lead,
        parts,
        looked.notes,
        names=names_met(found),
        candidates=tuple(lines[:MENU]),
    )
