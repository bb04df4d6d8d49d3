"""What a lead says that turns what its headline tells: who stays away has called the visit off, and who tells troops to go has
ended the pact under which they came.

The words are data (``facts/rows/sequels.toml``).
"""

import re
from collections.abc import Sequence
from functools import cache

from facts.rows.patterns import pattern_of, word_table


def said_by_both(title: str, sentence: str) -> str | None:
    """What a lower-cased ``title`` asserts whose lead begins with this ``sentence``, or None: what the title says by itself."""
    return next((name for name, said, told in _rows() if said.search(title) and told.search(sentence)), None)


@cache
def _rows() -> Sequence[tuple[str, re.Pattern[str], re.Pattern[str]]]:
    table = word_table("sequels")
    rows = table["sequel"]
    return tuple(
        (row["name"], pattern_of(row["title"], table["words"]), pattern_of(row["lead"], table["words"]))
        for row in rows
    )
