"""Fits the weights of relevance and writes them: ``make learn``. No item of *check* or *lock* is read here.

With the labelled sets beside the project: weights of *learn* and of our own lines (``corpus/``), the strength by nested
cross-validation, the line by the field. Without them: our own lines, with the shipped weights as prior. The same input
gives the same file, byte for byte.
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.learn.fit import (
    Calibration,
    Row,
    calibrated,
    fitted,
    from_prior,
    log_odds,
    one_against_rest,
    readings_of,
    sample_weights,
)
from benchmarks.learn.folds import SCHEMES, mean_precision, out_of_fold, strongest
from benchmarks.learn.lock import FILE, MARK
from benchmarks.news.devset import SHARED, field
from benchmarks.news.known import founded_lexicon
from benchmarks.news.labels import Example, corpus, examples, of_part
from facts.names.lexicon import Lexicon
from facts.reading.assess import shown_by
from facts.weights.features import features
from facts.weights.model import ASKED, RICHER, Weights, probability_of, relevance

KIND_STRENGTH = 0.3
"""Inverse of the penalty; out of fold stronger weights read kinds no better."""
KINDS_FILE = FILE.with_name("kinds.toml")
_KINDS_HEAD = """\
# What speaks for each kind of event against all others, in log-odds, with precisions. Written by `make learn`.
"""
_HEAD = """\
# What each feature speaks for, in log-odds that a text is ours, and its precision. Written by `make learn`; read by
# facts/weights/model.py. The features are told in facts/weights/features.py.
"""


def rows_of(known: Sequence[Example], lexicon: Lexicon) -> list[Row]:
    """The clear texts that are weighed at all."""
    weighed = ((one, shown_by(one.article, lexicon)) for one in known if one.is_clear)
    return [
        Row(one.id, features(what), one.is_ours, one.set, one.outlet, one.year, one.group)
        for one, what in weighed
        if what is not None
    ]


def field_rows(lexicon: Lexicon) -> list[Row]:
    """The entries of general news that are weighed at all; whether they are ours is not known."""
    told = ((article, shown_by(article, lexicon)) for article in field())
    return [
        Row(str(a.url), features(what), False, "field", "", 0, "") for a, what in told if what is not None
    ]


def learned(rows: Sequence[Row], on: Sequence[Row]) -> tuple[Weights, Calibration, float]:
    """Weights at the field's mix, how they were brought there, and the strength."""
    strength = strongest(rows)
    scores = out_of_fold(rows, SCHEMES[0], (strength,))
    labels = np.array([row.ours for row in rows], int)
    news = np.array([row.set == "items" for row in rows])
    weights = fitted(rows, strength)
    line = calibrated(scores[news], labels[news], log_odds(weights, on))
    return line.applied(weights), line, strength


def written(weights: Weights, about: dict[str, Any]) -> str:
    """The text of the weights' file."""
    lines = [_HEAD, *(f"{name} = {json.dumps(value)}" for name, value in about.items())]
    lines += [f"intercept = {weights.intercept}", "", "[weights]"]
    lines += _lines(weights)
    return "\n".join(lines) + "\n"


def validated(rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Nested cross-validation by every scheme: average precision on news, and F1 by set where the fit says even odds."""
    return {scheme.name: _figures(rows, out_of_fold(rows, scheme)) for scheme in SCHEMES}


def _figures(rows: Sequence[Row], scores: Any) -> dict[str, float]:
    found = {"average precision, items": round(mean_precision(rows, scores), 3)}
    for name in ("items", "pages", "devset"):
        judged = [(row.ours, score > 0) for row, score in zip(rows, scores, strict=True) if row.set == name]
        right = sum(ours and told for ours, told in judged)
        total = sum(ours for ours, _ in judged) + sum(told for _, told in judged)
        found[f"F1, {name}"] = round(2 * right / total, 3) if total else 0.0
    return found


def with_shared(lexicon: Lexicon) -> str:
    known = [*of_part("learn", examples()), *corpus()]
    rows, on = rows_of(known, lexicon), field_rows(lexicon)
    for name, found in validated(rows).items():
        print(f"{name:8}", json.dumps(found))
    weights, line, strength = learned(rows, on)
    told = sum(probability_of(odds + RICHER) >= ASKED for odds in log_odds(weights, on))
    entries = len(field())
    about = {
        "fitted_on": dict(sorted(Counter(row.set for row in rows).items())),
        "strength": strength,
        "field_prior": round(line.prior * len(on) / entries, 5),
    }
    print(
        f"{sum(map(bool, weights.values.values()))} weights; of {entries} entries of the field {told} are told or asked about"
    )
    flat = {
        k: ", ".join(f"{n} {v}" for n, v in x.items()) if isinstance(x, dict) else x for k, x in about.items()
    }
    return written(weights, flat)


def kinds_written(known: Sequence[Example], lexicon: Lexicon) -> str:
    """The text of the kinds' file: each kind against all others, over the texts that are ours or nearly."""
    told = [(one, shown_by(one.article, lexicon)) for one in known if one.kind]
    shown = [(one, features(what)) for one, what in told if what is not None]
    plain = [Row(one.id, what, True, one.set, one.outlet, one.year, one.group) for one, what in shown]
    names = readings_of(plain)
    parts = [_KINDS_HEAD]
    for kind in sorted({one.kind for one, _ in shown}):
        rows = [replace(row, ours=one.kind == kind) for row, (one, _) in zip(plain, shown, strict=True)]
        weights = one_against_rest(rows, KIND_STRENGTH, names, np.ones(len(rows)))
        parts.append(_section(kind, Calibration(1.0, 0.0, 0.0).applied(weights)))
    return "\n".join(parts)


def _section(kind: str, weights: Weights) -> str:
    head = f"[{kind}]\nintercept = {weights.intercept}\n\n[{kind}.weights]\n"
    return head + "\n".join(_lines(weights)) + "\n"


def _lines(weights: Weights) -> list[str]:
    return [
        f"{json.dumps(name, ensure_ascii=False)} = [{value}, {weights.precisions[name]}]"
        for name, value in sorted(weights.values.items())
        if value
    ]


def from_corpus(lexicon: Lexicon) -> str:
    rows = rows_of(corpus(), lexicon)
    weights = from_prior(relevance(), rows, sample_weights(rows))
    rounded = Calibration(1.0, 0.0, 0.0).applied(weights)
    return written(rounded, {"fitted_on": f"the weights before, and {len(rows)} lines of corpus/"})


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    lexicon = founded_lexicon()
    shared = (SHARED / "wire").is_dir()
    text = with_shared(lexicon) if shared else from_corpus(lexicon)
    kept = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith(MARK)]
    text = "".join(f"{line}\n" for line in kept) + text
    FILE.write_text(text, encoding="utf-8")
    if shared:
        known = [*of_part("learn", examples()), *corpus()]
        KINDS_FILE.write_text(kinds_written(known, lexicon), encoding="utf-8")
    print(f"{FILE.name}: {len(text.encode()) / 1000:.1f} kB")
