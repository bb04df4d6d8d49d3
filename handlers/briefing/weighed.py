"""Which of two has more of something: what is known of each, counted side by side."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from facts.asking.questions import TwoSides
from facts.asking.supplies import Direction, Side, asks_for_deliveries, asks_for_orders, subject_side
from facts.asking.topics import Facet
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from handlers.briefing.brief_parts import ENOUGH
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.event import event_line, listed_events
from handlers.render.pages.supplies import supplies_of
from handlers.render.paging.met import names_met
from handlers.render.words.text import capitalised, listed, safe
from handlers.ui.topic_search import Looked, scope
from store.nouns.views import Tally

SHOWN, FEW = 3, 3
"""Events of each side on the first page; kinds that the first sentence names."""


def two_sides_answer(
    question: str, asked: TwoSides, one: Looked, other: Looked, kinds: Kinds = KINDS
) -> Answer:
    """The greater count first; both of them, where they are equal."""
    sorts = _sorts(one) | _sorts(other)
    given = subject_side(question)
    sides = [
        _side(looked, name, sorts, given, question, kinds)
        for looked, name in ((one, asked.one), (other, asked.other))
    ]
    more, less = sorted(sides, key=lambda side: -side.count)
    return Answer(
        capitalised(question),
        (_lead(more, less, asked.how, kinds),),
        tuple(_all(side) for side in (more, less) if side.count),
        tuple(dict.fromkeys(note for side in (more, less) if side.count for note in side.looked.notes)),
        enough=ENOUGH,
        overview=tuple(_newest(side) for side in (more, less) if side.count),
        names=names_met(more.looked.found),
        scope=scope(one.window),
    )


@dataclass(frozen=True)
class _Side:
    """One of the two with how many of each kind are known; none, where they were found without the sort that is asked for."""

    looked: Looked
    name: str
    by_kind: Mapping[str, int]

    @property
    def count(self) -> int:
        return sum(self.by_kind.values())


def _sorts(looked: Looked) -> frozenset[str]:
    return frozenset(facet.label for facet in looked.topic.facets if facet.what == "theme")


def kinds_named(facets: Iterable[Facet]) -> frozenset[str]:
    """The kinds of event that the question names."""
    return frozenset[str]().union(*(facet.kinds for facet in facets))


def _side(
    looked: Looked, typed: str, sorts: frozenset[str], given: Side | None, question: str, kinds: Kinds
) -> _Side:
    """Counted are the kinds that the question names, if it names any; of supplies those in which it gives or gets, as is
    asked."""
    facet = looked.topic.facets[-1] if looked.topic.facets else None
    name = safe(facet.label if facet else typed)
    wanted = kinds_named(looked.topic.facets)
    codes = frozenset(key for kind, key in facet.links if kind == "country") if facet else frozenset[str]()
    if given and codes:
        looked = _on_side(looked, given, codes)
    known = looked.found.tally.by_kind.items() if looked.whole and sorts == _sorts(looked) else ()
    counts = {kind: n for kind, n in known if n and (kind in wanted or not wanted)}
    return _Side(looked, name, _of_sort(counts, question, kinds))


def _of_sort(counts: Mapping[str, int], question: str, kinds: Kinds) -> Mapping[str, int]:
    """Without what was handed over, where orders are asked for, and the other way round."""
    if asks_for_deliveries(question):
        return {kind: n for kind, n in counts.items() if kinds.of(kind).is_handover}
    if asks_for_orders(question):
        return {kind: n for kind, n in counts.items() if not kinds.of(kind).is_handover}
    return counts


def _on_side(looked: Looked, given: Side, codes: frozenset[str]) -> Looked:
    """Only the supplies in which these states give, or get; all, where more are known than are read."""
    found = looked.found
    asked = Direction(suppliers=codes) if given == "supplier" else Direction(recipients=codes)
    opened = {row.line.opens for row in supplies_of(replace(found, agreements=()), asked)}
    kept = tuple(one for one in found.events if f"event/{one.event.id}" in opened)
    if not kept or found.tally.events > len(found.events):
        return looked
    counts = Counter(one.event.kind for one in kept)
    return replace(looked, found=replace(found, events=kept, tally=Tally(dict(counts), found.tally.claims)))


def _lead(more: _Side, less: _Side, how: str, kinds: Kinds) -> Line:
    """``More with **China**: 4 exercises are known, with Turkey 1.``"""
    at, noun = f"{how} " if how else "", _noun(more, less, kinds)
    if not more.count:
        return Line(f"Nothing of the kind is known {at}{more.name} or {at}{less.name}.")
    if more.count == less.count:
        each = "one is known of each" if more.count == 1 else f"{more.count:,} {noun} known of each"
        return Line(f"As many {at}**{more.name}** as {at}**{less.name}**: {each}.")
    fewer = f"{less.count:,}" if less.count else "none"
    return Line(f"More {at}**{more.name}**: {more.count:,} {noun} known, {at}{less.name} {fewer}.")


def _noun(more: _Side, less: _Side, kinds: Kinds) -> str:
    """``exercises are``; of several kinds all of them."""
    found = sorted({*more.by_kind, *less.by_kind})
    if more.count == 1 and len(found) == 1:
        return f"{kinds.of(found[0]).counted[0]} is"
    few = 0 < len(found) <= FEW
    return f"{listed([kinds.of(kind).counted[1] for kind in found]) if few else 'events'} are"


def _newest(side: _Side) -> Section:
    found = side.looked.found
    events = [told for told in found.events if told.event.kind in side.by_kind][:SHOWN]
    return Section(side.name, tuple(event_line(told, found.library) for told in events))


def _all(side: _Side) -> Section:
    found = side.looked.found
    events = [told for told in found.events if told.event.kind in side.by_kind]
    return Section(f"Events: {side.name}", listed_events(events, found.library), side.count)
