"""The one stop list: words that carry no meaning alone (``facts/rows/stop_words.toml``, by language)."""

from functools import cache
from typing import Literal

from facts.names.text import fold
from facts.rows.patterns import word_table
from store.nouns.words import plain_letters

Beside = Literal["names", "questions", "headlines"]
"""Further parts of the list, for those who read them as well: the head of the file says what they are."""


@cache
def stop_words(*beside: Beside) -> frozenset[str]:
    """Of every language, as texts (folded) and questions (with their endings) are read."""
    return frozenset[str]().union(
        *(stop_words_of(language, *beside) for language in word_table("stop_words"))
    )


@cache
def stop_words_of(language: str, *beside: Beside) -> frozenset[str]:
    """The same of one language, by its ISO 639-1 code."""
    rows = word_table("stop_words")[language]
    written = [word for part in ("words", *beside) for word in rows.get(part, ())]
    return frozenset(form for word in written for form in (plain_letters(word), fold(word)))
