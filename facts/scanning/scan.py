"""A text as the lexicon sees it: names, concepts and where they stand."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from facts.figures.numbers import number_after, roman
from facts.names.lexicon import FoundName, Lexicon
from facts.names.text import Words, words_of
from facts.rows.patterns import word_set, word_table
from facts.scanning.guests import as_guests, with_guests
from facts.scanning.port_calls import as_port_calls
from facts.scanning.ships import call_abroad, unlisted_ships
from facts.scanning.trained import as_trained
from facts.scanning.triggers import Positions

AGAINST = word_set("concept_groups", "against")
"""Concepts that speak against: "attack" does not where it is part of "attack drone", nor "spy" in "spy satellite"."""
IDIOMS = word_set("concept_groups", "idioms")
"""Concepts of which a longer word takes its parts along: a "drill team" drills nothing and a "water tank" is no tank."""
TWO_STATES = "two-states"
"""The concept of two states that a text names side by side: no word carries it."""
_BESIDE = 6
"""How many words away a word of its kind may stand from a weak name."""
_ARMS = word_set("concept_groups", "beside_arms")
_NEEDS = {
    "exercise": frozenset({"drill", "train"}),
    "equipment": _ARMS,
    "ship": _ARMS,
    "company": frozenset({"weapon", "defence", "coproduce"}),
    "person": word_set("concept_groups", "beside_persons"),
}
_FOLLOWS = word_set("concept_groups", "follows")
_NEXT = {"equipment": _FOLLOWS, "ship": _FOLLOWS}
"""What makes a common word a name where it follows at once: "Hangor deal", "Typhoon programme"."""
_MADE = frozenset({"launch", "yard"})
"""What makes one a name beside it where a service is spoken of: "Hangor launched for Pakistan Navy"."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One title or lead. ``concepts`` counts the words of names in (a ship's name is a weapon)."""

    text: str
    words: Words
    names: tuple[FoundName, ...]
    concepts: Positions

    def has(self, *concepts: str) -> bool:
        return any(concept in self.concepts for concept in concepts)

    def of_sort(self, *sorts: str) -> list[FoundName]:
        return [found for found in self.names if found.term.sort in sorts]


def scan(text: str, lexicon: Lexicon) -> Segment:
    """Reads ``text`` once; names that are common words stay only beside a word of their kind."""
    words = words_of(text)
    names, marks = lexicon.find(words)
    concepts = _of_words([mark for mark in marks if not _is_total(mark, words)])
    named = [found for found in names if _is_written_as_name(found, text, words)]
    listed = tuple(_kept(named, names, words, concepts, lexicon))
    ships = unlisted_ships(words, listed, concepts)
    kept = tuple(sorted((*listed, *ships), key=lambda found: found.start))
    for found in kept:
        for concept in found.term.marks:
            concepts.setdefault(concept, []).append((found.start, found.end))
    concepts = as_port_calls(words, kept, call_abroad(words, kept, concepts))
    if joined := _joined_states(kept, words, text):
        concepts = {**concepts, TWO_STATES: joined}
    concepts = as_trained(words, kept, with_guests(words, kept, as_guests(words, concepts)))
    return Segment(text, words, kept, concepts)


def _is_total(mark: tuple[int, int, frozenset[str]], words: Words) -> bool:
    """ "trims Rafale order to 24": nobody is ordered to do anything."""
    return "court-order" in mark[2] and any(word.isdigit() for word in words.folded[mark[1] : mark[1] + 1])


def _joined_states(names: Sequence[FoundName], words: Words, text: str) -> list[tuple[int, int]]:
    """Where two states stand side by side, as those do who act together: "China-Pakistan", "India and Oman"."""
    states = [found for found in names if found.term.sort in _OF_STATES]
    return [
        (one.start, other.end)
        for one, other in pairwise(states)
        if one.end <= other.start
        and set(one.term.countries).isdisjoint(other.term.countries)
        and " ".join(words.folded[one.end : other.start]) in _JOINS
        and not _PARTED.search(text, words.starts[one.end - 1], words.starts[other.start])
    ]


_Marks = Sequence[tuple[int, int, frozenset[str]]]
"""Words with their concepts: start, end (exclusive), and which."""


def _of_words(marks: _Marks) -> Positions:
    """Where each concept stands in words. Of a longer word its parts speak against nothing; of an idiom of nothing."""
    concepts: Positions = {}
    longer = [mark for mark in marks if mark[1] - mark[0] > 1]
    for start, end, of in marks:
        around = [outer for a, b, outer in longer if a <= start and end <= b and (a, b) != (start, end)]
        if any(not IDIOMS.isdisjoint(outer) for outer in around):
            continue
        for concept in of - AGAINST - IDIOMS if around else of:
            concepts.setdefault(concept, []).append((start, end))
    return concepts


