"""``/agreement name``: parties, the ledger of steps, value, equipment, what is not known, where sources differ."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.brief import beside, compose_brief, differing
from facts.asking.deals import Deals, find_deals
from facts.asking.directory import Directory
from facts.asking.resolve import Missing, nearest
from handlers.commands.actor import AskTopic
from handlers.dealing.staged import Staged
from handlers.render.pages.agreement import (
    agreement_line,
    deal_unknowns,
    gear_lines,
    ledger_in_a_line,
    status_line,
    step_line,
    summary_line,
    terms_lines,
    unknowns_line,
)
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.bottom_line import disputed_lines
from handlers.render.pages.claim import claim_line, differing_lines
from handlers.render.pages.event import amount_line, event_line
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.words.cite import said_in
from handlers.render.words.text import safe
from handlers.ui.completion import agreement_rows, choices
from handlers.ui.known import known_names
from handlers.ui.not_found import unknown, with_topic
from handlers.ui.options import TypedWords
from handlers.ui.pager import Pager
from store.nouns.views import AgreementSheet, Findings
from store.search.answers import Answers

SAID = 200
"""Letters of what an agreement is on the first page."""


class AgreementCommand(commands.Cog):
    """One agreement; a loose description that fits several lists them all. What has no entry is looked for in what news tells."""

    def __init__(self, answers: Answers, staged: Staged, ask_topic: AskTopic, pager: Pager) -> None:
        self.answers = answers
        self.ask_topic = ask_topic
        self.staged = staged
        self.pager = pager

    @app_commands.command(
        name="agreement", description="One agreement or deal: parties, status, value, what is not known"
    )
    @app_commands.describe(
        name="Its name, or words for it: 2020 MoU, Russia Mi-35", share="Show it to everybody here"
    )
    async def agreement(
        self, interaction: discord.Interaction[Any], name: TypedWords, share: bool = False
    ) -> None:
        question = AskedCommand("agreement", (name,))
        await self.pager.send(interaction, question, await self.answer(name), share=share)

    @agreement.autocomplete("name")
    async def complete(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return choices(typed, agreement_rows((await self.answers.names()).agreements))

    async def answer(self, name: str) -> Answer:
        names = await self.answers.names()
        known = await known_names(names)
        deals = await asyncio.to_thread(find_deals, name, known)
        if not deals.is_sure and (told := await self.staged.named(name)):
            return told
        if len(deals.ids) == 1 and (sheet := await self.answers.agreement(deals.ids[0])):
            if not sheet.agreement.is_told and (told := await self.staged.named(name)):
                return told
            return await asyncio.to_thread(sheet_answer, sheet, deals)
        if deals.ids:
            every = await self.answers.agreements()
            return await asyncio.to_thread(which_agreement, name, deals, every)
        near_names = await asyncio.to_thread(near, name, known)
        absent = unknown(name, Missing(near_names), "agreement or deal", known)
        return with_topic(absent, await self.ask_topic(name))


def near(name: str, known: Directory) -> tuple[str, ...]:
    return nearest(name, known, "agreement")


def sheet_answer(sheet: AgreementSheet, deals: Deals) -> Answer:
    """One agreement's whole answer."""
    parts = tuple(part for part in _sections(sheet) if part.lines)
    deal, library = sheet.agreement, sheet.found.library
    notes = tuple(safe(note) for note in (deals.how, *deals.notes) if note)
    found = replace(sheet.found, agreements=(deal, *sheet.found.agreements))
    return Answer(
        deal.name,
        (status_line(deal, library),),
        parts,
        notes,
        overview=tuple(part for part in in_short(sheet) if part.lines),
        names=names_met(found),
    )


def in_short(sheet: AgreementSheet) -> Iterator[Section]:
    """What it is, what it is worth, what is not known, how it went: a line or two each."""
    deal, found = sheet.agreement, sheet.found
    library = found.library
    told = (summary_line(deal, library, SAID),) if deal.summary else ()
    unknown = unknowns_line(deal, library, "")
    yield Section("Terms", (*told, *gear_lines(deal, library)))
    yield Section("Value", tuple(_value(sheet)))
    yield Section("Not known", (unknown,) if unknown.text else ())
    yield Section("Status, step by step", tuple(ledger_in_a_line(deal, library)))
    yield Section("Events", tuple(event_line(one, library) for one in found.events))


def _value(sheet: AgreementSheet) -> Iterator[Line]:
    """Every sum that sources give, side by side where they differ."""
    disputed = list(disputed_lines(sheet.found))
    yield from disputed
    if not disputed:
        yield from (amount_line(amount, sheet.found.library) for amount in sheet.agreement.amounts)


def _sections(sheet: AgreementSheet) -> Iterator[Section]:
    deal, found = sheet.agreement, sheet.found
    library = found.library
    split = differing(found.claims)
    topics = {one.topic for one in split}
    several = [one for one in beside(found.claims) if one.topic not in topics]
    shown = {id(claim) for one in (*split, *several) for claim in one.claims}
    brief = compose_brief([], [], [claim for claim in found.claims if id(claim) not in shown])
    yield Section("Terms", tuple(terms_lines(deal, library)))
    yield Section("Status, step by step", tuple(step_line(step, library) for step in deal.steps))
    yield Section("Events", (*(event_line(told, library) for told in found.events), *_earlier(found)))
    yield Section(
        "Where sources differ", tuple(line for one in split for line in differing_lines(one, library))
    )
    yield Section(
        "As several texts tell it", tuple(line for one in several for line in differing_lines(one, library))
    )
    yield Section("Figures", tuple(claim_line(claim, library) for claim in brief.figures))
    yield Section("Also known", tuple(claim_line(claim, library) for claim in brief.facts))
    yield Section("Plans and expectations of the time", tuple(claim_line(c, library) for c in brief.plans))
    yield Section("Views", tuple(claim_line(claim, library) for claim in brief.views))
    yield Section("Denied", tuple(claim_line(claim, library) for claim in brief.denied))
    yield Section("Not known", tuple(unknown_of(sheet)))


def _earlier(found: Findings) -> Iterator[Line]:
    if (left := found.tally.events - len(found.events)) > 0:
        yield Line(f"… and {left:,} earlier ones: /timeline shows them with until:.")


def unknown_of(sheet: AgreementSheet) -> Iterator[Line]:
    deal, library = sheet.agreement, sheet.found.library
    where = said_in("unknown/more", deal, library)
    yield from deal_unknowns(deal, library)
    events = [told.event for told in sheet.found.events]
    is_priced = deal.amounts or any(event.amounts for event in events)
    if not is_priced and not any(claim.kind == "figure" for claim in sheet.found.claims):
        yield Line("No value is known.", where)
    if not any(step.day for step in deal.steps) and not any(event.day for event in events):
        yield Line("No date is known.", where)


def which_agreement(name: str, deals: Deals, found: Findings) -> Answer:
    """Every agreement that the text may mean, each with its key facts."""
    rows = [deal for deal in found.agreements if deal.id in deals.ids]
    lines = tuple(agreement_line(deal, found.library, full=True) for deal in rows)
    lead = (Line(f"“{safe(name)}” fits {len(rows)} agreements."),)
    parts = (Section("What it may mean", lines),)
    notes = tuple(map(safe, deals.notes))
    return Answer(f"Which agreement: {name}", lead, parts, notes, candidates=lines)
