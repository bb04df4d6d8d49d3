"""Ships that no entry of the register is: "INS Trikand" sails for India, whatever ship that is.

The prefixes are data (``facts/naming/hulls.toml``).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from facts.names.lexicon import FoundName
from facts.names.terms import Term
from facts.names.text import Words
from facts.rows.patterns import word_table
from facts.scanning.port_calls import VISITING
from facts.scanning.triggers import Positions

_MARKS = frozenset({"ship-name", "force"})
_AT_SEA = ("portcall", "port-call", "drill", "patrol", "passage-exercise", "warship")
"""What makes a ship's prefix of letters that also mean something else ("BNS", "RSS")."""


def unlisted_ships(words: Words, known: Iterable[FoundName], concepts: Positions) -> Iterator[FoundName]:
    """The prefix of each ship that is no known name, as a name of the state whose ships bear it."""
    if _prefixes().keys().isdisjoint(words.raw):
        return
    taken = {
        at for found in known if found.term.sort != "place" for at in range(found.start, found.end)
    }  # many ships are named for a place
    states = {code for found in known for code in found.term.countries}
    at_sea = any(concept in concepts for concept in _AT_SEA)
    for at, prefix in enumerate(words.raw[:-1]):
        borne = _prefixes().get(prefix, ())
        if not borne or taken & {at, at + 1} or not words.raw[at + 1][:1].isupper():
            continue
        state = _flag(borne, states)
        if state and (prefix in _words("certain") or state in states or at_sea):
            yield FoundName(Term(f"ship of {state}", "hull", prefix, (state,), _MARKS, "sea"), at, at + 1)


def call_abroad(words: Words, names: Sequence[FoundName], concepts: Positions) -> Positions:
    """What a navy's own ship does in a port of another state is a call there, no delivery and no halt: ``concepts`` read so. Few ports
    are known in other languages: one that is not the ship's own is another state's."""
    if not ("deliver" in concepts or _words("calling").intersection(words.folded)):
        return concepts
    ports = {code for found in names if found.term.sort in _PORTS for code in found.term.countries}
    for ship in names:
        flag = ship.term.owner or (ship.term.countries[0] if ship.term.sort == "hull" else "")
        if flag and flag not in ports and (ports or not words.text.isascii()):
            verb_from = _behind_port(ship.end, names)
            concepts = _with_stops(words, ship.end, _as_calls(words, verb_from, concepts))
    return concepts


def _behind_port(end: int, names: Sequence[FoundName]) -> int:
    """Where a ship's verb may begin: behind it, or behind the port that follows it at once where verbs stand last."""
    near = (f.end for f in names if f.term.sort in _PORTS and 0 <= f.start - end <= _NAME)
    return next(near, end)


def _with_stops(words: Words, start: int, concepts: Positions) -> Positions:
    """ "makes Salalah stop", "ends stay in Muscat"."""
    stops = [
        (at, at + 1)
        for at, word in enumerate(words.folded[start : start + _STOP], start)
        if word in _words("calling")
    ]
    if not stops:
        return concepts
    halts = [place for place in concepts.get("halt", ()) if place not in stops]
    others = {concept: places for concept, places in concepts.items() if concept != "halt"}
    return {
        **others,
        **({"halt": halts} if halts else {}),
        "port-call": [*concepts.get("port-call", ()), *stops],
    }


def _as_calls(words: Words, start: int, concepts: Positions) -> Positions:
    arrivals = [
        (a, b)
        for a, b in concepts.get("deliver", ())
        if 0 <= a - start <= _NAME and words.folded[a] in _words("arriving")
    ]
    if not arrivals:
        return concepts
    left = [place for place in concepts["deliver"] if place not in arrivals]
    others = {concept: places for concept, places in concepts.items() if concept != "deliver"}
    return {
        **others,
        **({"deliver": left} if left else {}),
        "portcall": [*concepts.get("portcall", ()), *arrivals],
        VISITING: [*concepts.get(VISITING, ()), *arrivals],
    }


_PORTS = frozenset({"place", "seat", "country"})
_NAME = 2
"""Words that may stand between a ship's name, or its prefix, and what it does."""
_STOP = 6
"""Words behind it in which a stop of it stands."""


def _flag(borne: Sequence[str], named: set[str]) -> str:
    """Of several the first, unless the text names another of them alone."""
    others = [state for state in borne[1:] if state in named]
    return "" if others and borne[0] not in named else borne[0]


def _prefixes() -> Mapping[str, Sequence[str]]:
    prefixes: Mapping[str, Sequence[str]] = word_table("hulls", "facts.naming")["prefixes"]
    return prefixes


@cache
def _words(row: str) -> frozenset[str]:
    return frozenset(word_table("hulls", "facts.naming")[row]["words"])
