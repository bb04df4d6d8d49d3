"""``/compare topic with``: two actors, two agreements, or the figures that contradict each other, side by side."""

import asyncio
import re
from dataclasses import dataclass, replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.brief import newest_known
from facts.asking.choose import holds_any
from facts.asking.deals import find_deals
from facts.asking.directory import Directory
from facts.asking.questions import halves, joined_sides, parted_sides
from facts.asking.resolve import Held, NameFinding, Several, resolve
from facts.asking.windows import NotADate
from facts.fitting.goods import party_facet
from handlers.briefing.contradicted import as_heading, figures_answer, filled_sections
from handlers.briefing.figured import OF_FIGURES, figure_asked
from handlers.briefing.supplied import asks_for_total
from handlers.composing.amended import named_actors
from handlers.quoting.numbers import number_lines
from handlers.quoting.strengths import part_lines
from handlers.render.illustrations.partners import both_picture
from handlers.render.pages.actor import claims, events, identity, roles
from handlers.render.pages.agreement import (
    agreement_line,
    deal_unknowns,
    gear_lines,
    status_line,
    step_line,
    terms_lines,
    unknowns_line,
)
from handlers.render.pages.answer import Answer, Line, MetName, Section, pieced, spaced
from handlers.render.pages.bottom_line import counted_tally, disputed_lines, period_end, pertinence
from handlers.render.pages.claim import RANK
from handlers.render.pages.event import amount_line, event_line
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.pictures.canvas import Picture
from handlers.render.words.cite import cited
from handlers.render.words.names import kind_of, newest_role, role
from handlers.render.words.text import safe, sentence
from handlers.retrieving.retrieval import Retrieving
from handlers.retrieving.retrieved import texts_beside
from handlers.ui.completion import topic_choices
from handlers.ui.known import known_names
from handlers.ui.not_found import ambiguous, nothing, refused
from handlers.ui.options import TypedWords
from handlers.ui.pager import Pager
from handlers.ui.topic_search import Looked, Topical
from store.nouns.models import Claim
from store.nouns.views import AgreementSheet, Dossier, Findings
from store.search.answers import Answers

EVENTS = 8
FIGURES = 2
"""Figures that a side begins with, where figures are compared."""
CLAIMS = 6
NUMBERS = 2
"""Sentences with numbers of those who take part, of one side."""
AMOUNT = re.compile(r"\d")
"""Of a side that is a figure."""
FEW, OFFERED = 4, 25
"""Candidates that are asked about, and names that are offered."""


@dataclass(frozen=True)
class ComparedSide:
    """One of the two: what is told of it in short, and everything in its sections. ``actor`` is its id, if it is one."""

    title: str
    short: tuple[Line, ...]
    sections: tuple[Section, ...]
    met: tuple[MetName, ...] = ()
    actor: str = ""
    notes: tuple[str, ...] = ()
    numbers: tuple[Line, ...] = ()
    """Of those who take part in it, where it is something of which texts tell them."""


