"""Whether something becomes more or less: shares of two times side by side, else sentences that set a size beside an earlier one."""

from collections.abc import Iterator

from facts.sifting.inquiries import compares_sizes
from facts.sifting.strengths import groups, has_count, tells_earlier
from handlers.briefing.figured import CHANGED, shift_lines
from handlers.quoting.sentences import Sentence, quoted_lines, sifted
from handlers.render.pages.answer import Line
from handlers.render.pages.claim import claim_line
from handlers.ui.topic_search import Looked

MOST = 3
"""Sentences that answer."""


UNCOMPARED = Line("No text that is filed on it sets its size beside that of an earlier time.")


def share_trend(looked: Looked, states: frozenset[str]) -> tuple[Line, ...]:
    """How the shares between all the ``states`` changed; of one state how what it gets did, as statements tell it."""
    if len(states) > 1:
        return tuple(shift_lines(looked, states))[:1]
    figures = (claim for claim in looked.found.claims if claim.kind == "figure" and not claim.denied)
    changed = (one for one in figures if CHANGED.search(one.text) and _is_of(one.actors, looked, states))
    told = next(changed, None)
    first = (claim_line(told, looked.found.library, dated=False),) if told else ()
    return (*first, *tuple(shift_lines(looked, states))[:1])


def _is_of(actors: list[str], looked: Looked, states: frozenset[str]) -> bool:
    known = looked.known.actors
    return states <= {known[key].country for key in actors if key in known}


def size_trend(looked: Looked) -> tuple[Line, ...]:
    """Sentences that set a number beside one of an earlier time, or call a size the largest; with each the newest number that the
    same texts have. Where none does, that, with the numbers of what was found; empty where there are none."""
    library = looked.found.library
    said = list(_comparing(sifted(looked.found.events, library, _is_comparing)))
    if not said:
        numbers = sifted(looked.found.events[:MOST], library, _is_number)
        return (UNCOMPARED, *quoted_lines(numbers, library, MOST)) if numbers else ()
    ids = {one.told.event.id for one in said}
    numbers = sifted([t for t in looked.found.events if t.event.id in ids], library, _is_number)
    rows = [
        one for event in dict.fromkeys(one.told.event.id for one in said) for one in _of(event, numbers, said)
    ]
    return tuple(quoted_lines(rows, library, MOST))


def _of(event: str, numbers: list[Sentence], said: list[Sentence]) -> Iterator[Sentence]:
    """The number of an event, then what compares it."""
    own = [one for one in numbers if one.told.event.id == event]
    yield from sorted(own, key=lambda one: not one.is_title)[:1]
    yield from [one for one in said if one.told.event.id == event and one not in own][:2]


def _comparing(rows: list[Sentence]) -> Iterator[Sentence]:
    yield from sorted(rows, key=lambda one: (not tells_earlier(one.text), -one.day.toordinal()))


def _is_comparing(text: str) -> bool:
    has_number = any(has_count(text, name) for name in groups())
    return compares_sizes(text) or (tells_earlier(text) and has_number)


def _is_number(text: str) -> bool:
    return not tells_earlier(text) and any(has_count(text, name) for name in groups())
