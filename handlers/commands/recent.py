"""``/recent``: the newest developments, by topic, country, kind and window."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.themes import kind_asked, theme_asked
from facts.asking.topics import Facet, country, stage_facet, theme_facet
from facts.asking.windows import NotADate, Window, happened_within, surely_within
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.bottom_line import age_line
from handlers.render.pages.event import event_line
from handlers.render.pages.rows import MAYBE, dayless_lines, one_line
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.words.cite import known_day, told_days
from handlers.render.words.text import capitalised
from handlers.retrieving.retrieval import Retrieving
from handlers.ui.completion import choices, country_choices, kind_rows, topic_choices
from handlers.ui.not_found import nothing, refused
from handlers.ui.options import NotUnderstoodError, TypedWords
from handlers.ui.pager import Pager
from handlers.ui.readers.countries import read_countries
from handlers.ui.readers.kinds import read_kind_name, read_stage
from handlers.ui.topic_search import Looked, Topical, scope
from store.nouns.views import Findings, Library, Told
from store.nouns.words import stem
from store.search.answers import Answers

USUAL, MOST_UNFILED = 10, 5
WITHIN = (" in this window", " that lie or may lie in this window")
ALONE = " that lies or may lie in this window"
"""Behind the count of a window: also of what is not known so exactly."""


class RecentCommand(commands.Cog):
    """Newest first; without a filter the newest that is known, founding knowledge included."""

    def __init__(self, answers: Answers, topical: Topical, pager: Pager, kinds: Kinds = KINDS) -> None:
        self.kinds = kinds
        self.answers = answers
        self.topical = topical
        self.retrieving = Retrieving(topical)
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
        looked = with_told(looked)
        texts = await self._texts(query, country or kind, since, until)
        if not looked.whole or not looked.found.events:
            answer = nothing(await self.topical.dated(looked))
            return with_texts(answer, texts) if texts else answer
        looked = await self.topical.with_dayless(looked)
        return await asyncio.to_thread(recent_answer, looked, int(limit), self.topical.now().date(), texts)

    async def _texts(self, query: str, others: str, since: str, until: str) -> tuple[tuple[date, Line], ...]:
        """The texts that tell most of the words of ``query`` and of which nothing is filed, with the days of their telling."""
        if not query.strip() or others.strip():
            return ()
        found = await self.retrieving.unfiled(query, since, until)
        rows = found.unfiled(MOST_UNFILED) if found else ()
        return tuple((one.text.day or date.min, found.titled(one)) for one in rows if found)


def with_texts(answer: Answer, texts: tuple[tuple[date, Line], ...]) -> Answer:
    """That nothing is filed in the time that is asked for, with the texts that tell of it then."""
    lines = tuple(line for _, line in sorted(texts, key=lambda one: one[0], reverse=True))
    part = Section("Told in texts of which nothing is filed", lines)
    return replace(answer, sections=(part, *answer.sections), is_empty=False)


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


def with_told(looked: Looked) -> Looked:
    """With what is only announced, and known by no day, among what happened, where it was told in the time that is asked for:
    that it was announced then is sure."""
    undated, found = looked.undated, looked.found if looked.whole else Findings()
    own = {one.event.id for one in found.events}
    kept = [one for one in undated.events if is_told_within(one, undated.library, looked.window)]
    added = tuple(one for one in kept if one.event.id not in own)
    if not kept:
        return looked
    library = replace(
        found.library,
        articles={**undated.library.articles, **found.library.articles},
        actors={**undated.library.actors, **found.library.actors},
    )
    tally = replace(found.tally, by_kind=Counter(found.tally.by_kind) + _by_kind(added))
    rest = tuple(one for one in undated.events if one not in kept)
    others = Counter(undated.tally.by_kind) - _by_kind(kept)
    left = replace(undated, events=rest, tally=replace(undated.tally, by_kind=others))
    events = (*found.events, *added)
    return replace(
        looked, whole=True, undated=left, found=replace(found, events=events, library=library, tally=tally)
    )


def _by_kind(events: Iterable[Told]) -> Counter[str]:
    return Counter(one.event.kind for one in events)


def is_told_within(told: Told, library: Library, within: Window) -> bool:
    """Whether a text tells what has no day of its own in the time that is asked for."""
    if within.is_open or told.event.day is not None:
        return False
    return surely_within(within, min(told_days(told, library), default=None), None, "day")


def recent_answer(
    looked: Looked, limit: int, today: date, texts: tuple[tuple[date, Line], ...] = ()
) -> Answer:
    """The newest events that fit, texts of which nothing is filed among them, with the window that was looked at."""
    library = looked.found.library
    events = looked.found.events
    shown = sorted(events, key=lambda told: known_day(told, library), reverse=True)[:limit]
    inside = [one for one in shown if _is_within(one, looked)]
    sure = _newest_first(inside, library, texts)
    maybe = tuple(event_line(told, library) for told in shown if told not in inside)
    maybe = (*maybe, *dayless_lines(looked.undated))
    known = looked.found.tally.events
    within = "" if looked.window.is_open else WITHIN[bool(maybe)]
    count = (
        f"The newest {len(shown)} of {known:,} known developments{within}."
        if known > len(shown)
        else all_of(known, within)
    )
    asked = " · ".join(capitalised(facet.label) for facet in looked.topic.facets)
    age = age_line(replace(looked.found, agreements=()), today, looked.window)
    lead = Line(f"{count} {_of_texts(texts) or age}".strip())
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


def _is_within(told: Told, looked: Looked) -> bool:
    """Whether it happened in the time that is asked for, or was announced then."""
    is_told = is_told_within(told, looked.found.library, looked.window)
    return is_told or happened_within(looked.window, told.event)


def _newest_first(
    events: Iterable[Told], library: Library, texts: Iterable[tuple[date, Line]]
) -> tuple[Line, ...]:
    rows = [*((known_day(told, library), event_line(told, library)) for told in events), *texts]
    return tuple(line for _, line in sorted(rows, key=lambda row: row[0], reverse=True))


def _of_texts(texts: Sequence[tuple[date, Line]]) -> str:
    """How many texts stand among what is known."""
    if not texts:
        return ""
    return "One text more tells of it." if len(texts) == 1 else f"{len(texts)} texts more tell of it."


def all_of(known: int, within: str = "") -> str:
    if known == 1:
        return f"The only known development{ALONE if within == WITHIN[1] else within}."
    return f"All {known:,} known developments{within}."
