"""Whose report a text retells: "according to Reuters", "told AFP", "(Xinhua)", a credit line; in several languages. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from facts.rows.patterns import word_table
from store.nouns.words import folded_once, folded_phrase

READ = 1_500
"""Characters of a lead that are read: a credit stands at its beginning or its end."""
COMPARED, SENTENCE, ALIKE = 40, 20, 8
"""Words of a lead that are compared; so many on end are nobody's by chance; a title or lead of fewer than ``ALIKE`` may be."""
SHORTEST = 3
"""Letters of an outlet's name: a shorter one is a word of something else."""


@dataclass(frozen=True)
class PublishedText:
    """A text with who publishes it, and who owns that."""

    title: str
    lead: str
    outlet: str
    owner: str


def origins(texts: Sequence[PublishedText]) -> list[str]:
    """For each text whose word it is: the owner of the outlet, or of the one whose report it retells or prints word for word.
    Two outlets that quote one agency are one voice; outlets of the other texts are quoted by their names too."""
    owners = {folded_phrase(text.outlet): text.owner for text in texts}
    beside = tuple(sorted({text.outlet for text in texts if len(text.outlet) > SHORTEST}))
    quoted = [_quoted_of(text, beside) for text in texts]
    said = [
        owners.get(folded_phrase(name), name) if name else text.owner
        for name, text in zip(quoted, texts, strict=True)
    ]
    printed = [_printed(text) for text in texts]
    first = [
        next((n for n, other in enumerate(printed[:at]) if _is_print_of(one, other)), at)
        for at, one in enumerate(printed)
    ]
    return [one if name else said[at] for one, name, at in zip(said, quoted, first, strict=True)]


def _quoted_of(text: PublishedText, beside: tuple[str, ...]) -> str:
    known = quoted_outlet(text.title, text.lead, text.outlet)
    others = tuple(name for name in beside if folded_phrase(name) != folded_phrase(text.outlet))
    if known or not others:
        return known
    read = f"{text.title} \n {_read(text.lead)}"
    found = (match for pattern in _patterns_of(others) for match in pattern.finditer(read))
    first = min(found, key=lambda match: match.start(), default=None)
    return first["name"] if first else ""


def _printed(text: PublishedText) -> tuple[str, str]:
    """Its title and the beginning of its lead, as they are compared with others word for word."""
    return folded_phrase(text.title), " ".join(folded_once(text.lead[:READ]).split()[:COMPARED])


def _is_print_of(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether both tell it word for word: in their leads, whatever stands above them; in their titles where there is no lead."""
    (title, lead), (other_title, other_lead) = one, other
    shorter, longer = sorted((lead, other_lead), key=len)
    if not shorter:
        return title == other_title and len(title.split()) >= ALIKE
    return len(shorter.split()) >= ALIKE and (shorter in longer or _beginning(shorter) in longer)


def _beginning(lead: str) -> str:
    return " ".join(lead.split()[:SENTENCE])


def chain(outlet: str, quoted: str) -> str:
    """``Reuters, quoted by Dawn``; the outlet alone where it quotes nobody."""
    return f"{quoted}, quoted by {outlet}" if quoted else outlet


def quoted_outlet(title: str, lead: str, own: str = "") -> str:
    """The outlet or agency whose report a text retells, by its usual name; empty if it names none, or itself (``own``).

    Where several are named, the first.
    """
    ours = f" {folded_phrase(own)} "
    text = f"{title} \n {_read(lead)}"
    if not any(name in text for name in _written()):  # most texts name none, and the patterns are slow
        return ""
    found = (match for pattern in _patterns() for match in pattern.finditer(text))
    first = sorted(found, key=lambda match: match.start())
    names = (_names()[match["name"].casefold()] for match in first)
    return next((name for name in names if f" {folded_phrase(name)} " not in ours), "")


def _read(lead: str) -> str:
    return f"{lead[:READ]} {lead[READ:][-READ:]}"


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
    return _patterns_of(_written())


@lru_cache(maxsize=256)
def _patterns_of(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Names are matched as they are written; the words around them in any case."""
    either = f"(?P<name>{'|'.join(map(re.escape, names))})(?![A-Za-z0-9_-])"
    return tuple(re.compile(_pattern(one, either)) for one in _rows()["patterns"])


def _pattern(words: str, either: str) -> str:
    start = r"(?<!\w)" if words[0].isalpha() and words[0].isascii() else ""
    before, _, after = words.replace(" ", r"\s+").partition("NAME")
    return f"{start}(?i:{before}){either}(?i:{after})"


def _rows() -> Mapping[str, list[str]]:
    return word_table("quoting", "facts.names")
