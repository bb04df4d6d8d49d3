"""Numbers of a text: Roman numerals, numbers of editions, counts of things."""

import re
from collections.abc import Iterator, Mapping, Sequence

from facts.names.text import Words
from facts.rows.patterns import word_table

_ROWS = word_table("numbers")
CARDINALS: Mapping[str, int] = _ROWS["cardinals"]
_BETWEEN, _UNITS, _NTH, _ENDS_A_COUNT, _COUNTED_INSTEAD, _MONTHS = (
    frozenset(_ROWS["words"][name])
    for name in (
        "before_an_edition",
        "units",
        "ordinal_endings",
        "ends_a_count",
        "counted_instead",
        "months",
    )
)
_ROMAN = re.compile(r"^(X{0,3})(IX|IV|V?I{0,3})$")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def roman(written: str) -> int | None:
    """The value of an upper-case Roman numeral up to XXXIX."""
    match = _ROMAN.match(written)
    if not written or match is None:
        return None
    values = [_ROMAN_VALUES[letter] for letter in written]
    return sum(-v if any(v < later for later in values[i + 1 :]) else v for i, v in enumerate(values))


def number_after(words: Words, position: int) -> int | None:
    """A number that names an edition right after a name: "IX", "9", "2024"; also after "exercise" or "edition"."""
    for at in range(position, min(position + 2, len(words.folded))):
        word, written = words.folded[at], words.raw[at]
        if word.isdigit() and len(word) <= 4:
            return None if at + 1 < len(words.folded) and words.folded[at + 1] in _UNITS else int(word)
        if written.isupper() and (value := roman(written)):
            return value
        if word not in _BETWEEN:
            return None
    return None


def counts(
    words: Words, things: Sequence[tuple[int, int, str]], taken: set[int]
) -> Iterator[tuple[int, str]]:
    """How many of each of ``things`` (start, end, name), where a number stands up to three words before it.

    Words in ``taken`` belong to names ("VT-4") and count nothing. Before "deals" a number counts these ("two submarine
    deals").
    """
    for start, end, name in things:
        if end < len(words.raw) and words.raw[end].casefold() in _COUNTED_INSTEAD:
            continue
        for at in range(start - 1, max(-1, start - 5), -1):
            if (number := _count_at(words, at, taken)) is not None:
                yield number, name
                break
            if words.folded[at] in _ENDS_A_COUNT:
                break


def _count_at(words: Words, at: int, taken: set[int]) -> int | None:
    word = words.folded[at]
    if at in taken or words.folded[at + 1] in _NTH:  # a count stands before what it counts
        return None
    if word.isdigit() and len(word) <= 5 and not 1900 <= int(word) <= 2100 and int(word) > 0:
        previous = words.folded[at - 1] if at else ""
        return None if previous in _MONTHS else int(word)
    return CARDINALS.get(word)
