"""What a team's own decisions teach the shipped weights: a little, only where they say something, and never one person's word.

Maximum a posteriori in plain Python: the prior of each weight is normal, around what is shipped, with the precision that
its fit gave it; words that have no weight yet start at nothing with a firm one. Pure and repeatable.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facts.weights.model import RICHER, Weights, probability_of

MOST = 1.5
"""No weight moves by more (log-odds): a team's decisions turn what lies near the line, not the whole beat."""
LEAST = 0.02
"""What moves by less stays."""
NEW_PRECISION = 6.0
"""Of a word without a weight: about six decisions outweigh the prior."""
NEW_FROM = 3
"""Examples in which a word without a weight has to stand."""
NEW_FAMILIES = ("w:", "t:", "n:")
"""Words and neighbours: what a reader of the reasons understands."""
ROUNDS = 60
SETTLED = 1e-6
"""By so little, all weights together, a round moves when there is nothing more to gain."""


@dataclass(frozen=True, slots=True)
class Example:
    """What a person decided: a text's features, whether it is ours, and who said so."""

    features: frozenset[str]
    is_ours: bool
    person: int


def learn(examples: Sequence[Example], shipped: Weights) -> dict[str, float]:
    """By how much each weight moves, in log-odds; what does not move is left out. A change needs two people: nobody counts
    for more than half of it, so that one alone moves nothing."""
    free = _free(examples, shipped)
    together = _fitted(examples, shipped, free)
    for person in sorted({example.person for example in examples}):
        others = _fitted([one for one in examples if one.person != person], shipped, free)
        together = {name: _within(moved, 2 * others.get(name, 0.0)) for name, moved in together.items()}
    return {name: round(moved, 3) for name, moved in sorted(together.items()) if abs(moved) >= LEAST}


def taught(shipped: Weights, lesson: Mapping[str, float]) -> Weights:
    """The shipped weights with what the team taught."""
    if not lesson:
        return shipped
    moved = {name: shipped.values.get(name, 0.0) + by for name, by in lesson.items()}
    return Weights(shipped.intercept, {**shipped.values, **moved}, shipped.precisions)


def _within(moved: float, limit: float) -> float:
    """``moved``, cut to ``limit``; nothing where the two point apart."""
    if moved * limit <= 0:
        return 0.0
    return min(moved, limit) if moved > 0 else max(moved, limit)


def _fitted(examples: Sequence[Example], shipped: Weights, free: Sequence[str]) -> dict[str, float]:
    """Coordinate-wise Newton steps, in the order of the names, each bounded by ``MOST``."""
    holding = {name: [at for at, one in enumerate(examples) if name in one.features] for name in free}
    totals = [_total(example.features, shipped) for example in examples]
    moved = dict.fromkeys(holding, 0.0)
    for _ in range(ROUNDS):
        if sum(_step(name, moved, holding, totals, examples, shipped) for name in holding) < SETTLED:
            break
    return moved


def _free(examples: Sequence[Example], shipped: Weights) -> list[str]:
    """The features that may move, by name."""
    counts = Counter(name for example in examples for name in example.features)
    return sorted(name for name, count in counts.items() if _may_move(name, count, shipped))


def _may_move(name: str, count: int, shipped: Weights) -> bool:
    return name in shipped.values or (count >= NEW_FROM and name.startswith(NEW_FAMILIES) and "<" not in name)


def _total(found: Iterable[str], shipped: Weights) -> float:
    return shipped.intercept + RICHER + sum(shipped.values.get(name, 0.0) for name in found)


def _step(
    name: str,
    moved: dict[str, float],
    holding: Mapping[str, list[int]],
    totals: list[float],
    examples: Sequence[Example],
    shipped: Weights,
) -> float:
    """Moves one weight to where its part of the posterior is highest; returns how far it went."""
    precision = shipped.precisions.get(name, NEW_PRECISION)
    slope, bend = precision * moved[name], precision
    for at in holding[name]:
        share = probability_of(totals[at])
        slope += share - examples[at].is_ours
        bend += share * (1 - share)
    wanted = max(-MOST, min(MOST, moved[name] - slope / bend))
    step, moved[name] = wanted - moved[name], wanted
    for at in holding[name]:
        totals[at] += step
    return abs(step)
