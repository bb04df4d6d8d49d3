"""Looks up what is known on a topic in a window: reads the free text, asks the store, keeps what fits."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from facts.asking.choose import Sides, as_typed, holds_any, said_by_sides, untold_variants
from facts.asking.directory import Directory
from facts.asking.supplies import Direction
from facts.asking.themes import OF_ALL, PLAIN, QUIET
from facts.asking.topics import Facet, Topic, What, read_topic
from facts.asking.windows import NotADate, Window, bounds_within, window
from facts.fitting.goods import SUPPLIES, akin_to, any_of, is_no_supply, is_thing, supply_facet
from facts.fitting.refined import refined, without_untold
from facts.wording.framing import plain_question
from facts.wording.time_words import written_out
from handlers.render.pages.answer import EVER
from handlers.render.words.dates import day
from handlers.render.words.text import listed, safe
from handlers.ui.known import known_names
from handlers.ui.questions import deals, met_by_deals, question, supplied_by, told_texts, unmet_words
from store.nouns.models import Agreement
from store.nouns.views import Findings, Question
from store.nouns.words import folded_phrase, stem
from store.search.answers import Answers
from store.search.search import Search

LEFT_OUT: tuple[frozenset[What], ...] = tuple(
    frozenset(left) for left in ((), ("stage",), ("theme",), ("theme", "stage"))
)
"""Sorts of sides that are left out one after the other, until something fits the rest."""
LEAST_WORD, MOST_TRIED = 3, 6
"""Letters of a word that names something, and sides that are tried one by one where nothing has all of them."""


@dataclass(frozen=True)
class Looked:
    """What was found: ``found`` holds only what fits; ``whole`` is false where it meets a part of the topic only."""

    topic: Topic
    window: Window
    known: Directory
    found: Findings
    whole: bool
    missed: tuple[str, ...] = ()
    met: int = 0
    notes: tuple[str, ...] = ()
    known_days: tuple[str, ...] = ()
    """Where nothing lies in the window: the first and last day that is known on the topic."""
    editions: Findings = field(default_factory=Findings)
    """Where one of a series was asked for and is not known: the events of the series."""
    akin: Findings = field(default_factory=Findings)
    """Where a weapon was asked for of which nothing tells: what is known of its sort and of who makes it."""
    told: Findings = field(default_factory=Findings)
    """What mentions those of ``missed`` that are ``mentioned``: articles that nothing is filed of, above all."""
    mentioned: frozenset[str] = frozenset()
    undated: Findings = field(default_factory=Findings)
    """Where a window was asked for: the events without a day that may lie in it."""
    passed: tuple[Facet, ...] = ()
    """The sides of the question that nothing has, and without which this was found, in their order."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing meets every side of the topic in the window, as far as days are known."""
        return not self.whole or not (self.found.events or self.found.agreements or self.found.claims)

    @property
    def states(self) -> frozenset[str]:
        """The states that the topic names, as ISO 3166-1 alpha-2."""
        links = (link for f in self.topic.facets if f.what != "region" for link in f.links)
        return frozenset(key for kind, key in links if kind == "country")

    @property
    def is_in_part(self) -> bool:
        """Whether nothing meets every side of the topic: it is then the same in whichever order events were read."""
        return not self.whole or bool(self.passed)


