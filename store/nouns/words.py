"""How free text is compared, by whoever judges it and by the database that finds it: the one folding, the one stemmer.

``store/database/index.py`` keeps the stemmed text of what is asked for. A change of what these functions return needs a revision
that fills that table again (``store/migrations/versions/v0029.py`` shows how); tests/store/search/test_phrases.py says so.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

INDIC = "".join(c for c in map(chr, range(0x0900, 0x0E80)) if unicodedata.category(c) in ("Mn", "Mc"))
"""Vowel signs and other marks of the Indian scripts and Thai, also those that decomposing brings (U+09D7)."""
_SPOKEN = frozenset(map(chr, range(0x0900, 0x0E80)))
"""Indian scripts and Thai write vowels as marks: these are letters, not diacritics."""
_JOINERS = "\u200c\u200d"
_ASCII_WORD = re.compile(r"[a-z0-9]+")


@cache
def word_forms() -> Mapping[str, Mapping[str, Any]]:
    """What ``store/nouns/words.toml`` says of letters, spellings, plurals and past forms."""
    return tomllib.loads(files("store.nouns").joinpath("words.toml").read_text(encoding="utf-8"))


_LETTERS = str.maketrans({**word_forms()["letters"], **dict.fromkeys(_JOINERS, "")})


def plain_letters(text: str) -> str:
    """Lower case, by Unicode's compatibility decomposition (NFKD) without diacritics, digits of every script as ASCII
    ones; whatever is no letter stays as it is."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text).lower()
    kept = "".join(c for c in parts if c in _SPOKEN or not unicodedata.combining(c)).translate(_LETTERS)
    return "".join(c if c.isascii() or not c.isdigit() else str(unicodedata.digit(c)) for c in kept)


def ascii_words(text: str) -> list[str]:
    """The words of a text that can be written in ASCII, for readable ids: "Łódź–Türkiye 2" is lodz, turkiye, 2."""
    return _ASCII_WORD.findall(plain_letters(text))


REMEMBERED = 16_384
"""Texts whose folded form is remembered: the same names and statements are compared for every question."""
SPELLINGS: Mapping[str, str] = word_forms()["spellings"]
"""American spelling → British one."""
PASTS: Mapping[str, str] = word_forms()["pasts"]
"""Past forms that no ending shows → their verbs."""
STATEMENTS = 8_192
"""Whole texts whose stems are remembered: every question is compared with the same statements, agreements and names."""
LONGEST = 600
"""Characters of a stem that count: more than any question has, and few enough for an index (of PostgreSQL: 2,700 bytes)."""
PARTED = " | "
"""Between two texts: no word, so that no phrase reaches over it."""
ENGLISH = "english.txt"
"""Stems of English words, one a line; written by ``make concepts``."""
ENGLISH_LETTERS = range(4, 13)
"""Letters of a word that is looked up there."""
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{INDIC}])*")
_OWNER = re.compile(r"(\w)['’]s\b")
_DOTTED = re.compile(r"\b((?:[a-z]\.){2,})")
_KEPT = frozenset(word_forms()["plurals"]["kept"])
_ENDINGS = (("ing", 6), ("ed", 5), ("es", 5), ("s", 4))
"""Each with the letters that a word needs to have it."""


@lru_cache(maxsize=REMEMBERED)
def folded_phrase(text: str) -> str:
    """Words in plain letters and British spelling, parted by one space: ``Türkiye's JF-17`` → ``turkiye jf 17``. Names are
    remembered."""
    return folded_once(text)


def folded_once(text: str) -> str:
    """The same of what is not asked again, as a table is made of ten thousand names: it is not remembered."""
    plain = plain_letters(text)
    if "'" in plain or "’" in plain:
        plain = _OWNER.sub(r"\1", plain).replace("'", "").replace("’", "")
    if "." in plain:
        plain = _DOTTED.sub(lambda found: found.group().replace(".", ""), plain)
    return " ".join(map(british, _WORD.findall(plain)))


def singular(word: str) -> str:
    """An English word without the s of its plural, where it is one; for words in small ASCII letters."""
    if len(word) <= 3 or word in _KEPT or word[-1] != "s" or word[-2] in "su" or word.endswith("is"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    has_vowel = word.endswith(("ches", "shes", "xes", "sses")) or (len(word) > 5 and word.endswith("oes"))
    return word[:-2] if has_vowel else word[:-1]


def british(word: str) -> str:
    """The British spelling of a word in small letters, in whichever number it stands."""
    if word in SPELLINGS:
        return SPELLINGS[word]
    one = SPELLINGS.get(word.removesuffix("s"))
    return f"{one}s" if one else word


@lru_cache(maxsize=REMEMBERED)
def stem(word: str) -> str:
    """A crude English stem of a folded word; it joins "exercises" and "exercise", "supplying" and "supplies", "sold" and
    "sell", "navies" and "navy"."""
    word = singular(PASTS.get(word, word))
    for ending, least in _ENDINGS:
        if word.endswith(ending) and len(word) >= least and not word.endswith("ss"):
            word = _single(word[: -len(ending)])
            break
    if word.endswith("e") and len(word) >= 4:
        return word[:-1]
    return word[:-1] + "i" if word.endswith("y") and len(word) >= 4 else word


def _single(word: str) -> str:
    """Without the doubling that an ending brought: "planned" is of "plan", "selling" of "sell"."""
    doubled = len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeioulsz"
    return word[:-1] if doubled else word


@lru_cache(maxsize=REMEMBERED)
def stemmed_phrase(folded: str) -> str:
    """The stems of a folded name, parted by one space; remembered."""
    return _stemmed(folded)


def _stemmed(folded: str) -> str:
    return " ".join(stem(word)[:LONGEST] for word in folded.split())


def stemmed_text(texts: Iterable[str | None]) -> str:
    """Texts as runs of stems between spaces, to look phrases up in; none reaches from one text into the next."""
    return f" {PARTED.join(_stems(text) for text in texts if text)} "


@lru_cache(maxsize=STATEMENTS)
def is_english_word(word: str) -> bool:
    """Whether a folded word of ``ENGLISH_LETTERS`` is an English one in whatever form: it is then no misspelling of
    another, whether or not any text has it."""
    return len(word) in ENGLISH_LETTERS and f"\n{stem(folded_once(word))}\n".encode() in _english()


@cache
def _english() -> bytes:
    """As one text: it takes a tenth of the memory of a set, and is searched through in a millisecond."""
    return files("store.nouns").joinpath(ENGLISH).read_bytes()


@lru_cache(maxsize=STATEMENTS)
def _stems(text: str) -> str:
    return _stemmed(folded_once(text))


def search_words(of: str) -> list[str]:
    """The words of a text as both databases' full text has them: lower case, without accents, letters and digits only;
    a vowel that is written as a mark parts them, as it does there. Not ``plain_letters``, by which questions go."""
    plain = of.casefold()
    if not of.isascii():
        signs = unicodedata.normalize("NFKD", plain)
        plain = "".join(sign for sign in signs if not unicodedata.combining(sign))
    return _SEARCHED.findall(plain)


def plain_words(texts: Iterable[str]) -> frozenset[str]:
    """The words of texts of which a word may be a misspelling: in plain letters, no number or designation. Of all texts at
    once: one by one they take four times as long."""
    words = search_words(" ".join(texts))
    return frozenset(
        word for word in words if 2 < len(word) <= LONGEST_WORD and word.isascii() and word.isalpha()
    )


_SEARCHED = re.compile(r"[^\W_]+")
LONGEST_WORD = 40
"""Letters of a word that anybody misspells."""
