"""The figures of ``make evaluate`` on the labelled wire: by fold, set, outlet, year, language and kind; reliability; faults of *learn*.

Of *check* only figures come out; texts are printed of *learn* alone. *Lock* is not read (``python -m benchmarks.evaluate.check --lock``).
By fold the weights saw nothing of what they are measured on; on *check* they are the shipped ones. The hand-set points are
measured beside them.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.evaluate.check import judged
from benchmarks.evaluate.reliability import Step, expected_calibration_error, f1, steps
from benchmarks.learn.fit import calibrated, fitted, log_odds
from benchmarks.learn.folds import SCHEMES, mean_precision, out_of_fold
from benchmarks.learn.learn import field_rows, rows_of
from benchmarks.learn.lock import FILE
from benchmarks.match.stream import Filed, figures, filed, labelled
from benchmarks.news.labels import Example, corpus, examples, of_part
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.weights.model import probability_of

LEAST = 20
"""Texts of which a figure says something."""
SHOWN = 25
"""Faults of *learn* that are printed of each sort."""


@dataclass(frozen=True, slots=True)
class WireFigures:
    """What was measured, for the last line; the steps of the plot; and faults of *learn*, a line each."""

    figures: dict[str, Any]
    reliability: list[Step]
    faults: list[str]


def measured(lexicon: Lexicon) -> WireFigures:
    known = examples()
    check, learn = list(of_part("check", known)), list(of_part("learn", known))
    by_fold, plot = _by_fold([*learn, *corpus()], lexicon)
    matched = {part: list(filed(labelled(part, lexicon), lexicon)) for part in ("learn", "check")}
    wrongly = [
        one for one in learn if one.label == "no" and assess(one.article, lexicon).relevance == "relevant"
    ]
    return WireFigures(
        {
            "folds": by_fold,
            "calibration_error": round(expected_calibration_error(plot), 4),
            "check": _by_group(judged(check, lexicon)),
            "kinds": _by_kind(check, lexicon),
            "matching": {part: figures(some) for part, some in matched.items()},
            "learn_told_wrongly": len(wrongly),
        },
        plot,
        [*_merged(matched["learn"]), *(f"told, not ours: {one.article.title}" for one in wrongly[:SHOWN])],
    )


def _by_fold(known: Sequence[Example], lexicon: Lexicon) -> tuple[dict[str, dict[str, float]], list[Step]]:
    """By each scheme, at the strength that is shipped; and the steps of reliability, folds at random."""
    rows = rows_of(known, lexicon)
    strength = _strength()
    by_fold: dict[str, dict[str, float]] = {}
    plot: list[Step] = []
    for scheme in SCHEMES:
        scores = out_of_fold(rows, scheme, (strength,))
        by_fold[scheme.name] = {"average_precision_items": round(mean_precision(rows, scores), 3)}
        for name in ("items", "pages", "devset"):
            pairs = [
                (row.ours, score > 0) for row, score in zip(rows, scores, strict=True) if row.set == name
            ]
            by_fold[scheme.name][f"f1_{name}"] = round(f1(pairs), 3)
        plot = plot or _reliability(rows, scores, log_odds(fitted(rows, strength), field_rows(lexicon)))
    return by_fold, plot


def _reliability(rows: Sequence[Any], scores: Any, field: Any) -> list[Step]:
    """At the field's mix: each side of the labelled news weighs what it is of the field."""
    news = np.array([row.set == "items" for row in rows])
    labels, odds = np.array([row.ours for row in rows], int)[news], scores[news]
    line = calibrated(odds, labels, field)
    here = float(labels.mean())
    weights = [line.prior / here if ours else (1 - line.prior) / (1 - here) for ours in labels]
    said = [probability_of(float(line.slope * one + line.shift)) for one in odds]
    return steps(said, [bool(one) for one in labels], weights)


def _strength() -> float:
    """As the file of the weights says."""
    found = re.search(r"^strength = ([\d.]+)", FILE.read_text(encoding="utf-8"), re.MULTILINE)
    return float(found[1]) if found else 0.6


def _by_group(found: Sequence[tuple[Example, str, bool]]) -> dict[str, dict[str, float]]:
    """By set, outlet, year and language, of those groups that are large enough and hold something of ours. No language but
    English has enough texts to stand alone."""
    groups: dict[str, list[tuple[Example, str, bool]]] = {"all": list(found)}
    for row in found:
        one = row[0]
        tongue = "en" if one.language == "en" else "other than en"
        for name in (f"set {one.set}", f"outlet {one.outlet}", f"year {one.year}", f"language {tongue}"):
            groups.setdefault(name, []).append(row)
    large = {name: rows for name, rows in sorted(groups.items()) if len(rows) >= LEAST}
    return {name: _group(rows) for name, rows in large.items() if any(one.is_ours for one, _, _ in rows)}


def _group(rows: Sequence[tuple[Example, str, bool]]) -> dict[str, float]:
    return {
        "texts": len(rows),
        "ours": sum(one.is_ours for one, _, _ in rows),
        "f1": round(f1([(one.is_ours, word != "irrelevant") for one, word, _ in rows]), 3),
        "f1_told": round(f1([(one.is_ours, word == "relevant") for one, word, _ in rows]), 3),
        "f1_points": round(f1([(one.is_ours, points) for one, _, points in rows]), 3),
    }


def _by_kind(known: Iterable[Example], lexicon: Lexicon) -> dict[str, dict[str, float]]:
    """Of each kind how many are found, and of those how many are read as an accepted kind."""
    found: dict[str, list[tuple[bool, bool]]] = {}
    for one in known:
        if one.is_ours and one.kind:
            reading = assess(one.article, lexicon)
            is_found = reading.relevance != "irrelevant"
            found.setdefault(one.kind, []).append((is_found, is_found and reading.kind in one.kinds))
    return {
        kind: {
            "texts": len(pairs),
            "found": round(sum(a for a, _ in pairs) / len(pairs), 3),
            "right": round(sum(b for _, b in pairs) / max(1, sum(a for a, _ in pairs)), 3),
        }
        for kind, pairs in sorted(found.items())
    }


def _merged(outcome: Iterable[Filed]) -> list[str]:
    wrong = [one for one in outcome if one.fault == "merged" and one.began]
    return [
        f"merged: {one.told.article.title} = {one.began.article.title}" for one in wrong[:SHOWN] if one.began
    ]


def lines_of(figures: Mapping[str, Any]) -> list[str]:
    """The figures as lines to be read."""
    told = []
    for name, value in figures.items():
        rows = value.items() if isinstance(value, dict) else [("", value)]
        told += [f"{name} {of}: {_plain(one)}" for of, one in rows]
    return told


def _plain(value: object) -> str:
    return (
        ", ".join(f"{name} {one}" for name, one in value.items()) if isinstance(value, dict) else str(value)
    )
