"""Questions that texts answer in their own sentences: who told it first, what came in, what an outlet told, how many take part, how long it
lasts, what slipped, whether it holds or grows, who never did it."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from facts.asking.choose import holds_any
from facts.asking.questions import is_for_next, is_for_reason
from facts.asking.supplies import asks_for_deliveries, asks_for_orders, supply_asked
from facts.asking.topics import Facet
from facts.model.kinds import Kinds
from facts.names.countries import country_name
from facts.names.phrases import stems
from facts.sifting.inquiries import (
    absence_asked,
    asks_for_coming,
    force_topic,
    is_for_agenda,
    is_of_shares,
    is_of_still_on,
    left_out,
    may_ask_absence,
    may_leave_out,
    news_topic,
    open_topic,
    opposed_topic,
    outlet_news_asked,
    slip_topic,
    teller_asked,
    trend_topic,
)
from facts.sifting.lengths import length_asked
from facts.sifting.strengths import strength_limit, strengths_asked
from facts.wording.clues import clue
from handlers.briefing.leading import is_still_ahead
from handlers.composing.amended import COUNTRY_PHRASES, without_excepted
from handlers.composing.briefed import Lines, brief_answer
from handlers.quoting.absences import absence_lines
from handlers.quoting.changes import changes_answer
from handlers.quoting.exceptions import exception_answer
from handlers.quoting.lengths import length_answer
from handlers.quoting.numbers import got_lines, number_lines, series_lines
from handlers.quoting.outlets import of_outlet, outlet_told, teller_answer
from handlers.quoting.outlook import agenda_answer, coming_lines, open_lines, slip_answer, unslipped_answer
from handlers.quoting.standing import force_lines, opposed_lines
from handlers.quoting.strengths import limit_answer, strength_lines
from handlers.quoting.trends import share_trend, size_trend
from handlers.render.pages.answer import Answer
from handlers.render.words.headline import told_title
from handlers.render.words.text import capitalised
from handlers.ui.known import known_names
from handlers.ui.topic_search import Looked, Topical, scope
from store.nouns.views import Told
from store.search.answers import Answers

FRESH = 60
"""Days: of a longer time what happened is asked for, rather than what came in."""
MOST_NAMES = 5


_FORMS: Mapping[str, Callable[[str], object]] = {
    "news": lambda topic: news_topic(topic) is not None,
    "agenda": is_for_agenda,
    "teller": teller_asked,
    "outlet": outlet_news_asked,
    "length": length_asked,
    "strength": strengths_asked,
    "limit": strength_limit,
    "absence": may_ask_absence,
    "exception": may_leave_out,
    "trend": lambda topic: trend_topic(topic) is not None,
    "opposed": lambda topic: opposed_topic(topic) is not None,
    "open": lambda topic: open_topic(topic) is not None,
    "slip": lambda topic: slip_topic(topic) is not None,
    "force": force_topic,
}


def forms_asked(topic: str) -> tuple[str, ...]:
    """The forms of which a question has the words, in the order in which they are tried."""
    return tuple(name for name, is_asked in _FORMS.items() if is_asked(topic))


@dataclass(frozen=True)
class Quoted:
    """Answers them one form after the other."""

    answers: Answers
    topical: Topical
    kinds: Kinds

    async def answer(self, topic: str, since: str, until: str) -> Answer | None:
        """None where the question has none of these forms, or no text answers it so."""
        forms = {
            "news": self._news,
            "agenda": self._agenda,
            "teller": self._teller,
            "outlet": self._outlet,
            "length": self._length,
            "strength": self._strength,
            "limit": self._limit,
            "absence": self._absence,
            "exception": self._exception,
            "trend": self._trend,
            "opposed": self._opposed,
            "open": self._open,
            "slip": self._slip,
            "force": self._force,
        }
        asked = await asyncio.to_thread(forms_asked, topic)
        for name in asked:
            if answer := await forms[name](topic, since, until):
                return answer
        return None

    def beside(self, looked: Looked) -> Lines:
        """What stands first in an answer to a question for what is to come, where nothing filed lies ahead with a day, or for a
        number."""
        asked, today = looked.topic.asked, self.topical.now().date()
        dated = (one.event for one in looked.found.events if one.event.day and one.event.phase != "postponed")
        is_known = any(is_still_ahead(event, today) for event in dated)
        is_to_come = (is_for_next(asked) or asks_for_coming(asked)) and not is_known
        return (
            (coming_lines(looked, today) if is_to_come else ())
            or series_lines(looked)
            or number_lines(looked)
            or got_lines(looked, self.kinds)
        )

    async def _look(self, topic: str, since: str, until: str) -> Looked | None:
        """What is found on a part of the question; None where nothing is."""
        looked = await self.topical.look(topic, since, until, by_weight=True)
        return looked if isinstance(looked, Looked) and not looked.is_empty else None

    async def _led_by(self, topic: str, looked: Looked, lines: Lines) -> Answer | None:
        """A brief of what was found with these lines before all others; None without any."""
        if not lines:
            return None
        today = self.topical.now().date()
        quiet = replace(looked, notes=(), topic=replace(looked.topic, asked=topic))
        answer = await asyncio.to_thread(brief_answer, quiet, today, self.kinds, before=lines)
        return replace(answer, title=capitalised(topic))

    async def _news(self, topic: str, since: str, until: str) -> Answer | None:
        about = news_topic(topic)
        looked = await self.topical.look(about, since, until) if about is not None else None
        if about is None or not isinstance(looked, Looked) or looked.window.since is None:
            return None
        today = self.topical.now().date()
        is_over = looked.window.until is not None and looked.window.until < today
        if is_over or (today - looked.window.since).days > FRESH:
            return None
        ever = await self.topical.ever(looked)
        return await asyncio.to_thread(changes_answer, topic, ever, looked.window)

    async def _agenda(self, topic: str, since: str, until: str) -> Answer | None:
        if not is_for_agenda(topic):
            return None
        today = self.topical.now().date()
        looked = await self.topical.look(topic, since, until)
        if not isinstance(looked, Looked) or looked.window.since is None or looked.window.since <= today:
            return None
        facets = tuple(facet for facet in looked.topic.facets if facet.what not in ("word", "stage"))
        window = looked.window
        ends = str(window.since), str(window.until) if window.until else None
        inside = await self.topical.look("", ends[0], ends[1], *facets)
        ever = await self.topical.look("", None, None, *facets)
        if not (isinstance(inside, Looked) and isinstance(ever, Looked)):
            return None
        return await asyncio.to_thread(agenda_answer, topic, inside, ever)

    async def _teller(self, topic: str, since: str, until: str) -> Answer | None:
        asked = teller_asked(topic)
        looked = await self._look(asked.about, since, until) if asked else None
        if asked is None or looked is None:
            return None
        return await asyncio.to_thread(teller_answer, topic, looked, asked, self.topical.now().date())

    async def _outlet(self, topic: str, since: str, until: str) -> Answer | None:
        asked = outlet_news_asked(topic)
        looked = await self.topical.look(asked.about, since, until) if asked else None
        if asked is None or not isinstance(looked, Looked):
            return None
        ever = await self.topical.ever(looked)
        kept = await asyncio.to_thread(of_outlet, ever, asked.outlet, looked.window)
        return await asyncio.to_thread(outlet_told, topic, *kept, looked.window) if kept else None

    async def _strength(self, topic: str, since: str, until: str) -> Answer | None:
        asked = strengths_asked(topic)
        if asked is None or not asked.rest or _is_of_supply(topic):
            return None
        looked = await self._look(asked.rest, since, until)
        if looked is None or any(not facet.loose for facet in looked.passed):
            return None
        today = self.topical.now().date()
        lines = await asyncio.to_thread(strength_lines, looked, asked, today, self.kinds)
        return await self._led_by(topic, looked, lines)

    async def _limit(self, topic: str, since: str, until: str) -> Answer | None:
        asked = strength_limit(topic)
        if asked is None or (asked.is_rank and _is_of_supply(topic)):
            return None
        looked = await self._look(asked.rest, since, until)
        return (
            await asyncio.to_thread(limit_answer, topic, of_sorts(looked, self.kinds), asked)
            if looked
            else None
        )

    async def _length(self, topic: str, since: str, until: str) -> Answer | None:
        asked = length_asked(topic)
        looked = await self._look(asked.rest, since, until) if asked else None
        if asked is None or looked is None or any(not facet.loose for facet in looked.passed):
            return None
        return await asyncio.to_thread(length_answer, topic, of_sorts(looked, self.kinds), asked, self.kinds)

    async def _absence(self, topic: str, since: str, until: str) -> Answer | None:
        known = await known_names(await self.answers.names())
        asked = absence_asked(topic, lambda words: words in known.names or words in COUNTRY_PHRASES)
        if asked is None or not asked.deed or len(asked.names) > MOST_NAMES:
            return None
        sides = []
        for name in asked.names:
            looked = await self.topical.look(f"{name} {asked.deed}", since, until)
            if not isinstance(looked, Looked):
                return None
            sides.append((name, looked))
        lines = await asyncio.to_thread(absence_lines, sides)
        return Answer(capitalised(topic), lines, scope=scope(sides[0][1].window))

    async def _exception(self, topic: str, since: str, until: str) -> Answer | None:
        known = await known_names(await self.answers.names())
        asked = left_out(topic, lambda words: words in known.names or words in COUNTRY_PHRASES)
        if asked is None or not asked.rest or supply_asked(topic) or clue("take_part").search(topic):
            return None
        looked = await self._look(asked.rest, since, until)
        if looked is None:
            return None
        kept = await asyncio.to_thread(without_excepted, looked, asked.name)
        return await asyncio.to_thread(exception_answer, topic, kept, asked.name, self.kinds)

    async def _trend(self, topic: str, since: str, until: str) -> Answer | None:
        about = trend_topic(topic)
        if (
            about is None
            or is_for_reason(topic)
            or clue("which_state").match(topic)
            or clue("which").match(topic)
        ):
            return None
        looked = await self._look(about, since, until)
        if is_of_shares(topic) and (asked := await self.topical.look(topic, since, until)):
            states = asked.states if isinstance(asked, Looked) else frozenset[str]()
            named = " ".join(map(country_name, sorted(states)))
            shares = await self._look(f"{named} imports", "", "") if named else None
            lines = await asyncio.to_thread(share_trend, shares, states) if shares else ()
            if shares and lines:
                return await self._led_by(topic, shares, lines)
        lines = await asyncio.to_thread(size_trend, looked) if looked else ()
        return await self._led_by(topic, looked, lines) if looked else None

    async def _slip(self, topic: str, since: str, until: str) -> Answer | None:
        about = slip_topic(topic)
        if about is None or is_for_reason(topic):
            return None
        looked = await self._look(about, since, until)
        if looked is None and is_of_still_on(topic):
            looked = await self._look(about.rpartition(" for ")[0], since, until)
        if looked is None and not is_of_still_on(topic):
            every = await self._look("", since, until)
            return await asyncio.to_thread(slip_answer, topic, every, having=stems(about)) if every else None
        dated = looked is not None and not looked.window.is_open
        ever = await self.topical.ever(looked) if looked and dated else None
        kept = of_sorts(looked, self.kinds) if looked else None
        of_ever = of_sorts(ever, self.kinds) if ever else None
        answer = await asyncio.to_thread(slip_answer, topic, kept, of_ever) if kept else None
        if answer or looked is None:
            return answer
        filed = await self.topical.look(topic, since, until)
        is_filed = isinstance(filed, Looked) and not any(facet.what == "stage" for facet in filed.passed)
        return (
            None
            if is_filed
            else await asyncio.to_thread(unslipped_answer, topic, of_sorts(looked, self.kinds))
        )

    async def _open(self, topic: str, since: str, until: str) -> Answer | None:
        about = open_topic(topic)
        looked = await self._look(about, since, until) if about else None
        today = self.topical.now().date()
        lines = await asyncio.to_thread(open_lines, looked, today, self.kinds) if looked else ()
        return await self._led_by(topic, looked, lines) if looked else None

    async def _opposed(self, topic: str, since: str, until: str) -> Answer | None:
        about = opposed_topic(topic)
        looked = await self._look(about, since, until) if about else None
        lines = await asyncio.to_thread(opposed_lines, looked) if looked else ()
        return await self._led_by(topic, looked, lines) if looked else None

    async def _force(self, topic: str, since: str, until: str) -> Answer | None:
        about = force_topic(topic)
        looked = await self._look(about, since, until) if about else None
        lines = await asyncio.to_thread(force_lines, looked) if looked else ()
        return await self._led_by(topic, looked, lines) if looked else None


def of_sorts(looked: Looked, kinds: Kinds) -> Looked:
    """Only the events of the sorts that a question names, where there are any: by their kind, or by a word of their headline where
    the sort is no handing over, whose words ("launch") stand for other things."""
    sorts = [facet for facet in looked.topic.facets if facet.kinds]
    kept = tuple(
        told for told in looked.found.events if any(_is_of(told, one, looked, kinds) for one in sorts)
    )
    return replace(looked, found=replace(looked.found, events=kept)) if kept else looked


def _is_of(told: Told, sort: Facet, looked: Looked, kinds: Kinds) -> bool:
    if told.event.kind in sort.kinds or any(kinds.of(kind).is_of_things for kind in sort.kinds):
        return told.event.kind in sort.kinds
    return holds_any(sort, [told_title(told, looked.found.library)])


def _is_of_supply(topic: str) -> bool:
    return bool(supply_asked(topic) or asks_for_deliveries(topic) or asks_for_orders(topic))
