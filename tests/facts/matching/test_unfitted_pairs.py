"""Pairs of reports that were written before anything that judges them, in two halves: ``tests/cases/unfitted/pairs_*.toml``.

``python -m tests.facts.matching.test_unfitted_pairs a`` prints how each pair of half A comes out; of B only counts are read.
"""

import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from benchmarks.news.known import founded_lexicon
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from tests.facts.matching.test_match_pairs import article, judged, word

FOLDER = Path(__file__).parent.parent.parent / "cases" / "unfitted"


@dataclass(frozen=True)
class Counted:
    """Judgements, both orders of each pair: of one event told otherwise, and of two that look alike."""

    joined: int
    asked: int
    merged: int
    asked_apart: int


def came_out(half: str, lexicon: Lexicon) -> list[tuple[dict[str, Any], str]]:
    """Each pair with what became of its second text, then of its first; "unread" where a text is not taken for ours."""
    pairs = tomllib.loads((FOLDER / f"pairs_{half}.toml").read_text(encoding="utf-8"))["pair"]
    return [(pair, found) for pair in pairs for found in _both_ways(pair, lexicon)]


def _both_ways(pair: dict[str, Any], lexicon: Lexicon) -> list[str]:
    first, second = article(pair, "first", 0), article(pair, "second", 10)
    if any(assess(one, lexicon).relevance == "irrelevant" for one in (first, second)):
        return ["unread", "unread"]
    return [word(judged(known, told, lexicon)) for known, told in ((first, second), (second, first))]


def counted(half: str, lexicon: Lexicon) -> Counted:
    counts = Counter((pair["is"], found) for pair, found in came_out(half, lexicon))
    return Counted(
        counts["one", "same"], counts["one", "asked"], counts["apart", "same"], counts["apart", "asked"]
    )


@pytest.mark.parametrize(
    ("half", "reached"),
    [
        ("a", Counted(28, 2, 0, 6)),
        ("b", Counted(34, 6, 6, 12)),
        ("partners_a", Counted(16, 0, 0, 0)),
        ("partners_b", Counted(6, 2, 0, 0)),
    ],
)
def test_pairs_are_judged_as_well_as_they_were(half: str, reached: Counted, lexicon: Lexicon) -> None:
    found = counted(half, lexicon)
    assert found.merged <= reached.merged
    assert found.joined >= reached.joined
    assert found.joined + found.asked >= reached.joined + reached.asked
    assert found.asked + found.asked_apart <= reached.asked + reached.asked_apart


def main() -> None:
    lexicon = founded_lexicon()
    if sys.argv[1] == "a":
        for pair, found in came_out("a", lexicon):
            print(f"{pair['is']:5} {found:6} {pair['sort']}: {pair['first']} / {pair['second']}")
    print(Counter((pair["is"], found) for pair, found in came_out(sys.argv[1], lexicon)))


if __name__ == "__main__":
    main()
