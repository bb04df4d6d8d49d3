"""Sums of money in a text, with their currency: full names are CLDR's, short ones and signs are rows."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, partial
from math import prod

from facts.figures.numbers import CARDINALS
from facts.model.reading import Money
from facts.names.text import lowered
from facts.rows.patterns import alternatives, rows_of_table, word_table

_either = partial(alternatives, "currencies")

LONGEST = 60
"""Letters behind a number in which a name is looked for."""
GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
SIGN = 6
"""Letters before a number in which its sign stands: "US$ ", "Rs. "."""
_SIGN_BEFORE = re.compile(r"(?:[A-Z]{0,3}[^\w\s.,;()]|\b[A-Z][A-Za-z]{1,2}\.?)\s?$")
_NUMBER = re.compile(
    rf"(?<![\d,.])(?P<digits>\d+(?:,\d+)*+(?:\.\d+)*+(?:,\d+)?)|(?<![\w-])(?P<worded>{_either('numbers')})(?=[\s-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Table:
    """All words in lower case. ``names`` stand under their first letter, the longest first; ``rupees`` are the states,
    by the words that name them."""

    currencies: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    scales: Mapping[str, int]
    also_words: frozenset[str]
    rupee_signs: frozenset[str]
    rupees: Mapping[str, re.Pattern[str]]
    sign: re.Pattern[str]
    sign_ends: frozenset[str]
    decimal_comma: frozenset[str]
    scale: re.Pattern[str]
    scale_before_name: re.Pattern[str]
    larger: re.Pattern[str]
    smaller: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Sum:
    """What stands around a number: a currency's sign or name, the words that multiply it, one or two ("lakh crore"), and a
    number with a scale of its own before or behind it ("66 crore 40 lakh dollars")."""

    name: str
    scale: str
    end: int
    beside: re.Match[str] | None = None


def amounts_in(text: str) -> tuple[Money, ...]:
    """Sums of money with a known currency, each once, in order. "multi-billion" is no sum, nor is what has a name of
    several currencies ("riyals")."""
    return tuple(dict.fromkeys(found.money for found in sums_in(text)))


@dataclass(frozen=True, slots=True)
class FoundSum:
    """A sum and where it stands, its sign and the name of its currency included."""

    money: Money
    start: int
    end: int


def sums_in(text: str) -> Iterator[FoundSum]:
    """Every sum of ``amounts_in``, as often as it stands there."""
    for number in _NUMBER.finditer(text):
        found = _signed(number, text) or _named(number, text)
        if found is not None and (money := _money(number, text, found)):
            sign = _SIGN_BEFORE.search(text, max(0, number.start() - SIGN), number.start())
            yield FoundSum(money, sign.start() if sign else number.start(), found.end)


def _money(number: re.Match[str], text: str, found: _Sum) -> Money | None:
    table = _table()
    if not (found.scale or number["digits"]):
        return None
    if found.name in table.also_words and (not found.scale or text.startswith(" of ", found.end)):
        return None
    currency = (
        _rupees(text)
        if found.name in table.rupee_signs
        else table.currencies[found.name] or _named_rupees(text)
    )
    value = _value(number[0], found.scale)
    if not found.scale and value % 1:  # a fraction stands before a scale, of whatever language
        return None
    value *= _times(found.scale)
    if found.beside:
        value += _value(found.beside[1], found.beside[2]) * _times(found.beside[2])
    return Money(value, currency) if currency and value > 0 else None


def _times(scale: str) -> int:
    """By how much a scale multiplies; one of two words by both."""
    return prod(_table().scales[word] for word in scale.split())


def _value(written: str, scale: str) -> Decimal:
    """Commas part groups where the last of them has three digits ("1,00,000"), else they are decimal ("8,9"); beside the
    scales of some languages they always are, and points part groups."""
    written = lowered(written)
    if written in CARDINALS or written == "a":
        return Decimal(CARDINALS.get(written, 1))
    if not _table().decimal_comma.isdisjoint(scale.split()) and (
        "," in written or GROUPED.fullmatch(written)
    ):
        written = written.replace(".", "").replace(",", ".")
    head, comma, last = written.rpartition(",")
    if comma and len(last.partition(".")[0]) != 3:
        return Decimal(f"{head.replace(',', '')}.{last}") if last.isdigit() else Decimal(0)
    return Decimal(written.replace(",", "")) if written.count(".") < 2 else Decimal(0)


def _signed(number: re.Match[str], text: str) -> _Sum | None:
    """A sign before the number, and perhaps a scale behind it: "US$ 5 million"."""
    table, start = _table(), number.start()
    last = (
        text[max(0, start - 2) : start - 1] if text[start - 1 : start].isspace() else text[start - 1 : start]
    )
    if number["worded"] or lowered(last) not in table.sign_ends:
        return None
    sign = table.sign.search(text, max(0, start - 8), start)
    if sign is None:
        return None
    scale = table.scale.match(text, number.end())
    if scale is None:
        return _Sum(lowered(sign[1]), "", number.end())
    return _Sum(lowered(sign[1]), _words(scale), scale.end(), table.smaller.match(text, scale.end()))


def _words(scale: re.Match[str]) -> str:
    return " ".join(lowered(word) for word in scale.groups() if word)


def _named(number: re.Match[str], text: str) -> _Sum | None:
    """A name behind the number, a scale between or behind them: "5 million dollars", "5 dollars million"."""
    table, end = _table(), number.end()
    between = table.scale_before_name.match(text, end)
    readings = [(_words(between), between.end()), ("", end)] if between else [("", end)]
    for scale, after in readings:
        start = after + (text[after : after + 1] in (" ", "-", "\u00a0", "\n"))
        if name := _name_at(text, start):
            behind = None if scale else table.scale.match(text, start + len(name))
            last = behind.end() if behind else start + len(name)
            beside = table.larger.search(text, max(0, number.start() - LONGEST), number.start())
            return _Sum(name, scale or (_words(behind) if behind else ""), last, beside if scale else None)
    return None


def _name_at(text: str, start: int) -> str:
    """The longest name that begins there and ends as a word does."""
    ahead = lowered(text[start : start + LONGEST])
    for name in _table().names.get(ahead[:1], ()):
        after = ahead[len(name) : len(name) + 1]
        if ahead.startswith(name) and not (after.isascii() and after.isalpha()):
            return name
    return ""


def _named_rupees(text: str) -> str | None:
    """Of the one state that the text names; several have rupees."""
    return _rupees(text) if any(places.search(text) for places in _table().rupees.values()) else None


def _rupees(text: str) -> str | None:
    """Of the state that the text names, India's where it names none; None where it names several."""
    named = [code for code, places in _table().rupees.items() if places.search(text)]
    return "INR" if not named else named[0] if len(named) == 1 else None


