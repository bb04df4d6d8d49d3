"""Labels are compared by what they share beyond chance; the files hold ids and known labels alone."""

from pathlib import Path
from typing import get_args

import pytest

from benchmarks.news.relabel import FOLDER, NEAR, RELEVANT, WORDS, agreement, labels_of
from facts.model.assertion import Assertion


@pytest.mark.parametrize(
    ("pairs", "same", "kappa"),
    [
        ([("a", "a"), ("b", "b")], 1.0, 1.0),
        ([("a", "b"), ("b", "a")], 0.0, -1.0),
        ([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")], 0.5, 0.0),
        ([("a", "a")] * 3, 1.0, 1.0),
        ([], 0.0, 0.0),
    ],
)
def test_agreement_and_kappa(pairs: list[tuple[str, str]], same: float, kappa: float) -> None:
    shared, beyond = agreement(pairs)
    assert shared == same
    assert beyond == pytest.approx(kappa)


def test_the_file_says_how_it_was_made(tmp_path: Path) -> None:
    file = tmp_path / "labels.txt"
    file.write_text("# how\n\na1 y\nb2 n\n", encoding="utf-8")
    assert labels_of(file) == {"a1": "y", "b2": "n"}


def test_each_text_has_one_known_label() -> None:
    relevance, assertion = (labels_of(FOLDER / f"{name}.txt") for name in ("relevance", "assertion"))
    assert (len(relevance), len(assertion)) == (NEAR, RELEVANT)
    assert set(relevance.values()) <= set(WORDS)
    assert set(assertion.values()) <= set(get_args(Assertion))