def _kept(
    named: Sequence[FoundName],
    names: Iterable[FoundName],
    words: Words,
    concepts: Positions,
    lexicon: Lexicon,
) -> Iterator[FoundName]:
    """The names that are none by chance, each behind the state that it holds."""
    states = {code for found in names if found.term.sort in _LOCATED for code in found.term.countries}
    arms = [(f.start, f.end) for f in names if not f.weak and f.term.sort in _NEXT]
    beside = {**concepts, "weapon": [*concepts.get("weapon", ()), *arms]} if arms else concepts
    for found in named:
        if _is_of_another(found, names):
            continue
        of_words = beside if found.term.sort == "company" else concepts
        if found.weak and words.folded[found.start : found.end] in _OF_MANY:
            is_named = _is_beside_a_leader(found, named, words)
        else:
            is_named = not found.weak or (
                _certain(found, words, of_words, states) or _is_for_a_state(found, names, words, concepts)
            )
        if is_named:
            yield from _state_within(found, words, lexicon)
            yield found


def _is_of_another(found: FoundName, names: Iterable[FoundName]) -> bool:
    """ "ISPR" in a text of Dhaka: a name that another state gives to a body of its own, where it is named and the known one's is not."""
    others = _ALSO_OF.get(found.term.id)
    if not others:
        return False
    states = {
        code for one in names if one is not found and one.term.sort in _LOCATED for code in one.term.countries
    }
    return not states.isdisjoint(others) and states.isdisjoint(found.term.countries)


_ALSO_OF: Mapping[str, Sequence[str]] = word_table("names")["also_of"]


def _is_for_a_state(found: FoundName, names: Iterable[FoundName], words: Words, concepts: Positions) -> bool:
    """ "Spain hands Leopards to Kyiv", "Berlin says no to Taurus for Ukraine": a thing between two states, by a word of the beat."""
    if (
        found.term.sort != "equipment"
        or not words.raw[found.start][:1].isupper()
        or _GIVEN.isdisjoint(concepts)
    ):
        return False
    located = [one for one in names if one.term.sort in _LOCATED and not one.weak]
    goes = words.folded[found.end : found.end + 1] in _TO
    return (
        goes
        and any(one.start == found.end + 1 for one in located)
        and any(one.end <= found.start for one in (*located, *_persons_of_states(names)))
    )


def _persons_of_states(names: Iterable[FoundName]) -> Iterator[FoundName]:
    """ "Merz says no to Taurus for Kyiv": who is named speaks for a state."""
    return (one for one in names if one.term.sort == "person" and "statesman" in one.term.marks)


_TO = {("to",), ("for",)}
_GIVEN = word_set("concept_groups", "given")
_OF_MANY = frozenset((surname,) for surname in word_set("names", "beside_leaders"))


def _is_beside_a_leader(found: FoundName, named: Sequence[FoundName], words: Words) -> bool:
    """ "Kim and Putin", "Putin meets Kim": a surname that many bear, with no given name of its own."""
    before, after = words.raw[: found.start], words.raw[found.end :]
    if after and f"{words.raw[found.end - 1]} {after[0]}-" in words.text:
        return False
    if before and before[-1][:1].isupper() and words.folded[found.start - 1] not in _TITLES | _JOINS:
        taken = {at for one in named for at in range(one.start, one.end)}
        if found.start - 1 not in taken:
            return False
    leaders = (
        one
        for one in named
        if one is not found and "statesman" in one.term.marks and one.term.sort == "person"
    )
    return any(
        0 <= one.start - found.end <= _NEXT_TO or 0 <= found.start - one.end <= _NEXT_TO for one in leaders
    )


_NEXT_TO = 2
_TITLES = word_set("names", "titles_of_leaders")


def _state_within(found: FoundName, words: Words, lexicon: Lexicon) -> list[FoundName]:
    """Of a "Turkish frigate" whose class the register does not know: Türkiye."""
    if found.term.sort != "equipment" or found.term.countries:
        return []
    names, _ = lexicon.find(words_of(words.raw[found.start]))
    return [
        replace(one, start=found.start, end=found.start + 1) for one in names if one.term.sort == "country"
    ]


_PLUS = re.compile(r"(?<![\d.,$€£])\d+(?:\s?[+＋]\s?\d+)+(?![.,]?\d|\s?%)")


def _is_written_as_name(found: FoundName, text: str, words: Words) -> bool:
    """A name of nothing but digits ("2+2") has its sign between them: a decimal, sum, ratio, score or date has not. A navy in Urdu is no
    Niue."""
    if words.folded[found.start] in _NAVIES_IN_URDU and not _LETTERS_OF_URDU.isdisjoint(text):
        return False
    if not all(word.isdigit() for word in words.folded[found.start : found.end]):
        return True
    return found.end - found.start > 1 and _PLUS.match(text, words.starts[found.start]) is not None


_NAVIES_IN_URDU = {form for word in word_set("names", "navies_in_urdu") for form in words_of(word).folded}
_LETTERS_OF_URDU = word_set("names", "letters_of_urdu")
_TRADES = word_set("concept_groups", "beside_numbered")
"""A common word with a number names an exercise only where something military, or a state, is spoken of."""