@cache
def _table() -> _Table:
    """Some tens of milliseconds, once."""
    rows = word_table("currencies")
    scales = {lowered(word): int(value) for value, words in rows["scales"].items() for word in words}
    rupees = dict(rows["rupees"])
    rupee_signs, rupee_names = rupees.pop("signs"), [lowered(name) for name in rupees.pop("names")]
    signs = [sign for group in rows["signs"].values() for sign in group] + rupee_signs
    short = {
        lowered(w.lstrip("=")): c for part in ("signs", "names") for c, ws in rows[part].items() for w in ws
    }
    names = (
        dict(rows_of_table("currency_names.tsv", "facts.figures"))
        | dict.fromkeys(rupee_names, "")
        | {lowered(w): c for c, ws in rows["names"].items() for w in ws}
    )
    scale = _any(scales)
    return _Table(
        currencies=names | short,
        names=_by_first_letter(names),
        scales=scales,
        also_words=frozenset(rows["also_words"]["names"]),
        rupee_signs=frozenset(rupee_signs),
        rupees={code: re.compile(rf"\b(?:{_any(words)})", re.IGNORECASE) for code, words in rupees.items()},
        sign=re.compile(rf"(?<![a-z])({_any(signs)})\s?$", re.IGNORECASE),
        sign_ends=frozenset(lowered(sign[-1]) for sign in signs),
        decimal_comma=frozenset(rows["decimal_comma"]["scales"]),
        scale=re.compile(rf"[\s-]?({scale})(?![a-z\d])(?:[\s-]({scale})(?![a-z\d]))?", re.IGNORECASE),
        scale_before_name=re.compile(rf"[\s-]?({scale})(?:[\s-]({scale})(?![a-z\d]))?", re.IGNORECASE),
        larger=re.compile(rf"(?<![\d,.])(\d[\d,]*)\s({scale})\s$", re.IGNORECASE),
        smaller=re.compile(rf"\s(\d[\d,]*)\s({scale})(?![a-z\d])", re.IGNORECASE),
    )


def _by_first_letter(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        found.setdefault(name[0], []).append(name)
    return {letter: tuple(under) for letter, under in found.items()}


def _any(words: Iterable[str]) -> str:
    """The longest first; ``=RM`` only as it is written."""
    ordered = sorted(set(words), key=len, reverse=True)
    return "|".join(f"(?-i:{re.escape(w[1:])})" if w.startswith("=") else re.escape(w) for w in ordered)
