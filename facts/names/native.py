"""Countries by the names that their own people, and those of other languages, give them; and by their flags."""

from collections import Counter
from functools import cache
from sys import intern

from facts.names.countries import COUNTRIES
from facts.names.phrases import country_phrases
from facts.rows.patterns import rows_of_table, word_table
from store.nouns.words import folded_once

FIRST_LETTER = 0x1F1E6
"""Regional indicator symbol letter A: two of them are a flag (Unicode Technical Standard 51, "Flags")."""


@cache
def names_abroad() -> dict[str, str]:
    """Folded name → country code, in every language; a name that two countries share is none of them."""
    return {name: intern(code) for code, name in rows_of_table("countries_abroad.tsv")}


@cache
def states_spoken_of() -> dict[str, str]:
    """Folded name, adjective or seat → country code, in every language; what two states share is none of them."""
    spelled = word_table("demonyms")["names"]
    pairs = {(folded_once(word), code) for code, words in spelled.items() for word in words}
    shared = Counter(word for word, _ in pairs)
    adjectives = {word: code for word, code in pairs if word and shared[word] == 1}
    return adjectives | names_abroad() | country_phrases()


def flags_as_names(text: str) -> str:
    """The text with a country's name in place of each flag; another pair of letters stays as it is."""
    out, at = "", 0
    while at < len(text):
        code = _letters(text[at : at + 2])
        out += f" {COUNTRIES[code][0]} " if code in COUNTRIES else text[at]
        at += 2 if code in COUNTRIES else 1
    return out


def _letters(pair: str) -> str:
    numbers = [ord(sign) - FIRST_LETTER for sign in pair]
    return "".join(chr(ord("A") + number) for number in numbers if 0 <= number < 26) if len(pair) == 2 else ""
