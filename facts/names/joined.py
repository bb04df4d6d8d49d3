"""Names with what a language writes together with them: "and Pakistan" is one word in Arabic, "Pakistan's" in Bangla,
"China and Pakistan" two signs in Chinese."""

import re
from collections.abc import Iterator
from functools import cache

from facts.names.text import Words
from facts.rows.patterns import word_table

ARTICLE = "ال"
_CLITICS = ("و", "ب", "ل")
"""And, with, to."""
_ADJECTIVES = ("ي", "ية")
"""Of a state: Algerian, of a man and of a woman (a navy)."""
_ARABIC = re.compile(r"[\u0621-\u064a ]+")
"""Letters of Arabic itself: Urdu and Persian have others, and no such words."""
_SIGNS = "joined_states"
BETWEEN = ("", "、", "·", "・", "‧", "-", "–", "/")
"""What may stand between the signs of two states."""
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
    return {signs: tuple(codes) for signs, codes in word_table(_SIGNS)["states"].items()}


@cache
def seas() -> tuple[str, ...]:
    """Seas, gulfs and straits that are named after a state."""
    return tuple(word_table("seas")["list"])


def stands_for_sea(words: Words, end: int) -> bool:
    """Whether no word goes on where the name ends: 日本海 is a sea, 日本海军 Japan's navy."""
    return end >= len(words.raw) or words.raw[end] not in word_table("seas")["services"]


def stands_for_states(words: Words, start: int, end: int) -> bool:
    """Whether the signs of states stand side by side, or with a mark between them (中、俄), are no end of a word (其中: among
    them) and begin none (中美国防 speaks of two states, 其中美国 of one). In Korean a word begins with them."""
    raw = words.raw
    if any(words.before(at) not in BETWEEN for at in range(start + 1, end)):
        return False
    before = " " if words.before(start) else raw[start - 1][-1]
    if before in word_table(_SIGNS)["behind"].get(raw[start], "") or (
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
    return tuple(word_table(_SIGNS)["words"]["list"])
