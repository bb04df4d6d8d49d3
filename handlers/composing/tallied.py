"""What is told as the largest; with whom, or when, most of a sort of event was: counted among all that are known, where all of them were read."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from facts.asking.themes import is_general
from facts.asking.topics import Facet
from facts.fitting.goods import is_thing
from facts.model.kinds import Kinds
from facts.names.countries import country_name
from facts.names.phrases import stems
from facts.rows.kinds import KINDS
from facts.wording.clues import clue
from handlers.briefing.leading import is_precise
from handlers.render.pages.agreement import summary_line
from handlers.render.pages.answer import Line, sources_of
from handlers.render.pages.bottom_line import AHEAD
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import event_line
from handlers.render.words.dates import day
from handlers.render.words.text import listed, safe
from handlers.ui.topic_search import Looked
from store.nouns.values import NEVER_DONE
from store.nouns.views import Told
from store.nouns.words import folded_phrase

PARTNERS = 8
"""States that are named, where nothing but them is asked for."""
NEAR = 4
"""Words behind "largest" that say of what it is."""
NAMED, CITED = 3, 3
"""Of those behind the first as many are named; so many events of the first are cited."""
OF_PARTNERS = frozenset(["exercises", "training"])
"""Themes of events in which states take part together."""
OF_GUESTS = frozenset(["visits and talks"])
_EXACT = frozenset(["day", "month"])


def tally_lines(looked: Looked, kinds: Kinds = KINDS) -> Iterator[Line]:
    """Nothing where no "most" is asked for, where things are, or where one is alone."""
    yield from _took_part(looked, kinds)
    asked = looked.topic.asked
    themes = [facet for facet in looked.topic.facets if facet.what == "theme" and facet.kinds]
    is_whole = looked.found.tally.events == len(looked.found.events)
    span = clue("which_time").search(asked)
    is_most = clue("most").search(asked) is not None or (
        span is not None and clue("largest").search(asked) is not None
    )
    if not ((is_most or clue("which_partners").search(asked)) and themes and is_whole) or any(
        map(is_thing, looked.topic.facets)
    ):
        return
    wanted = frozenset[str]().union(*(facet.kinds for facet in themes))
    events = [told for told in looked.found.events if told.event.kind in wanted and _has_been(told)]
    if not span and not clue("which_state").search(asked):
        return
    groups = {told.event.id: _spans(told, span["span"]) if span else _states(told, looked) for told in events}
    counts = Counter(name for names in groups.values() for name in names)
    if len(counts) == 1 and is_most and not span:
        lines = [event_line(told, looked.found.library) for told in events[:CITED]]
        word, name = _beside(themes, span=False), next(iter(counts))
        yield Line(f"All {len(events)} that are known were {word} **{safe(name)}**.", sources_of(lines))
    if len(counts) > 1:
        first = [told for told in events if counts.most_common(1)[0][0] in groups[told.event.id]]
        if is_most:
            yield _line(
                counts, len(events), themes[-1].label, first, looked, _beside(themes, span=bool(span))
            )
        elif len(looked.states) == 1:
            yield _partners(counts, events, looked)


def _beside(themes: list[Facet], *, span: bool) -> str:
    """The word before whom or what most of them was: guests come from a state."""
    return "in" if span else "from" if any(one.label in OF_GUESTS for one in themes) else "with"


def _took_part(looked: Looked, kinds: Kinds) -> Iterator[Line]:
    """The states of all exercises of a name, where these are asked for and it names none."""
    asked, found = looked.topic.asked, looked.found
    is_asked = clue("which_partners").match(asked) and clue("take_part").search(asked)
    if not is_asked or looked.states or not is_precise(looked) or found.tally.events != len(found.events):
        return
    events = [told for told in found.events if _is_joint(told, kinds) and _has_been(told)]
    names = sorted({name for told in events for name in _states(told, looked)})
    if len(events) > 1 and names:
        lines = [event_line(told, found.library) for told in events[:PARTNERS]]
        yield Line(f"Told as taking part: **{safe(listed(names))}**.", sources_of(lines))


def _is_joint(told: Told, kinds: Kinds) -> bool:
    return not OF_PARTNERS.isdisjoint(kinds.of(told.event.kind).themes)


def _has_been(told: Told) -> bool:
    event = told.event
    is_done = event.phase not in (*AHEAD, *NEVER_DONE) and event.standing != "denied"
    return is_done and clue("away").search(event.title) is None


def _states(told: Told, looked: Looked) -> list[str]:
    """Those that the question does not name."""
    return [country_name(code) for code in told.event.countries if code not in looked.states]


def _partners(counts: Counter[str], events: list[Told], looked: Looked) -> Line:
    """``With **United States** (2) and **China** (1).``"""
    told = listed([f"**{safe(name)}** ({count})" for name, count in counts.most_common(PARTNERS)])
    more = f" and {len(counts) - PARTNERS} more" if len(counts) > PARTNERS else ""
    lines = [event_line(one, looked.found.library) for one in events[:PARTNERS]]
    return Line(f"With {told}{more}.", sources_of(lines))


def _spans(told: Told, span: str) -> list[str]:
    event = told.event
    if event.day is None or (event.precision not in _EXACT and span == "month"):
        return []
    return [day(event.day, "month" if span == "month" else "year")]


def _line(counts: Counter[str], of: int, sort: str, first: list[Told], looked: Looked, word: str) -> Line:
    best = max(counts.values())
    tops = [name for name, count in counts.items() if count == best]
    rest = [(name, count) for name, count in counts.most_common() if count < best][:NAMED]
    each = " each" if len(tops) > 1 else ""
    then = f"; then {listed([f'{safe(name)} {count}' for name, count in rest])}" if rest else ""
    text = f"Most {word} **{safe(listed(tops))}**: {best}{each} of {of} {safe(sort)} that are known{then}."
    lines = [event_line(told, looked.found.library) for told in first[:CITED]]
    return Line(text, sources_of(lines))


def told_as_largest(looked: Looked) -> Line | None:
    """A statement, or what is told of a deal, which calls it the largest of what the question has behind that word; None without."""
    asked = (
        frozenset[str]() if clue("of_deals").search(looked.topic.asked) else _largest_of(looked.topic.asked)
    )
    library = looked.found.library
    for claim in looked.found.claims:
        if not claim.denied and _is_same(asked, _largest_of(claim.text)):
            return claim_line(claim, library, dated=False)
    for deal in looked.found.agreements:
        if deal.summary and _is_same(asked, _largest_of(deal.summary)):
            said = summary_line(deal, library)
            return replace(
                said, text=f"**{safe(deal.name)}**: {said.text}", pieces=(), opens=f"agreement/{deal.id}"
            )
    return None


def _is_same(asked: frozenset[str], told: frozenset[str]) -> bool:
    """Whether two words say of what both are the largest."""
    return len(asked & told) > 1


def _largest_of(text: str) -> frozenset[str]:
    """The stems of the words right behind "largest" that say of what it is; none of a number or of a party."""
    found = _FOREMOST.search(text)
    words = text[found.end() :].split()[:NEAR] if found else []
    kept = stems(" ".join(word for word in words if not is_general(folded_phrase(word))))
    return kept if len(kept) > 1 else frozenset()


_FOREMOST = re.compile(r"\b(?:largest|biggest|greatest)\b", re.IGNORECASE)
