"""Fits the weights of matching: a logistic regression over levels of agreement, with signs fixed.

Examples are a text and an earlier event among its candidates. Weights are drawn towards a part of log(m/u), how much likelier
a level is in one event than in two (Fellegi and Sunter 1969), u counted among candidates; of an ordered family a higher
level is never worth less. Everything is repeatable to the byte.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any

import numpy as np
from scipy.optimize import minimize

from facts.matching.levels import ALONE, REACTION
from facts.weights.model import Weights

RIDGE = 3.0
"""Precision with which a weight is drawn towards its part of log(m/u); of the intercept none."""
START = 0.3
"""The part of log(m/u): levels speak of the same things, so that their sum says too much."""
MOVED_SHARE = 0.06
"""What a pair weighs that was moved in time, of one that was told so."""
ROUNDS = 4
"""An event is compared by the text that agrees most, which the weights decide: so often they are fitted anew."""
FOLDS = 5
DIGITS = 2
ORDERED = tuple(
    tuple(f"{family}: {level}" for level in levels.split("; "))
    for family, levels in (
        ("titles", "unlike; a little alike; alike; much alike; nearly the same"),
        ("words", "few shared; some shared; many shared; most shared"),
        ("own words", "others, titles alone; others; of one alone; shared; several shared"),
        ("days", "far; within its time; near; a day apart; the same"),
        (
            "states",
            "none in common; one in common; some in common; one names more; the same; the same three or more",
        ),
        ("kind", "another; unclear; neighbours; told beside; the same"),
    )
)
"""Families in their order, the least agreement first."""
FOR = frozenset(
    {
        "series: the same", "series: the same round", "series: the same number", "sum: the same", "quantity: the same",
        "step: the same", "language: two, all else the same", "days: the same, both stated",
        "days: a day apart, both stated", "voice: the same", "days: told together", ALONE,
    }
)  # fmt: skip
AGAINST = frozenset(
    {
        "sum: another", "sum: near", "quantity: another", "step: another", "voice: another", "days: others stated",
        "series: one names it", "states: not known",
    }
)  # fmt: skip
RULES = {REACTION: -3.0, "step: another stage": -2.5}
"""What labelled news is too short of to learn: at least so much."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A text and an event: the levels with each of its texts, and whether the text is of it. ``share`` is what it weighs."""

    text: str
    event: str
    other: str
    levels: tuple[tuple[str, ...], ...]
    moved: bool = False

    @property
    def same(self) -> bool:
        return self.event == self.other


def fold_of(event: str) -> int:
    """The fold of an event with all others of its series: the name without its numbers."""
    series = re.sub(r"\d+", "", event)
    return int.from_bytes(blake2s(series.encode(), digest_size=4).digest(), "big") % FOLDS


def outside(rows: Iterable[Compared], fold: int) -> list[Compared]:
    """Those that have nothing of a fold."""
    return [row for row in rows if fold not in (fold_of(row.event), fold_of(row.other))]


def shares(rows: Sequence[Compared]) -> Any:
    """Every event counts once for and once against, however many texts it has."""
    told = Counter((row.event, row.same) for row in rows if not row.moved)
    return np.array([MOVED_SHARE if row.moved else 1 / told[row.event, row.same] for row in rows])


def sign_of(level: str) -> int:
    """1 for agreement, -1 for what speaks against it, 0 where the fit decides."""
    if level in FOR or level.endswith("shared"):
        return 1
    return -1 if level in AGAINST or level.endswith((": others", ": one names it")) else 0


class Columns:
    """The parameters behind the levels: of an ordered family the steps from one level to the next."""

    def __init__(self, rows: Sequence[Compared]) -> None:
        self.of: dict[str, list[int]] = {}
        self.bounds: list[tuple[float | None, float | None]] = [(None, None)]
        known = {level for row in rows for one in row.levels for level in one}
        for family in ORDERED:
            first = len(self.bounds)
            for at, level in enumerate(family):
                self.of[level] = list(range(first, first + at + 1))
                self.bounds.append((0.0, None) if at else (None, None))
        for level in sorted(known - self.of.keys()):
            self.of[level] = [len(self.bounds)]
            signed = {1: (0.0, None), -1: (None, 0.0), 0: (None, None)}[sign_of(level)]
            self.bounds.append((None, RULES[level]) if level in RULES else signed)

    def row(self, levels: Iterable[str]) -> Any:
        found = np.zeros(len(self.bounds))
        found[0] = 1.0
        for level in levels:
            found[self.of.get(level, [])] = 1.0
        return found

    def clipped(self, values: Any) -> Any:
        low = [-np.inf if one is None else one for one, _ in self.bounds]
        high = [np.inf if one is None else one for _, one in self.bounds]
        return np.clip(values, low, high)


def fitted(rows: Sequence[Compared]) -> Weights:
    """The weights of ``rows``, with the diagonal of the Hessian of each."""
    columns, weigh = Columns(rows), shares(rows)
    labels = np.array([row.same for row in rows], float)
    texts = [np.array([columns.row(one) for one in row.levels]) for row in rows]
    x = np.array([one[-1] for one in texts])
    start = columns.clipped(START * _log_ratio(x, labels, weigh))
    point = start
    for _ in range(ROUNDS):
        point = _minimum(x, labels, weigh, start, columns)
        x = np.array([one[int(np.argmax(one @ point))] for one in texts])
    return _weights(point, x, weigh, columns)


def _log_ratio(x: Any, labels: Any, weigh: Any) -> Any:
    """log(m/u) of each parameter, half a case added to each side; of the intercept 0."""
    of_one, of_two = weigh * labels, weigh * (1 - labels)
    found = np.log((x.T @ of_one + 0.5) / (of_one.sum() + 1)) - np.log(
        (x.T @ of_two + 0.5) / (of_two.sum() + 1)
    )
    found[0] = 0.0
    return found


def _minimum(x: Any, labels: Any, weigh: Any, start: Any, columns: Columns) -> Any:
    tight = np.full(len(start), RIDGE)
    tight[0] = 0.01

    def cost(point: Any) -> tuple[float, Any]:
        odds, away = x @ point, point - start
        error = weigh * (1 / (1 + np.exp(-odds)) - labels)
        loss = (weigh * np.logaddexp(0, np.where(labels > 0, -odds, odds))).sum()
        return float(loss + (tight * away**2).sum() / 2), x.T @ error + tight * away

    return minimize(
        cost, start, jac=True, method="L-BFGS-B", bounds=columns.bounds, options={"maxiter": 2000}
    ).x


def _weights(point: Any, x: Any, weigh: Any, columns: Columns) -> Weights:
    chances = 1 / (1 + np.exp(-(x @ point)))
    curved = x.T @ (weigh * chances * (1 - chances)) + RIDGE
    values = {level: round(float(point[at].sum()), DIGITS) for level, at in sorted(columns.of.items())}
    kept = {level: value for level, value in values.items() if value}
    return Weights(
        round(float(point[0]), DIGITS),
        kept,
        {level: round(float(curved[columns.of[level][-1]]), 1) for level in kept},
    )


def by_fold(rows: Sequence[Compared]) -> Iterator[tuple[int, Weights]]:
    """Weights that have seen nothing of a fold, for each."""
    for fold in range(FOLDS):
        yield fold, fitted(outside(rows, fold))
