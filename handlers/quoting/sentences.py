"""What texts say in their own sentences of what was found: more than is filed of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from facts.asking.roles import called_in_text
from handlers.briefing.brief_parts import ENOUGH
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.event import listed_events, named_with_day, told_marks
from handlers.render.paging.met import names_met
from handlers.render.words.cite import Cited, evidenced, texts_of
from handlers.render.words.dates import day
from handlers.render.words.headline import told_title
from handlers.render.words.quotation import told_sentences
from handlers.render.words.text import capitalised, safe
from handlers.ui.topic_search import Looked, scope
from store.nouns.views import Library, Told
from store.nouns.words import folded_phrase


@dataclass(frozen=True)
class Sentence:
    """A sentence of a text, or of ours where a founding document tells the event (``is_ours``), with the day of telling."""

    text: str
    told: Told
    sources: tuple[Cited, ...]
    day: date
    is_title: bool = False
    is_ours: bool = False

    @property
    def line(self) -> Line:
        """As a quotation."""
        return Line(self.text if self.is_ours else f"“{safe(self.text)}”", self.sources)


Holds = Callable[[str], bool]


def said_of(told: Told, library: Library) -> Iterator[Sentence]:
    """The sentences of the texts that tell an event, those told last first, each title before its text."""
    texts = sorted(
        texts_of(told, library), key=lambda text: text.published.isoformat() if text.published else ""
    )
    for text in reversed(texts):
        when = text.published.date() if text.published else date.min
        yield Sentence(text.title, told, (Cited(text),), when, is_title=True)
        yield from (Sentence(one, told, (Cited(text),), when) for one in told_sentences(text.lead))
    if not texts:
        where, when = evidenced(told.evidence, library), told.event.day or date.min
        yield Sentence(told.event.title, told, where, when, is_title=True, is_ours=True)
        yield from (
            Sentence(safe(one), told, where, when, is_ours=True)
            for one in told_sentences(told.event.summary or "")
        )


def sifted(events: Iterable[Told], library: Library, holds: Holds) -> list[Sentence]:
    """The sentences of these events that ``holds``, those that say the same in other texts left out."""
    kept, known = list[Sentence](), set[str]()
    for told in events:
        for said in said_of(told, library):
            if said.text.casefold() not in known and holds(said.text):
                known.add(said.text.casefold())
                kept.append(said)
    return kept


def naming_lines(events: Iterable[Told], library: Library, names: Iterable[str]) -> tuple[Line, ...]:
    """What the newest text that names somebody says of them in its lead; before it what another text calls them, where that one
    gives no office. Empty where none names them."""
    every, events = list(names), list(events)
    phrases = [f" {folded_phrase(name)} " for name in every]
    said = [one for told in events for one in said_of(told, library) if not one.is_ours]
    said = [one for one in said if any(name in f" {folded_phrase(one.text)} " for name in phrases)]
    first = next((one for one in said if not one.is_title), None) or _behind_title(events, library, said)
    quoted = (first.line,) if first else ()
    if first is not None and called_in_text(first.text, every):
        return quoted
    title = next(((one, words) for one in said if (words := called_in_text(one.text, every))), None)
    if title is None:
        return quoted
    one, words = title
    return (Line(f"Called “{safe(words)}” in a text of {day(one.day, 'day')}.", one.sources), *quoted)


def _behind_title(events: Iterable[Told], library: Library, named: list[Sentence]) -> Sentence | None:
    """The first sentence of the lead below the newest of these titles."""
    title = next(iter(named), None)
    rows = (one for told in events for one in said_of(told, library)) if title else iter(())
    return next((one for one in rows if title and one.sources == title.sources and not one.is_title), None)


def quoted_lines(found: Iterable[Sentence], library: Library, most: int) -> Iterator[Line]:
    """Sentences under the events that they are of: each event is named before its first one, and not again."""
    named = set[str]()
    for said in list(found)[:most]:
        event = said.told.event
        is_new = event.id not in named
        named.add(event.id)
        if said.is_title and is_new:
            yield titled_line(said.told, library, said.sources)
        elif is_new:
            yield _with_title(said, library)
        elif not said.is_title:
            yield said.line


def quoted_answer(question: str, looked: Looked, lead: tuple[Line, ...], events: Iterable[Told]) -> Answer:
    """An answer of sentences, with nothing beside them but these events."""
    told = tuple(events)
    found = replace(looked.found, events=told, claims=(), agreements=())
    return Answer(
        capitalised(question),
        lead,
        (Section("Events", listed_events(told, looked.found.library)),),
        enough=ENOUGH,
        names=names_met(found),
        scope=scope(looked.window),
    )


def titled_line(told: Told, library: Library, where: tuple[Cited, ...] = ()) -> Line:
    """The event with its day and standing."""
    marks = told_marks(told, library)
    text = f"{named_with_day(told, library)}{f' {marks}' if marks else ''}."
    return Line(text, where or evidenced(told.evidence, library), opens=f"event/{told.event.id}")


def _with_title(said: Sentence, library: Library) -> Line:
    title = titled_line(said.told, library)
    where = tuple(dict.fromkeys((*title.sources, *said.sources)))
    if told_title(said.told, library).casefold() == said.text.casefold():
        return title
    return Line(f"{title.text.removesuffix('.')}: {said.line.text}", where, opens=title.opens)
