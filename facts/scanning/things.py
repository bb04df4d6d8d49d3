"""What is sold, handed over or built, by sort: tanks, drones, radars. The words are data (``facts/rows/things.toml``)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from facts.names.text import words_of
from facts.rows.patterns import word_table
from facts.scanning.scan import Segment


@dataclass(frozen=True, slots=True)
class _Sorts:
    by_words: Mapping[tuple[str, ...], str]
    by_category: Mapping[str, str]
    near: frozenset[frozenset[str]]
    longest: int
    general: frozenset[str]


def things(segment: Segment) -> tuple[str, ...]:
    """The sorts of things that are named there, each once, in order."""
    sorts = _sorts()
    named = [(f.start, sorts.by_category.get(f.term.branch)) for f in segment.of_sort("equipment", "ship")]
    found = [
        *((start, sort) for start, sort in named if sort),
        *((at, sort) for at, _, sort in placed_things(segment)),
    ]
    return tuple(dict.fromkeys(sort for _, sort in sorted(found)))


def placed_things(segment: Segment) -> list[tuple[int, int, str]]:
    """Where words name a sort of thing: start, end (exclusive) and sort; of names in one another the longest. A word of
    a country's or company's name is none."""
    taken = {at for f in segment.names if f.term.sort not in _THINGS for at in range(f.start, f.end)}
    return [one for one in _placed(segment.words.folded) if one[0] not in taken]


@lru_cache(maxsize=64)
def _placed(folded: tuple[str, ...]) -> tuple[tuple[int, int, str], ...]:
    sorts = _sorts()
    found: list[tuple[int, int, str]] = []
    at = 0
    while at < len(folded):
        sizes = range(min(sorts.longest, len(folded) - at), 0, -1)
        size = next((n for n in sizes if folded[at : at + n] in sorts.by_words), 0)
        if size:
            found.append((at, at + size, sorts.by_words[folded[at : at + size]]))
        at += size or 1
    return tuple(found)


_THINGS = frozenset({"equipment", "ship"})


def things_differ(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether both name things and none of the one is, or may be meant by, one of the other."""
    first, second = frozenset(one), frozenset(other)
    near = _sorts().near
    return bool(first and second) and not any(
        a == b or frozenset({a, b}) in near for a in first for b in second
    )


def may_be_of(category: str, words: Iterable[str]) -> bool:
    """Whether folded ``words`` may name a thing of a ``category`` of the tables of equipment: "jet" or "aircraft" a fighter."""
    sorts = _sorts()
    named, meant = sorts.by_words.get(tuple(words)), sorts.by_category.get(category)
    if named is None or meant is None:
        return False
    return named == meant or (named in sorts.general and frozenset({named, meant}) in sorts.near)


@cache
def _sorts() -> _Sorts:
    return _sorts_of(word_table("things"))


def _sorts_of(rows: Mapping[str, Mapping[str, Any]]) -> _Sorts:
    by_words: dict[tuple[str, ...], str] = {}
    for sort, row in rows.items():
        for name in row["words"]:
            by_words.setdefault(words_of(name).folded, sort)
    return _Sorts(
        by_words,
        {category: sort for sort, row in rows.items() for category in row.get("categories", ())},
        frozenset(frozenset({sort, other}) for sort, row in rows.items() for other in row.get("near", ())),
        max(map(len, by_words)),
        frozenset(sort for sort, row in rows.items() if row.get("general")),
    )
