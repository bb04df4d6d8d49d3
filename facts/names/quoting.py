"""Whose report a text retells: "according to Reuters", "told AFP", "(Xinhua)", a credit line; in several languages. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from facts.rows.patterns import word_table
from store.nouns.words import folded_phrase

READ = 1_500
"""Characters of a lead that are read: a credit stands at its beginning or its end."""


@dataclass(frozen=True)
class PublishedText:
    """A text with who publishes it, and who owns that."""

    title: str
    lead: str
    outlet: str
    owner: str


def origins(texts: Sequence[PublishedText]) -> list[str]:
    """For each text whose word it is: the owner of the outlet, or of the one whose report it retells. Two outlets that
    quote one agency are one voice."""
    owners = {folded_phrase(text.outlet): text.owner for text in texts}
    quoted = [quoted_outlet(text.title, text.lead, text.outlet) for text in texts]
    return [
        owners.get(folded_phrase(name), name) if name else text.owner
        for name, text in zip(quoted, texts, strict=True)
    ]


def chain(outlet: str, quoted: str) -> str:
    """``Reuters, quoted by Dawn``; the outlet alone where it quotes nobody."""
    return f"{quoted}, quoted by {outlet}" if quoted else outlet


def quoted_outlet(title: str, lead: str, own: str = "") -> str:
    """The outlet or agency whose report a text retells, by its usual name; empty if it names none, or itself (``own``).

    Where several are named, the first.
    """
    ours = f" {folded_phrase(own)} "
    text = f"{title} \n {lead[:READ]} {lead[READ:][-READ:]}"
    if not any(name in text for name in _written()):  # most texts name none, and the patterns are slow
        return ""
    found = (match for pattern in _patterns() for match in pattern.finditer(text))
    first = sorted(found, key=lambda match: match.start())
    names = (_names()[match["name"].casefold()] for match in first)
    return next((name for name in names if f" {folded_phrase(name)} " not in ours), "")


@cache
def _names() -> dict[str, str]:
    """Every way to write an outlet, case folded, and its usual name."""
    rows = [row.split("|") for row in _rows()["outlets"]]
    return {name.casefold(): row[0] for row in rows for name in row}


@cache
def _written() -> tuple[str, ...]:
    """Every way to write an outlet, the longest first."""
    names = {name for row in _rows()["outlets"] for name in row.split("|")}
    return tuple(sorted(names, key=len, reverse=True))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Names are matched as they are written; the words around them in any case."""
    either = f"(?P<name>{'|'.join(map(re.escape, _written()))})(?![A-Za-z0-9_-])"
    return tuple(re.compile(_pattern(one, either)) for one in _rows()["patterns"])


def _pattern(words: str, either: str) -> str:
    start = r"(?<!\w)" if words[0].isalpha() and words[0].isascii() else ""
    before, _, after = words.replace(" ", r"\s+").partition("NAME")
    return f"{start}(?i:{before}){either}(?i:{after})"


def _rows() -> Mapping[str, list[str]]:
    return word_table("quoting", "facts.names")
