"""Whether what agrees between a sentence and a known event names that event. A sentence has less to compare than a text:
it says one thing, often without a day, and shares words and persons with many events of its states."""

from collections.abc import Iterable

from facts.model.kinds import Kinds
from facts.model.reading import Reading
from facts.rows.kinds import KINDS

_NAMING = frozenset(
    {
        "series: the same round", "series: the same number", "agreement: shared", "agreement: several shared", "equipment: several shared",
        "people: several shared", "name: shared", "name: several shared", "ship: shared", "ship: several shared", "sum: the same",
        "quantity: the same", "days: the same, both stated", "titles: nearly the same", "titles: much alike", "states: the same three or more",
    }
)  # fmt: skip
"""Levels of agreement (``facts/matching/levels.py``) of which one is enough."""
_POINTING = frozenset(
    {
        "series: the same", "equipment: shared", "people: shared", "place: shared", "place: several shared", "bodies: shared", "bodies: several shared",
        "voice: the same", "things: shared", "titles: alike", "words: most shared", "words: many shared", "own words: several shared",
        "days: the same", "days: a day apart",
    }
)  # fmt: skip
"""Levels of which two of different facts are needed."""
_OF_WORDS = frozenset({"titles", "words", "own words"})
_DATED = frozenset({"series: the same", "equipment: shared"})
"""With a day that fits, one of these is enough."""


def is_certain(reasons: Iterable[str], reading: Reading) -> bool:
    """``reasons`` are those of a match ("people: shared +0.3"), ``reading`` is of the sentence."""
    told = {reason.rsplit(" ", 1)[0] for reason in reasons}
    if told & _NAMING:
        return True
    if not reading.countries or (reading.assertion == "comment" and reading.about):
        return False  # it names nobody, or speaks of a deed and tells none
    if reading.day is not None and told & _DATED:
        return True
    facts = {
        "words" if fact in _OF_WORDS else fact for fact in (level.split(":")[0] for level in told & _POINTING)
    }
    return len(facts) > 1


def tells_event(reading: Reading, kinds: Kinds = KINDS) -> bool:
    """Whether it tells a deed and something by which it is this one, and is no general remark."""
    kind = kinds.of(reading.kind)
    if kind.is_remark or reading.assertion in ("comment", "figure"):
        return False
    named = (
        reading.people, reading.equipment, reading.hulls, reading.agreements, reading.places, reading.called, reading.amounts,
        reading.quantities, reading.series,
    )  # fmt: skip
    of_things = reading.things if reading.relevance == "relevant" and kind.is_of_things else ()
    return any(named) or is_dated(reading) or (bool(of_things) and reading.assertion == "happened")


def is_dated(reading: Reading) -> bool:
    """Whether it says when: by a day, or as news of the day on which it was written. What is only to come needs its day."""
    told_now = reading.published is not None and reading.assertion != "planned"
    return reading.day is not None or told_now
