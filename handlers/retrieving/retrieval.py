"""What texts say of a question in their own words, beside what is filed of them."""

import asyncio
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from facts.asking.choose import Sides, holds_gear
from facts.asking.questions import is_a_question
from facts.asking.topics import Facet, Topic
from facts.asking.windows import NotADate, Window, bounds_within, window
from facts.fitting.gauge import Gauge, other_words
from facts.fitting.goods import is_thing
from facts.fitting.sentences import FittingSentence, HasForm, ToldText, fitting_sentences, phrases_of_sides
from facts.wording.framing import plain_question
from facts.wording.time_words import written_out
from handlers.render.pages.answer import Answer, Line
from handlers.render.pages.rows import SET_ASIDE
from handlers.render.words.cite import Cited, texts_of, uncorrected
from handlers.render.words.dates import day
from handlers.render.words.quotation import told_sentences
from handlers.render.words.text import safe
from handlers.retrieving.sides import sides_in_texts
from handlers.retrieving.sought import is_of_now, sought
from handlers.ui.known import known_names
from handlers.ui.topic_search import Topical
from store.database.index import ASIDE
from store.nouns.views import Findings
from store.nouns.words import folded_phrase

EVENT, SOURCE = "event/", "source/"
OF_THINGS = frozenset(["agreement", "equipment", "series", "place"])
"""Sides that name one matter, other than states and people."""
BROAD = frozenset(["country", "theme", "region", "stage"])
"""Sides that name no one matter."""
UNDECIDED = 200
"""Texts of which nobody has decided that are looked at for a list."""
SIDES, WORDS, TEXTS = 6, 10, 30
"""Sides of a question and words of each that texts are looked for by, and texts that are looked at."""
LEAST_SIDES = 2
LEAST_SHARE = 0.5
"""The part of a question that a sentence has to have with its title."""
LONGEST_GEAR = 3
"""Words of the name of a thing."""
LEAST_UNFILED = 0.6
"""The same of one of a text of which nothing is filed, in a list."""
LEAD = 600
"""Characters within which the point stands."""
LATER = timedelta(days=31)
"""So long after a time that is asked for texts still tell of it."""


@dataclass(frozen=True)
class Retrieval:
    """The sentences that have most of a question, best first, with the texts and the measure."""

    found: tuple[FittingSentence, ...]
    gauge: Gauge
    rows: Findings
    has_form: HasForm
    is_of_now: bool = False
    """The question is for how things stand."""
    until: date | None = None
    """The end of the time that is asked for."""

    def share_of(self, answer: Answer) -> float:
        """The part of the question that the first lines of an answer have which say where it is said."""
        told = " ".join(line.text for line in answer.lead if line.sources)[:LEAD]
        return self.gauge.measure([told]).share

    def unfiled(self, most: int) -> list[FittingSentence]:
        """Those of texts of which nothing is filed that have clearly most of the question, in the order of their days."""
        best = (one for one in self.found if one.share >= LEAST_UNFILED)
        told = [one for one in best if self.opened(one).startswith(SOURCE) and one.text.day]
        told = [one for one in told if one.text.day and one.text.day <= (self.until or date.max)]
        return sorted(told[:most], key=lambda one: one.text.day or date.max)

    def titled(self, said: FittingSentence) -> Line:
        """Its text in a list, by its title and the day of its telling."""
        text = self.rows.library.articles[said.text.article]
        when = f"told {day(said.text.day, 'day')}" if said.text.day else "day of telling not known"
        kept = SET_ASIDE if text.is_aside else "one text, not filed"
        title, note = f"**{safe(said.text.title)}**", f"{when} · {kept}"
        where = (Cited(text),)
        return Line(f"{title} · {note}", where, f"{title}\n-# {note}", self.opened(said))

    def opened(self, said: FittingSentence) -> str:
        """The event that its text is filed on, else the text."""
        article = said.text.article
        events = {one.article: told.event.id for told in self.rows.events for one in told.evidence}
        return f"{EVENT}{events[article]}" if article in events else f"{SOURCE}{article}"

    def line(self, said: FittingSentence) -> Line:
        """The sentence as a quotation, with when it was told; it opens the event that it is filed on, else its text."""
        text = self.rows.library.articles[said.text.article]
        told = f"told {day(said.text.day, 'day')}" if said.text.day else ""
        kept = ", ".join(filter(None, [told, SET_ASIDE if text.is_aside else ""]))
        quoted = f"“{safe(said.sentence)}”{f' ({kept})' if kept else ''}.".replace(".”", "”", 1)
        return Line(quoted, (Cited(text),), opens=self.opened(said))


@dataclass(frozen=True)
class ReadQuestion:
    """A question with its sides as texts have them, and the time that it asks for."""

    question: str
    topic: Topic
    asked: Sides
    within: Window


