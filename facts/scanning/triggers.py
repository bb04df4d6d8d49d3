"""How strongly a text speaks of each kind, by the triggers of ``facts/rows/kinds.toml``."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from facts.model.kinds import Kinds, Trigger
from facts.rows.kinds import KINDS

WINDOW = 13
NEAR = 3

Positions = dict[str, list[tuple[int, int]]]
"""Concept → where it stands (start, end) in one title or lead."""


@dataclass(frozen=True, slots=True)
class _Item:
    first: str
    second: str = ""
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class _Compiled:
    kind: str
    weight: float
    text: str
    items: tuple[_Item, ...]


@dataclass(frozen=True, slots=True)
class Fired:
    """A trigger that fired: its kind, weight and the words it stands for."""

    kind: str
    weight: float
    pattern: str


@dataclass(frozen=True, slots=True)
class Near:
    """A trigger that did not fire although part of it stands there. ``missing`` are the concepts of which no word stands
    there; none where all do, but not together."""

    kind: str
    weight: float
    pattern: str
    missing: tuple[str, ...]


def _compile(kind: str, trigger: Trigger) -> _Compiled:
    items = []
    for item in trigger.pattern.split():
        first, parted, second = item.partition(">") if ">" in item else item.partition("~")
        items.append(_Item(first, second, ordered=parted == ">"))
    return _Compiled(kind, trigger.weight, trigger.pattern, tuple(items))


@cache
def _compiled(kinds: Kinds) -> tuple[_Compiled, ...]:
    return tuple(_compile(kind.name, trigger) for kind in kinds for trigger in kind.triggers)


def concepts_of(kinds: Kinds) -> frozenset[str]:
    """Every concept that a trigger of a table speaks in."""
    items = (item for trigger in _compiled(kinds) for item in trigger.items)
    return frozenset(concept for item in items for concept in (item.first, item.second) if concept)


def fire(positions: Positions, kinds: Kinds = KINDS) -> list[Fired]:
    """Every trigger whose concepts stand together."""
    return [Fired(t.kind, t.weight, t.text) for t in _compiled(kinds) if _fires(t, positions)]


def nearest_triggers(positions: Positions, most: int = 5, kinds: Kinds = KINDS) -> list[Near]:
    """The ``most`` triggers that came nearest to firing: those that miss least, of these the heaviest, and of a kind one
    for each thing that is missing. None of which more is missing than there."""
    near = [
        Near(t.kind, t.weight, t.text, missing)
        for t in _compiled(kinds)
        if not _fires(t, positions) and 2 * len(missing := _missing(t, positions)) <= len(_concepts(t))
        if len(missing) < len(_concepts(t))
    ]
    near.sort(key=lambda one: (len(one.missing), -one.weight))
    first = {(one.kind, one.missing): one for one in reversed(near)}
    return [one for one in near if one is first[one.kind, one.missing]][:most]


def _concepts(trigger: _Compiled) -> list[str]:
    return [concept for item in trigger.items for concept in (item.first, item.second) if concept]


def _missing(trigger: _Compiled, positions: Positions) -> tuple[str, ...]:
    return tuple(dict.fromkeys(c for c in _concepts(trigger) if c not in positions))


def _fires(trigger: _Compiled, positions: Positions) -> bool:
    spans = []
    for item in trigger.items:
        if item.first not in positions or (item.second and item.second not in positions):
            return False
        spans.append(_places(item, positions))
        if not spans[-1]:
            return False
    return _together(spans)


def _places(item: _Item, positions: Positions) -> list[tuple[int, int]]:
    if not item.second:
        return positions[item.first]
    pairs = [(a, b) for a in positions[item.first] for b in positions[item.second] if a != b]
    return [(min(a[0], b[0]), max(a[1], b[1])) for a, b in pairs if _close(a, b, ordered=item.ordered)]


def _close(a: tuple[int, int], b: tuple[int, int], *, ordered: bool) -> bool:
    if 0 <= b[0] - a[1] <= NEAR:
        return True
    return not ordered and 0 <= a[0] - b[1] <= NEAR


def _together(spans: list[list[tuple[int, int]]]) -> bool:
    """Whether one place of each item fits in the window without two items on the same words."""
    if len(spans) == 1:
        return True
    head, *rest = spans
    return any(_grow(place, {place}, rest) for place in head)


def _grow(span: tuple[int, int], used: set[tuple[int, int]], rest: Iterable[list[tuple[int, int]]]) -> bool:
    for places in rest:
        fitting = [p for p in places if p not in used and max(span[1], p[1]) - min(span[0], p[0]) <= WINDOW]
        if not fitting:
            return False
        nearest = min(fitting, key=lambda p: abs(p[0] - span[0]))
        used = used | {nearest}
        span = (min(span[0], nearest[0]), max(span[1], nearest[1]))
    return True
