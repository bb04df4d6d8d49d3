"""``/compare topic with``: two actors, two agreements, or the figures that contradict each other, side by side."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.brief import Differing, beside, compose_brief
from facts.asking.deals import find_deals
from facts.asking.directory import Directory
from facts.asking.resolve import Held, NameFinding, resolve
from facts.asking.windows import NotADate
from handlers.render.illustrations.partners import both_picture
from handlers.render.pages.actor import claims, events, identity, roles
from handlers.render.pages.agreement import agreement_line, step_line, terms_lines
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.claim import claim_line
from handlers.render.pages.differing import differing_lines
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.pictures.canvas import Picture
from handlers.render.words.cite import cited
from handlers.render.words.text import safe, sentence
from handlers.ui.completion import topic_choices
from handlers.ui.known import known_names
from handlers.ui.not_found import nothing, refused
from handlers.ui.options import Words
from handlers.ui.pager import Pager
from handlers.ui.topic_search import Looked, Topical, sides
from store.nouns.views import AgreementSheet, Dossier, Findings
from store.search.answers import Answers

EVENTS = 8
CLAIMS = 6


class CompareCommand(commands.Cog):
    """Side by side, with the source of each; no figure is picked over another."""

    def __init__(self, answers: Answers, topical: Topical, pager: Pager) -> None:
        self.answers = answers
        self.topical = topical
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
        self, interaction: discord.Interaction[Any], topic: Words, other: Words = "", share: bool = False
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
        if not other.strip():
            return await self._figures(topic)
        names = await self.answers.names()
        known = await known_names(names)
        both = [await self._side(text, known) for text in (topic, other)]
        if all(both):
            answer = compared_answer(topic, other, [section for side in both for section in side])
            return replace(answer, picture=await self._picture(topic, other, known))
        return await self._missing(topic, other, both)

    async def _side(self, text: str, known: Directory) -> list[Section]:
        """One side: an actor or an agreement by its name, else the holder of a position, else a topic; empty if nothing.

        "CPEC" is the programme, not the head of its authority: a name goes before a position.
        """
        deals = find_deals(text, known)
        named = _named(text, known)
        if not named and len(deals.ids) == 1 and not deals.described:
            sheet = await self.answers.agreement(deals.ids[0])
            return list(agreement_side(sheet)) if sheet else []
        if key := named or _holder(text, known):
            dossier = await self.answers.dossier(key)
            return list(actor_side(dossier)) if dossier else []
        looked = await self.topical.look(text, None, None)
        if isinstance(looked, NotADate) or looked.is_empty or not looked.topic.facets:
            return []
        said = [Section(text, tuple(Line(note) for note in looked.notes))] if looked.notes else []
        return [*said, *topic_side(text, looked.found)]

    async def _picture(self, topic: str, other: str, known: Directory) -> Picture | None:
        """With whom two states work, each and both."""
        keys = [_named(text, known) for text in (topic, other)]
        one, two = [await self.answers.dossier(key) if key else None for key in keys]
        if one is None or two is None or {one.actor.kind, two.actor.kind} != {"state"}:
            return None
        events = tuple([told.event for told in side.found.events] for side in (one, two))
        deals = (*one.found.agreements, *two.found.agreements)
        return both_picture((one.actor, two.actor), (events[0], events[1]), deals)

    async def _missing(self, topic: str, other: str, both: list[list[Section]]) -> Answer:
        unknown = topic if not both[0] else other
        looked = await self.topical.look(unknown, None, None)
        if isinstance(looked, NotADate):
            return refused(looked.why)
        answer = nothing(looked)
        known = tuple(section for side in both for section in side)
        return Answer(answer.title, answer.lead, (*answer.sections, *known), answer.notes)

    async def _figures(self, topic: str) -> Answer:
        looked = await self.topical.look(topic, None, None)
        if isinstance(looked, NotADate):
            return refused(looked.why)
        return nothing(looked) if looked.is_empty or not looked.topic.facets else figures_answer(looked)


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


def compared_answer(topic: str, other: str, parts: list[Section]) -> Answer:
    lead = (Line(f"“{safe(topic)}” and “{safe(other)}”, side by side; each line has its own source."),)
    return Answer(f"Compare: {topic} with {other}", lead, tuple(parts))


def actor_side(dossier: Dossier) -> Iterator[Section]:
    actor, found = dossier.actor, dossier.found
    figures = [claim for claim in found.claims if claim.kind == "figure"]
    yield Section(actor.name, (identity(actor, found.library), *roles(actor, found.library)))
    yield from _filled(
        Section(f"{actor.name}: events, newest first", events(found, EVENTS)),
        Section(
            f"{actor.name}: agreements",
            tuple(agreement_line(a, found.library) for a in found.agreements[:EVENTS]),
        ),
        Section(f"{actor.name}: figures", claims(figures, found.library, CLAIMS)),
    )


def agreement_side(sheet: AgreementSheet) -> Iterator[Section]:
    deal, library = sheet.agreement, sheet.found.library
    unknown = [
        Line(f"Not known: {sentence(safe(text))}", cited(deal.citations, library)) for text in deal.unknown
    ]
    steps = [step_line(step, library) for step in deal.steps]
    said = claims(sheet.found.claims, library, CLAIMS)
    lines = (agreement_line(deal, library), *terms_lines(deal, library), *steps, *said, *unknown)
    yield Section(deal.name, lines)


def topic_side(text: str, found: Findings) -> Iterator[Section]:
    figures = [claim for claim in found.claims if claim.kind == "figure"]
    yield from _filled(
        Section(f"{text}: events, newest first", events(found, EVENTS)),
        Section(
            f"{text}: agreements",
            tuple(agreement_line(a, found.library, full=True) for a in found.agreements[:EVENTS]),
        ),
        Section(f"{text}: figures", claims(figures, found.library, CLAIMS)),
    )


def _filled(*parts: Section) -> Iterator[Section]:
    yield from (part for part in parts if part.lines)


def figures_answer(looked: Looked) -> Answer:
    """The figures on one subject: those that contradict each other first."""
    brief = compose_brief([], looked.found.agreements, looked.found.claims)
    library = looked.found.library
    parts = tuple(_filled(*_figure_sections(brief.differing, looked)))
    shown = {claim.id for one in (*brief.differing, *beside(looked.found.claims)) for claim in one.claims}
    plain = [claim for claim in brief.figures if claim.id not in shown]
    other = Section("Other figures", tuple(claim_line(claim, library) for claim in plain))
    parts = (*parts, *_filled(other, _amounts(looked)))
    lead = Line(f"Figures on {sides(looked.topic)}: {len(brief.differing)} subjects on which sources differ.")
    if not parts:
        lead = Line(f"No figure is known on {sides(looked.topic)}. /brief tells what is known.")
    return Answer(
        f"Compare: {looked.topic.asked}", (lead,), parts, looked.notes, names=names_met(looked.found)
    )


def _figure_sections(split: tuple[Differing, ...], looked: Looked) -> Iterator[Section]:
    library = looked.found.library
    for one in split:
        yield Section(f"Sources differ: {one.topic}", tuple(differing_lines(one, library)))
    topics = {one.topic for one in split}
    for one in beside(looked.found.claims):
        if one.topic not in topics:
            yield Section(f"Told by several texts: {one.topic}", tuple(differing_lines(one, library)))


def _amounts(looked: Looked) -> Section:
    library = looked.found.library
    deals = [deal for deal in looked.found.agreements if deal.amounts]
    return Section("Values of agreements", tuple(agreement_line(deal, library, full=True) for deal in deals))
