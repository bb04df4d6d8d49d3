"""How many of a thing were given or ordered, in sentences, where texts tell different numbers or how many there are in all."""

import re
from datetime import date

from facts.asking.choose import holds_any
from facts.asking.questions import HOW_MANY, number_asked
from facts.asking.topics import Facet
from facts.figures.numbers import CARDINALS
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.sifting.strengths import asks_for_all, asks_until_now, counts_in, groups, ordinal_of, tells_all
from facts.wording.clues import clue
from handlers.composing.ranked import numbered, things_counted
from handlers.quoting.sentences import Sentence, quoted_lines, sifted, titled_line
from handlers.render.pages.answer import Line, sources_of
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import telling_line
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


def got_lines(looked: Looked, kinds: Kinds = KINDS) -> tuple[Line, ...]:
    """What was handed over, where it is asked how many somebody got and no two deliveries are told with a number: these in their
    own words; that none is told, where only orders or talks are. Empty where something else is asked."""
    asked, things = looked.topic.asked, things_counted(looked)
    if not (things and HOW_MANY.search(asked) and clue("getting").search(asked)):
        return ()
    trades = [one for one in looked.found.events if kinds.of(one.event.kind).is_of_things]
    handed = [one for one in trades if kinds.of(one.event.kind).is_handover and _has_been(one)]
    counted = list(numbered(looked, things, kinds))
    if len(counted) > 1 or not trades:
        return ()
    newest = sorted(handed, key=lambda told: told.event.day or date.min, reverse=True)[:MOST]
    library = looked.found.library
    if not newest:
        counting = [one for one in looked.found.claims if not one.denied and _counts(one.text, things)]
        said = [claim_line(one, library, dated=False) for one in counting if one.kind in ("fact", "figure")]
        return (
            Line("No delivery is told."),
            *(said[:1] or [titled_line(one, library) for one in trades[:1]]),
        )
    lines = [_in_its_words(one, looked, things) for one in newest]
    lines += [more for one in newest if len(newest) == 1 and (more := telling_line(one, library))]
    lines = [one for at, one in enumerate(lines) if not at or one.text not in lines[0].text]
    head = (
        []
        if any(one.opens == f"event/{told.event.id}" for one in counted for told in handed)
        else [Line("How many is not told in all; handed over, as texts tell it:", sources_of(lines))]
    )
    return (*head, *lines)


def _in_its_words(told: Told, looked: Looked, things: list[Facet]) -> Line:
    """A delivery with the sentence that counts the things, where one does."""
    library = looked.found.library
    said = [one for one in sifted([told], library, lambda text: _counts(text, things)) if not one.is_title]
    return next(quoted_lines(said, library, 1), None) or titled_line(told, library)


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
