"""No word of numbers is idle: without any one of them some text counts otherwise, or has another edition."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from facts.figures import numbers
from facts.names.text import Words, fold, words_of
from tests.stream.variant import variant

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "numbers.toml").read_text(encoding="utf-8"))
WORDS = ("_BETWEEN", "_UNITS", "_NTH", "_ENDS_A_COUNT", "_COUNTED_INSTEAD", "_MONTHS", "CARDINALS")
ROWS = [(name, word) for name in WORDS for word in sorted(getattr(numbers, name))]


def place(words: Words, of: str) -> int:
    return words.folded.index(fold(of))


def told(module: Any) -> list[int]:
    """How many, or which edition, each case has by a module; 0 for none."""
    return [
        *(_count(module, words_of(text), of) for text, of, _ in CASES["counts"]),
        *(_edition(module, words_of(text), of) for text, of, _ in CASES["editions"]),
    ]


def _count(module: Any, words: Words, of: str) -> int:
    at = place(words, of)
    return next((number for number, _ in module.counts(words, [(at, at + 1, of)], set())), 0)


def _edition(module: Any, words: Words, of: str) -> int:
    return module.number_after(words, place(words, of) + 1) or 0


RIGHT = [row[2] for row in (*CASES["counts"], *CASES["editions"])]


@pytest.mark.parametrize("part", ["counts", "editions"])
def test_what_the_cases_count(part: str) -> None:
    count = _count if part == "counts" else _edition
    found = [(text, count(numbers, words_of(text), of)) for text, of, _ in CASES[part]]
    assert found == [(text, number) for text, _, number in CASES[part]]


@pytest.mark.parametrize(("name", "word"), ROWS)
def test_no_word_of_numbers_is_idle(name: str, word: str) -> None:
    whole = getattr(numbers, name)
    less = {one: whole[one] for one in whole if one != word} if isinstance(whole, dict) else whole - {word}
    assert told(variant(numbers, **{name: less})) != RIGHT
