"""The soak's own counting: what each process lives through, and what was handed over."""

import json
from pathlib import Path

import pytest

from benchmarks.soak.soak import handed_over, lives


@pytest.mark.parametrize(
    ("days", "each"),
    [(1, [(0, 1)]), (2, [(0, 2)]), (4, [(0, 2), (2, 4)]), (30, [(0, 2), (2, 5), (5, 30)])],
)
def test_every_day_is_lived_through_once(days: int, each: list[tuple[int, int]]) -> None:
    assert list(lives(days)) == each


def test_what_is_handed_over_twice_counts_twice(tmp_path: Path) -> None:
    file = tmp_path / "handed.jsonl"
    file.write_text("\n".join(map(json.dumps, [["One", "Two"], [], ["Two"]])), encoding="utf-8")
    assert handed_over(file) == {"One": 1, "Two": 2}
