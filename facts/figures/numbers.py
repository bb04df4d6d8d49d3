"""Numbers of a text: Roman numerals, numbers of editions, counts of things."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from facts.names.text import Words, words_of
from facts.rows.patterns import word_table

_ROWS = word_table("numbers")
CARDINALS: Mapping[str, int] = _ROWS["cardinals"]
CARDINALS_ABROAD: Mapping[str, int] = {
    word: int(value) for value, words in _ROWS["cardinals_abroad"].items() for word in words
}
_ABROAD: Mapping[str, int] = {words_of(word).folded[0]: value for word, value in CARDINALS_ABROAD.items()}
_MULTIPLIERS: Mapping[str, int] = _ROWS["multipliers"]
_MEASURES, _OF, _PARTS = (
    frozenset(form for word in _ROWS["words"][name] for form in words_of(word).folded)
    for name in ("measures", "of", "parts")
)
_NOT_EXACT = [words_of(limit).folded for name in ("at_most", "at_least") for limit in _ROWS["words"][name]]
_SIGNS = {sign: value for value, sign in enumerate("一二三四五六七八九", start=1)} | {"两": 2}
(
    _BETWEEN,
    _UNITS,
    _NTH,
    _ENDS_A_COUNT,
    _COUNTED_INSTEAD,
    _MONTHS,
    _DESIGNATES,
    _NO_DESIGNATIONS,
    _OTHERS,
    _ENGLISH,
    _GROUPS,
    _OF_THE,
) = (
    frozenset(_ROWS["words"][name])
    for name in (
        "before_an_edition",
        "units",
        "ordinal_endings",
        "ends_a_count",
        "counted_instead",
        "months",
        "designates",
        "no_designations",
        "of_others",
        "english",
        "groups",
        "of_the",
    )
)
_SCALES = {
    words_of(word).folded[0]
    for words in word_table("currencies")["scales"].values()
    for word in words
    if len(word) > 2 or not word.isascii()
} - _MULTIPLIERS.keys()
"""Words that multiply a sum of money ("10,000 crore"): what stands before one counts no thing."""
_ROMAN = re.compile(r"^(X{0,3})(IX|IV|V?I{0,3})$")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


def roman(written: str) -> int | None:
    """The value of an upper-case Roman numeral up to XXXIX."""
    match = _ROMAN.match(written)
    if not written or match is None:
        return None
    values = [_ROMAN_VALUES[letter] for letter in written]
    return sum(-v if any(v < later for later in values[i + 1 :]) else v for i, v in enumerate(values))


def is_english(words: Words) -> bool:
    """Whether a text has one of the small words that other languages do not have."""
    return not _ENGLISH.isdisjoint(words.folded)


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
    words: Words, things: Sequence[tuple[int, int, str]], taken: set[int], *, english: bool = True
) -> Iterator[tuple[int, str]]:
    """How many of each of ``things`` (start, end, name), where a number stands up to four words before it, no sign and
    no other noun between.

    Words in ``taken`` belong to names ("VT-4") and count nothing. Before "deals" a number counts these ("two submarine
    deals"). Only in ``english`` a word that ends in "s" is a noun that is counted in the thing's place.
    """
    inside = {at for start, end, _ in things for at in range(start, end)} if english else set()
    for start, end, name in things:
        if end < len(words.raw) and words.raw[end].casefold() in _COUNTED_INSTEAD:
            continue
        behind = end + (words.folded[end : end + 1] == ("s",))  # "CH-4s"
        if words.folded[behind : behind + 2] in _EVERY or words.folded[behind : behind + 1] in _EVERY:
            continue
        if number := _number_before(words, start, taken, inside, english=english) or _raised_to(words, end):
            yield _changed_to(words, start, end) or number, name


def _number_before(
    words: Words, start: int, taken: set[int], inside: set[int], *, english: bool
) -> int | None:
    for at in range(start - 1, max(-1, start - 5), -1):
        if _first_of(words, at + 1) <= at:
            continue
        if _PARTS_FROM.search(words.text, words.starts[at] + len(words.raw[at]), words.starts[at + 1]):
            return None
        if words.folded[at] == "of" and at and words.folded[at - 1] in _GROUPS and at - 1 not in taken:
            return CARDINALS.get(words.folded[at - 1])
        number = None if _is_of_a_compound(words, at, start) else _count_at(words, at, taken)
        if number is not None:
            return _part_of(words, at, number, taken)
        if (
            words.folded[at] in _ENDS_A_COUNT
            or words.folded[at] in _SCALES
            or (english and at not in inside and _is_counted(words, at, taken))
        ):
            return None
    return None


def _changed_to(words: Words, start: int, end: int) -> int | None:
    """ "from four batteries to three": how many it is by now."""
    folded = words.folded
    at = next((at for at in range(end, min(end + 2, len(folded) - 1)) if folded[at] == "to"), None)
    if at is None or "from" not in folded[max(0, start - 4) : start]:
        return None
    to, behind = folded[at + 1], "".join(folded[at + 2 : at + 3])
    number = int(to) if to.isdecimal() else CARDINALS.get(to, 0)
    is_sum = behind in _UNITS or behind in _SCALES or behind in _MULTIPLIERS or behind in _MONTHS
    return number if 0 < number < _YEARS and not is_sum else None


def _raised_to(words: Words, end: int) -> int | None:
    """ "raises J-35 order to 40", "Rafale deal expanded from 36 to 42": how many it is for by now."""
    folded = words.folded
    if folded[end : end + 1] == () or folded[end] not in _ORDERS_OF or _RAISES.isdisjoint(folded):
        return None
    to = next((at for at in range(end + 1, min(end + 6, len(folded) - 1)) if folded[at] == "to"), None)
    if to is None or any(
        word not in _RAISES | {"from"} and not word.isdigit() for word in folded[end + 1 : to]
    ):
        return None
    behind = folded[to + 2 : to + 3]
    is_count = folded[to + 1].isdigit() and "$" not in words.text[words.starts[to] : words.starts[to + 1]]
    is_sum = behind and (behind[0] in _UNITS or behind[0] in _SCALES or behind[0] in _MULTIPLIERS)
    number = int(folded[to + 1]) if is_count and not is_sum else 0
    return number if 0 < number < _YEARS else None


_YEARS = 1900
"""From here on a number behind "to" is rather a year, or a sum."""
_ORDERS_OF, _RAISES = (frozenset(_ROWS["words"][name]) for name in ("orders_of", "raises"))
_EVERY = [words_of(words).folded for words in _ROWS["words"]["every"]]
"""Behind a thing: so many again and again, and none at once ("120 drones a year")."""
_PARTS_FROM = re.compile(r"[,;:()，、；]")
"""Between a number and a thing: it counts what stands before the sign ("24 Rafales, a frigate")."""


def _is_counted(words: Words, at: int, taken: set[int]) -> bool:
    """A plural or a verb: "seven nations train", "a Boeing 777 carries"."""
    word = words.raw[at].casefold()
    return at not in taken and len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us"))


def _is_of_a_compound(words: Words, at: int, thing: int) -> bool:
    """ "3,200-ton corvettes", "a two-week drill": a measure; "a six-helicopter order" counts."""
    end = words.starts[at] + len(words.raw[at])
    return (
        at + 1 < thing
        and _COMPOUND.match(words.text, end) is not None
        and words.folded[at + 1] not in CARDINALS
    )


_COMPOUND = re.compile(r"[-‐‑][^\W\d]")


def _part_of(words: Words, at: int, number: int, taken: set[int]) -> int | None:
    """How many of a whole: of "two of ten" two, of "first of eight" none is told, nor of "up to ten", "over ten" or "eight
    to ten", nor of what there was already; else the ``number``."""
    if _is_bounded(words, at) or not _OTHERS.isdisjoint(words.folded[max(0, at - 2) : at]):
        return None
    if at > 1 and words.folded[at - 1] == "in" and _count_at(words, at - 2, taken):
        return None
    is_of_the = at > 2 and words.folded[at - 2 : at] == ("of", "the")
    of = at - 2 if is_of_the else at - 1
    return (
        _of_a_whole(words, of, number, taken, is_of_the)
        if of and (is_of_the or words.folded[of] in _OF)
        else number
    )


def _of_a_whole(words: Words, of: int, number: int, taken: set[int], is_of_the: bool) -> int | None:
    """What stands before the word "of": a part of the ``number``, one of it, or what holds it ("a batch of 12")."""
    before = words.folded[of - 1]
    if before == "out" and of > 1 and _count_at(words, of - 2, taken):
        return None
    if before in _PARTS or before in _NTH or (is_of_the and before in _OF_THE):
        return None
    return _count_at(words, of - 1, taken) or number


def _is_bounded(words: Words, at: int) -> bool:
    """Whether a number is a limit, a rough one or the end of a range."""
    first = _first_of(words, at)
    before = words.folded[:first]
    if any(before[-len(limit) :] == limit for limit in _NOT_EXACT):
        return True
    if before[-1:] == ("over",) and before[-2:-1] not in _HANDS:
        return True
    dashed = first and words.text[words.starts[first] - 1] in "-–" and before[-1].isdigit()
    joined = (
        before[-1:] in _JOINS and (before[-2].isdigit() or before[-2] in CARDINALS)
        if len(before) > 1
        else False
    )
    return bool(dashed) or joined


_HANDS = {(word,) for word in _ROWS["words"]["hands"]}
_JOINS = {("to",), ("or",), ("and",)}


def _first_of(words: Words, at: int) -> int:
    """The word with which a number in groups begins: the 600 of "600,000"."""
    while at and _GROUP.fullmatch(words.raw[at]) and words.raw[at - 1].isdigit() and _is_joined(words, at):
        at -= 1
    return at


_GROUP = re.compile(r"\d{3}")


def _is_joined(words: Words, at: int) -> bool:
    """Whether a point or comma alone stands before a word."""
    return words.text[words.starts[at - 1] + len(words.raw[at - 1]) : words.starts[at]] in (",", ".")


def _count_at(words: Words, at: int, taken: set[int]) -> int | None:
    word = words.folded[at]
    if at in taken or words.folded[at + 1] in _NTH:  # a count stands before what it counts
        return None
    if word in _MEASURES:
        return _in_signs(words, at)
    if word in _MULTIPLIERS:
        return _multiplied(words, at, taken)
    if word.isdigit():
        return _in_figures(words, at)
    number = CARDINALS.get(word) or _ABROAD.get(word)
    return None if number is None else number + _tens_before(words, at, number)


def _in_figures(words: Words, at: int) -> int | None:
    """A number of up to six figures, in groups or not, that is no year, day, sum or designation."""
    first = _first_of(words, at)
    written = "".join(words.raw[first : at + 1])
    value = int(written) if written.isdecimal() else 0
    is_year = first == at and 1900 <= value <= 2100
    if not 0 < value < _MOST or is_year or (first and _is_designation(words, first)):
        return None
    return None if _is_of_a_day(words, at) or _is_of_a_sum(words, first, at) else value


_MOST = 1_000_000


def _is_designation(words: Words, at: int) -> bool:
    """ "Block 70 fighters", "Boeing 777", "F 16 jets", "第3": which one, not how many."""
    previous, written = words.folded[at - 1], words.raw[at - 1]
    lettered = (
        len(written) <= 2 and written.isascii() and written.isupper() and written not in _NO_DESIGNATIONS
    )
    return previous in _DESIGNATES or lettered


def _is_of_a_sum(words: Words, at: int, last: int) -> bool:
    """Whether it is a sum, a fraction or a part of a designation: "$700 mln radars", the 5 of "6.5bn", "056C", "জে-১০".
    It stands in words ``at`` to ``last``."""
    start, end = words.starts[at], words.starts[last] + len(words.raw[last])
    if _LETTERED.search(words.text, max(0, start - 3), start):
        return True
    before, after = words.text[:start].rstrip(), words.text[end : end + 2]
    joined = before[-1:] in ("$", "€", "£", "₹", "¥", "₽") or (
        before[-1:] in (".", ",") and before[-2:-1].isdigit()
    )
    lettered = after[:1].isascii() and after[:1].isalpha()
    return joined or lettered or after[:1] == "%" or unicodedata.digit(words.raw[at][0], 1) == 0


_LETTERED = re.compile(
    r"[^\W\d_][\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0980-\u0983\u09bc-\u09cd]*[-‐‑]$|[A-Za-z]$"
)
"""A letter of any script and a hyphen, or a Latin letter, right before a number ("MTU396")."""


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
    return None if first and words.folded[first - 1] == "第" else value_of_signs(written)


def value_of_signs(written: str) -> int | None:
    """The value of a Chinese numeral below a hundred; None where it is none."""
    tens, ten, units = written.rpartition("十")
    if not written or len(tens) > 1 or len(units) > 1:
        return None
    return (_SIGNS.get(tens, 1) * 10 if ten else 0) + _SIGNS.get(units, 0)
