"""Numbers of a text: Roman numerals, numbers of editions, counts of things."""

import re
from collections.abc import Iterator, Mapping, Sequence

from facts.names.text import Words, words_of
from facts.rows.patterns import word_table

_ROWS = word_table("numbers")
CARDINALS: Mapping[str, int] = _ROWS["cardinals"]
_ABROAD: Mapping[str, int] = {
    words_of(word).folded[0]: int(value)
    for value, words in _ROWS["cardinals_abroad"].items()
    for word in words
}
_MULTIPLIERS: Mapping[str, int] = _ROWS["multipliers"]
_MEASURES, _OF, _PARTS = (
    frozenset(form for word in _ROWS["words"][name] for form in words_of(word).folded)
    for name in ("measures", "of", "parts")
)
_AT_MOST = [words_of(limit).folded for limit in _ROWS["words"]["at_most"]]
_SIGNS = {sign: value for value, sign in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
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
                part = _part_of(words, at, number, taken)
                if part:
                    yield part, name
                break
            if words.folded[at] in _ENDS_A_COUNT:
                break


def _part_of(words: Words, at: int, number: int, taken: set[int]) -> int | None:
    """How many of a whole: of "two of ten" two, of "first of eight" none is told, nor of "up to ten"; else the ``number``."""
    if any(words.folded[max(0, at - len(limit)) : at] == limit for limit in _AT_MOST):
        return None
    if at < 2 or words.folded[at - 1] not in _OF:
        return number
    before = words.folded[at - 2]
    if before in _PARTS or before in _NTH:
        return None
    return _count_at(words, at - 2, taken) or number


def _count_at(words: Words, at: int, taken: set[int]) -> int | None:
    word = words.folded[at]
    if at in taken or words.folded[at + 1] in _NTH:  # a count stands before what it counts
        return None
    if word in _MEASURES:
        return _in_signs(words, at)
    if word in _MULTIPLIERS:
        return _multiplied(words, at, taken)
    if word.isdigit() and len(word) <= 5 and not 1900 <= int(word) <= 2100 and int(word) > 0:
        previous = words.folded[at - 1] if at else ""
        is_other = previous == "第" or _is_of_a_day(words, at) or _is_of_a_sum(words, at)
        return None if is_other else int(word)
    number = CARDINALS.get(word) or _ABROAD.get(word)
    return None if number is None else number + _tens_before(words, at, number)


def _is_of_a_sum(words: Words, at: int) -> bool:
    """Whether it is a sum, a fraction or a part of a designation: "$700 mln radars", the 5 of "6.5bn", "056C", "জে-১০"."""
    start = words.starts[at]
    if _LETTERED.search(words.text, max(0, start - 3), start):
        return True
    before, after = words.text[:start].rstrip(), words.text[start + len(words.raw[at]) :]
    joined = before[-1:] in ("$", "€", "£", "₹", "¥", "₽") or (
        before[-1:] in (".", ",") and before[-2:-1].isdigit()
    )
    lettered = after[:1].isascii() and after[:1].isalpha()
    return joined or lettered or after[:1] == "%" or words.raw[at].startswith("0")


_LETTERED = re.compile(r"[^\W\d_][\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0980-\u0983\u09bc-\u09cd]*[-‐‑]$")
"""A letter of any script and a hyphen right before a number."""


def _is_of_a_day(words: Words, at: int) -> bool:
    """Whether the number is the day or the month of a date: "27 November", "November 27", "27.11.2026"."""
    previous, following = words.folded[at - 1] if at else "", words.folded[at + 1]
    if previous in _MONTHS or following in _MONTHS or _is_year(following):
        return True
    return following.isdigit() and any(_is_year(word) for word in words.folded[at + 2 : at + 3])


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and 1900 <= int(word) <= 2100


def _tens_before(words: Words, at: int, number: int) -> int:
    """ "twenty four": what stands before a unit."""
    before = words.folded[at - 1] if at else ""
    tens = CARDINALS.get(before, 0) or _ABROAD.get(before, 0)
    return tens if number < 10 and tens >= 20 and tens % 10 == 0 else 0


def _multiplied(words: Words, at: int, taken: set[int]) -> int | None:
    """ "two dozen", "a hundred", "dua puluh"; "dozens of" counts nothing."""
    word = words.folded[at]
    if words.raw[at].lower() != word or word not in _MULTIPLIERS:
        return None
    before = _count_at(words, at - 1, taken) if at else None
    exact = before is None and (word == "dozen" or words.folded[max(0, at - 1) : at] in (("a",), ("one",)))
    return _MULTIPLIERS[word] * before if before else _MULTIPLIERS[word] if exact else None


def _in_signs(words: Words, at: int) -> int | None:
    """ "两艘", "十二架": the Chinese numeral that stands before a word for a piece; "第三艘" is an ordinal."""
    first = at
    while first and (words.folded[first - 1] in _SIGNS or words.folded[first - 1] == "十"):
        first -= 1
    written = "".join(words.folded[first:at])
    if not written or (first and words.folded[first - 1] == "第"):
        return None
    tens, ten, units = written.rpartition("十")
    if len(tens) > 1 or len(units) > 1:
        return None
    return (_SIGNS.get(tens, 1) * 10 if ten else 0) + _SIGNS.get(units, 0)
