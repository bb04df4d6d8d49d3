"""No word and no rule of series is idle: without any one of them some title has another round or piece."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from facts.names.lexicon import Lexicon
from facts.reading import series
from facts.scanning.scan import Segment, scan
from tests.stream.variant import variant

CASES = Path(__file__).parent.parent / "cases" / "series"
WORDS = ("_COUNTED_WORDS", "_NOT_COUNTED", "_NO_NAMES", "_CARRIERS", "_PARTING")
RULES = sorted(name for name, value in vars(series).items() if isinstance(value, re.Pattern))
NEVER = re.compile(r"(?!)")
Which = tuple[str, int, int]


def rows(name: str) -> list[list[Any]]:
    found: list[list[Any]] = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["rows"]
    return found


@pytest.fixture(scope="module")
def read(lexicon: Lexicon) -> list[Segment]:
    """The titles of the cases."""
    titles = [row[0] for row in (*rows("words"), *rows("named"), *rows("no_series"))]
    return [scan(title, lexicon) for title in titles]


@pytest.fixture(scope="module")
def nothing(lexicon: Lexicon) -> Segment:
    return scan("", lexicon)


def told(module: Any, read: list[Segment], nothing: Segment) -> list[Which]:
    found = [module.series_of(segment, nothing, published=None) for segment in read]
    return [(one.series or "", one.number or 0, one.ordinal or 0) for one in found]


def test_what_the_cases_tell(read: list[Segment], nothing: Segment) -> None:
    right = [(title, series, number, piece) for title, series, number, piece in rows("words")]
    found = told(series, read[: len(right)], nothing)
    assert [(row[0], *one) for row, one in zip(right, found, strict=True)] == right


@pytest.fixture(scope="module")
def right(read: list[Segment], nothing: Segment) -> list[Which]:
    return told(series, read, nothing)


@pytest.mark.parametrize(
    ("name", "word"), [(name, word) for name in WORDS for word in sorted(getattr(series, name))]
)
def test_no_word_of_series_is_idle(
    name: str, word: str, read: list[Segment], nothing: Segment, right: list[Which]
) -> None:
    less = variant(series, **{name: getattr(series, name) - {word}})
    assert told(less, read, nothing) != right


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_of_series_is_idle(
    rule: str, read: list[Segment], nothing: Segment, right: list[Which]
) -> None:
    assert told(variant(series, **{rule: NEVER}), read, nothing) != right
