"""States that a text counts instead of naming them: "sixty navies", "57 friendly countries", "NATO", "allied armies"."""

from facts.figures.numbers import CARDINALS
from facts.rows.patterns import word_set
from facts.scanning.scan import Segment

COUNTED = 3
"""What "several" counts as: beyond three, how many states there are says nothing more."""
_MOST = 200
"""There are no more states; a greater number is a year or a count of soldiers."""
_NEAR = 3
"""Words between a number and what it counts."""
_BODIES = word_set("several", "bodies")
_PLURAL = word_set("several", "plural")
_TENS = word_set("several", "tens")


def several_states(segment: Segment) -> int:
    """How many states stand in words alone: 3 for a counted number of them or a grouping, 2 for bodies in the plural and for an
    exercise of which the register has the host alone: others come to it."""
    if segment.of_sort("grouping") or any(_is_counted(segment, at) for at in _bodies(segment)):
        return COUNTED
    hosted = any(len(f.term.countries) == 1 for f in segment.of_sort("exercise"))
    return 2 if hosted or any(word.lower() in _PLURAL for word in segment.words.raw) else 0


def _bodies(segment: Segment) -> list[int]:
    named = [start for start, _ in segment.concepts.get("many-states", ())]
    return named + [at for at, word in enumerate(segment.words.folded) if word in _BODIES]


def _is_counted(segment: Segment, at: int) -> bool:
    return any(_is_several(word) for word in segment.words.folded[max(0, at - _NEAR) : at])


def _is_several(word: str) -> bool:
    if word.isdigit():
        return len(word) <= 3 and COUNTED <= int(word) <= _MOST
    return word in _TENS or CARDINALS.get(word, 0) >= COUNTED