_OF_STATES = frozenset({"country", "service", "hull"})
_LOCATED = _OF_STATES | {"place", "seat"}
"""Names that say of which state a numbered name may be an exercise: "Guam for Malabar 2025"."""
_JOINS = frozenset({"", *word_set("parties", "joins")})
_PARTED = re.compile(r"[.;:!?。؟۔।]")
"""Between two states: they are of two sentences."""
_HOSTS = 2
"""Of the states that hold an exercise so many beside its name, and something military, make a common word its name."""


_YEARS = 100
"""From here on a number is a year, as any name may bear: "Garuda VIII begins", and not "Garuda 2026"."""


def _certain_drill(found: FoundName, words: Words, concepts: Positions, states: set[str]) -> bool:
    """By its number, which is enough by itself where it is Roman or joined to it ("Al-Samsaam IX", "Aman-27 postponed"), by two
    of those who hold it, or by so many nations with one of them."""
    military, number = not _TRADES.isdisjoint(concepts), number_after(words, found.end)
    if number is not None and (states or military or (number < _YEARS and "plain-deed" in concepts)):
        return True
    if number is not None and (_is_roman(words, found.end, number) or _is_joined(words, found.end)):
        return True
    if "chief" not in concepts and _is_where_services_meet(found, words):
        return True
    holders = states.intersection(found.term.countries)
    if military and len(holders) >= _HOSTS:
        return True
    many = (start for start, _ in concepts.get("many-states", ()))
    return bool(holders) and any(start and words.folded[start - 1].isdigit() for start in many)


def _is_of_a_weapon(found: FoundName, words: Words, concepts: Positions) -> bool:
    """ "the Shaheen-3 missile", "its missile Shaheen-III": the word for a weapon stands beside it, and none for a drill behind that."""
    end = found.end + (number_after(words, found.end) is not None)
    weapons = [at for at in concepts.get("weapon", ()) if at[0] in (found.end, end) or at[1] == found.start]
    drills = [start for concept in _NEEDS["exercise"] for start, _ in concepts.get(concept, ())]
    return any(not any(last <= drill <= max(last, end) + 1 for drill in drills) for _, last in weapons)


def _is_of_a_longer_name(found: FoundName, words: Words, states: set[str]) -> bool:
    """ "Peace Garuda" of China and Indonesia is no Garuda of India and France: another capital before it, and others who hold it."""
    before = words.raw[found.start - 1] if found.start else ""
    others = len(states) >= _HOSTS and states.isdisjoint(found.term.countries)
    return others and before.istitle() and before.lower() not in _CALLED


def _is_roman(words: Words, at: int, number: int) -> bool:
    return number > 1 and roman(words.raw[min(at, len(words.raw) - 1)]) == number


def _is_joined(words: Words, at: int) -> bool:
    """By a hyphen, of two figures or more."""
    return _JOINED_NUMBER.match(words.text, words.starts[at - 1] + len(words.raw[at - 1])) is not None


_JOINED_NUMBER = re.compile(r"[-‐‑]\d{2}(?:\d{2})?\b")


def _is_where_services_meet(found: FoundName, words: Words) -> bool:
    """ "navies to gather off Guam for Malabar": the services of several states, and nothing that the name describes."""
    before, after = words.folded[: found.start], words.raw[found.end : found.end + 1]
    ends = not after or after[0].isdigit() or after[0].lower() in _GOES_ON
    return ends and before[-1:] in _MET_FOR and not _SERVICES.isdisjoint(words.raw[: found.start])


_MET_FOR = {(word,) for word in word_set("names", "met_for")}
_CALLED = word_set("names", "before_a_drill")
_GOES_ON, _SERVICES = word_set("names", "goes_on_behind"), word_set("names", "services_of_several")


def _certain(found: FoundName, words: Words, concepts: Positions, states: set[str]) -> bool:
    sort = found.term.sort
    if sort == "exercise" and (
        _is_of_a_weapon(found, words, concepts) or _is_of_a_longer_name(found, words, states)
    ):
        return False
    if sort == "exercise" and _certain_drill(found, words, concepts, states):
        return True
    near = 2 * _BESIDE if sort == "company" else _BESIDE
    needed = _NEEDS.get(sort, frozenset({"defence"}))
    if sort in _NEXT and "force" in concepts:
        needed = needed | _MADE
    if sort == "equipment" and words.raw[found.start].islower() and words.raw[found.start].isascii():
        return any(start <= found.end < end for start, end in concepts.get("weapon", ()))
    if any(start == found.end for concept in _NEXT.get(sort, ()) for start, _ in concepts.get(concept, ())):
        return True
    return any(
        0 <= start - found.end <= near or 0 <= found.start - end <= near
        for concept in needed
        for start, end in concepts.get(concept, ())
    )
