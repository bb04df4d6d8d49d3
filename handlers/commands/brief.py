"""``/brief topic``: what matters first, then by theme, every line cited, and at the end what is not known."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.questions import (
    counted_asked,
    is_for_first,
    is_for_next,
    is_for_reason,
)
from facts.asking.supplies import Direction, asks_for_rank, rank_asked, supply_asked, without_share
from facts.asking.windows import NotADate, bounds_within
from facts.fitting.goods import is_thing
from facts.model.kinds import Kinds
from facts.names.countries import country_name
from facts.rows.kinds import KINDS
from facts.sifting.inquiries import may_leave_out, not_but, without_never
from facts.wording.clues import clue, relation_asked, without_relation
from facts.wording.framing import asks_whether, excepted, plain_question, simpler_questions, unqualified
from facts.wording.parts import asked_apart, asked_of_two
from facts.wording.speech import speech_asked
from facts.wording.time_words import written_out
from facts.wording.visits import host_asked, stay_asked
from handlers.attributing.spoken import Uttered
from handlers.briefing.figured import (
    asks_for_change,
    figure_asked,
    lacks_figure,
)
from handlers.briefing.lacking import with_lacking
from handlers.briefing.said import promise_lines
from handlers.briefing.signed import signed_around, signed_beside
from handlers.briefing.supplied import (
    alone_lines,
    asks_for_total,
    is_said_of_region,
    is_supplied,
    lacked_lines,
    no_supply_line,
    only_denied,
    share_lines,
    supplies_answer,
    total_lines,
)
from handlers.briefing.visited import guests_only, held_only, names_guest, names_person, no_visit_answer
from handlers.composing.amended import (
    COUNTRY_PHRASES,
    titled_as_typed,
    with_first,
    without_excepted,
)
from handlers.composing.briefed import Lines, brief_answer
from handlers.composing.fitted import fitted, with_nearest
from handlers.composing.formed import Formed
from handlers.composing.involved import involved_lines
from handlers.composing.met import met_lines
from handlers.composing.parted import (
    completed,
    is_alone,
    is_of_first,
    line_of_it,
    parted_answer,
    tells_of_all,
    untold_of_it,
)
from handlers.composing.ranked import ranked_lines
from handlers.composing.tallied import tally_lines, told_as_largest
from handlers.dealing.staged import Staged
from handlers.quoting.absences import told_of_never
from handlers.quoting.forms import Quoted
from handlers.render.pages.answer import Answer, Line
from handlers.render.pages.supplies import supplies_of
from handlers.render.paging.booklet import AskedCommand
from handlers.render.words.text import capitalised
from handlers.retrieving.retrieval import EVENT, LEAST_SIDES, Retrieving
from handlers.retrieving.retrieved import with_retrieved
from handlers.retrieving.sought import is_of_name, is_of_now
from handlers.ui.completion import topic_choices
from handlers.ui.known import known_names
from handlers.ui.not_found import is_unsaid, nothing, refused, what_to_ask
from handlers.ui.options import TypedWords
from handlers.ui.pager import Pager
from handlers.ui.topic_search import Looked, Topical
from store.nouns.views import EventSheet
from store.search.answers import Answers

MOST_EVENTS = 3
"""Events of the first lines whose texts are looked through."""


class BriefCommand(commands.Cog):
    """A briefing on a topic, or on everything that is known."""

    def __init__(
        self,
        answers: Answers,
        topical: Topical,
        pager: Pager,
        kinds: Kinds = KINDS,
        beside: Callable[[str, str], Awaitable[Answer]] | None = None,
    ) -> None:
        self.kinds = kinds
        self.quoted = Quoted(answers, topical, kinds)
        self.spoken = Uttered(topical)
        self.retrieving = Retrieving(topical)
        self.staged = Staged(answers, topical, kinds)
        self.formed = Formed(answers, topical, kinds, beside)
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
        plain = not_but(without_share(plain_question(topic)))
        answer = await self._several(plain, since, until) or await self._plainly(plain, since, until)
        answer = await self._with_texts(answer, plain, since, until)
        return titled_as_typed(answer, plain, topic)

    async def _with_texts(self, answer: Answer, question: str, since: str, until: str) -> Answer:
        """With the sentence that has clearly more of the question than the first lines, if any text has one."""
        if may_leave_out(question) or excepted(question) or is_of_name(question):
            return answer
        events = [line.opens.removeprefix(EVENT) for line in answer.lead if line.opens.startswith(EVENT)]
        least = 1 if is_of_now(question) else LEAST_SIDES
        found = await self.retrieving.retrieve(question, since, until, events[:MOST_EVENTS], least)
        return await asyncio.to_thread(with_retrieved, answer, found) if found else answer

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
        answers, told = [await self._plainly(parts[0], since, until)], [*(typed or parts)][:1]
        is_of_list = typed and supply_asked(parts[0]) is not None and await self._led(answers[0]) is None
        known = await known_names(await self.answers.names()) if typed else None
        for at, part in enumerate(parts[1:], 1):
            is_of_it = known is not None and await asyncio.to_thread(is_of_first, typed[at], known)
            is_of_it = is_of_it or bool(typed and clue("signing").search(typed[at]) and is_alone(typed[at]))
            if is_of_it and is_of_list:
                continue  # a list tells of each of its lines when, where and for how much it was
            told.append(typed[at] if typed else part)
            of_it = await self._of_it(typed[at], answers[0]) if is_of_it else None
            said = None if of_it else await self.spoken.part(part, since, until)
            found = of_it or said or await self._plainly(part, since, until)
            answers.append(
                await self._told_of_it(typed[at], answers[0], found) if is_of_it and not of_it else found
            )
        if any(answer.is_empty for answer in answers):
            return None
        return await asyncio.to_thread(parted_answer, asked, told, answers)

    async def _of_it(self, part: str, first: Answer) -> Answer | None:
        """A later question that asks something of the one event which answers the first one; None where it asks for more."""
        sheet = await self._led(first)
        if sheet is None:
            return None
        if clue("signing").search(part):
            signed = await signed_around(sheet.told, self.topical)
            return Answer(capitalised(part), (signed,), scope=first.scope) if signed else None
        line = await asyncio.to_thread(line_of_it, part, sheet, self.kinds)
        return Answer(capitalised(part), (line,), scope=first.scope) if line else None

    async def _told_of_it(self, part: str, first: Answer, found: Answer) -> Answer:
        """``found``, or that what a later question asks of the event that answers the first one is not told."""
        if await self._led(first) is None:
            return found
        line = untold_of_it(part, await self._led(found), found, self.kinds)
        return Answer(capitalised(part), (line,), scope=first.scope) if line else found

    async def _led(self, answer: Answer) -> EventSheet | None:
        """The event that an answer begins with, if it does with one."""
        opened = next((line.opens for line in answer.lead if line.opens), "")
        return (
            await self.answers.event(opened.removeprefix("event/")) if opened.startswith("event/") else None
        )

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
        if answer := await self.spoken.in_news(topic, since, until) or await self._of_a_form(
            topic, since, until
        ):
            return answer
        first: Lines = ()
        is_of_supply = not (
            is_for_reason(topic)
            or is_for_first(topic)
            or relation_asked(topic)
            or asks_for_change(topic)
            or (speech_asked(topic) and not asks_whether(topic))
        )
        asked = (supply_asked(topic) or self._ranked(topic, since, until)) if is_of_supply else None
        if asked is not None:
            supplied = await self._supplies(topic, since, until, asked)
            if isinstance(supplied, Answer):
                return supplied
            first = supplied
        visited = await self._visits(topic, since, until)
        if isinstance(visited, Answer):
            return visited
        if speech := await self.spoken.as_statement(topic, since, until):
            return speech
        return await self._topical(topic, since, until, first, visited)

    async def _of_a_form(self, topic: str, since: str, until: str) -> Answer | None:
        """The answer to a question that has a form of its own; what never was is asked for as what was."""
        for form in (self.staged, self.quoted):
            if answer := await form.answer(topic, since, until):
                return answer
        if (once := without_never(topic)) is None:
            return await self.formed.answer(topic, since, until)
        return told_of_never(topic, await self._plainly(once, since, until))

    def _ranked(self, topic: str, since: str, until: str) -> Direction | None:
        """Who of all gives or gets most in a time, unless it is by figures, which tell of exporters and importers."""
        rest, *ends = bounds_within(written_out(topic, self.topical.now().date()))
        is_timed = any((since, until, *ends)) or any(word.isdigit() for word in rest.split())
        return rank_asked(topic) if is_timed and not asks_for_total(topic) else None

    async def _topical(
        self, topic: str, since: str, until: str, first: Lines, before: Looked | None
    ) -> Answer:
        """``first`` says that nothing is known to be supplied: not where a supply is told of that was called off."""
        is_same = before and before.is_in_part
        looked = (is_same and before) or await self._looked(topic, since, until)
        if isinstance(looked, NotADate):
            return refused(looked.why)
        looked = await asyncio.to_thread(held_only, looked)
        if each := await self._of_each(looked, topic, since, until):
            return each
        fit = await fitted(self.topical, looked)
        if looked.is_empty:
            return with_first(with_nearest(nothing(looked), looked, fit), first)
        way = supply_asked(topic) or Direction()
        supplied = bool(first) and await asyncio.to_thread(is_supplied, looked, way, self.kinds)
        is_told = any(line.sources for line in first)
        supplied = not is_told and (supplied or await asyncio.to_thread(is_said_of_region, looked))
        first = () if supplied else first
        if counted_asked(topic):
            looked = await self.topical.bare(looked, quiet=True)
        if lacks_figure(looked) and not lacks_figure(bare := await self.topical.bare(looked)):
            looked = bare
        ranked, is_quoted = await asyncio.to_thread(self._first_lines, looked)
        today = self.topical.now().date()
        answer = await asyncio.to_thread(
            brief_answer, looked, today, self.kinds, None if ranked else fit, before=ranked
        )
        if answer.title.casefold() == looked.topic.asked.casefold():
            answer = replace(answer, title=capitalised(topic))
        answer = with_first(answer, (*first, *await signed_beside(looked, self.topical)))
        return with_lacking(answer, looked, today, self.kinds, is_quoted=is_quoted)

    def _first_lines(self, looked: Looked) -> tuple[Lines, bool]:
        """What answers a question for a number, a rank, a time to come or who took part; and whether texts say it."""
        if quoted := self.quoted.beside(looked):
            return quoted, True
        if said := told_as_largest(looked):
            return (said,), False
        rows = chain(
            promise_lines(looked),
            met_lines(looked, self.kinds),
            involved_lines(looked),
            tally_lines(looked, self.kinds),
            ranked_lines(looked, self.kinds),
        )
        return tuple(rows), False

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
        if rows and all(row.is_denied for row in rows):
            around = await self.topical.look(topic, since, until, by_weight=True)
            if isinstance(around, Looked) and (denied := only_denied(rows, around)):
                return denied
        if rows:
            answer = await asyncio.to_thread(supplies_answer, looked, rows, asked, self.kinds)
            ranked = await asyncio.to_thread(tuple, ranked_lines(looked, self.kinds, is_of_one=False))
            lacked, rest = lacked_lines(looked, asked)
            lacked = (*alone_lines(rows, topic), *lacked)
            quoted = await asyncio.to_thread(self.quoted.beside, looked)
            today = self.topical.now().date()
            answer = with_lacking(answer, rest, today, self.kinds, is_quoted=bool(quoted))
            is_told = bool(ranked) or any(map(is_thing, looked.topic.facets))
            first = ranked if is_told else await self._shares(topic, asked)
            return with_first(answer, (*lacked, *(quoted or first)))
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
        host = host_asked(topic) or stay_asked(topic)
        looked = await self.topical.look(topic, since, until) if host else None
        if host is None or not isinstance(looked, Looked):
            return None
        if not host_asked(topic) and not names_person(looked):
            return None
        if any(map(is_thing, looked.topic.facets)) and not clue("visit").search(topic):
            return None
        came = guests_only(looked, host)
        if looked.whole and came.found.events:
            today = self.topical.now().date()
            most = await asyncio.to_thread(tuple, tally_lines(came, self.kinds))
            answer = await asyncio.to_thread(brief_answer, came, today, self.kinds, before=most)
            return with_lacking(answer, came, today, self.kinds) if is_for_next(topic) else answer
        if looked.found.events and names_guest(looked):
            return looked
        return no_visit_answer(looked, guests_only(await self.topical.ever(looked), host), host)
