"""Words of a text, folded so that spellings of one name meet: "J-10C" = "J10C", "Türkiye" = "turkiye"."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_INDIC = "".join(c for c in map(chr, range(0x0900, 0x0E80)) if unicodedata.category(c) in ("Mn", "Mc"))
"""Vowel signs and other marks of the Indian scripts and Thai, also those that decomposing brings (U+09D7)."""
_MARKS = rf"\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670{_INDIC}\u200c\u200d"
_VOICED = "\u3099\u309a"
_CJK = "\u3040-\u3098\u309b-\u30ff\u3400-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(
    r"['’]s\b"  # a possessive is no word
    r"|(?:[A-Za-z]\.){2,}"  # U.S. is one word
    r"|\d+"
    rf"|[{_CJK}][{_VOICED}{_MARKS}]*"  # written without spaces: each sign is a word
    rf"|[^\W\d_{_CJK}][{_MARKS}]*(?:[^\W\d_{_CJK}][{_MARKS}]*)*"
)
_KEPT = frozenset(
    [
        "us",
        "uk",
        "news",
        "series",
        "arms",
        "talks",
        "always",
        "perhaps",
        "gas",
        "bus",
        "plus",
        "status",
        "corps",
        "kyrgyz",
        "headquarters",
        "pompeos",
        "reuters",
        "laos",
        "honduras",
        "mauritius",
        "cyprus",
        "belarus",
        "maldives",
        "seychelles",
        "athens",
        "paris",
        "texas",
        "brahmos",
        "aukus",
        "cos",
        "coas",
        "atlas",
        "ghazis",
        "kaiser",
        "mirages",
        "lies",
        "ties",
        "goes",
        "does",
        "has",
        "was",
        "is",
        "its",
        "this",
        "his",
        "thus",
        "as",
        "yes",
        "less",
        "ross",
        "moss",
    ]
)
_LETTERS = str.maketrans(
    "ıİłøđßæœيىكهةۃ", "iIlodsaaییکہہہ", "\u200c\u200d"
)  # letters that NFKD leaves, the Arabic forms of Urdu and Persian letters; joiners go
_TWINS = str.maketrans("ıİſ", "iis")
"""Letters that ``re.IGNORECASE`` takes for an English one though their lower case is another."""
_SPOKEN = frozenset(chr(c) for c in range(0x0900, 0x0E80))
"""Indian scripts write vowels as marks: these are letters, not diacritics."""
_BRITISH = {
    "defense": "defence", "center": "centre", "centers": "centre", "program": "programme", "programs": "programme",
    "armored": "armoured", "maneuver": "manoeuvre", "maneuvers": "manoeuvre", "organization": "organisation",
    "organizations": "organisation", "harbor": "harbour", "license": "licence",
}  # fmt: skip
_RUSSIAN_ENDING = re.compile(
    r"(?:ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими))$|(?:ами|ями|ах|ях|ов|ев|ей|ой|ом|ем|ам|ям|[аеийоуыьэюя])$"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text as parallel tuples: each word ``folded`` and as written (``raw``); ``starts`` are offsets in it."""

    folded: tuple[str, ...]
    raw: tuple[str, ...]
    starts: tuple[int, ...]


def lowered(written: str) -> str:
    """What an expression found regardless of case, as the key of a table of English words."""
    return written.translate(_TWINS).lower()


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Lower case, without diacritics; English plurals, Russian endings and U.S. dots are taken off. Digits of every
    script become ASCII ones. Empty for what has nothing but marks."""
    word = word.replace(".", "").translate(_LETTERS)
    if not word.isascii():
        plain = unicodedata.normalize("NFKD", word)
        word = "".join(c for c in plain if not unicodedata.combining(c) or c in _SPOKEN).translate(_LETTERS)
        if word.isdigit():
            return "".join(str(unicodedata.digit(c)) for c in word).lstrip("0") or "0"
    word = _BRITISH.get(word.lower(), word.lower())
    if "\u0400" <= word[:1] <= "\u04ff":
        return _without_russian_endings(word)
    singular = _singular(word) if word.isascii() else word
    return _BRITISH.get(singular, singular)


def _without_russian_endings(word: str) -> str:
    while len(word) > 3 and (shorter := _RUSSIAN_ENDING.sub("", word)) != word and len(shorter) >= 3:
        word = shorter
    return word


def _singular(word: str) -> str:
    if len(word) <= 3 or word in _KEPT or word[-1] != "s" or word[-2] in "su" or word.endswith("is"):
        return word.lstrip("0") or "0" if word.isdigit() else word
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "xes", "sses")) or (len(word) > 5 and word.endswith("oes")):
        return word[:-2]
    return word[:-1]


def words_of(text: str) -> Words:
    """The words of ``text`` in order; marks without a letter are none."""
    folded, raw, starts = [], [], []
    for match in _TOKEN.finditer(text):
        written = match.group()
        if written[0] in "'’" or not (word := fold(written)):
            continue
        folded.append(word)
        raw.append(written)
        starts.append(match.start())
    return Words(tuple(folded), tuple(raw), tuple(starts))


def says(text: str, phrase: str) -> bool:
    """Whether the words of ``phrase`` stand in ``text`` side by side, whatever their case and number; a phrase without
    words stands nowhere."""
    said, wanted = words_of(text).folded, words_of(phrase).folded
    places = range(len(said) - len(wanted) + 1) if wanted else ()
    return any(said[place : place + len(wanted)] == wanted for place in places)
