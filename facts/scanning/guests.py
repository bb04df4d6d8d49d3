"""Who comes to another state is its guest, and nothing that is handed over: "defence minister lands in Nepal", "Egyptian air chief
in Rawalpindi"."""

from collections.abc import Iterator, Sequence

from facts.names.lexicon import FoundName
from facts.names.text import Words
from facts.rows.patterns import word_set
from facts.scanning.triggers import Positions


def as_guests(words: Words, concepts: Positions) -> Positions:
    """``concepts`` in which a minister's, a chief's or a leader's landing is a meeting and no delivery."""
    who = [end for concept in _WHO for _, end in concepts.get(concept, ())]
    landings = [
        (start, end)
        for start, end in concepts.get("deliver", ())
        if words.folded[start] in _LANDING and any(0 <= start - behind <= _BESIDE for behind in who)
    ]
    if not landings:
        return concepts
    left = [place for place in concepts["deliver"] if place not in landings]
    others = {concept: places for concept, places in concepts.items() if concept != "deliver"}
    return {**others, **({"deliver": left} if left else {}), "meet": [*concepts.get("meet", ()), *landings]}


def with_guests(words: Words, names: Sequence[FoundName], concepts: Positions) -> Positions:
    """``concepts`` in which a chief of one state who is "in" another's capital meets somebody there, unless the text speaks of a crime, a
    fight or an illness."""
    if any(one in concepts for one in _OTHERWISE):
        return concepts
    in_office = (one for one in concepts.get("chief", ()) if _PAST.isdisjoint(words.folded[: one[0]]))
    places = [place for chief in in_office for place in _stays(chief, words, names)]
    return {**concepts, "meet": [*concepts.get("meet", ()), *places]} if places else concepts


def _stays(chief: tuple[int, int], words: Words, names: Sequence[FoundName]) -> Iterator[tuple[int, int]]:
    """The word that says where, between the post and the place."""
    for seat in names:
        folded, behind = words.folded, words.folded[seat.end : seat.end + 1]
        whose = {code for one in names if _is_whose(one, chief, seat) for code in one.term.countries}
        is_there = folded[seat.start - 1 : seat.start] in _IN or behind in _IN_TURKISH
        is_abroad = seat.term.sort in _SEATS and whose and whose.isdisjoint(seat.term.countries)
        if is_abroad and is_there and 0 <= seat.start - chief[1] <= _NAMED and _NO_STAY.isdisjoint(behind):
            yield seat.start - 1, seat.start


def _is_whose(one: FoundName, chief: tuple[int, int], seat: FoundName) -> bool:
    """Whether it is the state, or its force, whose chief that is."""
    is_beside = chief[0] - one.end <= _BESIDE and one.start - chief[1] < _BESIDE
    return one.term.sort in _STATES and is_beside and one.start < seat.start


_STATES, _SEATS = frozenset({"country", "service", "seat"}), frozenset({"seat", "place"})
_IN, _IN_TURKISH = {("in",)}, {(ending,) for ending in word_set("names", "in_turkish")}
_NO_STAY, _PAST = word_set("names", "no_stay"), word_set("names", "no_longer")
_OTHERWISE = ("court", "sport", "culture", "disease", "accident", "violence", "hostile", "unrest", "history")
_NAMED = 5
"""Words from a post to the place, the name of who holds it among them."""
_WHO = ("chief", "statesman")
_LANDING = word_set("names", "landing")
_BESIDE = 2
"""Words that may stand between a post, or who holds it, and the landing."""
