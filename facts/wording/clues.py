"""Words that show what a question or a sentence is about (``facts/wording/clues.toml``), as expressions. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from facts.rows.patterns import whole_words, word_table


@dataclass(frozen=True)
class Relation:
    """What a question asks of something beside what it is: its purpose, what follows from it, what stands in its way. Where it
    ``begins`` otherwise the words ask for nothing of the kind."""

    name: str
    asks: re.Pattern[str]
    tells: re.Pattern[str]
    begins: re.Pattern[str]

    def is_asked(self, question: str) -> bool:
        return self.begins.match(question.strip()) is not None and self.asks.search(question) is not None


@cache
def clue(name: str) -> re.Pattern[str]:
    """The words of one row, in whatever case, each whole."""
    return whole_words(_rows()[name])


def relation_asked(question: str) -> Relation | None:
    """The relation that is asked for, if one is."""
    return next((one for one in _relations() if one.is_asked(question)), None)


def without_relation(question: str) -> str:
    """The question without the word for the relation, which no text has: "consequences" stands in none of them."""
    relation = relation_asked(question)
    return " ".join(relation.asks.sub(" ", question).split()) if relation else question


@cache
def _relations() -> tuple[Relation, ...]:
    rows = _rows()["relations"].items()
    return tuple(
        Relation(name, whole_words(row["asks"]), whole_words(row["tells"]), _begins(row))
        for name, row in rows
    )


def _begins(row: Mapping[str, Any]) -> re.Pattern[str]:
    return whole_words(row["begins"]) if "begins" in row else re.compile("")


def _rows() -> Mapping[str, Any]:
    return word_table("clues", "facts.wording")
