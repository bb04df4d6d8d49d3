"""Police whom another state trains to fight are officers on a course, and nothing of a court's or of a town's."""

from collections.abc import Iterable

from facts.names.lexicon import FoundName
from facts.names.text import Words
from facts.rows.patterns import word_set
from facts.scanning.triggers import Positions


def as_trained(words: Words, names: Iterable[FoundName], concepts: Positions) -> Positions:
    """``concepts`` in which the police of one state are officers where a word of training stands near, another state is named
    and they are to fight ("counter-terrorism", "commandos") or train together with those of the other, unless the text speaks of a crime, a match or a show."""
    police = [at for at, word in enumerate(words.folded) if word in _POLICE]
    if not police or "train" not in concepts or not _MATTERS.isdisjoint(words.folded):
        return concepts
    if _ARMED.isdisjoint(words.folded) and not ("joint" in concepts and "two-states" in concepts):
        return concepts
    courses = [place for place in concepts["train"] if any(_are_near(at, place) for at in police)]
    states = {code for found in names if found.term.sort in _LOCATED for code in found.term.countries}
    left = {name: [one for one in places if not _holds(one, police)] for name, places in concepts.items()}
    if not courses or len(states) < _TWO or any(left.get(name) for name in _OTHERWISE):
        return concepts
    officers = [(at, at + 1) for at in police]
    kept = {name: concepts[name] if name not in _LEFT else places for name, places in left.items()}
    found = {name: places for name, places in kept.items() if places}
    return {**found, "officer": [*found.get("officer", ()), *officers]}


def _are_near(at: int, place: tuple[int, int]) -> bool:
    return -_NEAR <= at - place[0] <= _NEAR


def _holds(place: tuple[int, int], words: Iterable[int]) -> bool:
    return any(place[0] <= at < place[1] for at in words)


_POLICE, _ARMED = word_set("names", "police"), word_set("names", "armed_police")
_MATTERS = word_set("names", "police_matters")
_NEAR = 10
"""Words between the police and their course."""
_TWO = 2
_LOCATED = frozenset({"country", "seat", "service", "place"})
_LEFT = frozenset({"court", "civil"})
"""What police are where nobody trains them."""
_OTHERWISE = ("court", "sport", "culture", "violence", "accident", "unrest", "disease", "finance", "hostile")
