"""Whether two names may be one: equal, spelled otherwise, part of each other, its initials, or its translation.

What words mean in other languages is data (``facts/rows/meanings.toml``).
"""

import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache

from rapidfuzz import fuzz

from facts.names.text import words_of
from facts.reading.called import Name
from facts.rows.patterns import word_table

SPELLED = 80.0
"""Names or words that are so alike (RapidFuzz's ratio, in percent) are spellings of one."""
REMEMBERED = 4_096
"""Names whose meaning is kept: each is compared with that of every event near it."""


def same_name(one: str, other: str) -> bool:
    """Names in lower case, their words parted by spaces."""
    first, second = one.split(), other.split()
    if _figures_differ(one, other):
        return False
    if fuzz.ratio("".join(first), "".join(second)) >= SPELLED or _initials(first, second):
        return True
    if same_meaning(one, other):
        return True
    return any(_is_part(a, b) for a, b in ((first, second), (second, first)) if len(a) < len(b)) or (
        len(first) == len(second) and _is_part(first, second) and _is_part(second, first)
    )


def same_meaning(one: str, other: str) -> bool:
    """Whether a name is the other in another language: "golden dragon" and "金龙", "druzhba" and "friendship"."""
    first, second = _meant(one), _meant(other)
    return bool(first) and first == second


@lru_cache(maxsize=REMEMBERED)
def _meant(name: str) -> frozenset[str]:
    """What the words of a name mean, where all of them are known; else nothing."""
    left, found = " ".join(words_of(name).raw).lower(), set[str]()
    for form, meant in _meanings():
        if form in left and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", left):
            left = left.replace(form, " ")
            found.add(meant)
    return frozenset(found) if not left.strip() else frozenset()


@cache
def _meanings() -> tuple[tuple[str, str], ...]:
    """Every form of a word, as its words stand in a text, with the English word; the longest first."""
    rows = word_table("meanings")
    known = {
        " ".join(words_of(form).raw).lower(): word for word, forms in rows.items() for form in (word, *forms)
    }
    return tuple(sorted(known.items(), key=lambda pair: len(pair[0]), reverse=True))


def _is_part(fewer: list[str], more: list[str]) -> bool:
    return all(any(_alike(word, wider) for wider in more) for word in fewer)


def _alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 3 and fuzz.ratio(one, other) >= SPELLED)


def _figures_differ(one: str, other: str) -> bool:
    return re.findall(r"\d+", one) != re.findall(r"\d+", other)


def _initials(one: list[str], other: list[str]) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and len(long) > 2 and short[0] == "".join(word[0] for word in long)


def one_script(one: str, other: str) -> bool:
    """Whether both are written in the same script: across scripts nobody can compare letters."""
    return _script(one) == _script(other)


def _script(name: str) -> str:
    letter = next((c for c in name if c.isalpha()), "a")
    return unicodedata.name(letter, "").partition(" ")[0]


def share_a_name(one: Collection[Name], other: Collection[Name]) -> bool:
    """Whether any name of one side may be one of the other's."""
    return any(same_name(a.name, b.name) for a in one for b in other)
