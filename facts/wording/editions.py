"""Which one of a series a question names: "Shaheen-IX", "Shaheen 9" and "ninth Shaheen" are one; no other number is."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from facts.figures.numbers import roman
from facts.figures.ordinals import ordinals_in
from facts.names.text import words_of
from facts.rows.patterns import word_set, word_table
from store.nouns.words import stemmed_phrase

BETWEEN = word_set("editions", "between", "facts.wording")
"""Words that may stand between a series and its number."""
SUFFIXES = ("st", "nd", "rd", "th")
_TENS = ("", "x", "xx", "xxx")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
_WORDS = ("", *word_table("editions", "facts.wording")["ordinals"])


def number_in(token: str) -> int | None:
    """The number that a folded word is: "9", "ix", "9th", "ninth"; none for a year and other words."""
    digits = token[:-2] if token.endswith(SUFFIXES) else token
    if digits.isascii() and digits.isdigit():
        return int(digits) if int(digits[:4]) > 0 and len(digits) < 4 else None
    return _ordinal(token) or roman(token.upper())


def is_ordinal(token: str) -> bool:
    return _ordinal(token) is not None or (token.endswith(SUFFIXES) and number_in(token) is not None)


@lru_cache(maxsize=4096)
def _ordinal(token: str) -> int | None:
    """In any language that is read; None for "last"."""
    words = words_of(token)
    found = ordinals_in(token, words)
    whole = len(found) == 1 and (found[0].start, found[0].end) == (0, len(words.folded))
    return found[0].value if whole else None


def after(tokens: Sequence[str], at: int) -> tuple[int | None, int]:
    """The number that follows a name which ends at ``at``, and where it ends; at most two words stand between."""
    for place in range(at, min(at + 3, len(tokens))):
        if (number := number_in(tokens[place])) is not None:
            return number, place + 1
        if tokens[place] not in BETWEEN:
            break
    return None, at


def before(tokens: Sequence[str], at: int) -> tuple[int | None, int]:
    """The ordinal at ``at``, and where the name after it begins."""
    if not is_ordinal(tokens[at]):
        return None, at
    start = at + 1
    while start < len(tokens) and tokens[start] in BETWEEN:
        start += 1
    return number_in(tokens[at]), start


def spellings(number: int) -> tuple[str, ...]:
    """The folded words that say a number of a series: "9", "ix", "9th", "ninth"."""
    if number < 1:
        return ()
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    numeral = _TENS[number // 10] + _ONES[number % 10] if number < 40 else ""
    return tuple(
        filter(
            None, (str(number), numeral, f"{number}{suffix}", _WORDS[number] if number < len(_WORDS) else "")
        )
    )


def edition_phrases(names: Iterable[str], number: int) -> frozenset[str]:
    """A series with its number, as folded texts write it: "shaheen ix", "ninth shaheen", "shaheen exercise 9"."""
    said = spellings(number)
    between = ("", "exercise ", "exercises ")
    return frozenset(
        phrase
        for name in names
        for word in said
        for other in between
        for phrase in (f"{name} {other}{word}", f"{word} {other}{name}")
    )


def designations(phrase: str) -> frozenset[str]:
    """A designation as it is typed, and with its last part, where that is a number, in every way to write it."""
    *name, last = phrase.split()
    number = number_in(last)
    if number is None or not name or not any(map(str.isalpha, name)) or len(" ".join(name)) < 4:
        return frozenset({stemmed_phrase(phrase)})
    return frozenset(stemmed_phrase(f"{' '.join(name)} {word}") for word in spellings(number)[:2])
