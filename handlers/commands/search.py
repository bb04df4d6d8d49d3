"""``/search query``: full text over everything that is known, and why each hit matched."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.questions import is_a_question, telling_words
from facts.asking.themes import theme_asked
from facts.sifting.inquiries import slip_topic
from handlers.commands.actor import AskTopic
from handlers.commands.source import source_answer
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.event import event_line
from handlers.render.pages.rows import SET_ASIDE, row_lines
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.words.text import listed, safe
from handlers.ui.completion import topic_choices
from handlers.ui.not_found import watch_for
from handlers.ui.options import TypedWords
from handlers.ui.pager import Pager
from handlers.ui.readers.pasted import Pasted, text_at
from store.database.index import ASIDE
from store.nouns.views import EventSheet, Findings
from store.nouns.words import folded_phrase, search_words, stem
from store.search.answers import Answers
from store.search.ranking import Hit
from store.search.search import Search, SearchResult

MOST = 20
YEAR = re.compile(r"(?<![\w-])(?:19|20)\d\d(?![\w-])")
DESIGNATION = re.compile(r"([A-Za-z]{1,4})(\d\w{0,4})")
"""A designation that is typed without its hyphen: "z10", "su30mki"."""
CLOSEST = 6
MANY = 3
"""Words of which nothing has all that are rather a question."""
LEAST_PART = 3
"""Letters of each of two words that are joined to one."""
TELLING = 3
"""Signs of a word that says something by itself."""
HEADINGS = {
    "event": "Events", "agreement": "Agreements", "actor": "Actors", "claim": "Statements", "article": "Articles",
    ASIDE: "Texts set aside",
}  # fmt: skip


class SearchCommand(commands.Cog):
    """Tolerant of spelling; hits that hold every word come alone, others only where there is none."""

    def __init__(
        self, answers: Answers, search: Search, ask_topic: AskTopic, pager: Pager, pasted: Pasted
    ) -> None:
        self.answers = answers
        self.ask_topic = ask_topic
        self.pasted = pasted
        self.find = search
        self.pager = pager

    @app_commands.command(name="search", description="Search everything that is known")
    @app_commands.describe(
        query="Words: arms embargo, Wing Loong, 73 per cent", share="Show it to everybody here"
    )
    async def search(
        self, interaction: discord.Interaction[Any], query: TypedWords, share: bool = False
    ) -> None:
        question = AskedCommand("search", (query,))
        await self.pager.send(interaction, question, await self.answer(query), share=share)

    @search.autocomplete("query")
    async def complete(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await topic_choices(self.answers, typed)

    async def answer(self, query: str) -> Answer:
        if is_address(query) and (text := await text_at(self.answers, query)):
            return await asyncio.to_thread(source_answer, text)
        if (key := await self.pasted.event(query)) and (sheet := await self.answers.event(key)):
            return copied_answer(query, sheet)
        if is_a_question(query) and not (answer := await self.ask_topic(query)).is_empty:
            return answer
        found = await self._find(query)
        whole = tuple(hit for hit in found.hits if not hit.missing)
        is_asked = len(query.split()) >= MANY or slip_topic(query) is not None
        is_topic = not found.hits or (not whole and is_asked)
        if is_topic and not (answer := await self.ask_topic(query)).is_empty:
            return answer
        whole = (*(dated := await self._in_its_year(query)), *(hit for hit in whole if hit not in dated))
        hits = whole or tuple(hit for hit in found.hits if _is_close(hit))[:CLOSEST]
        hits = hits if whole else (*await self._aside(query, is_alone=not hits), *hits)
        if not hits:
            lead = Line(f"Nothing that is known holds “{safe(query)}”, nor a word spelt nearly so.")
            return Answer(
                "Nothing found",
                (lead,),
                footer="/help lists what can be asked.",
                is_empty=True,
                acts=watch_for(query),
            )
        wanted: defaultdict[str, list[str]] = defaultdict(list)
        for hit in hits:
            wanted[_row(hit)[0]].append(hit.id)
        rows = await self.answers.these(wanted)
        return await asyncio.to_thread(search_answer, query, found, hits, rows)

    async def _find(self, query: str) -> SearchResult:
        """What holds the words; where nothing has all of them, what holds them as they are usually written ("z10", "helos")."""
        found = await self.find.find(query, limit=MOST)
        if any(not hit.missing and not _reads_otherwise(found, hit) for hit in found.hits):
            return found
        if parted := await self._parted(query):
            return parted
        asked = telling_words(query)
        written = [as_texts_have_it(word) for word in asked]
        if written == query.split():
            return found
        other = await self.find.find(" ".join(written), limit=MOST)
        read = tuple((word, one) for word, one in zip(asked, written, strict=True) if word != one)
        is_better = any(not hit.missing for hit in other.hits) or len(asked) < len(query.split())
        return replace(other, spelling=(*read, *other.spelling)) if is_better else found

    async def _aside(self, query: str, *, is_alone: bool) -> tuple[Hit, ...]:
        """The texts set aside that hold every word, which nothing does that is filed; where nothing comes close either, those
        that do."""
        if (whole := await self.find.set_aside(query, CLOSEST)) or not is_alone:
            return whole
        found = await self.find.find(query, kinds=(ASIDE,), limit=CLOSEST)
        read = {typed for typed, _ in found.spelling}
        return tuple(hit for hit in found.hits if _is_close(replace(hit, words=tuple({*hit.words} - read))))

    async def _in_its_year(self, query: str) -> tuple[Hit, ...]:
        """The events that hold the words beside a year, and were in it: a text seldom has the year in its words."""
        year = YEAR.search(query)
        rest = " ".join(YEAR.sub(" ", query).split())
        if year is None or not rest:
            return ()
        found = await self.find.find(rest, limit=MOST)
        hits = {hit.id: hit for hit in found.hits if hit.kind == "event" and not hit.missing}
        rows = await self.answers.these({"event": list(hits)}) if hits else Findings()
        days = {told.event.id: told.event.day for told in rows.events}
        return tuple(hit for key, hit in hits.items() if (day := days.get(key)) and day.year == int(year[0]))

    async def _parted(self, query: str) -> SearchResult | None:
        """What holds a word that no text has as the two that it joins ("nightvision"); None where none is two known words
        that something has."""
        for word in (one for one in query.split() if one.isalpha() and len(one) >= 2 * LEAST_PART):
            ways = [(word[:at], word[at:]) for at in range(LEAST_PART, len(word) - LEAST_PART + 1)]
            folded = {folded_phrase(part) for way in ways for part in way}
            held = await self.find.known_words(folded | {folded_phrase(word)})
            known = [way for way in ways if held.issuperset(map(folded_phrase, way))]
            for way in (
                () if folded_phrase(word) in held else sorted(known, key=lambda way: -min(map(len, way)))
            ):
                meant = " ".join(way)
                found = await self.find.find(query.replace(word, meant), limit=MOST)
                if any(not hit.missing for hit in found.hits):
                    return replace(found, spelling=((word, meant), *found.spelling))
        return None


def _is_close(hit: Hit) -> bool:
    """Whether it holds more than a lone letter or a small number, which nearly everything holds: "16" of "F-16"."""
    return any(len(word) >= TELLING for word in hit.words)


def _reads_otherwise(found: SearchResult, hit: Hit) -> bool:
    """Whether the hit holds a word only as it was read."""
    return any(other in hit.words or typed in hit.words for typed, other in found.spelling)


def as_texts_have_it(word: str) -> str:
    """A designation with its hyphen, and a word for a sort of things as texts have it; any other as it is."""
    if parted := DESIGNATION.fullmatch(word):
        return f"{parted[1]}-{parted[2]}"
    theme = theme_asked(word)
    told = theme.told[0] if theme else word
    return word if stem(word.casefold()) == stem(told) else told


def is_address(query: str) -> bool:
    """Whether a link was typed, and nothing else."""
    return query.strip().lower().startswith(("http://", "https://")) and " " not in query.strip()


def copied_answer(query: str, sheet: EventSheet) -> Answer:
    """The event that a headline, a link or a mark belongs to."""
    line = event_line(sheet.told, sheet.found.library)
    lead = Line("That is told of this event.")
    return Answer(f"Search: {query}", (lead,), candidates=(line,), names=names_met(sheet.found))


def search_answer(query: str, found: SearchResult, hits: tuple[Hit, ...], rows: Findings) -> Answer:
    """The hits under their kinds, best kind first."""
    lines = row_lines(rows)
    behind = known_by_name(query, rows)
    hits = tuple(sorted(_events_first(hits, rows), key=lambda hit: (hit.kind, hit.id) in behind))
    days = {told.event.id: told.event.day for told in rows.events}
    parts = tuple(
        Section(
            HEADINGS[kind],
            tuple(
                _why(lines[_row(hit)], hit) for hit in best_first(some, days, behind) if _row(hit) in lines
            ),
        )
        for kind, some in _by_kind(hits).items()
    )
    notes = tuple(f"“{safe(typed)}” was also read as “{safe(taken)}”" for typed, taken in found.spelling)
    kept = tuple(part for part in parts if part.lines)
    return Answer(f"Search: {query}", (Line(_head(query, found, hits)),), kept, notes, names=names_met(rows))


def _events_first(hits: tuple[Hit, ...], rows: Findings) -> Iterator[Hit]:
    """The hits, an event once in the place of the texts that tell it."""
    told = {one.article: event.event.id for event in rows.events for one in event.evidence}
    shown: set[tuple[str, str]] = set()
    for hit in hits:
        is_told = hit.kind == "article" and hit.id in told
        meant = replace(hit, kind="event", id=told[hit.id]) if is_told else hit
        if (meant.kind, meant.id) not in shown:
            shown.add((meant.kind, meant.id))
            yield meant


def known_by_name(query: str, rows: Findings) -> frozenset[tuple[str, str]]:
    """(kind, id) of what no text tells of, but where the name itself was typed."""
    typed = set(search_words(query))
    deals = {("agreement", one.id): one.name for one in rows.agreements if not one.is_told}
    actors = {("actor", one.id): one.name for one in rows.library.actors.values() if one.basis != "document"}
    return frozenset(key for key, name in (deals | actors).items() if set(search_words(name)) != typed)


def best_first(
    hits: list[Hit], days: Mapping[str, date | None], behind: frozenset[tuple[str, str]]
) -> list[Hit]:
    """The best first, what is ``behind`` last; of those that hold the words alike the newest."""
    dated = sorted(hits, key=lambda hit: days.get(hit.id) or date.min, reverse=True)
    return sorted(dated, key=lambda hit: ((hit.kind, hit.id) in behind, -round(hit.score, 1)))


def _row(hit: Hit) -> tuple[str, str]:
    """Under which kind and id its row is read: a text set aside is an article."""
    return "article" if hit.kind == ASIDE else hit.kind, hit.id


def _head(query: str, found: SearchResult, hits: tuple[Hit, ...]) -> str:
    """How much of what was asked for what is found holds."""
    if hits[0].missing:
        return _partly(query, hits)
    return _beside(query, hits) if hits[0].kind == ASIDE else _whole(query, found, hits)


def _beside(query: str, hits: tuple[Hit, ...]) -> str:
    """Where only texts set aside hold all of it."""
    count = sum(hit.kind == ASIDE for hit in hits)
    texts = "one text does that was" if count == 1 else f"{count} texts do that were"
    is_alone = count == len(hits)
    closest = "." if is_alone else "; then what comes closest."
    return f"Nothing that is filed holds {'' if is_alone else 'all of '}“{safe(query)}”; {texts} {SET_ASIDE}{closest}"


def _whole(query: str, found: SearchResult, hits: tuple[Hit, ...]) -> str:
    if len(hits) < MOST or found.holding <= len(hits):
        return f"{len(hits)} {'hit' if len(hits) == 1 else 'hits'} for “{safe(query)}”."
    return f"The best {len(hits)} of {found.holding:,} texts that hold “{safe(query)}”."


def _partly(query: str, hits: tuple[Hit, ...]) -> str:
    lost = listed([f"“{word}”" for word in hits[0].missing])
    return f"Nothing that is known holds all of “{safe(query)}” (not {safe(lost)}). The closest:"


def _by_kind(hits: tuple[Hit, ...]) -> dict[str, list[Hit]]:
    some: dict[str, list[Hit]] = {}
    for hit in hits:
        some.setdefault(hit.kind, []).append(hit)
    return some


def _why(line: Line, hit: Hit) -> Line:
    return replace(line, text=f"{line.text} _({safe(hit.why)})_")
