"""How many of a thing were given or ordered, in sentences, where texts tell different numbers or how many there are in all."""

import re
from datetime import date

from facts.asking.choose import holds_any
from facts.asking.questions import HOW_MANY, number_asked
from facts.asking.topics import Facet
from facts.figures.numbers import CARDINALS
from facts.sifting.strengths import asks_for_all, asks_until_now, counts_in, groups, ordinal_of, tells_all
from handlers.composing.ranked import things_counted
from handlers.quoting.sentences import Sentence, quoted_lines, sifted
from handlers.render.pages.answer import Line
from handlers.ui.topic_search import Looked
from store.nouns.values import NEVER_DONE
from store.nouns.views import Told

MOST = 3
"""Sentences that answer."""
SHORTEST = 4
"""Letters of a noun; what is shorter is a part of a designation."""
FEW = 3
"""Events of which one is meant."""
_NEAR = 4
"""Words behind a number among which the thing stands."""
_NUMBER = re.compile(rf"(?<![\w.,$€£¥-])(?:\d{{1,4}}|{'|'.join(CARDINALS)})(?![\w.,%-])", re.IGNORECASE)


def series_lines(looked: Looked) -> tuple[Line, ...]:
    """The sentence that says which one of a series the newest is, where those until now are counted; empty where none does."""
    asked, noun = looked.topic.asked, number_asked(looked.topic.asked)
    if len(noun) < SHORTEST or not asks_until_now(asked):
        return ()
    events = sorted(looked.found.events, key=lambda told: told.event.day or date.min, reverse=True)
    said = sifted(filter(_has_been, events), looked.found.library, lambda text: ordinal_of(text, noun))
    return tuple(quoted_lines(said, looked.found.library, 1))


def number_lines(looked: Looked) -> tuple[Line, ...]:
    """What texts of what was found say; empty where they do not differ, and no sum of all is asked for."""
    asked, things = looked.topic.asked, things_counted(looked)
    found = HOW_MANY.search(asked)
    counted = " ".join(found["what"].split()[:_NEAR]) if found else ""
    if not any(holds_any(thing, [counted]) for thing in things):
        return ()
    events = [told for told in looked.found.events if _has_been(told)]
    said = sifted(events[:FEW], looked.found.library, lambda text: _counts(text, things))
    if differing := _differing(said):
        return tuple(quoted_lines(differing, looked.found.library, MOST))
    whole = [one for one in said if not one.is_title and tells_all(one.text)] if asks_for_all(asked) else []
    return tuple(quoted_lines(whole, looked.found.library, 1))


def _has_been(told: Told) -> bool:
    ahead = told.event.phase in ("announced", "proposed", "in talks", "postponed")
    return told.event.standing != "denied" and told.event.phase not in NEVER_DONE and not ahead


def _counts(text: str, things: list[Facet]) -> bool:
    for found in _NUMBER.finditer(text):
        run = " ".join(text[found.end() :].split()[:_NEAR])
        if any(holds_any(thing, [run]) for thing in things):
            return True
    return False


def _differing(said: list[Sentence]) -> list[Sentence]:
    """Of the newest event the first sentence of each text that has a number, where these numbers differ."""
    if not said:
        return []
    first: dict[str, Sentence] = {}
    for one in said:
        if one.told is said[0].told and one.sources and not one.is_title:
            first.setdefault(one.sources[0].reference.article, one)
    numbers = {
        tuple(count for name in groups() for count in counts_in(one.text, name)[:1]) for one in first.values()
    }
    return list(first.values()) if len(numbers) > 1 else []
