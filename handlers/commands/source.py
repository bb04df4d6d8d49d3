"""``/source text``: what a text is, how it is graded, and what it supports, paragraph by paragraph."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.nearness import is_one_off, title_likeness
from facts.asking.questions import told_words
from facts.asking.windows import Window, bounds_within, overlaps, window
from handlers.render.cards.details import RELIABILITY
from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import event_line
from handlers.render.pages.rows import SET_ASIDE, text_line
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.words.cite import Cited, citation_day, told_by
from handlers.render.words.dates import day
from handlers.render.words.headline import told_title
from handlers.render.words.names import actor_name
from handlers.render.words.text import link, listed, safe, sentence
from handlers.ui.completion import choices
from handlers.ui.options import Address
from handlers.ui.pager import Pager
from handlers.ui.readers.pasted import ADDRESS, text_at
from store.nouns.models import NOTED, Evidence
from store.nouns.views import Findings, Library, Reference, TextSheet
from store.nouns.words import folded_phrase
from store.search.activity import Activity
from store.search.answers import Answers
from store.search.ranking import Hit
from store.search.search import Search, SearchResult

MOST, CLOSEST, OFFERED = 20, 6, 25
ALIKE = 92
"""Of 100: a title that is so much like what was typed is meant."""
NOT_GRADED = "F"


class SourceCommand(commands.Cog):
    """A text by its id, its address or words of its title; what fits several lists them."""

    def __init__(
        self,
        answers: Answers,
        search: Search,
        activity: Activity,
        pager: Pager,
        now: Callable[[], datetime],
    ) -> None:
        self.answers = answers
        self.find = search
        self.activity = activity
        self.pager = pager
        self.now = now

    @app_commands.command(name="source", description="One text: what it is, its grade, and what it supports")
    @app_commands.describe(
        text="Its title or words of it, its link, or its id", share="Show it to everybody here"
    )
    async def source(self, interaction: discord.Interaction[Any], text: Address, share: bool = False) -> None:
        question = AskedCommand("source", (text,))
        await self.pager.send(interaction, question, await self.answer(text), share=share)

    @source.autocomplete("text")
    async def complete(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        rows = await self.activity.articles(typed, OFFERED)
        return choices("", [(row.title, row.id, row.title) for row in rows])

    async def answer(self, text: str) -> Answer:
        if sheet := await text_at(self.answers, text):
            return await asyncio.to_thread(source_answer, sheet)
        if dated := await self._dated(text):
            return dated
        if published := await self._published_by(text):
            return published
        found = await self.find.find(text, kinds=("article",), limit=MOST)
        whole = tuple(hit for hit in found.hits if not hit.missing and _is_spelt_so(found, hit))
        whole = whole or await self.find.set_aside(text, MOST)
        texts = await self._texts(whole or found.hits[:CLOSEST])
        if (meant := _meant(text, whole) or (_of_outlet(text, texts) if whole else None)) and (
            sheet := await self.answers.text(meant)
        ):
            return await asyncio.to_thread(source_answer, sheet)
        if not whole and (telling := await self._telling(text)):
            return telling_answer(text, telling)
        holding = found.holding if len(whole) == MOST else len(whole)
        return which_text(text, texts, max(holding, len(texts)) if whole else 0)

    async def _published_by(self, typed: str) -> Answer | None:
        """The newest texts of an outlet; None where none is called so, or none of them is filed."""
        ids, count = await self.activity.of_outlet(typed, MOST)
        if len(ids) == 1 and (sheet := await self.answers.text(ids[0])):
            return await asyncio.to_thread(source_answer, sheet)
        rows = await self.answers.these({"article": ids}) if ids else Findings()
        texts = [rows.library.articles[key] for key in ids if key in rows.library.articles]
        return outlet_answer(typed, texts, count) if texts else None

    async def _dated(self, typed: str) -> Answer | None:
        """By the rest of the words where a day, month or year of publication is typed with them ("Dawn, March 2020"); None
        where none is, or no text of that time holds them."""
        bare, since, until = bounds_within(typed)
        read = await asyncio.to_thread(window, since, until, self.now().date()) if since or until else None
        if not bare or not isinstance(read, Window):
            return None
        found = await self.find.find(bare, kinds=("article",), limit=MOST)
        texts = await self._texts(tuple(hit for hit in found.hits if not hit.missing))
        of_then = [one for one in texts if _is_of(one, read)]
        sheet = await self.answers.text(of_then[0].article) if len(of_then) == 1 else None
        if sheet is not None:
            return await asyncio.to_thread(source_answer, sheet)
        return which_text(typed, of_then, len(of_then)) if of_then else None

    async def _telling(self, typed: str) -> list[Reference]:
        """The texts of the statements and events that hold all of it: whom a text quotes, or what it says ("73 percent")."""
        hits = await self.find.mentioning(typed)
        if not any(kind in ("claim", "event") for kind, _ in hits):
            found = await self.find.find(" ".join(told_words(typed)), kinds=("claim", "event"), limit=MOST)
            hits = tuple(
                (hit.kind, hit.id) for hit in found.hits if not hit.missing and _is_spelt_so(found, hit)
            )
        wanted: defaultdict[str, list[str]] = defaultdict(list)
        for kind, key in hits:
            wanted[kind].append(key)
        rows = await self.answers.these(wanted) if wanted else Findings()
        places = [place.article for claim in rows.claims for place in claim.citations]
        places += [one.article for told in rows.events for one in told.evidence]
        library = rows.library.articles
        return [library[key] for key in dict.fromkeys(places) if key in library]

    async def _texts(self, hits: tuple[Hit, ...]) -> list[Reference]:
        """In the order of the hits; those that are still filed."""
        rows = await self.answers.these({"article": [hit.id for hit in hits]}) if hits else Findings()
        return [rows.library.articles[hit.id] for hit in hits if hit.id in rows.library.articles]


def _is_spelt_so(found: SearchResult, hit: Hit) -> bool:
    """Whether it holds each word as it is typed, or a letter off: "nytimes" is no "times"."""
    read = [(typed, other) for typed, other in found.spelling if other in hit.words or typed in hit.words]
    return all(is_one_off(typed, other) for typed, other in read)


def _is_of(text: Reference, read: Window) -> bool:
    return overlaps(read, text.published.date() if text.published else None, None, text.precision)


def _of_outlet(typed: str, texts: list[Reference]) -> str | None:
    """The only one of those texts whose publisher is what was typed."""
    of = [text.article for text in texts if _publisher(text) == folded_phrase(typed)]
    return of[0] if len(of) == 1 else None


def _meant(typed: str, hits: tuple[Hit, ...]) -> str | None:
    """The only hit, or the only one whose title is what was typed."""
    alike = [hit.id for hit in hits if title_likeness(typed, hit.title)[1] >= ALIKE]
    some = alike or [hit.id for hit in hits]
    return some[0] if len(some) == 1 else None


def _publisher(text: Reference) -> str:
    return folded_phrase(text.outlet.partition(" (")[0])


def telling_answer(typed: str, texts: list[Reference]) -> Answer:
    """No text is called so; those that tell of it, each to be opened."""
    lines = tuple(text_line(one) for one in texts[:OFFERED])
    tell = "one text tells" if len(texts) == 1 else f"{len(texts)} texts tell"
    lead = Line(f"No text goes by “{safe(typed)}”; {tell} of it:")
    return Answer("Which text?", (lead,), (Section("Told by", lines),), candidates=lines)


def which_text(typed: str, texts: list[Reference], holding: int) -> Answer:
    """The texts that may be meant, each to be opened: the best of those that are ``holding`` every word, or the closest
    where none is."""
    if not holding and (address := ADDRESS.search(typed)):
        lead = Line(f"No text from {safe(address[1])} is known.")
        return Answer("No text found", (lead,), footer="/search finds texts by their words.", is_empty=True)
    if not texts:
        lead = Line(f"No text is filed that “{safe(typed)}” names: not by id, link, title or publisher.")
        return Answer(
            "No text found", (lead,), footer="/search looks through everything that is known.", is_empty=True
        )
    said = _how_many(len(texts), holding, safe(typed))
    lines = tuple(text_line(one) for one in texts)
    return Answer("Which text?", (Line(said),), (Section("What it may mean", lines),), candidates=lines)


def outlet_answer(typed: str, texts: list[Reference], count: int) -> Answer:
    """The newest texts of an outlet, each to be opened."""
    newest = f"The newest {len(texts)} of {count:,} texts" if count > len(texts) else f"{count:,} texts"
    lines = tuple(text_line(one) for one in texts)
    return Answer(
        "Which text?",
        (Line(f"{newest} of “{safe(typed)}”:"),),
        (Section("Newest first", lines),),
        candidates=lines,
    )


def _how_many(shown: int, holding: int, typed: str) -> str:
    if not holding:
        return f"No text holds all of “{typed}”. The closest:"
    if holding > shown:
        return f"{shown} of {holding:,} texts that hold “{typed}”:"
    return f"{shown} texts hold “{typed}”." if shown > 1 else f"One text holds “{typed}”."


def source_answer(sheet: TextSheet) -> Answer:
    """What a text is, its grade, and what it supports."""
    found, library = sheet.found, sheet.found.library
    every = (
        Section("About the text", tuple(_about(sheet))),
        Section("Paragraph by paragraph", tuple(_paragraphs(sheet))),
        Section("Events", tuple(event_line(told, library) for told in found.events)),
        Section("Agreements", tuple(agreement_line(deal, library) for deal in found.agreements)),
        Section("Statements", tuple(claim_line(claim, library) for claim in found.claims)),
        Section("Texts that it quotes", tuple(map(text_line, sheet.parts))),
    )
    text = sheet.reference
    lead = (Line(_identity(text), (Cited(text),)), Line(_grade(text)), Line(_supports(sheet)))
    return Answer(text.title, lead, tuple(part for part in every if part.lines), names=names_met(found))


def _identity(text: Reference) -> str:
    """Who published it, who wrote it, when, and where it is read."""
    author = f" by {safe(text.author)}" if text.author else ""
    is_dated = text.published is not None and text.precision != "unknown"
    when = f"{day(text.published, text.precision)}" if is_dated else "undated"
    by = "" if text.quoted_by in ("", text.outlet) else told_by(text).partition(", quoted by ")[2]
    around = f", quoted by {safe(by)}" if by else ""
    read = f" · {link('Read it', text.url)}" if text.url else ""
    return f"A text of **{safe(text.outlet)}**{author}{around} · {when}{read}"


def _grade(text: Reference) -> str:
    """Of its publisher, in words; the letter is that of the NATO Admiralty scale. Where it is not graded, why."""
    if text.reliability == NOT_GRADED and text.reason:
        return f"Grade {NOT_GRADED}: {sentence(safe(text.reason))}"
    return f"Grade {text.reliability}: {RELIABILITY[text.reliability]}."


def _supports(sheet: TextSheet) -> str:
    found, text = sheet.found, sheet.reference
    counts = (
        (len(found.events), "event"),
        (len(found.agreements), "agreement"),
        (len(found.claims), "statement"),
    )
    told = [f"{count} {name}{'' if count == 1 else 's'}" for count, name in counts if count]
    if told:
        return f"It supports {listed(told)}."
    if sheet.parts:
        return "Nothing is filed of its own words: see the texts that it quotes."
    if text.is_summarised:
        return "Nothing is filed of it."
    if text.is_aside:
        return f"Nothing is filed of it: it was read and {SET_ASIDE}. /why tells."
    return "Nothing is filed of it: it was read and left out, or waits for a person. /why tells."


def _about(sheet: TextSheet) -> Iterator[Line]:
    """What is known of the text as a text. The summary is ours of founding documents only: elsewhere it is the
    publisher's own words."""
    text, where = sheet.reference, (Cited(sheet.reference),)
    if text.lead and text.is_summarised:
        yield Line(sentence(safe(text.lead)), where)
    around = sheet.found.library.articles.get(text.within)
    if around is not None:
        yield Line(
            f"It was read where “{safe(around.title)}” quotes it.",
            (Cited(around),),
            head=f"Quoted in **{safe(around.title)}**\n-# {safe(around.outlet)} · {citation_day(around)}",
            opens=f"source/{around.article}",
        )
    if text.basis and text.is_summarised:
        yield Line(f"Its date: {sentence(safe(text.basis))}", where)
    if text.reason and text.reliability != NOT_GRADED:
        yield Line(f"Why this grade: {sentence(safe(text.reason))}")
    if text.bias:
        yield Line(f"Its standpoint: {sentence(safe(text.bias))}")
    if text.owner and text.owner not in ("unknown", text.outlet):
        yield Line(f"Owner of the outlet: {safe(text.owner)}.")


