"""Looks up what is known on a topic in a window: reads the free text, asks the store, keeps what fits."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from facts.choose import Fitting, choose
from facts.directory import Directory, directory
from facts.topics import Facet, Topic, read_topic
from facts.windows import NotADate, Window, overlaps, window
from handlers.render.dates import day
from handlers.render.text import listed, safe
from store import views
from store.answers import Answers
from store.models import Agreement, Claim
from store.views import Findings, Library


@dataclass(frozen=True)
class Looked:
    """What was found: ``found`` holds only what fits; ``whole`` is false where it meets a part of the topic only."""

    topic: Topic
    window: Window
    known: Directory
    found: Findings
    whole: bool
    missed: tuple[str, ...]
    met: int
    notes: tuple[str, ...]
    known_days: tuple[str, ...] = ()
    """Where nothing lies in the window: the first and last day that is known on the topic."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing meets every side of the topic."""
        return not self.whole or not (self.found.events or self.found.agreements or self.found.claims)


@dataclass(frozen=True)
class Topical:
    """The knowledge, asked by topic. ``now`` gives the day that "30d" counts from."""

    answers: Answers
    now: Callable[[], datetime]

    async def look(self, text: str, since: str | None, until: str | None, *more: Facet) -> Looked | NotADate:
        """Everything that fits the topic in the window; ``more`` are facets chosen otherwise (a country option)."""
        read = window(since, until, self.now().date())
        if isinstance(read, NotADate):
            return read
        names = await self.answers.names()
        known = await asyncio.to_thread(
            directory, names.actors, names.agreements, names.equipment, names.series
        )
        topic = await asyncio.to_thread(self._topic, text, known, more)
        if topic.years and read.is_open:
            read = Window(date(min(topic.years), 1, 1), date(max(topic.years), 12, 31))
        looked = await self._choose(topic, read, known, every=True)
        if not looked.is_empty:
            return looked
        loosely = await self._loosely(topic, read, known)
        parted = loosely or await self._choose(topic, read, known, every=False)
        if loosely or read.is_open:
            return parted
        return replace(parted, known_days=await self._days(topic, known))

    async def _days(self, topic: Topic, known: Directory) -> tuple[str, ...]:
        """The first and the last day that is known on the topic, whatever the window."""
        always = await self._choose(topic, Window(), known, every=True)
        events = [told.event for told in always.found.events if told.event.day] if always.whole else []
        ends = [events[-1], events[0]] if events else []
        return tuple(dict.fromkeys(day(event.day, event.precision) for event in ends))

    async def _loosely(self, topic: Topic, read: Window, known: Directory) -> Looked | None:
        """The same without the common words of the question, if that finds something; says which were passed over."""
        names = tuple(facet for facet in topic.facets if not facet.loose)
        if not names or len(names) == len(topic.facets):
            return None
        passed = listed([f"“{facet.label}”" for facet in topic.facets if facet.loose])
        note = f"nothing on this has {passed}: shown is what is known without"
        found = await self._choose(
            replace(topic, facets=names, notes=(*topic.notes, note)), read, known, every=True
        )
        return None if found.is_empty else found

    async def _choose(self, topic: Topic, read: Window, known: Directory, *, every: bool) -> Looked:
        asked = [_asked(facet) for facet in topic.facets]
        found = await self.answers.about(asked, read.since, read.until, every=every)
        return await asyncio.to_thread(_looked, topic, read, known, within(found, read))

    def _topic(self, text: str, known: Directory, more: tuple[Facet, ...]) -> Topic:
        topic = read_topic(text, known)
        return replace(
            topic,
            facets=(*topic.facets, *(f for f in more if f.label not in {g.label for g in topic.facets})),
        )


def _looked(topic: Topic, read: Window, known: Directory, found: Findings) -> Looked:
    events = {told.event.id: told for told in found.events}
    fitting = choose(topic, known, [told.event for told in found.events], found.agreements, found.claims)
    if not topic.facets:
        fitting = Fitting(tuple(t.event for t in found.events), found.agreements, found.claims, whole=True)
    kept = Findings(
        tuple(events[event.id] for event in fitting.events), fitting.agreements, fitting.claims, found.library
    )
    return Looked(topic, read, known, kept, fitting.whole, fitting.missed, fitting.met, topic.notes)


def within(found: Findings, read: Window) -> Findings:
    """What can lie in the window by what is known of its date."""
    if read.is_open:
        return found
    return Findings(
        tuple(t for t in found.events if overlaps(read, t.event.day, t.event.until, t.event.precision)),
        tuple(a for a in found.agreements if _agreed_in(a, read)),
        tuple(c for c in found.claims if _said_in(c, found.library, read)),
        found.library,
    )


def _agreed_in(agreement: Agreement, read: Window) -> bool:
    return any(overlaps(read, step.day, None, step.precision) for step in agreement.steps)


def _said_in(claim: Claim, library: Library, read: Window) -> bool:
    """By the claim's own day; where it has none, by the day of a text that makes it."""
    if claim.day is not None:
        return overlaps(read, claim.day, None, claim.precision)
    texts = [library.articles[c.article] for c in claim.citations if c.article in library.articles]
    return any(overlaps(read, t.published.date() if t.published else None, None, t.precision) for t in texts)


def _asked(facet: Facet) -> views.Facet:
    """The facet for the store, which compares plain text: the longest word of each phrase, without its ending."""
    texts = frozenset(max(phrase.split(), key=len).rstrip("i") for phrase in facet.texts if phrase)
    return views.Facet(facet.links, facet.kinds, facet.agreements, facet.series, texts)


def told_window(read: Window) -> str:
    """The window in words."""
    if read.is_open:
        return "all that is known"
    start = day(read.since, "day") if read.since else "the beginning"
    end = day(read.until, "day") if read.until else "today"
    return f"{start} to {end}, both included"


def sides(topic: Topic) -> str:
    """The topic as it was read: "China, Pakistan and exercises"."""
    return safe(listed([facet.label for facet in topic.facets])) or "everything"
