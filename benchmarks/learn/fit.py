"""Fits the weights of relevance: a logistic regression with an L1 penalty over readable features.

Everything here is repeatable to the byte: no random numbers but a seeded order of coordinates, and weights rounded.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from facts.weights.model import Weights

LEAST_ITEMS, LEAST_OUTLETS, LEAST_SETS = 5, 2, 2
"""A word is a feature in so many items of so many outlets, and if it stands on both sides in so many sets."""
READINGS = frozenset({"c", "tc", "c2", "tc2", "p", "f", "fk", "f2", "h", "s", "o", "a"})
"""Families that are readings (``facts/weights/features.py``); the others are words."""
SET_WEIGHT = {"items": 1.0, "pages": 0.5, "devset": 0.5}
"""Most pages are ours and most news is not: pages say what our words are, items how the field is mixed."""
CORPUS_SHARE = 0.15
"""What our own lines weigh of what real ones do, at most."""
MOST_WEIGHTS = 2000
DIGITS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A weighed text: its features, whether it is ours, its set, outlet, year and group, and its id."""

    id: str
    features: frozenset[str]
    ours: bool
    set: str
    outlet: str
    year: int
    group: str


def vocabulary(rows: Sequence[Row]) -> list[str]:
    """The features that may have a weight, sorted."""
    counts: Counter[str] = Counter()
    outlets: dict[str, set[str]] = defaultdict(set)
    sides: dict[str, set[tuple[str, bool]]] = defaultdict(set)
    for row in rows:
        for name in row.features:
            counts[name] += 1
            outlets[name].add(row.outlet)
            sides[name].add((row.set, row.ours))
    sets = {row.set for row in rows}
    needed = min(LEAST_SETS, len(sets))
    return sorted(
        name
        for name, count in counts.items()
        if count >= LEAST_ITEMS
        and len(outlets[name]) >= LEAST_OUTLETS
        and (
            name.partition(":")[0] in READINGS
            or sum({(one, True), (one, False)} <= sides[name] for one in sets) >= needed
        )
    )


def readings_of(rows: Sequence[Row]) -> list[str]:
    """The readings that occur often enough, sorted."""
    counts = Counter(name for row in rows for name in row.features)
    return sorted(
        n for n, count in counts.items() if count >= LEAST_ITEMS and n.partition(":")[0] in READINGS
    )


def matrix(rows: Sequence[Row], names: Sequence[str]) -> Any:
    """Rows by features, 1 where a text has it (a sparse matrix of floats)."""
    column = {name: at for at, name in enumerate(names)}
    places = [(at, column[name]) for at, row in enumerate(rows) for name in row.features if name in column]
    y, x = zip(*sorted(places), strict=True) if places else ((), ())
    return csr_matrix((np.ones(len(x)), (y, x)), shape=(len(rows), len(names)))


def sample_weights(rows: Sequence[Row]) -> Any:
    """By set; our own lines together at most ``CORPUS_SHARE`` of the real ones."""
    real = sum(SET_WEIGHT.get(row.set, 0.0) for row in rows)
    own = sum(row.set == "corpus" for row in rows)
    each = min(1.0, CORPUS_SHARE * real / own) if own else 0.0
    return np.array([SET_WEIGHT.get(row.set, each) for row in rows])


def fitted(rows: Sequence[Row], strength: float) -> Weights:
    """The weights of ``rows``; ``strength`` is the inverse of the penalty (scikit-learn's C)."""
    return one_against_rest(rows, strength, vocabulary(rows), sample_weights(rows))


def one_against_rest(rows: Sequence[Row], strength: float, names: Sequence[str], shares: Any) -> Weights:
    """The weights of those rows that are ``ours`` against the others, over the features ``names``."""
    labels, x = np.array([row.ours for row in rows], int), matrix(rows, names)
    model = LogisticRegression(
        C=strength,
        l1_ratio=1.0,
        solver="liblinear",
        intercept_scaling=10,
        max_iter=1000,
        tol=1e-4,
        random_state=1,
    )
    model.fit(x, labels, sample_weight=shares)
    intercept, values = float(model.intercept_[0]), model.coef_[0]
    kept = [
        (name, float(value))
        for name, value in zip(names, values, strict=True)
        if abs(value) >= 10**-DIGITS / 2
    ]
    if len(kept) > MOST_WEIGHTS:
        raise ValueError(f"{len(kept)} weights are too many to be read: at most {MOST_WEIGHTS}")
    return _with_precisions(Weights(intercept, dict(kept), {}), rows, shares)


