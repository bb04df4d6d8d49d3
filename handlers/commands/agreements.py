"""``/agreements party status``: the list, each with its newest status."""

from dataclasses import replace
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.brief import newest_known
from facts.asking.choose import agreement_subject, fits
from facts.asking.directory import Directory
from facts.asking.topics import Topic, read_topic
from facts.names.phrases import folded_phrase, stems
from handlers.render.illustrations.deals import deals_picture
from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.words.text import listed, safe
from handlers.ui.completion import actor_rows, by_telling, choices, country_rows
from handlers.ui.known import known_names
from handlers.ui.options import Words
from handlers.ui.pager import Pager
from store.nouns.models import Agreement
from store.nouns.views import Findings
from store.search.answers import Answers

MANY = 30
"""Longer lists tell name, status and parties only; /agreement tells the rest."""


class AgreementsCommand(commands.Cog):
    """Agreements and deals between any parties, filtered by party and by status."""

    def __init__(self, answers: Answers, pager: Pager) -> None:
        self.answers = answers
        self.pager = pager

    @app_commands.command(name="agreements", description="Agreements and deals, by party and status")
    @app_commands.describe(
        party="One or more parties: Pakistan, Russia Pakistan, Pakistan Army",
        status="A word of the status: signed, sold, reported, pending, lifted",
        share="Show it to everybody here",
    )
    async def agreements(
        self,
        interaction: discord.Interaction[Any],
        party: Words = "",
        status: Words = "",
        share: bool = False,
    ) -> None:
        question = AskedCommand("agreements", (party, status))
        await self.pager.send(interaction, question, await self.answer(party, status), share=share)

    @agreements.autocomplete("party")
    async def complete_party(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        countries = [(name, name, text) for name, _, text in country_rows()]
        rows = by_telling([*actor_rows((await self.answers.names()).actors)], await self.answers.told_of())
        return choices(typed, [*rows, *countries])

    @agreements.autocomplete("status")
    async def complete_status(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        words = sorted({deal.status for deal in (await self.answers.names()).agreements if deal.is_told})
        return choices(typed, [(word, word, word) for word in words])

    async def answer(self, party: str = "", status: str = "") -> Answer:
        names = await self.answers.names()
        known = await known_names(names)
        topic = read_topic(party, known)
        found = await self.answers.agreements()
        rows = [deal for deal in found.agreements if deal.is_told and has_party(deal, topic, known)]
        chosen = [deal for deal in rows if has_status(deal.status, status)] or [
            deal for deal in rows if any(has_status(step.status, status) for step in deal.steps)
        ]
        answer = list_answer(party, status, chosen, found) if chosen else _none(party, status, rows)
        return replace(answer, notes=tuple(map(safe, topic.notes)))


def has_party(deal: Agreement, topic: Topic, known: Directory) -> bool:
    """Whether everything that was asked for is in it; a country or an actor has to be a party, not only a word."""
    subject = agreement_subject(deal, known)
    return all(
        bool(facet.links & subject.links) if facet.what in ("country", "actor") else fits(facet, subject)
        for facet in topic.facets
    )


def has_status(word: str, status: str) -> bool:
    """Whether a status holds the word that is asked for; "sign" finds "signed"."""
    asked = stems(status)
    return not asked or asked <= stems(word) or folded_phrase(status) in folded_phrase(word)


def list_answer(party: str, status: str, chosen: list[Agreement], found: Findings) -> Answer:
    """The agreements, newest step first."""
    rows = sorted(chosen, key=newest_known, reverse=True)
    lines = tuple(agreement_line(deal, found.library, full=len(rows) <= MANY) for deal in rows)
    parts = (Section("Newest first", lines),)
    met = names_met(replace(found, events=(), claims=(), agreements=tuple(rows)))
    asked = " · ".join(word for word in (party, status) if word)
    lead = (Line(f"{len(rows)} agreements and deals are known{f' for {safe(asked)}' if asked else ''}."),)
    drawn = deals_picture("Arms deals by supplier", rows, found.library.actors)
    return Answer(f"Agreements: {asked}" if asked else "Agreements", lead, parts, names=met, picture=drawn)


def _none(party: str, status: str, rows: list[Agreement]) -> Answer:
    asked = safe(" · ".join(word for word in (party, status) if word)) or "this"
    words = sorted({deal.status for deal in rows})
    other = (Line(f"Statuses known for {safe(party) or 'all'}: {safe(listed(words))}."),) if words else ()
    return Answer("No agreement found", (Line(f"No agreement or deal is known for {asked}."), *other))
