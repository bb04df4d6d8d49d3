"""The words by which prose refers back (``facts/prose/words.toml``), as expressions."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from facts.rows.patterns import word_table

NUMBERS: dict[str, int] = word_table("words", "facts.prose")["numbers"]


@dataclass(frozen=True, slots=True)
class ReferringWords:
    """``group`` finds "both sides" and "the two navies" (``number``, ``adjective``, ``noun``), ``office`` "the minister",
    ``event`` "the exercise", ``body`` "the army" (each ``noun``); ``title`` a rank or office before a name."""

    group: re.Pattern[str]
    of_states: frozenset[str]
    of_people: frozenset[str]
    office: re.Pattern[str]
    event: re.Pattern[str]
    kinds: dict[str, frozenset[str]]
    body: re.Pattern[str]
    title: re.Pattern[str]


@cache
def referring_words() -> ReferringWords:
    """Raises ``tomllib.TOMLDecodeError`` or ``KeyError`` where the file is none."""
    rows = word_table("words", "facts.prose")
    groups, before = rows["groups"], rows["before"]
    nouns = [*groups["states"], *groups["services"], *groups["people"]]
    kinds: dict[str, set[str]] = {}
    for kind, words in rows["events"].items():
        for word in words:
            kinds.setdefault(word, set()).add(kind)
    return ReferringWords(
        re.compile(
            rf"\b(?:(?P<both>both)(?: of)?(?: the| these)?|(?:{'|'.join(before['groups'])}) (?P<number>{'|'.join(word for word in NUMBERS if word != 'both')})) "
            rf"(?P<adjective>[a-z-]+ )??(?P<noun>{_any(nouns)})\b",
            re.IGNORECASE,
        ),
        frozenset(groups["states"]),
        frozenset(groups["people"]),
        re.compile(rf"\b[Tt]he (?P<adjective>(?:[A-Za-z]+ ){{0,2}}?)(?P<noun>{_any(rows['offices']['words'])})\b(?![-’'])"),
        re.compile(
            rf"\b(?:{'|'.join(before['events'])}) (?P<adjective>(?:(?!(?:{'|'.join(before['no_adjectives'])})\b|(?:{_any(rows['offices']['words'])})\b)[a-z-]+ ){{0,2}}?)(?P<noun>{_any(kinds)})\b",
            re.IGNORECASE,
        ),
        {word: frozenset(found) for word, found in kinds.items()},
        re.compile(rf"\b[Tt]he (?P<noun>{_any(rows['bodies']['words'])})\b(?! (?:of|for)\b)"),
        re.compile(rf"(?:(?<=\s)|^|(?<=[(“\"]))(?:{_any(rows['titles']['words'])})(?=\s)"),
    )  # fmt: skip


def _any(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
