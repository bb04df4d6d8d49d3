"""What a lead tells beside its news: what others think of it, have or seek themselves. Who is named there takes no part.

The words are data (``facts/rows/beside.toml``).
"""

from collections.abc import Iterator
from functools import partial

from facts.asserting.clauses import Clause, clauses_by_sentence
from facts.rows.patterns import alternatives, expression

_either = partial(alternatives, "beside")


_IN_CLAUSE = expression(rf"\b(?:{_either('reactions')}|{_either('of_others')})\b")
_FROM_HERE_ON = expression(rf"\b(?:{_either('from_here_on')})\b")
_OF_REACTIONS = expression(rf"\b(?:{_either('of_reactions')})")
_GIVES_UP = expression(
    rf"\b(?:{'|'.join(alternatives('instead', row) for row in ('halts', 'passes_over'))}|{_either('gives_up')})\b"
)
_INSTEAD = expression(rf"\b(?:{_either('instead')})\b")
_HINTS = expression(rf"{_IN_CLAUSE.pattern}|{_FROM_HERE_ON.pattern}|{_INSTEAD.pattern}")


def beside_the_news(title: str, lead: str) -> Iterator[tuple[int, int]]:
    """Spans of characters of an English ``lead``, in order. Where the ``title`` tells a reaction itself there are none, but for what
    was taken instead of what it gives up."""
    if not _HINTS.search(lead):
        return
    gives_up, reacts = _GIVES_UP.search(title) is not None, _OF_REACTIONS.search(title) is not None
    for sentence in clauses_by_sentence(lead):
        for clause in sentence:
            is_instead = gives_up and _INSTEAD.search(clause.text) is not None
            start = 0 if is_instead else _start(clause)
            if start is not None and (is_instead or not reacts):
                yield (clause.begins + start if start else clause.start), clause.end


def _start(clause: Clause) -> int | None:
    """Within the clause; 0 for all of it."""
    if _IN_CLAUSE.search(clause.text):
        return 0
    found = _FROM_HERE_ON.search(clause.text)
    return found.start() if found else None