def _paragraphs(sheet: TextSheet) -> Iterator[Line]:
    """One line for each paragraph: what it says, a quotation, and what rests on it: which events and agreements, and
    statements on what."""
    told, topics = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    notes = {one.paragraph or "": one.reasons for one in sheet.evidence if NOTED in one.parts}
    for one in sheet.evidence:
        told[one.paragraph or ""].append(_told_there(one, sheet))
    for claim in sheet.found.claims:
        for place in claim.citations:
            if place.article == sheet.reference.article:
                topics[place.paragraph or ""].append(safe(claim.topic or ""))
    for paragraph in sorted({*told, *topics} - {""}, key=_in_order):
        said = [*dict.fromkeys(filter(None, told[paragraph])), *_stated(topics[paragraph])]
        where = (Cited(sheet.reference, paragraph),)
        rests = f"On it: {'; '.join(said)}." if said and paragraph in notes else "; ".join(said)
        text = " ".join(part for part in (_noted(notes.get(paragraph, [])), rests) if part)
        yield Line(f"**¶ {safe(paragraph)}** · {text}", where)


def _noted(note: list[str]) -> str:
    """A paragraph in a line of ours, then in a few words of its own, which are marked as such."""
    if not note:
        return ""
    stop = "" if note[-1].endswith((".", "!", "?")) else "."
    quoted = f" In its words: “{safe(note[1])}”{stop}" if len(note) > 1 else ""
    return f"{sentence(safe(note[0]))}{quoted}"