class CompareCommand(commands.Cog):
    """Side by side, with the source of each; no figure is picked over another."""

    def __init__(self, answers: Answers, topical: Topical, pager: Pager) -> None:
        self.answers = answers
        self.topical = topical
        self.retrieving = Retrieving(topical)
        self.pager = pager

    @app_commands.command(
        name="compare", description="Two actors, two agreements, or figures that contradict each other"
    )
    @app_commands.rename(other="with")
    @app_commands.describe(
        topic="An actor, an agreement, or a subject with figures: CPEC investment",
        other="What to compare it with; empty for the figures on one subject",
        share="Show it to everybody here",
    )
    async def compare(
        self,
        interaction: discord.Interaction[Any],
        topic: TypedWords,
        other: TypedWords = "",
        share: bool = False,
    ) -> None:
        question = AskedCommand("compare", (topic, other))
        await self.pager.send(interaction, question, await self.answer(topic, other), share=share)

    @compare.autocomplete("topic")
    @compare.autocomplete("other")
    async def complete(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await topic_choices(self.answers, typed)

    async def answer(self, topic: str, other: str = "") -> Answer:
        known = await known_names(await self.answers.names())
        if not other.strip():
            topic, other = await asyncio.to_thread(_parted, topic, known)
        if not other:
            return await self._figures(topic)
        for text, against in ((topic, other), (other, topic)):
            several = await asyncio.to_thread(resolve, text, known, "actor")
            if isinstance(several, Several) and len(several.candidates) <= FEW:
                return _which(text, against, several, known, is_first=text == topic)
        both = [await self._side(text, known) for text in (topic, other)]
        sides = [side for side in both if side is not None]
        if len(sides) == len(both):
            title, common = " with ".join(side.title for side in sides), await self._with_both(sides, known)
            answer = await asyncio.to_thread(compared_answer, title, sides, common)
            return replace(answer, picture=await self._picture(topic, other, known))
        return await self._missing(topic, other, both)

    async def _side(self, text: str, known: Directory) -> ComparedSide | None:
        """One side: an actor or an agreement by its name, else the holder of a position, else a topic; None if nothing.

        "CPEC" is the programme, not the head of its authority: a name goes before a position.
        """
        if side := await self._figure_side(text):
            return side
        deals = await asyncio.to_thread(find_deals, text, known)
        named = await asyncio.to_thread(_named, text, known)
        if not named and len(deals.ids) == 1 and not deals.described:
            sheet = await self.answers.agreement(deals.ids[0])
            if sheet and (sheet.agreement.is_told or sheet.found.events):
                return await asyncio.to_thread(agreement_side, sheet)
        if key := named or await asyncio.to_thread(_holder, text, known):
            dossier = await self.answers.dossier(key)
            is_told = dossier and (named or dossier.found.events or dossier.found.claims)
            side = None if is_told else await self._topic_side(text)
            return side or (await asyncio.to_thread(actor_side, dossier) if dossier else None)
        return await self._topic_side(text)

    async def _figure_side(self, text: str) -> ComparedSide | None:
        """The figures of a topic that names what is measured ("Russia Pakistan trade"), if any of it is known."""
        if not await asyncio.to_thread(asks_for_total, text):
            return None
        looked = await self.topical.look(text, None, None)
        if isinstance(looked, NotADate) or looked.is_empty:
            return None
        is_measured = any(facet.label in OF_FIGURES for facet in looked.topic.facets)
        has_figures = any(claim.kind == "figure" for claim in looked.found.claims)
        return await asyncio.to_thread(topic_side, text, looked) if is_measured and has_figures else None

    async def _topic_side(self, text: str) -> ComparedSide | None:
        looked = await self.topical.look(text, None, None)
        if isinstance(looked, NotADate) or looked.is_empty or not looked.topic.facets:
            return None
        return await asyncio.to_thread(topic_side, text, looked)

    async def _picture(self, topic: str, other: str, known: Directory) -> Picture | None:
        """With whom two states work, each and both."""
        keys = [await asyncio.to_thread(_named, text, known) for text in (topic, other)]
        one, two = [await self.answers.dossier(key) if key else None for key in keys]
        if one is None or two is None or {one.actor.kind, two.actor.kind} != {"state"}:
            return None
        events = tuple([told.event for told in side.found.events] for side in (one, two))
        deals = (*one.found.agreements, *two.found.agreements)
        return await asyncio.to_thread(both_picture, (one.actor, two.actor), (events[0], events[1]), deals)

    async def _with_both(self, sides: list[ComparedSide], known: Directory) -> Findings:
        """What two actors did together."""
        actors = [known.actors[side.actor] for side in sides if side.actor in known.actors]
        if len(actors) < len(sides):
            return Findings()
        looked = await self.topical.look("", None, None, *map(party_facet, actors))
        return Findings() if isinstance(looked, NotADate) or not looked.whole else looked.found

    async def _missing(self, topic: str, other: str, both: list[ComparedSide | None]) -> Answer:
        """What is not known is said; with what the other side may be compared is offered."""
        missing = topic if both[0] is None else other
        if found := await self.retrieving.retrieve(f"{topic} {other}", "", ""):
            return await asyncio.to_thread(texts_beside, f"Compare: {topic} with {other}", found)
        looked = await self.topical.look(missing, None, None)
        if isinstance(looked, NotADate):
            return refused(looked.why)
        answer = nothing(looked)
        known = next((side for side in both if side is not None), None)
        return with_others(answer, known, topic if both[0] is not None else other) if known else answer

    async def _figures(self, topic: str) -> Answer:
        looked = await self.topical.look(topic, None, None)
        if isinstance(looked, NotADate):
            return refused(looked.why)
        is_told = not looked.is_empty and bool(looked.topic.facets)
        if is_told and any(claim.kind == "figure" for claim in looked.found.claims):
            return await asyncio.to_thread(figures_answer, looked)
        if is_told and (counted := await asyncio.to_thread(number_lines, looked)):
            return replace(await asyncio.to_thread(figures_answer, looked), lead=counted)
        joined = (joined_sides(topic), *([] if is_told else [halves(topic)]))
        for sides in joined:
            both = [side for text in sides if text and (side := await self._topic_side(text))]
            if len(both) > 1:
                title = " with ".join(side.title for side in both)
                return await asyncio.to_thread(compared_answer, title, both, Findings())
        answer = await asyncio.to_thread(figures_answer, looked) if is_told else nothing(looked)
        is_figured = not answer.is_empty and any(line.sources for line in answer.lines)
        found = None if is_figured else await self.retrieving.retrieve(topic, "", "")
        return await asyncio.to_thread(texts_beside, f"Compare: {topic}", found) if found else answer


def _which(text: str, beside: str, several: Several, known: Directory, *, is_first: bool) -> Answer:
    """Who is meant by an ambiguous side: each opens the comparison."""
    answer = ambiguous(text, several, known)
    opens = [line.opens.partition("/")[2] for line in answer.candidates]
    pairs = [f"compare/{key}|{beside}" if is_first else f"compare/{beside}|{key}" for key in opens]
    lines = tuple(replace(line, opens=pair) for line, pair in zip(answer.candidates, pairs, strict=True))
    return replace(answer, candidates=lines)


def _parted(topic: str, known: Directory) -> tuple[str, str]:
    """The two that a topic sets side by side; two actors also by a mere "and"."""
    both = halves(topic)
    return both if all(text and _named(text, known) for text in both) else parted_sides(topic)


def _named(text: str, known: Directory) -> str | None:
    match resolve(text, known, "actor"):
        case NameFinding(id=key, how=how) if not how.startswith(("read as", "found by a part")):
            return key
    return None


def _holder(text: str, known: Directory) -> str | None:
    """The one actor who holds the position, or whose name holds the words."""
    match resolve(text, known, "actor"):
        case Held(holdings=holdings) if len({holding.actor.id for holding in holdings}) == 1:
            return holdings[0].actor.id
        case NameFinding(id=key, how=how) if how.startswith("found by a part"):
            return key
    return None


def compared_answer(asked: str, sides: list[ComparedSide], common: Findings) -> Answer:
    """What both have together, then each in a few lines."""
    together = tuple(event_line(told, common.library) for told in common.events)
    lead = Line("Side by side; each line has its own source.")
    numbers = tuple(line for side in sides for line in side.numbers)
    if together:
        count = common.tally.events
        many = (
            f"{count} events are known with both; the newest" if count > 1 else "One event is known with both"
        )
        lead = Line(
            f"{many}: {event_line(common.events[0], common.library, brief=True).text}",
            together[0].sources,
            opens=together[0].opens,
        )
    elif all(side.actor for side in sides):
        lead = Line("No event is known in which both took part.")
    parts = (
        *(Section("With both", together, common.tally.events),) * bool(together),
        *(s for side in sides for s in side.sections),
    )
    short = tuple(Section(side.title, side.short) for side in sides)
    met = tuple({one.asks: one for side in sides for one in side.met}.values())
    return Answer(
        f"Compare: {asked}",
        numbers or (lead,),
        parts,
        tuple(note for side in sides for note in side.notes),
        overview=short,
        names=met,
    )


def with_others(answer: Answer, known: ComparedSide, asked: str) -> Answer:
    """``answer``, which says that one side is not known, with the names to compare the other one with."""
    with_whom = [one for one in known.met if one.asks.startswith("actor/") and one.label != known.title]
    lines = tuple(
        Line(
            f"**{safe(one.label)}**",
            head=f"**{safe(one.label)}**\n{safe(one.note)}",
            opens=f"compare/{asked}|{one.label}",
        )
        for one in with_whom[:OFFERED]
    )
    question = (Line(f"With whom may {safe(known.title)} be compared?"),) if lines else ()
    return replace(answer, lead=(*answer.lead, *question), candidates=lines)


def _introduced(held: str, known: str, dossier: Dossier) -> Line:
    """Who it is and how much is known; that a state is one is not said."""
    if dossier.actor.kind == "state" and known:
        return Line(known)
    sources = cited((newest_role(dossier.actor) or dossier.actor).citations, dossier.found.library)
    return Line(f"{held}. {known}".strip(), sources)


def actor_side(dossier: Dossier) -> ComparedSide:
    """Who it is, how much is known, the newest, the newest deal, the most telling figure."""
    actor, found = dossier.actor, dossier.found
    library = found.library
    mine = frozenset({actor.id})
    figures = sorted(
        (claim for claim in found.claims if claim.kind == "figure"),
        key=lambda claim: pertinence(claim, mine),
        reverse=True,
    )
    deals = sorted(found.agreements, key=newest_known, reverse=True)
    newest = newest_role(actor)
    held = role(newest, library) if newest else sentence(kind_of(actor)).rstrip(".")
    known = counted_tally(found.tally, found)
    short = (
        _introduced(held, f"{known} known." if found.events or deals else "", dossier),
        *events(found, EVENTS)[:2],
        *(agreement_line(deal, library) for deal in deals[:1]),
        *claims(figures, library, CLAIMS)[:1],
    )
    parts = filled_sections(
        Section(actor.name, (identity(actor, library), *roles(actor, library))),
        Section(f"{actor.name}: events", events(found, EVENTS), found.tally.events),
        Section(f"{actor.name}: agreements", tuple(agreement_line(deal, library) for deal in deals)),
        Section(f"{actor.name}: figures", claims(figures, library, CLAIMS)),
    )
    return ComparedSide(actor.name, short, tuple(parts), names_met(found, actor.id), actor.id)


def agreement_side(sheet: AgreementSheet) -> ComparedSide:
    deal, library = sheet.agreement, sheet.found.library
    unknown = [Line(f"Not known: {one.text}", one.sources) for one in deal_unknowns(deal, library)]
    steps = [step_line(step, library) for step in deal.steps]
    said = claims(sheet.found.claims, library, CLAIMS)
    lines = (agreement_line(deal, library), *terms_lines(deal, library), *steps, *said, *unknown)
    worth = [*disputed_lines(sheet.found), *(amount_line(amount, library) for amount in deal.amounts)][:1]
    missing = [unknowns_line(deal, library)] if unknown else []
    status = status_line(deal, library)
    head = pieced(*(status.pieces or (status,)), Line(" "), *worth) if worth else status
    short = (head, *gear_lines(deal, library), *(missing or said[:1]))
    return ComparedSide(deal.name, short, (Section(deal.name, lines),), names_met(sheet.found))


def topic_side(text: str, looked: Looked) -> ComparedSide:
    """A topic: its deals with their status, its newest events, its figures."""
    found, library = looked.found, looked.found.library
    figures = sorted((c for c in found.claims if c.kind == "figure"), key=period_end, reverse=True)
    deals = sorted(found.agreements, key=newest_known, reverse=True)
    lines = tuple(agreement_line(deal, library) for deal in deals[:EVENTS])
    parts = filled_sections(
        Section(f"{as_heading(text)}: events", events(found, EVENTS), found.tally.events),
        Section(f"{as_heading(text)}: agreements", lines),
        Section(f"{as_heading(text)}: figures", claims(figures, library, CLAIMS)),
    )
    few = (*events(found, EVENTS)[: 1 if lines else 3], *lines[:2])
    told = own_figures(figures, looked)[:FIGURES]
    said = claims(told or figures, library, CLAIMS)
    is_of_figures = AMOUNT.search(text) or figure_asked(text, looked.topic.facets)
    short = (*said[: len(told) or 1], *few[: 0 if told else len(few)]) if is_of_figures else (*few, *said[:1])
    title = as_heading(text)
    numbers = _numbers(title, looked) if not lines else ()
    return ComparedSide(title, short, tuple(parts), names_met(found), notes=looked.notes, numbers=numbers)


def _numbers(title: str, looked: Looked) -> tuple[Line, ...]:
    """The numbers of those who take part in the newest event of a side, in the words of its texts."""
    found = looked.found
    is_of_one = len(found.events) <= FEW or any(facet.what == "series" for facet in looked.topic.facets)
    quoted = part_lines(found.events[0], found.library, most=NUMBERS) if found.events and is_of_one else []
    return (pieced(Line(f"**{safe(title)}:** "), *spaced(quoted)),) if quoted else ()


def own_figures(figures: list[Claim], looked: Looked) -> list[Claim]:
    """Those of what is measured that are of those who are named and of nobody else first, where something is."""
    if not any(facet.label in OF_FIGURES for facet in looked.topic.facets):
        return []
    asked = {key for facet in looked.topic.facets for key in named_actors(facet, looked.known)}
    own = [claim for claim in figures if all(holds_any(f, [claim.text]) for f in looked.topic.facets)]
    return sorted(own, key=lambda claim: (len(set(claim.actors) - asked), claim.unit == RANK))
