"""Writes what countries are called in other languages: ``python -m benchmarks.countries_abroad``.

The names are CLDR's, through Babel (https://babel.pocoo.org). The bot reads nothing but the table: to look through the data of
fifty languages takes 60 MB and half a second at each start.
"""

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path

from babel import Locale

from facts.names.countries import COUNTRIES
from facts.names.lexicon import LANGUAGES as WITH_COUNTRIES
from facts.names.lexicon import LATIN
from facts.rows.patterns import word_table
from store.nouns.words import folded_phrase

FOLDER = Path(__file__).parent.parent / "facts" / "names"
HEAD = (
    "# Names of countries in other languages, of CLDR (Unicode License v3). "
    "Written by `python -m benchmarks.countries_abroad`.\n"
)
LANGUAGES = (
    "ar", "az", "bn", "cs", "de", "el", "es", "fa", "fr", "he", "hi", "id", "it", "ja", "kk", "ko", "ms", "my", "nl", "ne",
    "pl", "ps", "pt", "ro", "ru", "si", "sr", "sv", "sw", "ta", "th", "tr", "uk", "ur", "uz", "vi", "zh", "zh_Hant",
)  # fmt: skip
"""Of CLDR, by its codes: those that people on this beat are likely to write in."""


def names_of_cldr() -> dict[str, str]:
    """Folded name → country code, in every language; a name that two countries share is none of them."""
    found: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if code in COUNTRIES:
                found.setdefault(folded_phrase(name), set()).add(code)
    return {name: codes.pop() for name, codes in found.items() if name and len(codes) == 1}


def names_in_cldr() -> list[list[str]]:
    """Language, code and name as it is written, of the languages that the lexicon reads."""
    return [
        [language, code, name]
        for language in (*WITH_COUNTRIES, *LATIN)
        for code, name in Locale(language).territories.items()
        if len(code) == 2 and code not in word_table("countries")["not_countries"] and name
    ]


def write(name: str, rows: Iterable[Sequence[str]]) -> None:
    (FOLDER / name).write_text(HEAD + "".join("\t".join(row) + "\n" for row in rows), "utf-8")


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    write("countries_abroad.tsv", sorted((code, name) for name, code in names_of_cldr().items()))
    write("country_names.tsv", names_in_cldr())


if __name__ == "__main__":
    main()
