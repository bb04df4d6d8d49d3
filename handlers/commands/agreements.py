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
from facts.model.kinds import Kinds
from facts.names.phrases import stems
from facts.rows.kinds import KINDS
from handlers.briefing.brief_parts import ENOUGH
from handlers.briefing.supplied import tells_of_supply
from handlers.render.illustrations.deals import deals_picture
from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.event import event_line
from handlers.render.pages.supplies import supplies_of
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.words.text import cut, listed, safe
from handlers.ui.completion import actor_rows, by_telling, choices, country_rows
from handlers.ui.known import known_names
from handlers.ui.options import TypedWords
from handlers.ui.pager import Pager
from handlers.ui.questions import question
from handlers.ui.topic_search import Looked, Topical
from store.nouns.models import Agreement, Event
from store.nouns.views import Findings
from store.nouns.words import folded_phrase
from store.search.answers import Answers

LISTED, STATUSES = 300, 5
MANY = 30
"""Longer lists tell name, status and parties only; /agreement tells the rest."""
SIDES: tuple[Side, ...] = ("supplier", "recipient")
ENOUGH_LISTED = 3
"""Entries beside which what is told only as an event stands on a page of its own."""


LooseLine = tuple[date, Line]
"""What is told as an event alone, with its day."""


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
        loose: tuple[LooseLine, ...] = ()
        if supplier or recipient:
            loose = await self._supplies(read, status, {deal.id for deal in found.agreements})
        elif party and not status:
            loose = await self._loose(read["party"], known)
        if party and not (chosen or loose):
            loose = await self._traded(read, status, known)
        strange = [facet.label for topic in read.values() for facet in topic.facets if facet.what == "word"]
        listing = (
            partial(list_answer, words, chosen, found) if chosen else partial(_none, words, rows, strange)
        )
        answer = await asyncio.to_thread(listing)
        last = max((newest_known(deal)[0] for deal in chosen), default=date.min)
        answer = with_loose(answer, loose, words, last) if loose else answer
        return replace(answer, notes=tuple(safe(note) for topic in read.values() for note in topic.notes))

    async def _loose(self, parties: Topic, known: Directory) -> tuple[LooseLine, ...]:
        """The agreements that are told as events, and have no entry of their own."""
        kind = Facet("agreements", "theme", kinds=frozenset({"agreement"}))
        topic = Topic("", (*parties.facets, kind))
        asked = await asyncio.to_thread(question, topic, Window(), known)
        return await asyncio.to_thread(_told_alone, await self.answers.about(asked))

    async def _traded(
        self, read: Mapping[str, Topic], status: str, known: Directory
    ) -> tuple[LooseLine, ...]:
        """Where no agreement is known: the orders and deliveries with these, and those that were called off, at that stage."""
        facets = tuple(facet for topic in read.values() for facet in topic.facets)
        asked = await asyncio.to_thread(question, Topic("", facets), Window(), known)
        found = await self.answers.about(asked)
        told = (one for one in found.events if _is_trade_at(one.event, status))
        return tuple((one.event.day or date.min, event_line(one, found.library)) for one in told)

    async def _supplies(
        self, read: Mapping[str, Topic], status: str, filed: Collection[str]
    ) -> tuple[LooseLine, ...]:
        """The orders and deliveries between the states on these sides that are told as events; of a status those whose
        kind or stage it is."""
        sides = {side: frozenset(_countries(topic)) for side, topic in read.items()}
        asked = Direction(sides["supplier"], sides["recipient"])
        facets = [facet for topic in read.values() for facet in topic.facets]
        if len(asked.suppliers | asked.recipients) < len(facets):
            return ()
        looked = await self.topical.supplies("", None, None, asked)
        if not isinstance(looked, Looked) or not looked.whole:
            return ()
        known = [told for told in looked.found.events if told.event.agreement not in filed]
        events = tuple(told for told in known if _is_at(told.event, status))
        found = replace(looked.found, events=events, agreements=())
        rows = await asyncio.to_thread(supplies_of, found, asked)
        return tuple((row.day, row.line) for row in rows)


def _topics(typed: Mapping[str, str], known: Directory) -> dict[str, Topic]:
    return {side: read_topic(text, known) for side, text in typed.items()}


def _fitting(deals: Iterable[Agreement], read: Mapping[str, Topic], known: Directory) -> list[Agreement]:
    return [deal for deal in deals if deal.is_told and _has_sides(deal, read, known)]


def _told_alone(found: Findings) -> tuple[LooseLine, ...]:
    return tuple(
        (told.event.day or date.min, event_line(told, found.library))
        for told in found.events
        if told.event.agreement is None and told.event.kind == "agreement"
    )


def _as_asked(status: str) -> str:
    """A word that is no status by itself stands in quotes: that are “talks”."""
    plain = status.strip()
    return plain if not plain or plain.split()[-1].endswith(("ed", "ing", "over", "sold")) else f"“{plain}”"


def _countries(topic: Topic) -> Iterator[str]:
    for facet in topic.facets:
        if facet.what == "country":
            yield from (key for _, key in facet.links)


def _is_at(event: Event, status: str, kinds: Kinds = KINDS) -> bool:
    kind = kinds.of(event.kind)
    return (
        not status
        or has_status(f"{event.phase} {' '.join(kind.words)}", status)
        or (kind.is_handover and asks_for_deliveries(status))
    )


def _is_trade_at(event: Event, status: str, kinds: Kinds = KINDS) -> bool:
    return tells_of_supply(event, kinds) and _is_at(event, status, kinds)


def with_loose(
    answer: Answer, loose: tuple[LooseLine, ...], asked: DealFilter, last: date = date.min
) -> Answer:
    """The list with what is told as an event alone; where the list is empty that is the answer, and where it is long the
    newest of it is named, if that is newer than the ``last`` day of the list."""
    section = Section("Told as events, without an entry of their own", tuple(line for _, line in loose))
    if answer.is_empty:
        return _only_loose(answer, section, asked)
    *before, first = answer.lead
    is_full = sum(len(part.lines) for part in answer.sections) >= ENOUGH_LISTED
    newest = tuple(line for day, line in loose[:1] if is_full and day > last)
    only = "is told only as an event" if len(loose) == 1 else "are told only as events"
    more = replace(first, text=f"{first.text} {len(loose)} more {only}{'; the newest:' if newest else '.'}")
    return replace(
        answer,
        lead=(*before, more, *newest),
        sections=(*answer.sections, section),
        overview=answer.sections if is_full else (),
    )


def _only_loose(answer: Answer, section: Section, asked: DealFilter) -> Answer:
    count = len(section.lines)
    are = "is told as an event" if count == 1 else "are told as events"
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
