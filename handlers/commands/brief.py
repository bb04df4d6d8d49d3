"""``/brief topic``: what matters first, then by theme, every line cited, and at the end what is not known."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.brief import Brief
from facts.asking.questions import asks_for_more, compared_asked, is_for_first, is_for_reason, neighbour_asked
from facts.asking.supplies import Direction, asks_for_rank, supply_asked
from facts.asking.windows import NotADate
from facts.model.kinds import Kinds
from facts.names.countries import country_name
from facts.rows.kinds import KINDS
from facts.wording.clues import relation_asked, without_relation
from facts.wording.framing import excepted, plain_question, simpler_questions, unqualified
from facts.wording.parts import asked_apart, asked_of_two
from facts.wording.speech import speech_asked
from facts.wording.visits import host_asked
from handlers.briefing.answered import answer_lines, is_counted, names_office
from handlers.briefing.brief_parts import ENOUGH, composed, unknown_lines
from handlers.briefing.figured import (
    asks_for_change,
    figure_asked,
    figure_lines,
    is_for_figures,
    lacks_figure,
)
from handlers.briefing.lacking import with_lacking
from handlers.briefing.leading import better_said, leading, neighbour_line
from handlers.briefing.opening import lead_lines
from handlers.briefing.said import period_notes, said_answer, said_beside
from handlers.briefing.signed import signed_beside
from handlers.briefing.supplied import (
    asks_for_total,
    no_supply_line,
    share_lines,
    supplies_answer,
    tells_of_supply,
    total_lines,
)
from handlers.briefing.visited import guests_only, names_guest, no_visit_answer
from handlers.briefing.weighed import two_sides_answer
from handlers.composing.amended import (
    COUNTRY_PHRASES,
    named_actors,
    titled_as_typed,
    with_first,
    without_excepted,
)
from handlers.composing.fitted import Fitted, fitted, fitted_line, with_nearest, with_reason
from handlers.composing.parted import completed, parted_answer, tells_of_all
from handlers.composing.ranked import ranked_lines
from handlers.render.illustrations.deals import deals_picture
from handlers.render.illustrations.periods import periods_picture
from handlers.render.illustrations.shares import share_picture
from handlers.render.pages.agreement import (
    listed_deals,
)
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.bottom_line import bottom_line
from handlers.render.pages.claim import claim_line, differing_lines, listed_claims
from handlers.render.pages.event import listed_events
from handlers.render.pages.rows import MAYBE, dayless_lines
from handlers.render.pages.supplies import supplies_of
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.words.text import listed
from handlers.ui.completion import topic_choices
from handlers.ui.known import known_names
from handlers.ui.not_found import is_unsaid, nothing, refused, what_to_ask
from handlers.ui.options import TypedWords
from handlers.ui.pager import Pager
from handlers.ui.topic_search import Looked, Topical, scope, told_window
from store.nouns.views import Findings, Told
from store.search.answers import Answers

Lines = tuple[Line, ...]
TITLE = 60
EVENTS = "Events"


class BriefCommand(commands.Cog):
    """A briefing on a topic, or on everything that is known."""

    def __init__(self, answers: Answers, topical: Topical, pager: Pager, kinds: Kinds = KINDS) -> None:
        self.kinds = kinds
        self.answers = answers
        self.topical = topical
        self.pager = pager

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
        topic: TypedWords = "",
        since: TypedWords = "",
        until: TypedWords = "",
        share: bool = False,
    ) -> None:
        question = AskedCommand("brief", (topic, since, until))
        await self.pager.send(interaction, question, await self.answer(topic, since, until), share=share)

    @brief.autocomplete("topic")
    async def complete(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await topic_choices(self.answers, typed)

    async def answer(self, topic: str = "", since: str = "", until: str = "") -> Answer:
        if is_unsaid(topic):
            return what_to_ask()
        plain = plain_question(topic)
        answer = await self._several(plain, since, until) or await self._plainly(plain, since, until)
        return titled_as_typed(answer, plain, topic)

    async def _several(self, plain: str, since: str, until: str) -> Answer | None:
        """Two questions that are asked at once; None where it is one, or where nothing is known on one of them alone."""
        parts = asked_apart(plain)
        if len(parts) == 1:
            return None
        known = await known_names(await self.answers.names())
        asked = await asyncio.to_thread(completed, parts, known)
        answer = await self._apart(plain, asked, since, until, parts)
        return answer if answer and not answer.is_empty else None

    async def _apart(
        self, asked: str, parts: Sequence[str], since: str, until: str, typed: Sequence[str] = ()
    ) -> Answer | None:
        """Several questions, each asked alone, as they were ``typed``; None where nothing is known on one."""
        answers = [await self._plainly(part, since, until) for part in parts]
        if any(answer.is_empty for answer in answers):
            return None
        return await asyncio.to_thread(parted_answer, asked, typed or parts, answers)

    async def _of_each(self, looked: Looked, topic: str, since: str, until: str) -> Answer | None:
        """The figure of each of two, where a question joins them and nothing tells of both; None where it is no such question."""
        sort = figure_asked(topic, looked.topic.facets)
        if not sort or (sort == "count" and not looked.is_empty):
            return None
        if await asyncio.to_thread(tells_of_all, looked):
            return None
        names = looked.known.names
        sides = asked_of_two(topic, lambda words: words in names or words in COUNTRY_PHRASES)
        return await self._apart(topic, sides, since, until) if sides else None

    async def _plainly(self, topic: str, since: str, until: str) -> Answer:
        """The answer to a question without what stood around it."""
        if weighed := await self._two_sides(topic, since, until):
            return weighed
        if beside := await self._neighbour(topic, since, until):
            return beside
        first: Lines = ()
        is_of_supply = not (
            is_for_reason(topic) or is_for_first(topic) or relation_asked(topic) or asks_for_change(topic)
        )
        if is_of_supply and (asked := supply_asked(topic)) is not None:
            supplied = await self._supplies(topic, since, until, asked)
            if isinstance(supplied, Answer):
                return supplied
            first = supplied
        visited = await self._visits(topic, since, until)
        if isinstance(visited, Answer):
            return visited
        if speech := await self._speech(topic, since, until):
            return speech
        return await self._topical(topic, since, until, first, visited)

    async def _topical(
        self, topic: str, since: str, until: str, first: Lines, before: Looked | None
    ) -> Answer:
        """``first`` says that nothing is known to be supplied: not where a supply is told of that was called off."""
        is_same = before and before.is_in_part
        looked = (is_same and before) or await self._looked(topic, since, until)
        if isinstance(looked, NotADate):
            return refused(looked.why)
        if each := await self._of_each(looked, topic, since, until):
            return each
        fit = await fitted(self.topical, looked)
        if looked.is_empty:
            return with_first(with_nearest(nothing(looked), looked, fit), first)
        if any(tells_of_supply(told.event, self.kinds) for told in looked.found.events):
            first = ()
        if lacks_figure(looked) and not lacks_figure(bare := await self.topical.bare(looked)):
            looked = bare
        answer = await asyncio.to_thread(brief_answer, looked, self.topical.now().date(), self.kinds, fit)
        ranked = await asyncio.to_thread(tuple, ranked_lines(looked, self.kinds))
        answer = with_first(answer, (*first, *ranked, *await signed_beside(looked, self.topical)))
        return with_lacking(answer, looked, self.topical.now().date())

    async def _looked(self, topic: str, since: str, until: str) -> Looked | NotADate:
        """What is known on the question, or where nothing is, on the same with less in it."""
        looked = await self.topical.look(without_relation(unqualified(topic)), since, until, by_weight=True)
        for less in simpler_questions(topic) if isinstance(looked, Looked) and looked.is_empty else ():
            simpler = await self.topical.look(without_relation(less), since, until, by_weight=True)
            kept = without_excepted(simpler, excepted(topic)) if isinstance(simpler, Looked) else None
            if kept is not None and not kept.is_empty:
                return replace(kept, topic=replace(kept.topic, asked=less))
        if isinstance(looked, NotADate):
            return looked
        return replace(looked, topic=replace(looked.topic, asked=topic))

    async def _neighbour(self, topic: str, since: str, until: str) -> Answer | None:
        """What came before or after something; None if the question is for something else, or nothing did."""
        asked = neighbour_asked(topic)
        around = await self.topical.look(asked.base, since, until) if asked else None
        at = await self.topical.look(f"{asked.base} {asked.anchor}", since, until) if asked else None
        if (
            asked is None
            or not (isinstance(around, Looked) and isinstance(at, Looked))
            or around.is_empty
            or at.is_empty
        ):
            return None
        at = replace(at, topic=replace(at.topic, asked=topic))
        line = neighbour_line(around, at, asked)
        return (
            with_first(
                await asyncio.to_thread(brief_answer, at, self.topical.now().date(), self.kinds), (line,)
            )
            if line
            else None
        )

    async def _two_sides(self, topic: str, since: str, until: str) -> Answer | None:
        """Which of two has more of something; None if the question is for something else."""
        if not asks_for_more(topic):
            return None
        known = await known_names(await self.answers.names())
        asked = compared_asked(topic, lambda words: words in known.names or words in COUNTRY_PHRASES)
        if asked is None:
            return None
        one = await self.topical.look(f"{asked.base} {asked.one}", since, until)
        other = await self.topical.look(f"{asked.base} {asked.other}", since, until)
        if isinstance(one, NotADate) or isinstance(other, NotADate):
            return None
        answer = await asyncio.to_thread(two_sides_answer, topic, asked, one, other, self.kinds)
        return answer if answer.overview else None

    async def _supplies(
        self, topic: str, since: str, until: str, asked: Direction
    ) -> Answer | tuple[Line, ...]:
        """Who supplied what to whom; where nothing of the kind is known, that in a line, if one side is named."""
        looked = await self.topical.supplies(topic, since, until, asked)
        if looked is None:
            return ()
        if isinstance(looked, NotADate):
            return refused(looked.why)
        rows = supplies_of(looked.found, asked) if looked.whole else []
        if rows:
            answer = await asyncio.to_thread(supplies_answer, looked, rows, asked, self.kinds)
            ranked = await asyncio.to_thread(tuple, ranked_lines(looked, self.kinds))
            answer = with_lacking(answer, looked, self.topical.now().date())
            return with_first(answer, (*ranked, *await self._shares(topic, asked)))
        return (no_supply_line(looked, asked),) if asked.is_told else ()

    async def _shares(self, topic: str, asked: Direction) -> tuple[Line, ...]:
        """Who is the largest, or what was sold over years, by a figure, where that is asked for: deals are only counted."""
        is_ranked = asks_for_rank(topic)
        if not asked.is_told or not (is_ranked or asks_for_total(topic)):
            return ()
        names = " ".join(map(country_name, sorted(asked.suppliers | asked.recipients)))
        ranked = "imports" if asked.recipients else "exports"
        looked = await self.topical.look(f"{names} {ranked if is_ranked else 'spending'}", None, None)
        if not isinstance(looked, Looked) or not looked.whole:
            return ()
        return share_lines(looked, asked) if is_ranked else total_lines(looked)

    async def _visits(self, topic: str, since: str, until: str) -> Answer | Looked | None:
        """Who came to a state; None if the question is for something else. If it is for one person of whom other events there
        are known, these: their texts may tell of the visit."""
        host = host_asked(topic)
        looked = await self.topical.look(topic, since, until) if host else None
        if host is None or not isinstance(looked, Looked):
            return None
        came = guests_only(looked, host)
        if looked.whole and came.found.events:
            return await asyncio.to_thread(brief_answer, came, self.topical.now().date(), self.kinds)
        if looked.found.events and names_guest(looked):
            return looked
        return no_visit_answer(looked, guests_only(await self.topical.ever(looked), host), host)

    async def _speech(self, topic: str, since: str, until: str) -> Answer | None:
        """What somebody said; None if the question is for something else, or nothing of it is told."""
        speech = speech_asked(topic)
        looked = await self.topical.look(f"{speech.who} {speech.about}", since, until) if speech else None
        if speech is None or looked is None or isinstance(looked, NotADate):
            return None
        return await asyncio.to_thread(said_answer, looked, topic, speech)


def brief_answer(looked: Looked, today: date, kinds: Kinds = KINDS, fit: Fitted | None = None) -> Answer:
    """The composed brief: the bottom line first, everything in its sections. ``fit`` are the statements that fit the question
    best, if that is more than a name."""
    found = looked.found
    told = {one.event.id: one for one in found.events}
    brief = composed(found, kinds)
    maybe = Section(MAYBE, dayless_lines(looked.undated))
    parts = tuple(part for part in (*_sections(brief, told, found), maybe) if part.lines)
    if found.tally.claims == 1 and not (told or found.agreements):
        parts = ()
    asked = frozenset(key for facet in looked.topic.facets for key in named_actors(facet, looked.known))
    first = leading(looked, today, kinds)
    figures = figure_lines(looked, asked) if is_for_figures(looked) else []
    answers = _answers(looked, first, kinds, None if figures else fit)
    others = lead_lines(looked, asked, today, first, kinds, is_counted=is_counted(looked))
    lead = (*answers, *_untold(others, answers))
    are_states = all(facet.what == "country" for facet in looked.topic.facets)
    said = first.event.id if first else ""
    overview = bottom_line(
        found, asked, today, said, looked.window, holds_first=are_states and looked.window.is_open
    )
    overview = (*overview, Section("Also said", tuple(said_beside(looked, lead))))
    if figures and not answers:
        rest = (line for line in lead if line.text != figures[0].text)
        lead = (figures[0], *rest)
        overview = (Section("Figures", tuple(figures[1:4])), *_without_lines(overview, figures[:4]))
    return Answer(
        titled(looked),
        lead,
        parts,
        (*looked.notes, *period_notes(looked)),
        enough=ENOUGH,
        overview=tuple(part for part in _without_lines(overview, lead) if part.lines),
        names=names_met(found),
        scope=scope(looked.window),
        picture=periods_picture(
            titled(looked) if looked.topic.facets else "All events",
            [one.event for one in found.events],
            found.tally.events,
        ),
    )


def _answers(looked: Looked, first: Told | None, kinds: Kinds, fit: Fitted | None) -> Lines:
    """What stands before all else: what the question asks for, or without any the statement that has more of it."""
    if answers := tuple(answer_lines(looked, first, kinds)):
        return with_reason(answers, fit) if fit else answers
    if fit is not None and (line := fitted_line(fit, looked, first)):
        return (line,)
    if fit is None or not (better := better_said(looked, first)):
        return ()
    return (claim_line(better, looked.found.library, dated=False),)


def _untold(lines: Iterable[Line], told: Lines) -> Iterator[Line]:
    """Lines without those that say the same, or tell of the same event."""
    texts = {line.text for line in told}
    opened = {line.opens for line in told if line.opens.startswith("event/")}
    yield from (line for line in lines if line.text not in texts and line.opens not in opened)


def _without_lines(parts: Iterable[Section], told: Iterable[Line]) -> Iterator[Section]:
    """Lists without the lines that are told before them."""
    known = {line.text for line in told}
    for part in parts:
        yield replace(part, lines=tuple(line for line in part.lines if line.text not in known))


def titled(looked: Looked) -> str:
    """The names as they were read, where the topic is nothing but a few names; else as it was asked; of a time alone, that."""
    if not looked.topic.facets and not looked.window.is_open:
        return told_window(looked.window).removesuffix(", both included")
    read = listed([facet.label for facet in looked.topic.facets])
    if any(facet.what in ("word", "theme", "stage") or names_office(facet) for facet in looked.topic.facets):
        read = looked.topic.asked
    text = read if 0 < len(read) <= TITLE else looked.topic.asked or "Everything that is known"
    return text[:1].upper() + text[1:]


def _sections(brief: Brief, told: dict[str, Told], found: Findings) -> Iterator[Section]:
    library = found.library
    events = sorted(told.values(), key=lambda one: one.event.day or date.min, reverse=True)
    yield Section(EVENTS, listed_events(events, library), found.tally.events)
    deals = [deal for group in brief.groups for deal in group.agreements]
    drawn = deals_picture("Arms deals by supplier", deals, library.actors)
    yield Section("Agreements and deals", listed_deals(deals, library), picture=drawn)
    differing = [line for one in brief.differing for line in differing_lines(one, library)]
    yield Section("Where sources differ", tuple(differing))
    shares = share_picture(found.claims, library.actors)
    yield Section("Figures", listed_claims(brief.figures, library), picture=shares)
    yield Section("Also known", listed_claims(brief.facts, library))
    yield Section("Plans and expectations of the time", listed_claims(brief.plans, library))
    yield Section("Views", listed_claims(brief.views, library))
    yield Section("Denied", listed_claims(brief.denied, library))
    yield Section("Not known", tuple(unknown_lines(brief, told, library)))
