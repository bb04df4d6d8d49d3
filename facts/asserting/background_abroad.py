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
        hangs = False
        for start, end in _parts(sentence):
            part = sentence[start:end]
            past = past_years(part, published)
            if not past:
                hangs = hangs and _HANGS.match(part) is not None
                yield from [(begins + start, begins + end)] if hangs else []
                continue
            if _is_time_alone(sentence, start, end):
                yield begins + start, begins + len(sentence)
                break
            hangs = (at := _phrase(part, past[0])) == 0
            yield begins + start + at, begins + end


def _is_time_alone(sentence: str, start: int, end: int) -> bool:
    part = sentence[start:end]
    return (
        not sentence[:start].strip()
        and end < len(sentence)
        and len(part.split()) <= _FEW
        and len(part) <= _SHORT
    )


_HANGS = re.compile(rf"\W*(?:{_either('hangs_abroad')})")
_FEW, _SHORT = 3, 16
"""Words, and letters, of what tells a time and nothing else."""


def _phrase(part: str, time: PastTime) -> int:
    """ "Under the contract of 2018": where that begins; the beginning where the whole part is dated."""
    found = _DEAL.search(part[: time.start]) or _OF.search(part[: time.start])
    return found.start() if found else 0


_DEAL = re.compile(
    rf"(?<=\s)(?:(?:{_either('under_abroad')})\s)?(?:{_either('deals_abroad')})\w*\s(?:(?:{_either('of_a_year')}|{_either('in_a_year')})\s)?$",
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
