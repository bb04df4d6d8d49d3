"""A name that a text gives and that no entry of the register has, as it would be proposed to a person."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from tomllib import loads
from typing import Literal

from facts.names.text import words_of

_NameSort = Literal["person", "ship", "equipment", "exercise", "pact"]


@dataclass(frozen=True, slots=True)
class UnknownName:
    """``name`` as the text writes it. ``office`` is a person's in one word, or the category of a ship or thing;
    ``country`` (ISO 3166-1 alpha-2) stands only where the text itself puts it beside the name."""

    sort: _NameSort
    name: str
    office: str = ""
    country: str | None = None

    @property
    def key(self) -> str:
        """The same for all spellings in other case and without marks: "person:naveed ashraf"."""
        return f"{self.sort}:{' '.join(words_of(self.name).folded)}"


NamePhrase = tuple[str, ...]
"""Folded words side by side."""


@cache
def listed_phrases(file: str, table: str, key: str = "titles") -> frozenset[NamePhrase]:
    """The phrases of a table of this room, folded as texts are."""
    rows = loads(files("facts.naming").joinpath(file).read_text(encoding="utf-8"))
    return frozenset(words_of(phrase).folded for phrase in rows[table][key])


@cache
def listed_words(file: str, table: str) -> frozenset[str]:
    return frozenset(word for phrase in listed_phrases(file, table) for word in phrase)


@cache
def listed_pairs(file: str, table: str) -> dict[str, object]:
    rows = loads(files("facts.naming").joinpath(file).read_text(encoding="utf-8"))
    return dict(rows[table])
