"""Numbers of a text: Roman numerals, counts of things, amounts of money."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from facts.model.reading import Money
from facts.names.text import Words, lowered

_CARDINALS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
CARDINALS = {word: number for number, word in enumerate(_CARDINALS.split(), start=1)} | {
    "dozen": 12,
    "pair": 2,
}
_ROMAN = re.compile(r"^(X{0,3})(IX|IV|V?I{0,3})$")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}

_SCALES = {
    **dict.fromkeys(("k", "thousand"), 10**3),
    **dict.fromkeys(("m", "mn", "mln", "million", "millions", "milyon", "миллионов", "млн"), 10**6),
    **dict.fromkeys(("b", "bn", "bln", "billion", "billions", "milyar", "миллиардов", "млрд"), 10**9),
    **dict.fromkeys(("tn", "trn", "trillion"), 10**12),
    **dict.fromkeys(("crore",), 10**7),
    **dict.fromkeys(("lakh",), 10**5),
    **dict.fromkeys(("亿",), 10**8),
    **dict.fromkeys(("万",), 10**4),
    "": 1,
}
_CURRENCIES = {
    **dict.fromkeys(
        (
            "$",
            "us$",
            "usd",
            "dollar",
            "dollars",
            "us dollar",
            "us dollars",
            "dolar",
            "dolarlik",
            "долларов",
            "美元",
            "ڈالر",
        ),
        "USD",
    ),
    **dict.fromkeys(("€", "eur", "euro", "euros", "евро", "欧元"), "EUR"),
    **dict.fromkeys(("£", "gbp", "pound", "pounds", "sterling"), "GBP"),
    **dict.fromkeys(("¥", "jpy", "yen"), "JPY"),
    **dict.fromkeys(("cny", "rmb", "yuan", "元"), "CNY"),
    **dict.fromkeys(("₹", "inr", "rs", "rs."), "INR"),
    **dict.fromkeys(("pkr", "pakistani rupees"), "PKR"),
    **dict.fromkeys(("a$", "aud", "australian dollars"), "AUD"),
    **dict.fromkeys(("c$", "cad", "canadian dollars"), "CAD"),
    **dict.fromkeys(("rubles", "roubles", "рублей", "rub"), "RUB"),
    **dict.fromkeys(("₩", "won", "krw"), "KRW"),
    **dict.fromkeys(("php", "₱", "pesos"), "PHP"),
    **dict.fromkeys(("chf", "francs", "swiss francs"), "CHF"),
    **dict.fromkeys(("riyals", "sar"), "SAR"),
    **dict.fromkeys(("dirhams", "aed"), "AED"),
}
_WORDED = "one|two|three|four|five|six|seven|eight|nine|ten|a"
_SCALE = "|".join(sorted((re.escape(s) for s in _SCALES if s), key=len, reverse=True))
_SYMBOL = r"us\$|a\$|c\$|\$|€|£|¥|₹|₩|₱|rs\.?|usd|eur|gbp|inr|pkr|aud|cny"
_NAME = "|".join(
    sorted((re.escape(c) for c in _CURRENCIES if c.isalpha() or " " in c), key=len, reverse=True)
)
_MONEY = re.compile(
    rf"(?<![a-z])(?P<symbol>{_SYMBOL})\s?(?P<number>\d[\d,]*(?:\.\d+)?)[\s-]?(?P<scale>(?:{_SCALE})(?![a-z]))?"
    rf"|(?P<number2>(?<![\d,])\d[\d,]*(?:\.\d+)?|(?<![\w-])(?:{_WORDED}))[\s-]?(?P<scale2>{_SCALE})?[\s-]?(?P<name>{_NAME})(?![a-z])"
    rf"(?:[\s-](?P<scale3>{_SCALE})(?![a-z]))?",
    re.IGNORECASE,
)


def amounts_in(text: str) -> tuple[Money, ...]:
    """Sums of money with a known currency, each once, in order. "multi-billion" is no sum."""
    found = dict.fromkeys(filter(None, map(_money, _MONEY.finditer(text))))
    return tuple(found)


def _money(match: re.Match[str]) -> Money | None:
    written = lowered(match["number"] or match["number2"]).replace(",", "")
    scale = lowered(match["scale"] or match["scale2"] or match["scale3"] or "")
    currency = _CURRENCIES.get(lowered(match["symbol"] or match["name"]).strip())
    if currency is None or (not written[0].isdigit() and not scale):
        return None
    number = Decimal(written) if written[0].isdigit() else Decimal(CARDINALS.get(written, 1))
    value = number * _SCALES[scale]
    return Money(value, currency) if value > 0 else None


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


_BETWEEN = frozenset({"exercise", "drill", "edition", "no", "series", "part", "phase"})
_NTH = frozenset({"st", "nd", "rd", "th"})
_UNITS = frozenset(
    [
        "day",
        "country",
        "nation",
        "troop",
        "soldier",
        "ship",
        "aircraft",
        "jet",
        "member",
        "week",
        "people",
        "navy",
        "state",
        "participant",
        "personnel",
        "army",
        "hour",
        "month",
        "st",
        "nd",
        "rd",
        "th",
    ]
)


def counts(
    words: Words, things: Sequence[tuple[int, int, str]], taken: set[int]
) -> Iterator[tuple[int, str]]:
    """How many of each of ``things`` (start, end, name), where a number stands up to three words before it.

    Words in ``taken`` belong to names ("VT-4") and count nothing.
    """
    for start, _, name in things:
        for at in range(start - 1, max(-1, start - 5), -1):
            if (number := _count_at(words, at, taken)) is not None:
                yield number, name
                break
            if words.folded[at] in _STOPS:
                break


def _count_at(words: Words, at: int, taken: set[int]) -> int | None:
    word = words.folded[at]
    if at in taken or words.folded[at + 1] in _NTH:  # a count stands before what it counts
        return None
    if word.isdigit() and len(word) <= 5 and not 1900 <= int(word) <= 2100 and int(word) > 0:
        previous = words.folded[at - 1] if at else ""
        return None if previous in _MONTHS else int(word)
    return CARDINALS.get(word)


_STOPS = frozenset(
    [
        "the",
        "of",
        "in",
        "on",
        "at",
        "for",
        "from",
        "to",
        "with",
        "and",
        "by",
        "since",
        "after",
        "before",
        "million",
        "billion",
        "crore",
        "worth",
    ]
)
_MONTHS = frozenset(
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
