"""What a lead tells as still to come, as wished for or as ordered in all: below a title that tells a delivery it has not come.

The words are data (``facts/rows/ahead.toml``).
"""

import re
from collections.abc import Iterator
from functools import partial

from facts.rows.patterns import alternatives, expression, verbs

_either = partial(alternatives, "ahead")

_MARKS = expression(rf"(?<!\w)(?:{_either('marks')})(?!\w)|{_either('marks_abroad')}")
_PARTS = re.compile(r"[.!?؟।]\s+|[。！？，；،؛]|[;,:]\s|\s[–—-]\s")
_JOINS = expression(rf"\s(?:{_either('joins')})\s")
_VERB = expression(rf"\b(?:{verbs('past')}|{_either('of_present')}|\w{{2,}}ed)\b")


def still_to_come(lead: str) -> Iterator[tuple[int, int]]:
    """Spans of characters of a ``lead``, in order."""
    start = 0
    for stop in (*_PARTS.finditer(lead), None):
        end = stop.start() if stop else len(lead)
        if mark := _MARKS.search(lead, start, end):
            yield _begins(lead, start, mark.start()), end
        start = stop.end() if stop else end


def _begins(lead: str, start: int, mark: int) -> int:
    """Behind the last word that joins two parts, where what stands before that has a verb of its own."""
    joins = [
        found for found in _JOINS.finditer(lead, start, mark) if _VERB.search(lead, start, found.start())
    ]
    return joins[-1].end() if joins else start
