"""No part of any language's ordinals is idle: without it a text of that language is read otherwise."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from facts.figures import ordinals
from facts.names.text import words_of
from facts.rows.patterns import word_table
from tests.stream.variant import variant

CASES: list[tuple[str, str, str, list[int]]] = tomllib.loads(
    (Path(__file__).parent.parent / "cases" / "ordinals.toml").read_text(encoding="utf-8")
)["rows"]
TABLE = word_table("ordinals")
PARTS = [
    (language, part)
    for language, row in TABLE.items()
    for part in ("last", "tens", "written", "batch", "apart", "spans")
    if part in row
]
NO_WORD = "qqq"
EMPTY = {"last": NO_WORD, "tens": {}, "written": [], "batch": NO_WORD, "apart": [], "spans": []}


def read(module: Any, part: str, text: str) -> list[int]:
    words = words_of(text)
    if part == "batch":
        return [len(module.batch_words(words))]
    if part == "apart":
        return [sum(module.is_apart(words, at) for at in range(len(words.raw)))]
    return [one.value or 0 for one in module.ordinals_in(text, words)]


@cache
def forms_of(language: str) -> tuple[Any, ...]:
    """Of a language as it is: made once, because only one is changed at a time."""
    return tuple(ordinals._forms_of(TABLE[language]))


def module_of(language: str, row: Mapping[str, Any]) -> Any:
    """The module with another row for a language."""
    module, names = variant(ordinals), {id(one): name for name, one in TABLE.items()}
    make = module._forms_of
    module._forms_of = lambda one: forms_of(names[id(one)]) if id(one) in names else make(one)
    forms = module._forms_in({**TABLE, language: row})
    module._forms = lambda: forms
    return module


@pytest.mark.parametrize(("language", "part", "text", "values"), CASES)
def test_what_a_text_counts(language: str, part: str, text: str, values: list[int]) -> None:
    assert (read(ordinals, part, text), language in TABLE) == (values, True)


@pytest.mark.parametrize(("language", "part"), PARTS)
def test_no_part_of_ordinals_is_idle(language: str, part: str) -> None:
    own = [(text, values) for one, of, text, values in CASES if (one, of) == (language, part)]
    less = module_of(language, {**TABLE[language], part: EMPTY[part]})
    assert [text for text, values in own if read(less, part, text) != values]


@pytest.mark.parametrize("language", TABLE)
def test_no_number_is_idle(language: str) -> None:
    """Those up to twenty are there without a gap."""
    numbers = sorted(int(name) for name in TABLE[language] if name.isdigit())
    small = [number for number in numbers if number <= 20]
    assert small == [*range(1, len(small) + 1)]
