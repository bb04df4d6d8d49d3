"""``/agreements party status``: the list, each with its newest status."""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.brief import newest_known
from facts.asking.choose import agreement_subject, fits
from facts.asking.directory import Directory
from facts.asking.supplies import Direction, Side, asks_for_deliveries, parties_on, tells_of_delivery
from facts.asking.topics import Facet, Topic, read_topic
from facts.asking.windows import Window
from facts.names.phrases import stems
from handlers.briefing.brief_parts import ENOUGH
from handlers.dealing.dealings import dealing_facet, dealing_line, dealings
from handlers.render.illustrations.deals import deals_picture
from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.supplies import direction_of
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.words.text import cut, listed, safe
from handlers.ui.completion import actor_rows, by_telling, choices, country_rows
from handlers.ui.known import known_names
from handlers.ui.options import TypedWords
from handlers.ui.pager import Pager
from handlers.ui.questions import question
from handlers.ui.topic_search import Topical
from store.nouns.models import Agreement
from store.nouns.views import Findings
from store.nouns.words import folded_phrase
from store.search.answers import Answers

LISTED, STATUSES = 300, 5
SHOWN = 3
"""Deals that news alone tells, of the first page of a list that has others."""
MANY = 30
"""Longer lists tell name, status and parties only; /agreement tells the rest."""
SIDES: tuple[Side, ...] = ("supplier", "recipient")


LooseLine = tuple[date, Line]
"""A deal that news alone tells, with the day of its last step."""


@dataclass(frozen=True)
class DealFilter:
    """What a list was asked for, in words: ``sides`` ("with Nepal") and a status ("signed"), either of which may be empty."""

    sides: str = ""
    status: str = ""

    def of(self, count: int) -> str:
        """Behind so many agreements: "with Nepal that is signed"."""
        what = f"that {'is' if count == 1 else 'are'} {self.status}" if self.status else ""
        return " ".join(part for part in (self.sides, what) if part)


class AgreementsCommand(commands.Cog):
    """Agreements and deals between any parties, filtered by party and by status."""

    def __init__(self, answers: Answers, topical: Topical, pager: Pager) -> None:
        self.answers = answers
        self.topical = topical
        self.pager = pager

    @app_commands.command(name="agreements", description="Agreements and deals, by party and status")
    @app_commands.describe(
        party="One or more parties: Pakistan, Russia Pakistan, Pakistan Army",
        status="A word of the status: signed, sold, reported, pending, lifted",
        supplier="Who supplies: China, Norinco",
        recipient="Who receives: Pakistan, Pakistan Army",
        share="Show it to everybody here",
    )
    async def agreements(
        self,
        interaction: discord.Interaction[Any],
        party: TypedWords = "",
        status: TypedWords = "",
        supplier: TypedWords = "",
        recipient: TypedWords = "",
        share: bool = False,
    ) -> None:
        asked = AskedCommand("agreements", (party, status, supplier, recipient))
        answer = await self.answer(party, status, supplier, recipient)
        await self.pager.send(interaction, asked, answer, share=share)

    @agreements.autocomplete("party")
    @agreements.autocomplete("supplier")
    @agreements.autocomplete("recipient")
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

    async def answer(
        self, party: str = "", status: str = "", supplier: str = "", recipient: str = ""
    ) -> Answer:
        names = await self.answers.names()
        known = await known_names(names)
        typed = {"party": party, "supplier": supplier, "recipient": recipient}
        read = await asyncio.to_thread(_topics, typed, known)
        found = await self.answers.agreements()
        rows = await asyncio.to_thread(_fitting, found.agreements, read, known)
        chosen = [deal for deal in rows if has_status(deal.status, status)] or [
            deal for deal in rows if any(has_status(step.status, status) for step in deal.steps)
        ]
        named = {side: listed([f.label for f in topic.facets]) for side, topic in read.items()}
        asked = [("with", named["party"]), ("from", named["supplier"]), ("to", named["recipient"])]
        words = DealFilter(" ".join(f"{how} {name}" for how, name in asked if name), _as_asked(status))
        loose = await self._told(read, status, known)
        strange = [facet.label for topic in read.values() for facet in topic.facets if facet.what == "word"]
        listing = (
            partial(list_answer, words, chosen, found) if chosen else partial(_none, words, rows, strange)
        )
        answer = await asyncio.to_thread(listing)
        last = max((newest_known(deal)[0] for deal in chosen), default=date.min)
        answer = with_loose(answer, loose, words, last) if loose else answer
        return replace(answer, notes=tuple(safe(note) for topic in read.values() for note in topic.notes))

    async def _told(self, read: Mapping[str, Topic], status: str, known: Directory) -> tuple[LooseLine, ...]:
        """The deals that news tells, and that have no entry of their own, told last first: with these parties, at this status, in
        the direction that is asked for as far as texts tell one."""
        facets = tuple(facet for topic in read.values() for facet in topic.facets)
        topic = Topic("", (*facets, dealing_facet(known)))
        asked = await asyncio.to_thread(question, topic, Window(), known)
        found = await self.answers.about(asked)
        way = Direction(frozenset(_countries(read["supplier"])), frozenset(_countries(read["recipient"])))
        return await asyncio.to_thread(_told_alone, found, way, status)


def _topics(typed: Mapping[str, str], known: Directory) -> dict[str, Topic]:
    return {side: read_topic(text, known) for side, text in typed.items()}


def _fitting(deals: Iterable[Agreement], read: Mapping[str, Topic], known: Directory) -> list[Agreement]:
    return [deal for deal in deals if deal.is_told and _has_sides(deal, read, known)]


