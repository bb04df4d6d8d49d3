"""Questions of a form of their own: deals by their sum, how long it was, which of two, what came before something, who holds an
office."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from facts.asking.questions import asks_for_more, compared_asked, neighbour_asked
from facts.asking.windows import NotADate
from facts.fitting.goods import deal_facet
from facts.model.kinds import Kinds
from facts.names.countries import country_name
from facts.wording.clues import clue
from facts.wording.framing import differing_names
from facts.wording.limits import limits_asked
from facts.wording.parts import Pair, beside_asked, order_asked, stretch_asked
from facts.wording.visits import visitor_asked
from handlers.briefing.figured import figure_asked, shift_lines
from handlers.briefing.leading import neighbour_line
from handlers.briefing.visited import newest_visit, tells_visit_of
from handlers.briefing.weighed import two_sides_answer
from handlers.composing.amended import COUNTRY_PHRASES, with_first
from handlers.composing.briefed import brief_answer
from handlers.composing.officed import holder_answer, office_asked
from handlers.composing.paired import are_names, both_sides, ends_lines, lent, order_answer, stretch_answer
from handlers.composing.priced import limited_answer, priceless_answer
from handlers.composing.ranked import numbers_of_each
from handlers.render.pages.answer import Answer, Line
from handlers.render.words.text import capitalised
from handlers.ui.known import known_names
from handlers.ui.topic_search import Looked, Topical
from store.search.answers import Answers

SideBySide = Callable[[str, str], Awaitable[Answer]]


@dataclass(frozen=True)
class Formed:
    """Answers them one form after the other; ``beside`` sets two side by side."""

    answers: Answers
    topical: Topical
    kinds: Kinds
    beside: SideBySide | None = None

    async def answer(self, topic: str, since: str, until: str) -> Answer | None:
        """None where the question has none of these forms, or nothing is known that answers it so."""
        forms = (
            self._visitor,
            self._priced,
            self._shifts,
            self._ends,
            self._stretch,
            self._two_sides,
            self._paired,
            self._neighbour,
            self._office,
        )
        for of_form in forms:
            if answer := await of_form(topic, since, until):
                return answer
        return None

    async def _visitor(self, topic: str, since: str, until: str) -> Answer | None:
        """The newest visit of somebody with an office of a state; None if the question is for something else."""
        if (asked := visitor_asked(topic)) is None:
            return None
        states = " ".join(country_name(code) for code in (asked.state, asked.host) if code)
        looked = await self.topical.look(states, since, until)
        if not isinstance(looked, Looked) or looked.is_empty:
            return None
        today = self.topical.now().date()
        lines = await asyncio.to_thread(newest_visit, looked, asked, today)
        looked = await self.topical.look(f"visits {states}", since, until)
        is_found = isinstance(looked, Looked) and not looked.is_empty
        if not isinstance(looked, Looked) or (not lines and is_found and tells_visit_of(looked, asked)):
            return None
        lines = lines or (Line("No visit of that kind is told."),)
        if not is_found:
            return Answer(capitalised(topic), lines, is_empty=True)
        answer = await asyncio.to_thread(brief_answer, looked, today, self.kinds, before=lines)
        return replace(answer, title=capitalised(topic))

    async def _priced(self, topic: str, since: str, until: str) -> Answer | None:
        """Deals by their sum, or those without one; None if the question is for something else."""
        if (limits := limits_asked(topic)) is None:
            return None
        known = await known_names(await self.answers.names())
        among = await self.topical.look(limits.rest, since, until, deal_facet(known), by_weight=True)
        if not isinstance(among, Looked) or among.is_empty:
            return None
        if not limits.told:
            return await asyncio.to_thread(priceless_answer, topic, among, self.kinds)
        return await asyncio.to_thread(limited_answer, topic, among, limits, self.kinds)

    async def _ends(self, topic: str, since: str, until: str) -> Answer | None:
        """The first and the last of several; None if the question is for something else."""
        rest = clue("both_ends").sub(" ", topic)
        looked = await self.topical.look(rest, since, until) if rest != topic else None
        if not isinstance(looked, Looked) or looked.is_empty:
            return None
        today = self.topical.now().date()
        ends = await asyncio.to_thread(ends_lines, looked, today, self.kinds)
        answer = (
            await asyncio.to_thread(brief_answer, looked, today, self.kinds, before=ends) if ends else None
        )
        return replace(answer, title=capitalised(topic)) if answer else None

    async def _shifts(self, topic: str, since: str, until: str) -> Answer | None:
        """Whose share grew or shrank most; None if the question is for something else."""
        if not clue("shifted").search(topic):
            return None
        asked = await self.topical.look(topic, since, until)
        named = " ".join(map(country_name, sorted(asked.states))) if isinstance(asked, Looked) else ""
        looked = await self.topical.look(f"{named} imports", since, until) if named else None
        if not isinstance(looked, Looked) or looked.is_empty:
            return None
        looked = replace(looked, topic=replace(looked.topic, asked=topic))
        lines = await asyncio.to_thread(tuple, shift_lines(looked))
        today = self.topical.now().date()
        answer = (
            await asyncio.to_thread(brief_answer, looked, today, self.kinds, before=lines) if lines else None
        )
        return replace(answer, title=capitalised(topic)) if answer else None

    async def _stretch(self, topic: str, since: str, until: str) -> Answer | None:
        """How long it was between two; None if the question is for something else."""
        if (stretch := stretch_asked(topic)) is None:
            return None
        known = await known_names(await self.answers.names())
        sides = await asyncio.to_thread(both_sides, stretch, known)
        one, other = [await self.topical.look(side, since, until) for side in sides]
        if isinstance(one, NotADate) or isinstance(other, NotADate):
            return None
        return await asyncio.to_thread(stretch_answer, topic, one, other)

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
        if not answer.overview:
            return None
        sides = [
            (name.title(), f"{name} {asked.base}", looked)
            for name, looked in ((asked.one, one), (asked.other, other))
        ]
        numbers = await asyncio.to_thread(numbers_of_each, sides, self.kinds)
        return replace(answer, lead=(*([numbers] if numbers else []), *answer.lead))

    async def _paired(self, topic: str, since: str, until: str) -> Answer | None:
        """Which of two came first, or the two side by side; None if the question is for something else."""
        pair, is_order = await asyncio.to_thread(self._pair, topic)
        if pair is None:
            return None
        known = await known_names(await self.answers.names())
        if differing_names(topic) and are_names(pair, known):
            return None
        sides = await asyncio.to_thread(lent, pair, known)
        if not is_order and self.beside is not None:
            beside = await self.beside(*sides)
            return None if beside.is_empty else replace(beside, title=capitalised(topic))
        looked = [await self.topical.look(side, since, until) for side in sides]
        one, other = looked
        if isinstance(one, NotADate) or isinstance(other, NotADate):
            return None
        return await asyncio.to_thread(order_answer, topic, one, other)

    def _pair(self, topic: str) -> tuple[Pair | None, bool]:
        """The two that a question names together, and whether it asks which came first."""
        if order := order_asked(topic):
            return order, True
        is_of_figures = self.beside is None or figure_asked(topic, ())
        return None if is_of_figures else beside_asked(topic), False

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

    async def _office(self, topic: str, since: str, until: str) -> Answer | None:
        """Who holds an office; None if the question is for something else."""
        office = await asyncio.to_thread(office_asked, topic)
        looked = await self.topical.look(office, since, until, by_weight=True) if office else None
        if not isinstance(looked, Looked):
            return None
        answer = await asyncio.to_thread(brief_answer, looked, self.topical.now().date(), self.kinds)
        return await asyncio.to_thread(holder_answer, topic, office, looked, answer)
