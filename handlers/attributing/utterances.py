"""What somebody said, or who said something, in the sentences of the news that tell it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from facts.asking.directory import Directory
from facts.asking.topics import Facet, read_topic
from facts.names.countries import COUNTRIES
from facts.names.phrases import stems
from facts.sifting.speakers import goes_on, is_speech, spoken_by, theirs_in
from facts.wording.speech import SpeechAsked
from handlers.quoting.sentences import Sentence, quoted_answer, quoted_lines, said_of
from handlers.render.pages.answer import Answer, Line
from handlers.render.words.text import safe
from handlers.ui.topic_search import Looked
from store.nouns.views import Library, Told

MOST = 3
"""Sentences that answer."""
LEAST_SHARE = 0.5
"""Of the words of what somebody is to have said so many stand in the sentence that says it."""
SHORTEST = 2
"""Letters of a name."""


def speaker_names(who: str, known: Directory) -> frozenset[str]:
    """How texts may call those of whom a question asks what they said: a state by its names, anybody else by all of theirs, a
    person by the surname too; as typed where nobody is known."""
    facets = [facet for facet in read_topic(who, known).facets if not facet.loose]
    facets = [facet for facet in facets if facet.what in ("country", "actor")] or facets
    names = {name for facet in facets for name in _names_of(facet, known)}
    return frozenset(name for name in names or {who} if len(name) > SHORTEST)


def _names_of(facet: Facet, known: Directory) -> Iterator[str]:
    if facet.what == "country":
        yield from (name for kind, key in facet.links if kind == "country" for name in COUNTRIES.get(key, ()))
        return
    actors = [known.actors[key] for kind, key in facet.links if kind == "actor" and key in known.actors]
    for actor in actors:
        yield from (actor.name, *(alias.name for alias in actor.aliases))
        if actor.kind == "person":
            yield from (actor.name.split()[-1], actor.name.split()[0])
    if not actors:
        yield facet.label


def spoken_answer(question: str, looked: Looked, speech: SpeechAsked, names: frozenset[str]) -> Answer | None:
    """What they said in what was found, most to the point and newest first; ``names`` are empty where it is asked who said
    it. None where no text of news tells it."""
    library = looked.found.library
    events = [told for told in looked.found.events if told.evidence]
    if names:
        rows = [one for told in events for one in _said(told, looked, names)]
    else:
        rows = [one for told in events for one in _anybodys(told, library, speech.about)]
    asked = stems(speech.about)
    if names:
        rows.sort(key=lambda one: (_shared(one, asked), one.day), reverse=True)
    lines = tuple(quoted_lines(_distinct(rows), library, MOST))
    return (
        quoted_answer(question, looked, lines, {one.told.event.id: one.told for one in rows}.values())
        if lines
        else None
    )


def unsaid_line(who: str) -> Line:
    """That no news which is filed on a matter has words of somebody."""
    return Line(f"What {safe(who)} says of it stands in no text that is filed on it.")


def _said(told: Told, looked: Looked, names: frozenset[str]) -> Iterator[Sentence]:
    """Of a state also what its people say who are filed in the event."""
    names = frozenset([*names, *_people_of(told, looked, names)])
    for title, rest in _texts(told, looked.found.library):
        theirs = set(theirs_in(title.text, [one.text for one in rest], names))
        kept = [one for one in rest if one.text in theirs]
        yield from kept or ([title] if spoken_by(title.text, names) else [])


def _people_of(told: Told, looked: Looked, names: frozenset[str]) -> Iterator[str]:
    states = {code for code in told.event.countries if not names.isdisjoint(COUNTRIES.get(code, ()))}
    for part in told.event.actors:
        actor = looked.known.actors.get(part.actor)
        if actor and actor.kind == "person" and actor.country in states:
            yield from (actor.name, actor.name.split()[-1])


def _anybodys(told: Told, library: Library, about: str) -> Iterator[Sentence]:
    """The sentences with a speaker that have most of what was said."""
    asked = stems(about)
    for title, rest in _texts(told, library):
        for at, one in enumerate(rest):
            here = asked & (stems(one.text) | stems(title.text))
            own = asked & stems(one.text)
            if is_speech(one.text) and own and len(here) >= LEAST_SHARE * len(asked):
                yield from rest[max(0, at - 1) : at] if goes_on(one.text) else ()
                yield one


def _texts(told: Told, library: Library) -> Iterator[tuple[Sentence, list[Sentence]]]:
    """The title and the sentences of each text of news."""
    said = [one for one in said_of(told, library) if not one.is_ours and one.day > date.min]
    for _, group in groupby(said, key=lambda one: one.sources):
        title, *rest = group
        yield title, rest


def _distinct(rows: Iterable[Sentence]) -> Iterator[Sentence]:
    told = set[str]()
    for one in rows:
        if one.text.casefold() not in told:
            told.add(one.text.casefold())
            yield one


def _shared(said: Sentence, asked: frozenset[str]) -> int:
    return len(asked & stems(said.text))
