"""Countries by the names that their own people, and those of other languages, give them; and by their flags."""

from functools import cache

from babel import Locale

from facts.names.countries import COUNTRIES
from store.nouns.words import folded_phrase

LANGUAGES = (
    "ar", "az", "bn", "cs", "de", "el", "es", "fa", "fr", "he", "hi", "id", "it", "ja", "kk", "ko", "ms", "my", "nl", "ne",
    "pl", "ps", "pt", "ro", "ru", "si", "sr", "sv", "sw", "ta", "th", "tr", "uk", "ur", "uz", "vi", "zh", "zh_Hant",
)  # fmt: skip
"""Of CLDR, by its codes: those that people on this beat are likely to write in."""
FIRST_LETTER = 0x1F1E6
"""Regional indicator symbol letter A: two of them are a flag (Unicode Technical Standard 51, "Flags")."""


@cache
def names_abroad() -> dict[str, str]:
    """Folded name → country code, in every language; a name that two countries share is none of them."""
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in COUNTRIES:
                found.setdefault(folded_phrase(name), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if name and len(codes) == 1}


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
