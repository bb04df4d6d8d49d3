"""Words of a text, folded so that spellings of one name meet: "J-10C" = "J10C", "Türkiye" = "turkiye"."""

import re
from dataclasses import dataclass
from functools import lru_cache

from facts.rows.patterns import alternatives, word_table
from store.nouns.words import INDIC, british, plain_letters, singular

_MARKS = rf"\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670{INDIC}\u200c\u200d"
_VOICED = "\u3099\u309a"
_CJK = "\u3040-\u3098\u309b-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46"
"""Chinese, Japanese, Korean and Thai: each sign, or letter with its marks, is matched as a word."""
_TOKEN = re.compile(
    r"['’]s\b"  # a possessive is no word
    r"|(?:[A-Za-z]\.){2,}"  # U.S. is one word
    r"|\b[ACMRS]\$(?=\s?\d)"  # A$10 billion is no A-10, nor C$130 million a C-130
    r"|\d+"
    rf"|[{_CJK}][{_VOICED}{_MARKS}]*"  # written without spaces: each sign is a word
    rf"|[^\W\d_{_CJK}][{_MARKS}]*(?:[^\W\d_{_CJK}][{_MARKS}]*)*"
)
_TWINS = str.maketrans("ıİſ", "iis")
"""Letters that ``re.IGNORECASE`` takes for an English one though their lower case is another."""
_RUSSIAN_ENDING = re.compile(
    rf"(?:ск(?:{alternatives('russian', 'adjectives')}))$|(?:{alternatives('russian', 'nouns')})$"
)


_CHINESE = word_table("traditional")
_SIMPLE = str.maketrans(dict(pair for line in _CHINESE["pairs"] for pair in line.split()))
_TRADITIONAL = re.compile(f"[{''.join(map(chr, _SIMPLE))}]")
_OTHER_SCRIPT = re.compile(rf"[\u3040-\u30ff{_CHINESE['others']}]")


def in_simplified(text: str, beside: str = "") -> str:
    """Traditional Chinese in the simplified signs that the tables are written in, sign for sign. Where the text or what
    stands ``beside`` it is Japanese, both stay."""
    if text.isascii() or not _TRADITIONAL.search(text) or _OTHER_SCRIPT.search(text + beside):
        return text
    return text.translate(_SIMPLE)


def in_plain_korean(text: str) -> str:
    """With another word for a handover where Korean writes that of India: "전차 10대 인도", "인도 완료"."""
    return _HANDED_OVER.sub(_HANDOVER, text) if _INDIA in text else text


_INDIA, _HANDOVER = word_table("names")["korean"]["india"], word_table("names")["korean"]["handover"]
_HANDED_OVER = re.compile(
    rf"(?:(?<=\s){_INDIA}(?={'|'.join(word_table('names')['korean']['behind'])})"
    rf"|(?<=[{''.join(word_table('names')['korean']['before'])}]\s){_INDIA}(?=\W*$))"
)


@dataclass(frozen=True, slots=True)
class Words:
    """A ``text`` as parallel tuples: each word ``folded`` and as written (``raw``); ``starts`` are offsets in it."""

    folded: tuple[str, ...]
    raw: tuple[str, ...]
    starts: tuple[int, ...]
    text: str

    def before(self, at: int) -> str:
        """What stands between a word and the one before it: blanks, marks, or nothing."""
        return self.text[self.starts[at - 1] + len(self.raw[at - 1]) : self.starts[at]] if at else " "


def lowered(written: str) -> str:
    """What an expression found regardless of case, as the key of a table of English words."""
    return written.translate(_TWINS).lower()


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word in plain letters, in British spelling; English plurals, Russian endings, U.S. dots and leading zeros are
    taken off. Empty for what has nothing but marks."""
    word = british(plain_letters(word.replace(".", "")))
    if "\u0400" <= word[:1] <= "\u04ff":
        return _without_russian_endings(word)
    if word.isdigit():
        return word.lstrip("0") or "0"
    return british(singular(word)) if word.isascii() else word.replace(_SARA_AM, "\u0e33")


def forget_folds() -> None:
    """Lets go of the words that were folded so far: of tens of thousands in names few are met in texts."""
    fold.cache_clear()


_SARA_AM = "\u0e4d\u0e32"
"""What Unicode's decomposition makes of the one Thai vowel U+0E33, which is kept as it is written."""


def _without_russian_endings(word: str) -> str:
    while len(word) > 3 and (shorter := _RUSSIAN_ENDING.sub("", word)) != word and len(shorter) >= 3:
        word = shorter
    return word


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
    return Words(tuple(folded), tuple(raw), tuple(starts), text)


def says(text: str, phrase: str) -> bool:
    """Whether the words of ``phrase`` stand in ``text`` side by side, whatever their case and number; a phrase without
    words stands nowhere."""
    said, wanted = words_of(text).folded, words_of(phrase).folded
    places = range(len(said) - len(wanted) + 1) if wanted else ()
    return any(said[place : place + len(wanted)] == wanted for place in places)
