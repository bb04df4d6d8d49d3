"""Headlines in words of their own, in two halves: how many of what is done are told as done, how many of the rest are not, and
how many are told rightly. ``python -m tests.facts.reading.test_unfitted_told b`` counts one."""

import sys
import tomllib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facts.asserting.assertion import assertion_of
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.rows.kinds import KINDS
from store.nouns.models import ArticleFacts

FOLDER = Path(__file__).parent.parent.parent / "cases" / "unfitted"
TOLD = datetime(2026, 11, 29, 9, tzinfo=UTC)
DONE = frozenset({"happened", "under_way"})


def counted(half: str, lexicon: Lexicon, *, shown: bool = False) -> Counter[str]:
    """By group: how many are told ("done") as done, and how many ("right") as their text does."""
    found: Counter[str] = Counter()
    for group, allowed, title, lead in tomllib.loads((FOLDER / f"told_{half}.toml").read_text("utf-8"))[
        "rows"
    ]:
        told = _told(title, lead, lexicon)
        found[f"{group} done"] += told in DONE
        found[f"{group} right"] += told in allowed.split("|")
        if shown and told not in allowed.split("|"):
            print(group, told, allowed, title, sep=" ; ")
    return found


def _told(title: str, lead: str, lexicon: Lexicon) -> str:
    """What is asserted, also where nobody would be told."""
    reading = assess(ArticleFacts(source="case", title=title, lead=lead, published=TOLD), lexicon)
    if reading.relevance == "irrelevant":
        return assertion_of(title, lead, KINDS.of("order")).assertion
    return reading.assertion


@pytest.mark.parametrize(
    ("half", "done", "undone", "right"),
    [("a", 25, 1, 78), ("b", 25, 5, 74)],
)
def test_what_is_told_as_done_is(half: str, done: int, undone: int, right: int, lexicon: Lexicon) -> None:
    """At least so much of what is done is told so, at most so much of the rest; at least so many are told rightly."""
    found = counted(half, lexicon)
    assert found["done done"] >= done
    assert sum(found[f"{group} done"] for group in ("plan", "not", "else")) <= undone
    assert sum(found[f"{group} right"] for group in ("done", "plan", "not", "else")) >= right


if __name__ == "__main__":
    from benchmarks.news.known import founded_lexicon

    for part in sys.argv[1:]:
        print(part, sorted(counted(part[0], founded_lexicon(), shown=part.endswith("!")).items()))
