"""Whether a state is named by a noun, "Ukraine", or by an adjective, "Ukrainian"."""

from functools import cache

from facts.names.countries import COUNTRIES
from facts.names.lexicon import FoundName
from facts.rows.patterns import rows_of_table, word_set, word_table
from facts.scanning.scan import Segment


def is_state_noun(found: FoundName, segment: Segment) -> bool:
    """ "Ukraine", not "Ukrainian"; in other languages what CLDR calls it."""
    words, last = segment.words, found.end - 1
    written = " ".join(words.raw[found.start : found.end])
    printed = segment.text[words.starts[found.start] : words.starts[last] + len(words.raw[last])]
    return (
        found.term.sort != "country"
        or any(
            written.lower() == COUNTRIES[code][0].lower()
            for code in found.term.countries
            if code in COUNTRIES
        )
        or written in _SHORT
        or written in _seats()
        or printed.lower() in _names_abroad()
    )


@cache
def _seats() -> frozenset[str]:
    """Capitals, of which some are also what a language calls the state."""
    return frozenset(
        name.lstrip("=~") for seats in word_table("countries")["seats"].values() for name in seats
    )


@cache
def _names_abroad() -> frozenset[str]:
    return frozenset(name.lower() for _, code, name in rows_of_table("country_names.tsv") if len(code) == 2)


_SHORT = word_set("marked", "short_names", "facts.acting")
