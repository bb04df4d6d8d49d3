"""``/recent``: the newest developments, by topic, country, kind and window."""

import asyncio
from dataclasses import replace
from datetime import date
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.themes import kind_asked, theme_asked
from facts.asking.topics import Facet, country, stage_facet, theme_facet
from facts.asking.windows import NotADate, happened_within
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.bottom_line import age_line
from handlers.render.pages.event import event_line
from handlers.render.pages.rows import MAYBE, dayless_lines, one_line
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.words.cite import known_day
from handlers.render.words.text import capitalised
from handlers.ui.completion import choices, country_choices, kind_rows, topic_choices
from handlers.ui.not_found import nothing, refused
from handlers.ui.options import NotUnderstoodError, TypedWords
from handlers.ui.pager import Pager
from handlers.ui.readers.countries import read_countries
from handlers.ui.readers.kinds import read_kind_name, read_stage
from handlers.ui.topic_search import Looked, Topical, scope
from store.nouns.words import stem
from store.search.answers import Answers

USUAL = 10
WITHIN = (" in this window", " that lie or may lie in this window")
"""Behind the count of a window: also of what is not known so exactly."""


class RecentCommand(commands.Cog):
    """Newest first; without a filter the newest that is known, founding knowledge included."""

    def __init__(self, answers: Answers, topical: Topical, pager: Pager, kinds: Kinds = KINDS) -> None:
        self.kinds = kinds
        self.answers = answers
        self.topical = topical
        self.pager = pager

    @app_commands.command(name="recent", description="The newest developments, with their sources")
    @app_commands.describe(
        query="A topic in your own words: Russia arms, submarines, Wei Fenghe",
        country="A country's name or code",
        kind="A kind of event: exercise, delivery, visit …",
        since="From: 2020, 2020-11, 2020-11-30, 30d, last month",
        until="To: the same, the last day included",
        limit="At most so many",
        share="Show it to everybody here",
    )
    async def recent(
        self,
        interaction: discord.Interaction[Any],
        query: TypedWords = "",
        country: TypedWords = "",
        kind: TypedWords = "",
        since: TypedWords = "",
        until: TypedWords = "",
        limit: app_commands.Range[int, 1, 25] = USUAL,
        share: bool = False,
    ) -> None:
        answer = await self.answer(query, country, kind, since, until, limit)
        question = AskedCommand("recent", (query, country, kind, since, until, str(limit)))
        await self.pager.send(interaction, question, answer, share=share)

    @recent.autocomplete("query")
    async def complete_query(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await topic_choices(self.answers, typed)

    @recent.autocomplete("country")
    async def complete_country(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await country_choices(self.answers, typed)

    @recent.autocomplete("kind")
    async def complete_kind(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return choices(typed, kind_rows(self.kinds))

    async def answer(
        self,
        query: str = "",
        country: str = "",
        kind: str = "",
        since: str = "",
        until: str = "",
        limit: int | str = USUAL,
    ) -> Answer:
        try:
            facets = option_facets(country, kind, self.kinds)
        except NotUnderstoodError as error:
            return refused(str(error))
        looked = await self.topical.look(query, since, until, *facets, told=int(limit))
        if isinstance(looked, NotADate):
            return refused(looked.why)
        if not looked.whole or not looked.found.events:
            return nothing(await self.topical.dated(looked))
        looked = await self.topical.with_dayless(looked)
        return await asyncio.to_thread(recent_answer, looked, int(limit), self.topical.now().date())


def option_facets(country_text: str, kind_text: str, kinds: Kinds = KINDS) -> list[Facet]:
    """The country and kind options as sides of the question. Raises NotUnderstoodError."""
    facets = [country(code) for code in read_countries(country_text)]
    if not kind_text.strip():
        return facets
    if stage := read_stage(kind_text):
        facets.append(stage_facet(stage))
    elif (theme := theme_asked(kind_text)) and not kind_asked(kind_text, kinds):
        facets.append(theme_facet(theme))
    else:
        which, _, sort = kind_text.rpartition(" ")
        is_part = bool(which) and not kind_asked(kind_text, kinds) and kind_asked(sort, kinds) is not None
        kind = kinds.of(read_kind_name(sort if is_part else kind_text, kinds))
        facets.append(Facet(kind.label, "theme", kinds=frozenset({kind.name})))
        facets += [Facet(word, "word", texts=frozenset({stem(word)})) for word in which.split() if is_part]
    return facets


def recent_answer(looked: Looked, limit: int, today: date) -> Answer:
    """The newest events that fit, with the window that was looked at."""
    library = looked.found.library
    events = looked.found.events
    shown = sorted(events, key=lambda told: known_day(told, library), reverse=True)[:limit]
    sure = tuple(event_line(told, library) for told in shown if happened_within(looked.window, told.event))
    maybe = tuple(
        event_line(told, library) for told in shown if not happened_within(looked.window, told.event)
    )
    lines = (*sure, *maybe)
    maybe = (*maybe, *dayless_lines(looked.undated))
    known = looked.found.tally.events
    within = "" if looked.window.is_open else WITHIN[bool(maybe)]
    count = (
        f"The newest {len(lines)} of {known:,} known developments{within}."
        if known > len(lines)
        else all_of(known, within)
    )
    asked = " · ".join(capitalised(facet.label) for facet in looked.topic.facets)
    lead = Line(f"{count} {age_line(replace(looked.found, agreements=()), today, looked.window)}".strip())
    met = names_met(replace(looked.found, events=tuple(shown), agreements=(), claims=()))
    parts = (Section("Newest first", sure), Section(MAYBE, maybe))
    first = (parts[0], one_line(maybe))
    return Answer(
        f"Recent: {asked}" if asked else "Recent",
        (lead,),
        tuple(part for part in parts if part.lines),
        looked.notes,
        overview=tuple(part for part in first if part.lines),
        names=met,
        scope=scope(looked.window),
    )


def all_of(known: int, within: str = "") -> str:
    many = "The only known development" if known == 1 else f"All {known:,} known developments"
    return f"{many}{within}."
