"""Who comes to another state is its guest, and nothing that is handed over: "defence minister lands in Nepal"."""

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


_WHO = ("chief", "statesman")
_LANDING = word_set("names", "landing")
_BESIDE = 2
"""Words that may stand between a post, or who holds it, and the landing."""
