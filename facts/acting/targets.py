"""To whom a reaction or sanction is done, and against whom an exercise is held."""

from facts.names.terms import OF_STATE
from facts.rows.patterns import word_set
from facts.scanning.scan import Segment


def who_to_whom(title: Segment) -> tuple[str | None, str | None]:
    """The one state (or person of it) before the verb of a reaction or sanction, and the first state after it."""
    verbs = sorted(
        place for concept in ("react", "sanction", "halt") for place in title.concepts.get(concept, ())
    )
    if not verbs:
        return None, None
    named = [f for f in title.names if f.term.sort in (*OF_STATE, "person") and len(f.term.countries) == 1]
    before = [f for f in named if f.end <= verbs[0][0]]
    if by := next((f for f in named if _is_agent(title.words.folded[verbs[0][1] : f.start])), None):
        return by.term.countries[0], before[0].term.countries[0] if before else None
    after = next((f.term.countries[0] for f in named if f.start >= verbs[0][1]), None)
    if len({f.term.countries[0] for f in before}) > 1:
        between = title.words.folded[before[0].end : before[1].start]
        before = before[:1] if _SAYS & set(between) else []
    return (before[0].term.countries[0] if before else None), after


def _is_agent(between: tuple[str, ...]) -> bool:
    """ "frozen by Berlin", "blocked again by the US": who stands behind it acts."""
    return between in (("by",), ("again", "by"), ("by", "the"))


def aimed_at(title: Segment) -> str | None:
    """The one state that a drill is turned against: "aimed at North Korea", "to deter China"."""
    words = title.words.folded
    named = (f for f in title.of_sort(*OF_STATE) if len(f.term.countries) == 1)
    return next(
        (f.term.countries[0] for f in named if _is_turned(words[max(0, f.start - 2) : f.start])), None
    )


def _is_turned(before: tuple[str, ...]) -> bool:
    at = before[-1:] == ("at",) and before[0] in _AIMED
    return at or (before[-1:] != () and before[-1] in _AGAINST)


_AIMED = word_set("parties", "aimed")
_AGAINST = word_set("parties", "firmly_before")
_SAYS = word_set("parties", "tells")
