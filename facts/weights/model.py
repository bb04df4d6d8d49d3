"""Weights as data: what each feature speaks for, and what a text's features come to together.

A weight is a part of the log-odds that a text is ours (natural logarithm); their sum with ``intercept`` is the log-odds at
the mix of general news. Each has its precision, the diagonal of the Hessian where it was fitted (inverse variance of a
normal prior, after Laplace): who learns further starts from it.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from math import exp, log
from typing import Any

from facts.weights.words import in_words

FALSE_ALERT, MISS, QUESTION = 3.0, 2.0, 1.0
"""What an error costs a team, in questions: an alert that is none, news not told, and being asked."""
TOLD = 1 - QUESTION / FALSE_ALERT
"""Probability from which telling costs less than asking: 3 (1 - p) < 1."""
ASKED = QUESTION / MISS
"""Probability from which asking costs less than leaving out: 1 < 2 p."""
ASKED_ABROAD = 0.4
"""The same for a text in another language than most of our words: what is not read speaks neither for nor against."""
ASKED_OF_THINGS = 0.2
"""The same for a text of two states that names a thing, drill, base or pact of theirs, and of which nothing speaks against: it goes on
from a story oftener than the words of general news tell, and of 12,000 entries of those seven are asked about (``docs/measures/reading.md``)."""
RICHER = log(2)
"""Of the feeds that a team watches twice as much is ours as of general news, at whose mix the weights were fitted: half of
them are the defence press (``docs/measures/reading.md``). Added to the log-odds before the line is drawn."""
NAMED = 3
"""Features that a verdict names as its reasons, for and against."""
_LEAST = 0.15
"""A feature that weighs less is no reason."""


@dataclass(frozen=True, slots=True)
class Weights:
    """``values`` and ``precisions`` by feature; a feature without a weight says nothing. ``intercept`` is at the mix of
    general news."""

    intercept: float
    values: Mapping[str, float]
    precisions: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class WeighedText:
    """How likely a text is ours among what a team watches (0 to 1), and what weighed most for and against it: features with their weights."""

    probability: float
    speaks_for: tuple[tuple[str, float], ...]
    speaks_against: tuple[tuple[str, float], ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """In words: what weighed most, the heaviest first."""
        return tuple(
            f"{in_words(name)} ({weight:+.1f})" for name, weight in (*self.speaks_for, *self.speaks_against)
        )


def certain(weights: Weights) -> Weights:
    """The same weights for texts that are ours for certain."""
    return Weights(_CERTAIN, weights.values, weights.precisions)


_CERTAIN = 1000.0
"""Log-odds that no text takes away."""


def log_odds(features: Iterable[str], weights: Weights) -> float:
    """The sum alone."""
    values = weights.values
    return weights.intercept + sum(values[name] for name in features if name in values)


def weigh_text(features: Iterable[str], weights: Weights) -> WeighedText:
    """A sum over the features that have a weight. Pure."""
    values = weights.values
    known = sorted(((values[name], name) for name in features if name in values), reverse=True)
    total = weights.intercept + sum(value for value, _ in known)
    return WeighedText(
        probability_of(total + RICHER),
        _heaviest(known, 1),
        _heaviest(reversed(known), -1),
    )


def _heaviest(known: Iterable[tuple[float, str]], sign: int) -> tuple[tuple[str, float], ...]:
    """The first that are a reason. The hand-set points sum up what other features say in words."""
    named = (
        (name, value) for value, name in known if sign * value >= _LEAST and name[:2] not in ("o:", "a:")
    )
    return tuple(islice(named, NAMED))


def probability_of(log_odds: float) -> float:
    """The logistic function, without overflow."""
    return 1 / (1 + exp(-log_odds)) if log_odds >= 0 else 1 - 1 / (1 + exp(log_odds))


@cache
def relevance() -> Weights:
    """The weights that are shipped, ``facts/weights/relevance.toml``. Raises ``tomllib.TOMLDecodeError`` or ``KeyError``
    if the file is none."""
    return read_weights(files("facts.weights").joinpath("relevance.toml").read_text(encoding="utf-8"))


@cache
def kind_weights() -> Mapping[str, Weights]:
    """Of each kind of event what speaks for it against all others, ``facts/weights/kinds.toml``. Raises as ``relevance``."""
    tables = tomllib.loads(files("facts.weights").joinpath("kinds.toml").read_text(encoding="utf-8"))
    return {kind: of_table(table) for kind, table in tables.items()}


@cache
def match_weights() -> Weights:
    """What each level of agreement of two texts speaks for, ``facts/weights/matching.toml``. Raises as ``relevance``."""
    return read_weights(files("facts.weights").joinpath("matching.toml").read_text(encoding="utf-8"))


def read_weights(text: str) -> Weights:
    """Weights out of their file."""
    return of_table(tomllib.loads(text))


def of_table(table: Mapping[str, Any]) -> Weights:
    """An intercept, and under ``weights`` a value and a precision by feature."""
    pairs = table["weights"]
    return Weights(
        float(table["intercept"]),
        {name: float(value) for name, (value, _) in pairs.items()},
        {name: float(precision) for name, (_, precision) in pairs.items()},
    )
