"""What a question asks of an event beside what happened, and which sentence tells that: its length, its price, who came. Pure; the
words are rows of ``facts/sifting/asides.toml``."""

import re
from collections.abc import Iterable
from functools import cache

from facts.names.phrases import stems
from facts.rows.patterns import word_table

TOLD_SO = 2
"""How many shared words the sort of thing that is asked for counts."""


def telling_aside(question: str, title: str, sentences: Iterable[str]) -> str:
    """The sentence that has most of what a question asks beyond what the title says, the first of several; nothing where none has any
    of it."""
    sorts = [(asks, tells) for asks, tells in _sorts() if asks.search(question)]
    plain = question
    for asks, _ in sorts:
        plain = asks.sub(lambda found: found[0] if " " not in found[0] else " ", plain)
    asked = stems(plain) - stems(title) - _quiet()
    best, most = "", 0
    for one in sentences:
        held = len(asked & stems(one)) + TOLD_SO * sum(tells.search(one) is not None for _, tells in sorts)
        if held > most:
            best, most = one, held
    return best


@cache
def _sorts() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    rows = [row for row in word_table("asides", "facts.sifting").values() if isinstance(row, dict)]
    return tuple((_whole(row["asks"]), _whole(row["tells"])) for row in rows)


@cache
def _quiet() -> frozenset[str]:
    return stems(" ".join(word_table("asides", "facts.sifting")["quiet"]))


def _whole(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)
