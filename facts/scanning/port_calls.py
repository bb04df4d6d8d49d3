"""A ship of one state in a port of another, by words alone: "Turkish frigate reaches Karachi" is a call there.

Ships with a name of their own are read in ``facts/scanning/ships.py``. The words are data (``facts/rows/port_calls.toml``).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from facts.names.lexicon import FoundName
from facts.names.text import Words
from facts.rows.patterns import word_set, word_table
from facts.scanning.triggers import Positions

VISITING = "visiting-ship"
"""The concept of such a ship: no single word carries it."""
_FLAGS = frozenset({"country", "seat", "service"})
_PORTS = frozenset({"place", "seat", "country"})
_BESIDE = 3
"""Words that may stand between a flag and its ship: "Italian Navy's stealth frigate"."""
_SIGNS = word_set("port_calls", "signs")
_DROPPED = word_set("port_calls", "meant_else")
"""What else the words of a call could mean."""


def as_port_calls(words: Words, names: Sequence[FoundName], concepts: Positions) -> Positions:
    """``concepts`` with ships that visit a port of another state, and without what their coming and going else means."""
    if _SIGNS.isdisjoint(concepts) or len({*_codes(names)}) < 2:
        return concepts
    found = [*_visits(words, names)]
    if not found:
        return concepts
    within = {at for start, end in found for at in range(start, end)}
    kept = {
        concept: [place for place in places if concept not in _DROPPED or place[0] not in within]
        for concept, places in concepts.items()
    }
    return {**{concept: places for concept, places in kept.items() if places}, VISITING: found}


def _codes(names: Sequence[FoundName]) -> Iterator[str]:
    yield from (code for found in names for code in found.term.countries)


@dataclass(frozen=True, slots=True)
class _Ship:
    """``start`` is its flag's, ``end`` its own; ``states`` are its flag's and, where it is known, its maker's."""

    start: int
    end: int
    states: frozenset[str]


def _visits(words: Words, names: Sequence[FoundName]) -> Iterator[tuple[int, int]]:
    """From the flag to the port."""
    text = " ".join(words.folded)
    if _expression("others").search(text):
        return
    for ship in (*_named_ships(names), *_ships_by_words(text, names)):
        port = next((one for one in names if one.start >= ship.end and one.term.sort in _PORTS), None)
        if (
            port
            and _is_of_another(port, ship, words)
            and _INTO.isdisjoint(words.folded[ship.end : port.start])
            and _calls(" ".join(words.folded[ship.end : port.start]), port)
        ):
            yield ship.start, port.end


def _named_ships(names: Sequence[FoundName]) -> Iterator[_Ship]:
    """Where a prefix alone is known the ship's name stands behind it."""
    for found in names:
        if found.term.sort == "hull":
            yield _Ship(found.start, found.end + 1, frozenset(found.term.countries))
        elif found.term.sort == "ship" and found.term.owner:
            yield _Ship(found.start, found.end, frozenset((found.term.owner, *found.term.countries)))


def _ships_by_words(text: str, names: Sequence[FoundName]) -> Iterator[_Ship]:
    for ship in _expression("ships").finditer(text):
        first, end = (text.count(" ", 0, at) for at in (ship.start(), ship.end()))
        flag = _flag(first, names)
        if flag:
            yield _Ship(flag.start, end + 1, frozenset(flag.term.countries))
    for ship in _expression("ships_of").finditer(text):
        end = text.count(" ", 0, ship.end())
        flag = next((one for one in names if one.start == end + 1 and one.term.sort in _FLAGS), None)
        if flag:
            yield _Ship(text.count(" ", 0, ship.start()), flag.end, frozenset(flag.term.countries))


def _flag(ship: int, names: Sequence[FoundName]) -> FoundName | None:
    """The nearest name before the ship, if it is of a state."""
    before = [found for found in names if found.start <= ship and found.term.sort in _FLAGS]
    nearest = max(before, key=lambda found: found.end, default=None)
    return nearest if nearest and ship - nearest.end <= _BESIDE and nearest.term.countries else None


def _is_of_another(port: FoundName, ship: _Ship, words: Words) -> bool:
    """Waters are nobody's harbour."""
    theirs, around = port.term.countries, words.folded[port.start : port.end + 1]
    return bool(theirs) and ship.states.isdisjoint(theirs) and _WATERS.isdisjoint(around)


def _calls(between: str, port: FoundName) -> bool:
    is_there = port.term.sort != "country" and _expression("there").fullmatch(between) is not None
    return is_there or _expression("calls").search(between) is not None


_WATERS, _INTO = word_set("port_calls", "waters"), word_set("port_calls", "into_waters")


@cache
def _expression(row: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{word_table('port_calls')[row]})")
