"""What a text shows, as readable features: the same when weights are fitted and when the bot runs.

A feature is a short line: its family, a colon, and what was seen. Names stand as their sort, so that what is learned of
one state, ship or exercise holds for every other. None says who published a text, how long it is, or that it has no lead.

=========  ==============================================================================
``w`` ``t``    a word anywhere, in the title
``n`` ``tn``   two neighbours, anywhere, in the title; ``<state>`` is a name, ``<n>`` a number
``k``      three in a row of names and concepts, whatever stands between: ``<state> [deliver] <arms>``
``c`` ``tc``   a concept of ``facts/concepts`` anywhere, in the title; ``c2``: with two states or more, ``tc2``: with two that the
           title names
``p``      two concepts in one title or lead
``f``      a trigger that fired, with where; ``fk`` its kind; ``f2`` its kind with two states or more
``h``      a name of this sort in the title (names in leads tell that there is a lead, and so one outlet from another)
``s``      so many states or more take part, are visible, are named by the title
``o``      the hand-set points are so many or more; ``a``: what speaks against by hand takes off so many or more
=========  ==============================================================================
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from facts.names.lexicon import FoundName
from facts.names.stop_words import stop_words_of
from facts.scanning.scan import Segment

STEPS = (-1.0, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
"""Points from which the old points are a feature of their own."""
MANY = 3
"""States beyond which no more are counted."""
NUMBER = "<n>"
_SORTS = {
    "country": "<state>",
    "seat": "<state>",
    "service": "<service>",
    "ministry": "<ministry>",
    "equipment": "<arms>",
    "ship": "<ship>",
    "hull": "<ship>",
    "exercise": "<exercise>",
    "agreement": "<pact>",
    "dialogue": "<dialogue>",
    "person": "<person>",
    "place": "<place>",
    "grouping": "<grouping>",
    "company": "<company>",
    "think-tank": "<think-tank>",
    "decoy": "<decoy>",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What features are made of: the two segments, the triggers that fired (kind, pattern, where), the states that take
    part, are visible and are named by the title (a grouping counts as three), the hand-set points, whether the states face
    each other, and whether the title names a format (a briefing, a round-up)."""

    title: Segment
    lead: Segment
    fired: Sequence[tuple[str, str, str]]
    taking_part: int
    visible: int
    firm: int
    points: float
    against: float = 0.0
    adverse: bool = False
    round_up: bool = False


def features(shown: Shown) -> frozenset[str]:
    """Every feature of a text. Pure."""
    found = set(_counts(shown))
    for segment, place in ((shown.title, "title"), (shown.lead, "lead")):
        found.update(_words(segment, in_title=place == "title"))
        found.update(_concepts(segment, place))
        found.update(_row(segment))
    found.update(
        f"h:{_SORTS[name.term.sort]} title" for name in shown.title.names if name.term.sort in _SORTS
    )
    several = shown.taking_part >= 2
    for kind, pattern, where in shown.fired:
        found.update((f"f:{pattern} ({where})", f"fk:{kind} ({where})", f"fk:{kind}"))
        if several:
            found.add(f"f2:{kind}")
    if several:
        found.update(f"c2:{concept}" for part in (shown.title, shown.lead) for concept in part.concepts)
    if shown.firm >= 2:
        found.update(f"tc2:{concept}" for concept in shown.title.concepts)
    return frozenset(found)


def tokens(segment: Segment) -> list[str]:
    """The words of a segment in order: a name is its sort, a number ``<n>``."""
    folded, result, names, at = segment.words.folded, [], {f.start: f for f in segment.names}, 0
    while at < len(folded):
        name = names.get(at)
        result.append(_sort(name) if name else NUMBER if folded[at].isdigit() else folded[at])
        at = name.end if name else at + 1
    return result


def _sort(name: FoundName) -> str:
    if name.term.sort == "person" and "chief" in name.term.marks:
        return "<chief>"
    return _SORTS.get(name.term.sort, "<name>")


_BARE = stop_words_of("en", "names")
"""How often these stand tells prose from headlines, and so one outlet from another: no features of their own. Which words
are features is part of what was learned: other words here ask for other weights (``make learn``)."""


def _words(segment: Segment, *, in_title: bool) -> Iterator[str]:
    every = tokens(segment)
    for word in every:
        if word in _BARE:
            continue
        yield f"w:{word}"
        if in_title:
            yield f"t:{word}"
    for before, after in pairwise(every):
        yield f"n:{before} {after}"
        if in_title:
            yield f"tn:{before} {after}"


def _concepts(segment: Segment, place: str) -> Iterator[str]:
    for concept in segment.concepts:
        yield f"c:{concept}"
        if place == "title":
            yield f"tc:{concept}"
    for a, b in combinations(sorted(segment.concepts), 2):
        yield f"p:{a} + {b}"


def _row(segment: Segment) -> Iterator[str]:
    """Names and concepts in the order in which they stand, three at a time; a word of several concepts is each."""
    places: dict[int, set[str]] = {name.start: {_sort(name)} for name in segment.names}
    inside = {at for name in segment.names for at in range(name.start, name.end)}
    for concept, spans in segment.concepts.items():
        for start, _ in spans:
            if start not in inside:
                places.setdefault(start, set()).add(f"[{concept}]")
    row = [sorted(places[at]) for at in sorted(places)]
    for one, two, three in zip(row, row[1:], row[2:], strict=False):
        if len(one) * len(two) * len(three) <= _MOST_ROWS:
            yield from (f"k:{a} {b} {c}" for a in one for b in two for c in three)
    for one, two in pairwise(row):
        yield from (f"k:{a} {b}" for a in one for b in two)


_MOST_ROWS = 12
"""Readings of three words in a row; where there are more of them, they say too little."""


def _counts(shown: Shown) -> Iterable[str]:
    for name, count in (
        ("take part", shown.taking_part),
        ("are visible", shown.visible),
        ("in the title", shown.firm),
    ):
        yield from (f"s:{least}+ states {name}" for least in range(1, min(count, MANY) + 1))
    yield from (f"o:{step:g}+ points" for step in STEPS if shown.points >= step)
    yield from (f"a:{step:g}+ points" for step in STEPS if 0 < step <= shown.against)
    if shown.adverse:
        yield "s:states that face each other"
    if shown.round_up:
        yield "s:a round-up or briefing"