def _with_precisions(weights: Weights, rows: Sequence[Row], shares: Any) -> Weights:
    """The diagonal of the Hessian of the weighted log-likelihood: sum of share p (1 - p) where a text has the feature."""
    names = list(weights.values)
    chances = 1 / (1 + np.exp(-log_odds(weights, rows)))
    diagonal = matrix(rows, names).T @ (shares * chances * (1 - chances))
    return Weights(weights.intercept, weights.values, dict(zip(names, map(float, diagonal), strict=True)))


def log_odds(weights: Weights, rows: Sequence[Row]) -> Any:
    values = weights.values
    return np.array(
        [weights.intercept + sum(values.get(name, 0.0) for name in sorted(row.features)) for row in rows]
    )


def from_prior(prior: Weights, rows: Sequence[Row], shares: Any) -> Weights:
    """The most likely weights if ``prior`` was known before ``rows``: each weight normal around its value with its
    precision (maximum a posteriori). No feature is added or dropped."""
    names = sorted(prior.values)
    x, labels = matrix(rows, names), np.array([row.ours for row in rows], float)
    centre = np.array([prior.intercept, *(prior.values[name] for name in names)])
    tight = np.array([_FIRM, *(max(prior.precisions[name], 0.1) for name in names)])

    def cost(point: Any) -> tuple[float, Any]:
        odds = point[0] + x @ point[1:]
        error = shares * (1 / (1 + np.exp(-odds)) - labels)
        away = tight * (point - centre)
        value = (shares * np.logaddexp(0, np.where(labels > 0, -odds, odds))).sum() + (
            away * (point - centre)
        ).sum() / 2
        return float(value), np.concatenate(([error.sum()], x.T @ error)) + away

    best = minimize(cost, centre, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return _with_precisions(
        Weights(float(best[0]), dict(zip(names, map(float, best[1:]), strict=True)), {}), rows, shares
    )


_FIRM = 1000.0
"""Precision of the intercept: our own lines are not mixed as news is."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How log-odds of the fit become those of the field: ``slope`` times them plus ``shift`` (Platt 1999), and the
    ``prior``, the share of weighed texts of the field that are ours."""

    slope: float
    shift: float
    prior: float

    def applied(self, weights: Weights) -> Weights:
        return Weights(
            round(weights.intercept * self.slope + self.shift, DIGITS),
            {name: round(value * self.slope, DIGITS) for name, value in weights.values.items()},
            {name: round(value / self.slope**2, 1) for name, value in weights.precisions.items()},
        )


def calibrated(scores: Any, labels: Any, field_scores: Any) -> Calibration:
    """Fits the line on out-of-fold ``scores`` of real news, then moves it to the mix of the field, whose share of ours is
    estimated by expectation maximisation (Saerens, Latinne and Decaestecker 2002)."""
    line = LogisticRegression(C=1e6).fit(scores.reshape(-1, 1), labels)
    slope, shift = float(line.coef_[0][0]), float(line.intercept_[0])
    here = float(labels.mean())
    prior = expected_prior(1 / (1 + np.exp(-(slope * field_scores + shift))), here)
    return Calibration(slope, shift + _odds(prior) - _odds(here), prior)


def expected_prior(chances: Any, here: float) -> float:
    """The share of ours among unlabelled texts whose ``chances`` were estimated where the share was ``here``."""
    prior = here
    for _ in range(1000):
        ours, not_ours = chances * prior / here, (1 - chances) * (1 - prior) / (1 - here)
        after = float((ours / (ours + not_ours)).mean())
        if abs(after - prior) < 1e-7:
            break
        prior = after
    return prior


def _odds(share: float) -> float:
    return log(share / (1 - share))
