"""A written date of any of the languages in ``feeds/entries/dates.toml`` in one form: its digits and order, its months as ``jan`` to
``dec``, its weekdays gone.

Format libraries that know many languages fill what they miss with today's: what cannot be read here is no date.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from store.nouns.words import plain_letters

Forms = tuple[tuple[re.Pattern[str], str], ...]
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
USUAL = re.compile(
    rf"(?:[a-z]{{3}}, )?\d{{1,2}} (?:{'|'.join(MONTHS)}) \d{{4}} \d\d:\d\d(?::\d\d)? (?:[a-z]{{1,4}}|[+-]\d{{4}})$"
    r"|\d{4}-\d\d-\d\d(?:t[\d:.]{5,15}(?:z|[+-]\d\d:?\d\d)?)?$"
)
"""As nearly all feeds write dates (RFC 822, RFC 3339): these are in the one form already."""
LETTER = "[^\\W\\d_]|[\u0900-\u0dff]"
"""Also the vowel signs of India's scripts, which are no letters to Python."""
NUMERALS = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0, "○": 0}
WRITTEN_OUT = re.compile("[〇零○一二三四五六七八九十]+(?=\\s*[年月日号號時时点點分秒])")
MARKED = (
    (r"(?<!\d)(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]?", r"\1-\2-\3 "),
    (r"(?<!\d)(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]", r"\1-\2 "),
    (r"(\d{1,2}) thang (\d{1,2}),? (?:nam )?(\d{4})", r"\3-\2-\1"),
    (r"(?<!\d)(\d{1,4})\.\s*(\d{1,2})\.\s*(\d{4}|\d{1,2})\.?(?!\d)", r"\1.\2.\3 "),
    (r"(\d{1,2})\s*[時时点點시]\s*(\d{1,2})\s*[分분]\s*(\d{1,2})\s*[秒초]?", r"\1:\2:\3 "),
    (r"(\d{1,2})\s*[時时点點시]\s*(\d{1,2})\s*[分분]?", r"\1:\2 "),
    (r"(\d{1,2})\s*[時时点點시]", r"\1:00 "),
    (r"(?<!\d)(\d{1,2})\s?h\s?(\d{2})(?!\d)", r"\1:\2 "),
)
"""Years, months, days and hours that are marked by signs."""
BETWEEN = ((r"\((?:\W|[^\x00-\x7f])*\)", " "), (r"\s[-–—|@·/]\s|[|@·،、]", " "))
"""What stands between a day and its hour, when the words are gone."""


def plain_date(text: str) -> str:
    """The date in small letters: ``sat 28 ноября 2026 г., 14:30`` is ``28 nov 2026 ., 14:30``."""
    text = folded(text)
    if USUAL.match(text):
        return text
    text = _rewritten(WRITTEN_OUT.sub(_number, text), MARKED_SIGNS)
    text = PHRASE.sub(lambda found: f" {WORDS[found[0].rstrip('.')]} ", text)
    text = WORD.sub(lambda found: f" {WORDS[found[0]]} " if found[0] in WORDS else found[0], text)
    return " ".join(_rewritten(text, SIGNS_BETWEEN).split())


def _rewritten(text: str, forms: Forms) -> str:
    for pattern, form in forms:
        text = pattern.sub(form, text)
    return text


def folded(text: str) -> str:
    """Small letters without accents and invisible signs, digits of every script as those of ASCII."""
    seen = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return unicodedata.normalize("NFC", plain_letters(seen).replace("\u2212", "-"))


def _number(found: re.Match[str]) -> str:
    """``二〇二六`` and ``二十八``."""
    tens, ten, ones = found[0].partition("十")
    digits = [NUMERALS.get(sign, 0) for sign in (ones if ten else tens)]
    if ten:
        return str(10 * (NUMERALS.get(tens, 1) if tens else 1) + (digits[0] if digits else 0))
    return "".join(map(str, digits))


def _words() -> Iterator[tuple[str, str]]:
    """Every word of the tables, folded, with what is written for it; of two meanings the later one holds."""
    tables = tomllib.loads((Path(__file__).parent / "dates.toml").read_text(encoding="utf-8"))
    general = tables.pop("general")
    for words, form in (
        (general["silent"], ""),
        (general["before_noon"], "am"),
        (general["after_noon"], "pm"),
    ):
        yield from ((folded(word), form) for word in words)
    for table in tables.values():
        yield from ((folded(word), "") for word in table["weekdays"])
    for table in tables.values():
        for month, names in zip(MONTHS, table["months"], strict=True):
            yield from ((folded(name), month) for name in names)


WORDS = dict(_words())
WORD = re.compile(f"(?:{LETTER})+")
PHRASE = re.compile(
    rf"(?<![^\W\d_])(?:{'|'.join(re.escape(word) for word in sorted(WORDS, key=len, reverse=True) if not WORD.fullmatch(word))})(?!{LETTER})\.?"
)
"""Words of the tables that are several, or have a sign in them."""
MARKED_SIGNS: Forms = tuple((re.compile(pattern), form) for pattern, form in MARKED)
SIGNS_BETWEEN: Forms = tuple((re.compile(pattern), form) for pattern, form in BETWEEN)