def _told_alone(found: Findings, way: Direction, status: str) -> tuple[LooseLine, ...]:
    library = found.library
    rows = [row for row in dealings(found.events, library) if row.is_at(status)]
    if way.is_told:
        told = [(row, direction_of(row.newest, library)) for row in rows]
        sure = [row for row, one in told if one.is_told and one.within(way)]
        rows = sure or [row for row, one in told if not one.is_told]
    return tuple((row.day, dealing_line(row, library)) for row in rows)


def _as_asked(status: str) -> str:
    """A word that is no status by itself stands in quotes: that are “talks”."""
    plain = status.strip()
    return plain if not plain or plain.split()[-1].endswith(("ed", "ing", "over", "sold")) else f"“{plain}”"


def _countries(topic: Topic) -> Iterator[str]:
    for facet in topic.facets:
        if facet.what == "country":
            yield from (key for _, key in facet.links)


def with_loose(
    answer: Answer, loose: tuple[LooseLine, ...], asked: DealFilter, last: date = date.min
) -> Answer:
    """The list with the deals that news alone tells; where the list is empty these are the answer, and where the newest of them is
    newer than the ``last`` day of the list they stand before it."""
    section = Section("Told by news", tuple(line for _, line in loose))
    if answer.is_empty:
        return _only_loose(answer, section, asked)
    *before, first = answer.lead
    only = "is told by news alone" if len(loose) == 1 else "are told by news alone"
    more = replace(first, text=f"{first.text} {len(loose)} more {only}.")
    is_newer = loose[0][0] > last
    parts = (section, *answer.sections) if is_newer else (*answer.sections, section)
    short = tuple(replace(part, lines=part.lines[:SHOWN]) if part is section else part for part in parts)
    return replace(answer, lead=(*before, more), sections=parts, overview=short)


def _only_loose(answer: Answer, section: Section, asked: DealFilter) -> Answer:
    count = len(section.lines)
    are = "is told by news" if count == 1 else "are told by news"
    told = f"No agreement or deal {safe(asked.of(1))} has an entry; {count} {are}."
    title = f"Agreements {asked.of(2)}".strip()
    return replace(answer, title=title, lead=(Line(told),), sections=(section,), is_empty=False)


def _has_sides(deal: Agreement, read: Mapping[str, Topic], known: Directory) -> bool:
    """Whether the parties that are asked for are parties, and have the part that is asked for."""
    return has_party(deal, read["party"], known) and all(
        _on_side(deal, side, facet, known) for side in SIDES for facet in read[side].facets
    )


def _on_side(deal: Agreement, side: Side, facet: Facet, known: Directory) -> bool:
    parts = parties_on(side, deal.parties)
    countries = {known.actors[part.actor].country for part in parts if part.actor in known.actors}
    links = {("actor", part.actor) for part in parts} | {("country", code) for code in countries if code}
    return bool(facet.links & links)


def has_party(deal: Agreement, topic: Topic, known: Directory) -> bool:
    """Whether everything that was asked for is in it; a country or an actor has to be a party, not only a word."""
    subject = agreement_subject(deal, known)
    return all(
        bool(facet.links & subject.links) if facet.what in ("country", "actor") else fits(facet, subject)
        for facet in topic.facets
    )


def has_status(word: str, status: str) -> bool:
    """Whether a status holds the word that is asked for; "sign" finds "signed", "delivered" what is inducted too."""
    asked = stems(status)
    if asks_for_deliveries(status) and tells_of_delivery([word]):
        return True
    return not asked or asked <= stems(word) or folded_phrase(status) in folded_phrase(word)


def list_answer(asked: DealFilter, chosen: list[Agreement], found: Findings) -> Answer:
    """The agreements, newest step first."""
    rows = sorted(chosen, key=newest_known, reverse=True)
    lines = tuple(agreement_line(deal, found.library, full=len(rows) <= MANY) for deal in rows)
    parts = (Section("Newest first", lines),)
    met = names_met(replace(found, events=(), claims=(), agreements=tuple(rows)))
    count = (
        "1 agreement or deal is known" if len(rows) == 1 else f"{len(rows)} agreements and deals are known"
    )
    told = f"{count} {safe(asked.of(len(rows)))}".rstrip()
    drawn = deals_picture("Arms deals by supplier", rows, found.library.actors)
    title = f"Agreements {asked.of(2)}".strip()
    lead = (Line(f"{told}{_by_status(rows)}."),)
    return Answer(title, lead, parts, enough=ENOUGH, names=met, picture=drawn)


def _by_status(rows: list[Agreement]) -> str:
    """``: signed 3, agreed 2, reported 1 …``, where they differ."""
    counts = Counter(deal.status for deal in rows).most_common()
    told = ", ".join(f"{safe(status)} {count}" for status, count in counts[:STATUSES])
    rest = len(rows) - sum(count for _, count in counts[:STATUSES])
    return f": {told}{f', otherwise {rest}' if rest else ''}" if len(counts) > 1 else ""


def _none(asked: DealFilter, rows: list[Agreement], strange: Collection[str] = ()) -> Answer:
    """``strange`` are the words of the question that name nobody."""
    words = sorted({deal.status for deal in rows})
    known = cut(listed(words), LISTED)
    stop = "" if known.endswith("…") else "."
    other = (Line(f"Statuses that are known: {safe(known)}{stop}"),) if words else ()
    told = f"No agreement or deal is known {safe(asked.of(1))}".rstrip()
    names = safe(listed([f"“{name}”" for name in strange]))
    is_are = "is no name that is" if len(strange) == 1 else "are no names that are"
    first = (Line(f"{names} {is_are} known: no party goes by it."),) if strange else ()
    return Answer("No agreement found", (*first, Line(f"{told}."), *other), is_empty=True)
