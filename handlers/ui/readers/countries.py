"""Reads the countries that a person names: by name, code, flag, native name or misspelling, one or several."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from facts.asking.nearness import is_near
from facts.names.countries import COUNTRIES, country_name
from facts.names.native import flags_as_names, names_abroad
from facts.names.phrases import country_phrases
from handlers.ui.options import NotUnderstoodError
from store.nouns.words import folded_phrase

PARTS = re.compile(r"\s*(?:[,;/&+|،、，]|\band\b|\bwith\b|\bvs\b)\s*", re.IGNORECASE)
SHOWN = 5


def read_countries(text: str) -> list[str]:
    """The codes (ISO 3166-1 alpha-2) in the order in which they are named.

    Raises NotUnderstoodError where a part names none, with those that are spelt nearly so.
    """
    codes = [code for part in PARTS.split(flags_as_names(text)) if part.strip() for code in _part(part)]
    return list(dict.fromkeys(codes))


def _part(text: str) -> list[str]:
    """One name, else several names side by side, else one that is nearly spelt so."""
    if (upper := text.strip().upper()) in COUNTRIES:
        return [upper]
    asked = folded_phrase(text)
    if (code := country_names().get(asked)) is not None:
        return [code]
    if several := list(_side_by_side(asked.split())):
        return several
    near = sorted({code for name, code in country_names().items() if is_near(asked, name)})
    if len(near) == 1:
        return near
    listed = " Did you mean " + " or ".join(country_name(code) for code in near[:SHOWN]) + "?" if near else ""
    raise NotUnderstoodError(f"No country goes by “{text.strip()}”.{listed}")


def _side_by_side(words: list[str]) -> Iterator[str]:
    """Names with blanks between them: all words have to be names, the longest first."""
    codes, at, names = [], 0, country_names()
    while at < len(words):
        ends = range(len(words), at, -1)
        end = next((end for end in ends if " ".join(words[at:end]) in names), None)
        if end is None:
            return
        codes.append(names[" ".join(words[at:end])])
        at = end
    yield from codes


@cache
def country_names() -> Mapping[str, str]:
    """Folded name, in whatever language → code; the English names come first."""
    return names_abroad() | country_phrases()
