"""Names with what a language writes together with them: "and Pakistan" is one word in Arabic, "Pakistan's" in Bangla,
"China and Pakistan" two signs in Chinese."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from facts.names.text import Words

ARTICLE = "ال"
_CLITICS = ("و", "ب", "ل")
"""And, with, to."""
_ADJECTIVES = ("ي", "ية")
"""Of a state: Algerian, of a man and of a woman (a navy)."""
_ARABIC = re.compile(r"[\u0621-\u064a ]+")
"""Letters of Arabic itself: Urdu and Persian have others, and no such words."""
_SIGNS = "joined_states.toml"
_BANGLA = re.compile(r"[\u0980-\u09ff ]+")
_CASES = ("কে", "র", "ের", "তে", "ে", "য়")
"""Object, possession and place."""


def joined_forms(name: str) -> Iterator[str]:
    """A name, and the forms in which it stands where words are joined to it; none for other scripts."""
    yield name
    if _ARABIC.fullmatch(name):
        yield from with_clitics(name)
        if name.endswith(_ADJECTIVES) and not name.startswith(ARTICLE):
            yield from (ARTICLE + name, *with_clitics(ARTICLE + name))
    elif _BANGLA.fullmatch(name):
        yield from (name + case for case in _CASES)


def with_clitics(word: str) -> Iterator[str]:
    """An Arabic word or phrase behind each clitic; the article loses its first letter behind "to"."""
    for clitic in _CLITICS:
        form = clitic + word
        yield form.replace("لال", "لل", 1) if form.startswith("لال") else form


@cache
def states_by_sign() -> dict[str, tuple[str, ...]]:
    """Signs side by side → country codes: 中巴 → CN, PK."""
    return {signs: tuple(codes) for signs, codes in _rows(_SIGNS)["states"].items()}


@cache
def seas() -> tuple[str, ...]:
    """Seas, gulfs and straits that are named after a state."""
    return tuple(_rows("seas.toml")["list"])


def stands_for_sea(words: Words, end: int) -> bool:
    """Whether no word goes on where the name ends: 日本海 is a sea, 日本海军 Japan's navy."""
    return end >= len(words.raw) or words.raw[end] not in _rows("seas.toml")["services"]


def stands_for_states(words: Words, start: int, end: int) -> bool:
    """Whether the signs of states stand side by side in one run, are no end of a word (其中: among them) and begin none
    (中美国防 speaks of two states, 其中美国 of one). In Korean a word begins with them."""
    offsets, raw = words.starts, words.raw
    if offsets[end - 1] - offsets[start] != end - 1 - start:
        return False
    is_joined = start > 0 and offsets[start - 1] + len(raw[start - 1]) == offsets[start]
    before = raw[start - 1][-1] if is_joined else " "
    if before in _rows(_SIGNS)["behind"].get(raw[start], "") or (
        _is_hangul(before) and _is_hangul(raw[start])
    ):
        return False
    after = "".join(raw[end - 1 : end + 2])
    return after[1:] == _DEFENCE or not after.startswith(_words_of_signs())


_DEFENCE = "国防"
"""Its first sign ends the name of a state as well."""


def _is_hangul(sign: str) -> bool:
    return "\uac00" <= sign <= "\ud7af"


@cache
def _words_of_signs() -> tuple[str, ...]:
    return tuple(_rows(_SIGNS)["words"]["list"])


@cache
def _rows(name: str) -> dict[str, Any]:
    return tomllib.loads(files("facts.rows").joinpath(name).read_text(encoding="utf-8"))
