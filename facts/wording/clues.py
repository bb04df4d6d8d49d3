"""Words that show what a question or a sentence is about (``facts/wording/clues.toml``), as expressions. Pure."""

import re
from functools import cache

from facts.rows.patterns import word_table


@cache
def clue(name: str) -> re.Pattern[str]:
    """The words of one row, in whatever case, each whole."""
    words = "|".join(word_table("clues", "facts.wording")[name])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
