"""The one folding of letters: what is the same letter, however it is written. Everything that is compared goes by it."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
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
