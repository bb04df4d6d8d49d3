"""Words as scripts write them: without spaces between, with an article written on, with the endings of their cases. Pure."""

import re
from collections.abc import Callable

from facts.names.phrases import STOP_WORDS

LONGEST_RUN = 12
"""Signs of a name that stands without spaces around it."""
ENDING, ALIKE = 3, 3
"""Letters at the end of a foreign word in which its forms differ, and those that they have in common at least."""


def parted_words(word: str, is_named: Callable[[str], bool]) -> tuple[str, ...]:
    """A run of a script that writes without spaces, parted where names, themes and words that say nothing are all of it; a
    name or theme without the Arabic "and", "with", "for" or "the" that is written on to it."""
    if is_named(word):
        return (word,)
    if (bare := _PREFIXED.sub("", word)) != word and is_named(bare):
        return (bare,)
    return _run(word, is_named) if _UNSPACED.search(word) else (word,)


def _run(word: str, is_named: Callable[[str], bool]) -> tuple[str, ...]:
    parts, at = list[str](), 0
    while at < len(word):
        ends = range(min(len(word), at + LONGEST_RUN), at, -1)
        found = next((word[at:end] for end in ends if _is_part(word[at:end], is_named)), "")
        if not found:
            return (word,)
        parts.append(found)
        at += len(found)
    return tuple(parts)


def _is_part(run: str, is_named: Callable[[str], bool]) -> bool:
    """A name or theme of two signs or more, or a word that says nothing."""
    return run in STOP_WORDS or (len(run) > 1 and is_named(run))


def is_other_form(word: str, known: str) -> bool:
    """Whether a foreign word is another case or number of the known one ("оружия" of "оружие"): nothing was misspelt."""
    alike = next(
        (at for at, (one, other) in enumerate(zip(word, known, strict=False)) if one != other), len(known)
    )
    return not word.isascii() and alike >= max(ALIKE, len(word) - ENDING)


_PREFIXED = re.compile("^(?:[وف]?[بلك]?ال|[وفبل]|لل)(?=[\u0600-\u06ff]{3})")
"""The Arabic "and", "with", "for" and "the" that are written on to a word."""
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
