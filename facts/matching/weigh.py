"""How much two texts that nothing forbids to be one event agree: what their levels are worth, summed up."""

from collections.abc import Iterable
from dataclasses import dataclass

from facts.matching.features import Features
from facts.matching.levels import (
    APART,
    OF_THE_MATTER,
    OF_WORDS,
    OTHER_MATTERS,
    OTHER_VOICES,
    SPECIFIC,
    levels,
)
from facts.weights.model import Weights


@dataclass(frozen=True, slots=True)
class Weighed:
    """The sum (log-odds that the two are one event), how many agreements name the event beyond its states, kind and time,
    and what the sum is made of."""

    score: float
    specific: int
    reasons: tuple[str, ...]


def weigh(a: Features, b: Features, weights: Weights) -> Weighed:
    """The weighed agreement of two texts, the same both ways."""
    return weighed(levels(a, b), weights)


def _naming(told: frozenset[str]) -> frozenset[str]:
    """The levels that name an event here; nothing makes a reaction and its cause one, nor two kinds that are no neighbours."""
    if APART & told:
        return frozenset()
    naming = SPECIFIC - OF_WORDS if OTHER_MATTERS & told else SPECIFIC
    return naming - OF_THE_MATTER if OTHER_VOICES & told else naming


def weighed(found: Iterable[str], weights: Weights) -> Weighed:
    """The sum over levels; one that has no weight says nothing."""
    told = list(found)
    known = [(name, weights.values[name]) for name in told if name in weights.values]
    naming = _naming(frozenset(told))
    specific = sum(value > 0 and name in naming for name, value in known)
    score = weights.intercept + sum(value for _, value in known)
    return Weighed(round(score, 2), specific, tuple(f"{name} {value:+.1f}" for name, value in known))
