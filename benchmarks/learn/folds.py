"""Cross-validation of the weights: outer folds by outlet, by year, by set and at random; the strength is chosen inside."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any

import numpy as np
from sklearn.metrics import average_precision_score

from benchmarks.learn.fit import Row, fitted, log_odds

STRENGTHS = (0.3, 0.6, 1.0)
FOLDS, INNER = 5, 3


@dataclass(frozen=True, slots=True)
class Scheme:
    """How texts are parted: what belongs together shares a key."""

    name: str
    key: Callable[[Row], str]


SCHEMES = (
    Scheme("random", lambda row: row.group),
    Scheme("outlet", lambda row: row.outlet),
    Scheme("year", lambda row: str(row.year)),
    Scheme("set", lambda row: row.set),
)


def folds(rows: Sequence[Row], scheme: Scheme, count: int = FOLDS) -> Iterator[tuple[list[int], list[int]]]:
    """Places to learn from and to measure on. The largest groups are dealt first, each to the smallest fold; our own
    lines are only learned from."""
    groups: dict[str, list[int]] = {}
    for at, row in enumerate(rows):
        if row.set != "corpus":
            groups.setdefault(scheme.key(row), []).append(at)
    dealt: list[list[int]] = [[] for _ in range(min(count, len(groups)))]
    for _, places in sorted(groups.items(), key=lambda one: (-len(one[1]), _spread(one[0]))):
        min(dealt, key=len).extend(places)
    for held in dealt:
        out = set(held)
        yield [at for at in range(len(rows)) if at not in out], sorted(held)


def _spread(key: str) -> str:
    return blake2s(key.encode(), digest_size=8).hexdigest()


def out_of_fold(rows: Sequence[Row], scheme: Scheme, strengths: Sequence[float] = STRENGTHS) -> Any:
    """The log-odds of every real text by weights that never saw its fold; not a number for our own lines."""
    scores = np.full(len(rows), np.nan)
    for learned, held in folds(rows, scheme):
        inside = [rows[at] for at in learned]
        weights = fitted(inside, strongest(inside, strengths))
        scores[held] = log_odds(weights, [rows[at] for at in held])
    return scores


ALIKE = 0.002
"""Precisions so near to each other are one: the fewer weights are taken (the rule of one standard error, Breiman 1984)."""


def strongest(rows: Sequence[Row], strengths: Sequence[float] = STRENGTHS) -> float:
    """The least strength whose average precision is about the best on held-out news (``items``), or on all where there is none."""
    if len(strengths) == 1:
        return strengths[0]

    def worth(strength: float) -> float:
        scores = np.full(len(rows), np.nan)
        for learned, held in folds(rows, SCHEMES[0], INNER):
            scores[held] = log_odds(fitted([rows[at] for at in learned], strength), [rows[at] for at in held])
        return mean_precision(rows, scores)

    found = {strength: worth(strength) for strength in sorted(strengths)}
    return next(strength for strength, reached in found.items() if reached >= max(found.values()) - ALIKE)


def mean_precision(rows: Sequence[Row], scores: Any) -> float:
    real = ~np.isnan(scores)
    news = real & np.array([row.set == "items" for row in rows])
    labels = np.array([row.ours for row in rows])
    chosen = news if labels[news].any() and not labels[news].all() else real
    return float(average_precision_score(labels[chosen], scores[chosen]))
