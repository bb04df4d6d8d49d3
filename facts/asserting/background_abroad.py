"""What a lead in another language than English recalls, by the years that it names.

The words are data (``facts/rows/background.toml``).
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from facts.figures.past_times import PastTime, past_years
from facts.rows.patterns import alternatives

_either = partial(alternatives, "background")

_PARTS = re.compile(r"(?P<stop>[.!?؟।]\s+|[。！？])|[,،;؛]\s|[，、；،]|,(?=[\u3040-\u9fff])")


def recalled_abroad(lead: str, published: date) -> Iterator[tuple[int, int]]:
    """Spans of characters, in order: what stands between two signs with a year that is past. A year that stands alone at the
    beginning of a sentence is that of all of it."""
    for begins, sentence in _sentences(lead):
        for start, end in _parts(sentence):
            part = sentence[start:end]
            if past := past_years(part, published):
                whole = not sentence[:start].strip() and len(part.split()) <= _FEW and end < len(sentence)
                alone = whole and len(part) <= _SHORT
                yield from _cut(begins + start, part, past[0], len(sentence) - start if alone else len(part))
                if alone:
                    break


_FEW, _SHORT = 3, 16
"""Words, and letters, of what tells a time and nothing else."""


def _cut(start: int, part: str, time: PastTime, length: int) -> Iterator[tuple[int, int]]:
    yield start + (_phrase(part, time) if length == len(part) else 0), start + length


def _phrase(part: str, time: PastTime) -> int:
    """ "Under the contract of 2018": where that begins; the beginning where the whole part is dated."""
    found = _DEAL.search(part[: time.start]) or _OF.search(part[: time.start])
    return found.start() if found else 0


_DEAL = re.compile(
    rf"(?<=\s)(?:(?:{_either('under_abroad')})\s)?(?:{_either('deals_abroad')})\w*\s(?:(?:{_either('of_a_year')})\s)?$",
    re.IGNORECASE,
)
_OF = re.compile(rf"(?<=\s)(?:{_either('of_a_year')})\s$", re.IGNORECASE)


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for part in _PARTS.finditer(text):
        if part["stop"]:
            yield start, text[start : part.start()]
            start = part.end()
    yield start, text[start:].rstrip(" .!?؟。！？")


def _parts(sentence: str) -> Iterator[tuple[int, int]]:
    start = 0
    for sign in _PARTS.finditer(sentence):
        yield start, sign.start()
        start = sign.start()
    yield start, len(sentence)
