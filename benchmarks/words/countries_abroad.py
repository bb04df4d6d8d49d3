"""Writes what countries and currencies are called: ``python -m benchmarks.words.countries_abroad``.

The names are CLDR's, through Babel (https://babel.pocoo.org). The bot reads nothing but the table: to look through the data of
fifty languages takes 60 MB and half a second at each start, and one of them alone 6 MB.
"""

import argparse
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from babel import Locale
from babel.numbers import get_currency_name, get_territory_currencies

from benchmarks.words.concepts import inverted
from facts.names.countries import COUNTRIES
from facts.names.lexicon import LANGUAGES as WITH_COUNTRIES
from facts.names.lexicon import LATIN
from facts.names.text import lowered
from facts.rows.patterns import word_table
from store.nouns.words import folded_phrase

FACTS = Path(__file__).parents[2] / "facts"
HEAD = "# Names by CLDR (Unicode License v3). Written by `python -m benchmarks.words.countries_abroad`.\n"
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


def names_in_english() -> list[list[str]]:
    """Code and name of all that has a code, states or not."""
    return [[code, name] for code, name in Locale("en").territories.items() if len(code) == 2]


OF_CURRENCIES = ("en", "zh", "ur", "hi", "ru", "tr", "bn")
"""Languages whose full names of currencies are known."""
TODAY = date(2026, 11, 30)
"""Currencies that were money then."""
COUNTS = (1, 2, 5)
"""A name takes other forms behind one, two and five."""


def names_of_currencies() -> list[list[str]]:
    """Names of today's currencies in full ("turkish lira") with their codes; a name of one word may be several currencies'.
    Of two that share a name the last has it."""
    territories = Locale("en").territories
    today = {
        code for place in territories for code in get_territory_currencies(str(place), TODAY, tender=True)
    }
    named: dict[str, str] = {}
    for code in sorted(today):
        for language in OF_CURRENCIES:
            for count in COUNTS:
                name = get_currency_name(code, count, locale=language).strip()
                if " " in name or not name.isascii():
                    named[lowered(name)] = code
    return [[name, code] for name, code in named.items()]


SHARED = frozenset({"Нігері", "Гуам"})
"""What a language calls two states in one case or another."""
ENDINGS = {
    "uk": re.compile(r"(?!.*[сц]ьк(?:ая|еє|ії|ую|ім)$)"),
    "pl": re.compile(r"(?!.*[scz]k[ou]$)(?!.*(?:j|ach|om)$)"),
    "ro": re.compile(r"(?!.*(?:ule|o|u)$)"),
}
"""Forms that are none of these are old, or what nobody says of a state."""
NO_SINGULAR = 3
"""Letters that a form may be shorter than the name: what is shorter is another word."""
OTHERS = ("en", "es", "fr", "de", "it", "pt", "id", "nl", "sv", "tr", "pl", "ro")
"""Languages whose words of plain letters are no state's: "germane" is Romanian for German, and English."""


def forms_in_cases() -> list[list[str]]:
    """Language, code and form, as written, of what states and their people are called in languages that have cases: of names
    by CLDR, of adjectives by ``benchmarks/words/countries_abroad.toml``."""
    adjectives = tomllib.loads(FILE.read_text(encoding="utf-8"))
    rows = {
        (language, code, form)
        for language, of in (_CASES | adjectives).items()
        for code, words in [*of.items(), *_of_cldr(language)]
        for word in words
        for form in _forms(word, language)
    }
    states: dict[str, set[str]] = {}
    for _, code, form in rows:
        states.setdefault(form, set()).add(code)
    alone = (row for row in rows if len(states[row[2]]) == 1 and row[2] not in SHARED)
    return sorted([*row] for row in alone if not _is_a_word(row[2], row[0]))


FILE = Path(__file__).with_suffix(".toml")
_CASES: dict[str, dict[str, list[str]]] = {"de": {}, "sv": {}, "nb": {}}
"""Languages whose adjectives are known already, and whose names have a genitive."""


def _of_cldr(language: str) -> Iterator[tuple[str, list[str]]]:
    for code, name in Locale(language).territories.items():
        if (
            code in word_table("countries")["names"].keys() - word_table("territories")["of"]
            and name.isalpha()
        ):
            yield code, [name]


def _forms(word: str, language: str) -> Iterator[str]:
    if " " in word or word.isupper():
        yield word
        return
    yield from _as_written(word, word, language)
    endings = ENDINGS.get(language)
    for form in inverted(language).get(word, ()):
        if len(form) >= len(word) - NO_SINGULAR and form.isalpha() and (not endings or endings.match(form)):
            yield from _as_written(form, word, language)


def _as_written(form: str, word: str, language: str) -> Iterator[str]:
    """An adjective is written small, or begins a headline; a name that is a word when it is written small is none at the
    beginning of a sentence either."""
    if not word[0].isupper():
        yield form
    if not word[0].isupper() or _lemmas_of(language).get(form.lower(), word.lower()) == word.lower():
        yield form.capitalize()


def _is_a_word(form: str, language: str) -> bool:
    return form.isascii() and any(
        form.lower() in words or form in words
        for other in OTHERS
        if other != language
        for words in [_words_of(other)]
    )


@cache
def _lemmas_of(language: str) -> dict[str, str]:
    """Form → lemma, of words that are written small."""
    lemmas = {form: lemma for lemma, forms in inverted(language).items() for form in forms}
    return {form: lemma for form, lemma in lemmas.items() if form.islower() and lemma.islower()}


@cache
def _words_of(language: str) -> frozenset[str]:
    return frozenset(form for forms in inverted(language).values() for form in forms)


def write(name: str, rows: Iterable[Sequence[str]], folder: str = "names") -> None:
    (FACTS / folder / name).write_text(HEAD + "".join("\t".join(row) + "\n" for row in rows), "utf-8")


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    write("countries_abroad.tsv", sorted((code, name) for name, code in names_of_cldr().items()))
    write("country_names.tsv", names_in_cldr())
    write("english_names.tsv", names_in_english())
    write("currency_names.tsv", names_of_currencies(), "figures")
    write("country_forms.tsv", forms_in_cases())


if __name__ == "__main__":
    main()