def _stated(topics: list[str]) -> Iterator[str]:
    """``3 statements, on arms imports``: those without a subject are only counted."""
    if topics:
        named = list(dict.fromkeys(filter(None, topics)))
        count = f"{len(topics)} statement{'' if len(topics) == 1 else 's'}"
        yield f"{count}, on {listed(named)}" if named else count


def _in_order(paragraph: str) -> tuple[list[int], str]:
    return [int(number) for number in re.findall(r"[0-9]+", paragraph)], paragraph


def _told_there(one: Evidence, sheet: TextSheet) -> str:
    """An event or agreement; of an event that another paragraph tells, which part of it stands here."""
    library = sheet.found.library
    if one.event is None:
        return safe(library.agreements.get(one.agreement or "", ""))
    title = next((told_title(t, library) for t in sheet.found.events if t.event.id == one.event), "")
    parts = [_part(name, library) for name in one.parts]
    is_whole = not parts or "event" in one.parts
    return safe(title) if is_whole or not title else f"{safe(title)} (here: {listed(parts)})"


def _part(name: str, library: Library) -> str:
    kind, _, key = name.partition("/")
    if kind == "actor":
        return actor_name(key, library)
    gear = library.equipment.get(key)
    return safe(gear.designation) if gear else f"the {kind}"
