"""Countries as questions name them: ISO 3166-1 alpha-2 code → usual short name, other names, adjectives, seat of government."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from facts.rows.patterns import rows_of_table, word_table

USUAL = {"TR": "Turkey"}
"""Where the sources' usual name is not the one of CLDR."""


IN_ENGLISH: dict[str, str] = dict(rows_of_table("english_names.tsv"))
"""What CLDR calls a territory, or an alliance that has a code."""


def _named() -> dict[str, tuple[str, ...]]:
    """CLDR's English names with what ``facts/rows/countries.toml`` adds; of the seats only the first,
    because the others are also places of their own."""
    rows = word_table("countries")
    added = {code: [*names, *rows["seats"][code][:1]] for code, names in rows["names"].items()}
    english = {code: name.split("(")[0].strip() for code, name in IN_ENGLISH.items()}
    return {
        code: tuple(dict.fromkeys(_plain([USUAL.get(code, name), name, *added.get(code, [])])))
        for code, name in sorted(english.items(), key=lambda row: USUAL.get(row[0], row[1]))
        if len(code) == 2 and code not in rows["not_countries"]
    }


def _plain(names: list[str]) -> list[str]:
    """Without the marks of running text, and without administrations: they are named after persons."""
    bare = [name.lstrip("=~").strip() for name in names]
    return [name for name in bare if name and not name.endswith(" administration")]


COUNTRIES = _named()
"""The first word of a row is the country's usual short name; rows are in its order."""


def country_name(code: str) -> str:
    """The usual short name of a country, or the code itself where no row is kept for it."""
    return COUNTRIES[code][0] if code in COUNTRIES else code


def in_sentence(name: str) -> str:
    """A country's name as it stands within a sentence: "the United States"."""
    return f"the {name}" if name in word_table("countries")["articled"] else name


@cache
def waters() -> tuple[str, ...]:
    """Seas, gulfs, straits and coasts whose names hold that of a state."""
    rows = word_table("countries")
    words = frozenset(rows["water_words"])
    return tuple(name for name in rows["decoys"] if words & set(name.split()))


@dataclass(frozen=True)
class Region:
    """A part of the world with the words that ask for it, folded, and its states (ISO 3166-1 alpha-2)."""

    name: str
    words: tuple[str, ...]
    states: tuple[str, ...]


@cache
def regions() -> Mapping[str, Region]:
    """Every region by each of its words."""
    rows = word_table("regions").values()
    found = (Region(row["name"], tuple(row["words"]), tuple(row["states"])) for row in rows)
    return {word: region for region in found for word in region.words}