@dataclass(frozen=True)
class Topical:
    """The knowledge, asked by topic. ``now`` gives the day that "30d" counts from."""

    answers: Answers
    search: Search
    now: Callable[[], datetime]

    async def look(
        self,
        text: str,
        since: str | None,
        until: str | None,
        *more: Facet,
        by_weight: bool = False,
        told: int | None = None,
    ) -> Looked | NotADate:
        """Everything that fits the topic in the window; ``more`` are facets chosen otherwise (a country option).

        Of very many events the newest are read, or the weightiest of each kind; all are counted. Who tells them is read of
        the first so many as are ``told``.
        """
        text, worded_since, worded_until = self._timed(text)
        read = await asyncio.to_thread(
            window, since or worded_since, until or worded_until, self.now().date()
        )
        if isinstance(read, NotADate):
            return read
        names = await self.answers.names()
        known = await known_names(names)
        spelt = await self.search.known_words(frozenset(folded_phrase(text).split()))
        topic = await asyncio.to_thread(self._topic, text, known, more, spelt)
        if topic.years and read.is_open:
            read = Window(date(min(topic.years), 1, 1), date(max(topic.years), 12, 31))
        looked = await self._choose(topic, read, known, by_weight=by_weight, told=told)
        if not looked.is_empty:
            return looked
        if (respelt := await self._respelt(topic)) is not topic:
            topic, looked = respelt, await self._choose(respelt, read, known, by_weight=by_weight, told=told)
        if not looked.is_empty:
            return looked
        if loosely := await self._loosely(topic, read, known) or await self._plainly(topic, read, known):
            return loosely
        parted = replace(await self._closest(topic, read, known), undated=looked.undated)
        return parted if read.is_open else replace(parted, known_days=await self._days(topic, known))

    async def _respelt(self, topic: Topic) -> Topic:
        """With the words that no text has as those that they are nearly spelt like, which is noted."""
        strange = {f.label for f in topic.facets if f.strange and f.what == "word" and f.label.isalpha()}
        near = await self.search.spelt_nearly(frozenset(map(folded_phrase, strange))) if strange else {}
        facets = tuple(_spelt_so(facet, near.get(folded_phrase(facet.label), ())) for facet in topic.facets)
        notes = (f"“{safe(word)}” was read as “{safe(listed(list(some)))}”" for word, some in near.items())
        return replace(topic, facets=facets, notes=(*topic.notes, *notes)) if near else topic

    async def read(self, text: str, known: Directory) -> Topic:
        """The sides of a question as they are typed, whatever is found of them."""
        return await asyncio.to_thread(self._topic, self._timed(text)[0], known, (), frozenset())

    def _timed(self, text: str) -> tuple[str, str | None, str | None]:
        """A plain question without its time, and that: since, until."""
        return bounds_within(written_out(plain_question(text), self.now().date()))

    async def bare(self, looked: Looked, *, quiet: bool = False) -> Looked:
        """Without the common words of the question; only without the ``quiet`` ones, which name nothing."""
        named = tuple(f for f in looked.topic.facets if not (is_quiet(f) if quiet else f.loose))
        if not named or len(named) == len(looked.topic.facets):
            return looked
        return await self._choose(replace(looked.topic, facets=named), looked.window, looked.known)

    async def ever(self, looked: Looked) -> Looked:
        """The same topic, whenever it was."""
        return await self._choose(looked.topic, Window(), looked.known)

    async def with_dayless(self, looked: Looked) -> Looked:
        """With the newest events without a day, where more with a day are known than are read."""
        found = looked.found
        if not looked.window.is_open or found.tally.events <= len(found.events):
            return looked
        asked, _ = await asyncio.to_thread(_asked, looked.topic, looked.window, looked.known)
        more = await self.answers.without_a_day(asked)
        known = {told.event.id for told in found.events}
        added = tuple(told for told in more.events if told.event.id not in known)
        library = replace(found.library, articles={**more.library.articles, **found.library.articles})
        return replace(looked, found=replace(found, events=(*found.events, *added), library=library))

    async def dated(self, looked: Looked) -> Looked:
        """With the first and last day that is known on the topic, where nothing that happened lies in the window."""
        if looked.window.is_open or not looked.whole or looked.known_days:
            return looked
        return replace(looked, known_days=await self._days(looked.topic, looked.known))

    async def supplies(
        self, text: str, since: str | None, until: str | None, asked: Direction
    ) -> Looked | NotADate | None:
        """Orders, deliveries and deals between those who are asked for, whatever the words of the question; of the
        things that it names, if it names any. None if the question names what no supply is (an exercise, a visit)."""
        _, worded_since, worded_until = self._timed(text)
        known = await known_names(await self.answers.names())
        topic = without_untold(await self.read(text, known), known)
        if topic.years and not (worded_since or worded_until):
            worded_since, worded_until = str(min(topic.years)), str(max(topic.years))
        if any(is_no_supply(facet, known) for facet in topic.facets):
            return None
        things = [facet for facet in topic.facets if is_thing(facet)]
        states = [any_of(side) for side in (asked.suppliers, asked.recipients) if side]
        looked = await self.look(
            "",
            since or worded_since,
            until or worded_until,
            *states,
            *things,
            *topic.of("place", "region"),
            supply_facet(known),
            by_weight=True,
        )
        if isinstance(looked, NotADate):
            return looked
        unmet = unmet_words(topic.facets, looked.found)
        held = await self.search.known_words(frozenset(facet.label for facet in unmet)) if unmet else ()
        passed = (
            *(facet for facet in looked.passed if facet in things and facet.what != "word"),
            *(facet for facet in unmet if facet.label not in held),
        )
        met = (f for f in topic.facets if f.what == "word" and f.loose and f not in unmet)
        facets = (*looked.topic.facets, *met)
        return replace(looked, topic=replace(looked.topic, asked=text, facets=facets), passed=passed)

    async def _days(self, topic: Topic, known: Directory) -> tuple[str, ...]:
        """The first and the last day that is known on the topic, whatever the window."""
        always = (await self._choose(topic, Window(), known)).found
        last = always.events[0].event if always.events else None
        ends = [always.tally.oldest, (last.day, last.precision) if last and last.day else None]
        return tuple(dict.fromkeys(day(*end) for end in ends if end))

    async def _loosely(self, topic: Topic, read: Window, known: Directory) -> Looked | None:
        """The same without the common words of the question, if that finds something; says which were passed over."""
        words = tuple(facet for facet in topic.facets if not facet.loose)
        heard = tuple(facet for facet in topic.facets if not (facet.loose and facet.strange))
        if placed := await self._placed(topic, read, known):
            return placed
        chosen = (tuple(facet for facet in words if facet.what not in left) for left in LEFT_OUT)
        told = tuple(facet for facet in topic.facets if not is_quiet(facet))
        is_of_time = not (read.is_open or told)
        for names in dict.fromkeys(chosen if words else [heard, told]):
            if (names or is_of_time) and len(names) < len(topic.facets):
                found = await self._choose(replace(topic, facets=names), read, known)
                if not found.is_empty:
                    found = await self._with_more(topic, found)
                    return await self._nearer(topic, found) or found
        return None

    async def _plainly(self, topic: Topic, read: Window, known: Directory) -> Looked | None:
        """The same with names that nothing tells of as the common words that they are."""
        if (plainer := without_untold(topic, known)) is topic:
            return None
        found = await self._choose(plainer, read, known)
        return await self._loosely(plainer, read, known) if found.is_empty else found

    async def _nearer(self, topic: Topic, found: Looked) -> Looked | None:
        """What meets the sides of the event that meets most of them, where these say more of what is meant than those
        that were kept: "Jammu drone attack launched from Pakistan"."""
        if len(found.passed) < 2:
            return None
        near = await self.answers.closest(await asyncio.to_thread(question, topic, found.window, found.known))
        met = (
            Sides(topic.facets, found.known).of_event(near.found.events[0].event) if near.found.events else ()
        )
        facets = tuple(facet for number, facet in enumerate(topic.facets) if number in met)
        if said_by_sides(facets) <= said_by_sides(found.topic.facets):
            return None
        return _without(topic, await self._choose(replace(topic, facets=facets), found.window, found.known))

    async def _placed(self, topic: Topic, read: Window, known: Directory) -> Looked | None:
        """What was where a common word of the question says, of the sort that it names, though no country fits it: "was
        the Jammu drone Chinese"."""
        placed = tuple(facet for facet in topic.facets if facet.what != "country")
        loose = [facet for facet in placed if facet.what == "word"]
        if not loose or not 1 < len(placed) < len(topic.facets):
            return None
        found = await self._choose(replace(topic, facets=placed), read, known)
        where = [[told.event.place or ""] for told in found.found.events]
        is_place = where and all(holds_any(facet, some) for facet in loose for some in where)
        return _without(topic, found) if is_place else None

    async def _with_more(self, topic: Topic, found: Looked) -> Looked:
        """With as many of the sides that were passed over as something still has, in their order."""
        passed = [facet for facet in topic.facets if facet not in found.topic.facets]
        for facet in passed[:MOST_TRIED] if len(passed) > 1 else ():
            kept = {*found.topic.facets, facet}
            facets = tuple(one for one in topic.facets if one in kept)
            if len(facets) < len(topic.facets):  # nothing has all of them
                more = await self._choose(replace(topic, facets=facets), found.window, found.known)
                found = found if more.is_empty else more
        return _without(topic, found)

    async def _choose(
        self,
        topic: Topic,
        read: Window,
        known: Directory,
        *,
        by_weight: bool = False,
        told: int | None = None,
    ) -> Looked:
        asked, fitting = await asyncio.to_thread(_asked, topic, read, known)
        found = await self.answers.about(asked, fitting, by_weight=by_weight, told=told)
        undated = Findings() if read.is_open else await self.answers.without_a_day(asked)
        notes = (*topic.notes, *(_variant_note(topic, facet) for facet in _untold(topic, found)))
        return Looked(topic, read, known, found, whole=True, notes=notes, undated=undated)

    async def _closest(self, topic: Topic, read: Window, known: Directory) -> Looked:
        """Where nothing meets every side: the events that meet most of them, and the sides that nothing meets."""
        asked = await asyncio.to_thread(question, topic, read, known)
        near = await self.answers.closest(asked)
        ever = near.ever | await asyncio.to_thread(met_by_deals, topic, read, known)
        missed = tuple(facet.label for number, facet in enumerate(topic.facets) if number not in ever)
        # how a thing stands is no name that a text could mention
        stages = {facet.label for facet in topic.of("stage")}
        told, mentioned = await self._told(tuple(label for label in missed if label not in stages))
        return Looked(
            topic, read, known, near.found, whole=False, missed=missed, met=near.met, notes=topic.notes,
            editions=await self._editions(topic), told=told, mentioned=mentioned,
            akin=await self._akin(topic, read, known, missed),
        )  # fmt: skip

    async def _akin(self, topic: Topic, read: Window, known: Directory, missed: tuple[str, ...]) -> Findings:
        """What is supplied of the sort of the one weapon that nothing tells of, by who makes it."""
        sort, makers = akin_to(topic, known, missed)
        found = (await self._choose(sort, read, known)).found if sort else Findings()
        return await asyncio.to_thread(supplied_by, found, makers)

    async def _editions(self, topic: Topic) -> Findings:
        """What is known of the series of which one is asked for."""
        series = frozenset[str]().union(*(facet.series for facet in topic.facets if facet.number is not None))
        return await self.answers.editions(series) if series else Findings()

    async def _told(self, missed: tuple[str, ...]) -> tuple[Findings, frozenset[str]]:
        """What holds the words that no event, agreement or statement meets, and which of them it holds."""
        hits = {word: await self._mentioning(word) for word in missed}
        wanted: defaultdict[str, list[str]] = defaultdict(list)
        for kind, key in dict.fromkeys(hit for some in hits.values() for hit in some):
            wanted[kind].append(key)
        if sum(map(bool, hits.values())) > 1:
            wanted["article"] += await self.search.together([word for word, some in hits.items() if some])
        rows = await self.answers.these(wanted) if wanted else Findings()
        return rows, frozenset(word for word, some in hits.items() if some)

    async def _mentioning(self, word: str) -> list[tuple[str, str]]:
        """What holds the word; of a plain word that is also a part of a name ("moon") not those of that name."""
        hits = await self.search.mentioning(word)
        return [hit for hit in hits if hit[0] != "actor" or word not in PLAIN]

    def _topic(self, text: str, known: Directory, more: tuple[Facet, ...], spelt: frozenset[str]) -> Topic:
        topic = refined(read_topic(text, known, spelt), known)
        named = {facet.label for facet in topic.facets}
        return replace(topic, facets=(*topic.facets, *(f for f in more if f.label not in named)))