@dataclass(frozen=True)
class Retrieving:
    """Looks through all texts by the words of a question."""

    topical: Topical

    async def retrieve(
        self, question: str, since: str, until: str, events: Sequence[str] = (), least: int = LEAST_SIDES
    ) -> Retrieval | None:
        """Also of the texts that tell these ``events``; None where the question has less than so many sides and words, or no
        text has most of it."""
        read = await self.read(question, since, until, least)
        if read is None or not await asyncio.to_thread(_asks_for_more, read):
            return None
        ids = await self._telling(read.topic.facets)
        wanted = {"article": ids, "event": list(events)}
        rows = await self.topical.answers.these(wanted) if ids or events else Findings()
        return await asyncio.to_thread(_measured, read, rows)

    async def unfiled(self, question: str, since: str, until: str) -> Retrieval | None:
        """Of the texts alone of which nothing is filed: those set aside, and those that nobody has decided on."""
        read = await self.read(question, since, until, 1)
        if read is None:
            return None
        named = [facet for facet in read.topic.facets if facet.what != "word"] or list(read.topic.facets)
        groups = phrases_of_sides(named, SIDES, WORDS)
        ids = await self.topical.search.telling(groups, TEXTS, (ASIDE,))
        waiting = await self.topical.search.undecided(UNDECIDED)
        rows = await self.topical.answers.these({"article": list(dict.fromkeys((*ids, *waiting)))})
        return await asyncio.to_thread(_measured, read, rows)

    async def read(
        self, question: str, since: str, until: str, least: int = LEAST_SIDES
    ) -> ReadQuestion | None:
        """The sides of a question as texts have them; None for less than so many, or a time that cannot be read."""
        today = self.topical.now().date()
        rest, within = await asyncio.to_thread(_timed, question, since, until, today)
        if isinstance(within, NotADate):
            return None
        names = self.topical.answers.names_read or await self.topical.answers.names()
        known = await known_names(names)
        topic = await self.topical.read(rest, known)
        sides = await asyncio.to_thread(tuple[Facet, ...], sides_in_texts(topic, rest))
        if len(sides) + len(other_words(topic)) < least or not sides:
            return None
        return ReadQuestion(
            question, replace(topic, facets=sides), Sides(sides, known), _stretch(topic, within)
        )

    async def _telling(self, sides: Sequence[Facet]) -> list[str]:
        """The texts that have most of the sides, those that have most without the common words among them, and those that
        have the things and matters by their names."""
        named = [facet for facet in sides if facet.what != "word"]
        things = [facet for facet in sides if facet.what in OF_THINGS]
        groups = [tuple(phrases_of_sides(some, SIDES, WORDS)) for some in (sides, named, things) if some]
        found = [await self.topical.search.telling(one, TEXTS) for one in dict.fromkeys(groups)]
        return list(dict.fromkeys(key for some in found for key in some))


def _asks_for_more(read: ReadQuestion) -> bool:
    """Whether a question asks for more than what is known of some states, or of a sort of things."""
    is_broad = all(facet.what in BROAD for facet in read.topic.facets)
    return not is_broad or is_a_question(read.question) or is_of_now(read.question)


def _timed(question: str, since: str, until: str, today: date) -> tuple[str, Window | NotADate]:
    """A question without its time, and that."""
    rest, *worded = bounds_within(written_out(plain_question(question), today))
    return rest, window(since or worded[0], until or worded[1], today)


def _measured(read: ReadQuestion, rows: Findings) -> Retrieval | None:
    texts = list(_texts(rows, read.asked, read.within))
    if not texts:
        return None
    has_form = sought(read.question)
    gauge, found = fitting_sentences(read.topic, read.asked, texts, has_form)
    whole = tuple(one for one in found if one.share >= LEAST_SHARE and not one.lacks)
    is_now, until = is_of_now(read.question), read.within.until
    return Retrieval(whole, gauge, rows, has_form, is_now, until) if whole else None


def _of_gear(text: str, asked: Sides) -> frozenset[int]:
    """The sorts of things of a question of which a text names one: "JF-17" of "jets"."""
    sorts = [
        (at, facet) for at, facet in enumerate(asked.facets) if facet.what == "theme" and is_thing(facet)
    ]
    if not sorts:
        return frozenset()
    words = _OF_MANY.sub("", folded_phrase(text)).split()
    runs = (
        " ".join(words[at : at + long]) for at in range(len(words)) for long in range(1, LONGEST_GEAR + 1)
    )
    entries = (entry for run in runs for entry in asked.known.names.get(run, ()))
    named = [asked.known.equipment[one.id] for one in entries if one.kind == "equipment"]
    return frozenset(at for at, facet in sorts if any(holds_gear(facet, row, asked.known) for row in named))


def _stretch(topic: Topic, read: Window) -> Window:
    if topic.years and read.is_open:
        return Window(date(min(topic.years), 1, 1), date(max(topic.years), 12, 31))
    return read


def _texts(rows: Findings, asked: Sides, read: Window) -> Iterator[ToldText]:
    """Those in their publishers' words that were told in the time that is asked for, or soon after it."""
    events = {one.article: told.event for told in rows.events for one in told.evidence}
    told_by = [texts_of(told, rows.library) for told in rows.events]
    put_right = {text.article for some in told_by for text in some if text not in uncorrected(some)}
    for text in (one for one in rows.library.articles.values() if one.article not in put_right):
        told = text.published.date() if text.published else None
        is_timely = told is None or (
            (read.since is None or told >= read.since) and (read.until is None or told <= read.until + LATER)
        )
        if not text.is_summarised and is_timely:
            event = events.get(text.article)
            linked = asked.of_event(event) if event else frozenset[int]()
            stage = {at for at, one in enumerate(asked.facets) if one.phases}
            linked = (linked - stage) | {at for at in stage if text.phase in asked.facets[at].phases}
            linked |= _of_gear(f"{text.title} {text.lead}", asked)
            sentences = tuple(told_sentences(text.lead))
            is_denial = "denied" in (text.phase, text.asserted)
            yield ToldText(text.article, text.title, sentences, told, frozenset(linked), is_denial)


_OF_MANY = re.compile(r"(?<=\b\d\d)s\b|(?<=\b\d)s\b")
