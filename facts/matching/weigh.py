"""How much two texts that nothing forbids to be one event agree: facts by rows, words last."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import exp

from rapidfuzz import fuzz

from facts.matching.features import Features
from facts.matching.vetoes import gap_of, is_told_together
from facts.names.common import COMMON

ANNOUNCED_DAYS = 75
"""An exercise is announced up to some months before it begins."""
ALIKE = 0.45
"""Titles so alike (token set ratio 70) tell of one reaction, whoever speaks."""
Measure = Callable[[Features, Features], float]


@dataclass(frozen=True, slots=True)
class WeightRow:
    """A fact that speaks for or against: ``measure`` gives -1 to 1, ``specific`` ones name the event beyond its
    states and kind."""

    name: str
    weight: float
    measure: Measure
    specific: bool = False


@dataclass(frozen=True, slots=True)
class Weighed:
    """The sum, and what it is made of."""

    score: float
    specific: float
    reasons: tuple[str, ...]


def _states(a: Features, b: Features) -> float:
    if not a.countries or not b.countries:
        return 0.0
    shared, either = len(a.countries & b.countries), len(a.countries | b.countries)
    return shared / either if shared >= 2 else -0.3


def _kind(a: Features, b: Features) -> float:
    if a.kind == b.kind:
        return 1.0
    if a.kind in b.kinds or b.kind in a.kinds:
        return 0.5
    return -0.3 if a.kind.name in b.kind.neighbours or b.kind.name in a.kind.neighbours else -1.0


_ONE_MATTER = ("in talks", "proposed", "refused", "cancelled", "postponed")
"""Whoever tells that a deal is talked of or called off tells of the deal: these are no reactions."""


def _voice(a: Features, b: Features) -> float:
    """Reactions of unknown voices to one thing are not one reaction."""
    if not (a.kind.is_reaction and b.kind.is_reaction) or a.phase == b.phase in _ONE_MATTER:
        return 0.0
    if (a.speaker and a.speaker == b.speaker) or a.people & b.people:
        return 1.0
    return -1.0 if _titles(a, b) < ALIKE else 0.0


def _series(a: Features, b: Features) -> float:
    return 1.0 if a.series and a.series == b.series else 0.0


def _number(a: Features, b: Features) -> float:
    same = (a.number and a.number == b.number) or (a.edition and a.edition == b.edition)
    return 1.0 if same and (a.series == b.series) else 0.5 if same else 0.0


def _shares(name: str) -> Measure:
    def measure(a: Features, b: Features) -> float:
        one, other = getattr(a, name), getattr(b, name)
        return 1.0 if one & other else 0.0

    return measure


def _equipment(a: Features, b: Features) -> float:
    if not a.equipment or not b.equipment:
        return 0.0
    return 1.0 if a.equipment & b.equipment else -1.0


def _people(a: Features, b: Features) -> float:
    return min(len(a.people & b.people), 2) / 2


def _organisations(a: Features, b: Features) -> float:
    return min(len(a.organisations & b.organisations), 2) / 2


def _amounts(a: Features, b: Features) -> float:
    ratios = [_ratio(x.amount, y.amount) for x in a.amounts for y in b.amounts if x.currency == y.currency]
    if not ratios:
        return 0.0
    best = min(ratios)
    return 1.0 if best <= 1.04 else 0.0 if best <= 1.2 else -1.0


def _ratio(x: Decimal, y: Decimal) -> float:
    return float(max(x, y) / min(x, y))


def _quantities(a: Features, b: Features) -> float:
    pairs = [
        (x.number, y.number)
        for x in a.quantities
        for y in b.quantities
        if x.of.split()[-1] == y.of.split()[-1]
    ]
    if not pairs:
        return 0.0
    return 1.0 if any(x == y for x, y in pairs) else -1.0


def _day(a: Features, b: Features) -> float:
    if not (a.days and b.days and a.exact and b.exact):
        return 0.0
    gap = a.days.gap(b.days)
    return 1.0 if gap == 0 else 0.3 if gap <= 1 else -1.0


def _step(a: Features, b: Features) -> float:
    return 0.0 if not a.step or not b.step else 0.5 if a.step == b.step else -0.5


def _titles(a: Features, b: Features) -> float:
    if not a.title or not b.title or a.foreign != b.foreign:
        return 0.0
    return (fuzz.token_set_ratio(" ".join(a.title), " ".join(b.title)) - 45) / 55


def _words(a: Features, b: Features) -> float:
    """Shared words of title and lead, as a part of the shorter text's; words of the trade count little."""
    one, other = {*a.title, *a.lead}, {*b.title, *b.lead}
    if not one or not other or a.foreign != b.foreign:
        return 0.0
    shared, least = _worth(one & other), min(_worth(one), _worth(other))
    return min(1.0, shared / least * 2.2) - 0.3 if least else 0.0


def _worth(words: Iterable[str]) -> float:
    return sum(0.25 if word in COMMON else 1.0 for word in words)


def _time(a: Features, b: Features) -> float:
    gap = gap_of(a, b)
    if gap is None or is_told_together(a, b):
        return 0.0
    scale = max(a.kind.days_apart, b.kind.days_apart)
    if a.kind.is_in_editions and b.kind.is_in_editions and "announced" in (a.phase, b.phase):
        scale = ANNOUNCED_DAYS
    return 2 * exp(-gap / scale) - 1


def _language(a: Features, b: Features) -> float:
    """Two languages share no words: the same states and kind, told within a day, stand for them."""
    gap = gap_of(a, b)
    return float(
        a.foreign != b.foreign
        and a.kind == b.kind
        and a.countries == b.countries
        and gap is not None
        and gap <= 1
    )


ROWS: tuple[WeightRow, ...] = (
    WeightRow("states", 1.2, _states),
    WeightRow("kind", 0.8, _kind),
    WeightRow("time", 1.0, _time),
    WeightRow("voice", 0.8, _voice),
    WeightRow("series", 1.2, _series, specific=True),
    WeightRow("number", 1.2, _number, specific=True),
    WeightRow("agreement", 0.9, _shares("agreements"), specific=True),
    WeightRow("equipment", 1.3, _equipment, specific=True),
    WeightRow("people", 1.5, _people, specific=True),
    WeightRow("bodies", 0.8, _organisations, specific=True),
    WeightRow("place", 0.6, _shares("places"), specific=True),
    WeightRow("sum", 1.2, _amounts, specific=True),
    WeightRow("quantity", 0.7, _quantities, specific=True),
    WeightRow("day", 0.8, _day, specific=True),
    WeightRow("step", 0.5, _step),
    WeightRow("language", 1.2, _language, specific=True),
    WeightRow("titles", 1.5, _titles, specific=True),
    WeightRow("words", 1.2, _words, specific=True),
)


def weigh(a: Features, b: Features) -> Weighed:
    """The weighed agreement of two texts (roughly -5 to 12); the same both ways."""
    score = specific = 0.0
    reasons = []
    for row in ROWS:
        value = row.measure(a, b)
        if not value:
            continue
        part = row.weight * value
        score += part
        specific += max(part, 0.0) if row.specific else 0.0
        reasons.append(f"{row.name} {part:+.1f}")
    return Weighed(round(score, 2), round(specific, 2), tuple(reasons))