def _spelt_so(facet: Facet, words: tuple[str, ...]) -> Facet:
    """A word that is no English one and that texts spell otherwise is meant: it is not passed over."""
    said = frozenset(map(stem, words))
    return replace(facet, texts=said, strange=False, loose=False) if said and facet.strange else facet


def _without(topic: Topic, found: Looked) -> Looked:
    """What was found without some sides of the question, which it names."""
    passed = tuple(f for f in topic.facets if f not in found.topic.facets and f.label != SUPPLIES)
    leads = [
        text for article in found.found.library.articles.values() for text in (article.title, article.lead)
    ]
    note = passed_note(facet for facet in passed if not holds_any(facet, [text for text in leads if text]))
    return replace(found, notes=(*found.notes, *([note] if note else [])), passed=passed)


def passed_note(passed: Iterable[Facet]) -> str:
    """Without which sides of the question something was found; words that name nothing are not worth telling."""
    labels = [f"“{safe(facet.label)}”" for facet in passed if not is_quiet(facet)]
    return f"nothing on this mentions {listed(labels)}; shown is the rest" if labels else ""


def is_quiet(facet: Facet) -> bool:
    """Whether it is a word that names nothing where nothing has it ("first", "un"), or what any agreement is."""
    if facet.label in OF_ALL:
        return True
    return facet.what == "word" and facet.loose and (facet.label in QUIET or len(facet.label) < LEAST_WORD)


def _untold(topic: Topic, found: Findings) -> list[Facet]:
    is_asked = any(facet.variant for facet in topic.facets)
    return untold_variants(topic, told_texts(found)) if is_asked else []


def _variant_note(topic: Topic, facet: Facet) -> str:
    return (
        f"nothing names “{safe(as_typed(topic, facet))}”: shown is what is known of the {safe(facet.label)}"
    )


def _asked(topic: Topic, read: Window, known: Directory) -> tuple[Question, tuple[Agreement, ...]]:
    return question(topic, read, known), deals(topic, read, known)


def told_window(read: Window) -> str:
    """The window in words."""
    if read.is_open:
        return "all that is known"
    start, end = (day(one, "day") if one else "" for one in (read.since, read.until))
    if not start or not end:  # what is announced for later days lies in a window without an end
        return f"{start} and later" if start else f"{end} and earlier"
    return start if start == end else f"{start} to {end}, both included"


def scope(read: Window) -> str:
    """The window beside the day of asking."""
    return EVER if read.is_open else told_window(read)


def sides(topic: Topic) -> str:
    """The topic as it was read: "China, Pakistan and exercises"."""
    return safe(listed([facet.label for facet in topic.facets])) or "everything"
