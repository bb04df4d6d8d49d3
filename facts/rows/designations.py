"""Designations of arms as languages of other scripts write them, by the English names of their letters: "जेएफ-17", "جے ایف 17" and
"জেএফ-১৭" are "JF-17". The letters are data (``facts/rows/letters.toml``)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial

from facts.rows.patterns import word_table

_MARKS = r"\u0610-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0980-\u0983\u09bc-\u09cd"
"""Vowels of scripts that write them as marks, which are no letters to an expression."""
_APART = rf"(?![\w{_MARKS}])"
_BEFORE = rf"(?<![\w{_MARKS}])"


@dataclass(frozen=True, slots=True)
class _Letters:
    """Of a language: how each is spelled, the expression of a designation, and the signs that a text of it has, or has not."""

    latin: Mapping[str, str]
    pattern: re.Pattern[str]
    each: re.Pattern[str]
    tells: frozenset[str]
    lacks: frozenset[str]

    def are_in(self, text: str) -> bool:
        signs = set(text)
        return not (self.tells and self.tells.isdisjoint(signs)) and self.lacks.isdisjoint(signs)


def in_latin_designations(text: str) -> str:
    """The text with its designations in Latin letters; what is no letter before or behind a number stays as it is. Pure."""
    if text.isascii() or not _DIGITS.search(text):
        return text
    for letters in _languages():
        if letters.each.search(text) and letters.are_in(text):
            text = letters.pattern.sub(partial(_in_latin, letters), text)
    return text


_DIGITS = re.compile(r"\d")


def _in_latin(letters: _Letters, found: re.Match[str]) -> str:
    series, variant = (
        "".join(letters.latin[one] for one in letters.each.findall(found[part] or ""))
        for part in ("series", "variant")
    )
    return f"{series}-{int(found['number'])}{variant}"


@cache
def _languages() -> tuple[_Letters, ...]:
    return tuple(_letters(table) for table in word_table("letters").values())


def _letters(table: Mapping[str, list[str]]) -> _Letters:
    latin = {spelled: one for one, spellings in table.items() if len(one) == 1 for spelled in spellings}
    every = _either(latin)
    plain = _either(spelled for spelled, one in latin.items() if one not in table["words"])
    several = rf"(?:{every}){{2,3}}|(?:{plain})(?:\s(?:{plain})){{1,2}}"
    series = rf"(?P<series>(?:{several})[-‐‑\s]?|(?:{plain})[-‐‑\s]?|(?:{every})[-‐‑])"
    variant = rf"(?P<variant>(?:[-‐‑]?(?:{every}){{1,2}}{_APART}|(?:[-‐‑\s]?(?:{plain}))+{_APART}))?"
    pattern = rf"{_BEFORE}{series}(?P<number>\d{{1,3}})(?!\d|[.,]\d){variant}"
    tells, lacks = (frozenset(table.get(row, "")) for row in ("tells", "lacks"))
    return _Letters(latin, re.compile(pattern), re.compile(every), tells, lacks)


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))
