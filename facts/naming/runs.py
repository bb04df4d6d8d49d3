"""Words with a capital side by side: where a name stands, and where it ends."""

import re
from dataclasses import dataclass

from facts.figures.numbers import roman
from facts.names.common import COMMON
from facts.scanning.scan import Segment

MOST = 5
"""Words of a name."""
_JOINING = re.compile(r"(?: |-|‑|[-.]? |['’`])?")


@dataclass(frozen=True, slots=True)
class Given:
    """A segment, and whether its capital letters mark names (in Title Case they do not). ``known`` are the places of
    words that names of the register take."""

    segment: Segment
    says: bool
    known: frozenset[int]

    @classmethod
    def of(cls, segment: Segment, *, says: bool) -> "Given":
        names = (f for f in segment.names if f.term.sort != "hull")
        return cls(segment, says, frozenset(at for f in names for at in range(f.start, f.end)))


def run_from(given: Given, start: int, *, never: frozenset[str], linking: frozenset[str]) -> list[int]:
    """The places of the words of the name that begins at ``start``; a known name, or a word that is none, ends it."""
    words, found = given.segment.words, list[int]()
    at = start
    while at < len(words.raw) and len(found) < MOST and at not in given.known:
        if not _goes_on(given, at, found, never, linking):
            break
        found.append(at)
        at += 1
    while found and words.raw[found[-1]][:1].islower():
        found.pop()
    return found


def _goes_on(given: Given, at: int, found: list[int], never: frozenset[str], linking: frozenset[str]) -> bool:
    words = given.segment.words
    raw, folded = words.raw[at], words.folded[at]
    if found and not are_joined(given.segment, found[-1], at):
        return False
    if raw in linking or (raw[:1].isupper() and folded in linking):
        return True
    return is_capital(raw) and folded not in never and (given.says or folded not in COMMON)


def is_capital(raw: str) -> bool:
    """Whether a word is written as a name is: "Naveed", the initial "M", not "NATO", not "II"."""
    shouted = len(raw) > 1 and raw.isupper()
    return raw[:1].isupper() and not shouted and not (len(raw) > 1 and roman(raw))


def are_joined(segment: Segment, first: int, second: int) -> bool:
    words = segment.words
    between = segment.text[words.starts[first] + len(words.raw[first]) : words.starts[second]]
    if between.startswith("."):
        return len(words.raw[first]) == 1 and between in (".", ". ")
    return _JOINING.fullmatch(between) is not None


def name_written(segment: Segment, places: list[int]) -> str:
    """The name as the text writes it."""
    words = segment.words
    return segment.text[words.starts[places[0]] : words.starts[places[-1]] + len(words.raw[places[-1]])]


def full(segment: Segment, places: list[int], linking: frozenset[str]) -> int:
    """How many words a name has beside small ones; none where all are initials."""
    words = segment.words
    kept = [words.raw[at] for at in places if words.folded[at] not in linking]
    return len(kept) if any(len(raw) > 1 for raw in kept) else 0
