"""Who is named by texts alone: what these call somebody, and what they say of one or of two. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from facts.asking.choose import holds_any
from facts.asking.roles import called_in_text
from facts.fitting.sentences import FittingSentence
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.words.cite import Cited
from handlers.render.words.dates import day
from handlers.render.words.text import capitalised, safe
from handlers.retrieving.retrieval import Retrieval

MOST = 3
"""Sentences that are told of somebody."""


def named_answer(name: str, found: Retrieval) -> Answer | None:
    """Of whom nothing is filed: what texts call them, and the sentences that name them; None where no text does."""
    told = [one for one in found.found if _names(one, found)]
    if not told:
        return None
    lines = tuple(found.line(one) for one in told)
    first = f"No actor is filed as “{safe(name)}”. What texts with this name say:"
    called = _called(name, told, found)
    lead = (Line(first), *called, *lines[:MOST])
    rest = (Section("Also named in", lines[MOST:]),) if lines[MOST:] else ()
    return Answer(capitalised(name), lead, rest)


def both_named(answer: Answer, names: Sequence[str], found: Retrieval) -> Answer | None:
    """Of two, with whom nothing is filed together: the sentences of texts that name both, before what is known of each;
    None where no text does."""
    told = [one for one in found.found if _names(one, found)]
    if not told:
        return None
    first = Line(
        f"Nothing is filed with both {safe(names[0])} and {safe(names[1])}. What texts with both names say:"
    )
    lines = tuple(found.line(one) for one in told[:MOST])
    title = f"{capitalised(names[0])} with {names[1]}"
    return replace(answer, title=title, lead=(first, *lines), notes=(), is_empty=False, acts=())


def _names(said: FittingSentence, found: Retrieval) -> bool:
    """Whether the text has every name that was typed, and every word that is of none known."""
    texts = (said.text.title, *said.text.sentences)
    words = [facet for facet in found.gauge.sides.facets if facet.what == "word"]
    return not said.lacks and all(holds_any(facet, texts) for facet in words)


def _called(name: str, told: Sequence[FittingSentence], found: Retrieval) -> Iterator[Line]:
    """The newest of what texts call somebody."""
    for one in sorted(told, key=lambda one: one.text.day.isoformat() if one.text.day else "", reverse=True):
        for sentence in (*one.text.sentences, one.text.title):
            if words := called_in_text(sentence, [name]):
                when = f" of {day(one.text.day, 'day')}" if one.text.day else ""
                where = (Cited(found.rows.library.articles[one.text.article]),)
                yield Line(f"Called “{safe(words)}” in a text{when}.", where)
                return
