"""Two questions in one text, and one question about two at once, taken apart. Pure; the
words are rows of ``facts/wording/parts.toml``."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from facts.rows.patterns import word_table
from store.nouns.words import folded_phrase

MOST_PARTS = 3
SIDES = 2
LONGEST = 4
"""Words of a name."""


def asked_apart(question: str) -> tuple[str, ...]:
    """The questions that a text asks one after the other; the text alone, where it asks one."""
    between = _BETWEEN_COMMAS if _BEGINS_ASKING.match(question) else _BETWEEN
    parts = [part.strip(" ,.?") for part in between.split(question) if part.strip(" ,.?")]
    if not 1 < len(parts) <= MOST_PARTS or any(len(part.split()) < 1 for part in parts):
        return (question,)
    if len(parts[0].split()) < 2:
        return (question,)
    head = re.split(r"\s+of\s+", parts[0])[0]
    return tuple(
        f"{head} {part}" if at and part.casefold().startswith("of ") else part
        for at, part in enumerate(parts)
    )


def refers_back(part: str) -> re.Match[str] | None:
    """The word of a later question that stands for somebody or something of the first one: "he", "it"."""
    return _PRONOUN.search(part)


def is_bare(part: str) -> bool:
    """Whether a later question is nothing but what is asked of the first one: "and why", "since when"."""
    return all(word in _BARE for word in folded_phrase(part).split())


def without_asking(question: str) -> str:
    """A question without the words at its beginning that ask: "did India withdraw" as "India withdraw"."""
    return _BEGINNING.sub("", question)


def asked_of_two(question: str, is_named: Callable[[str], bool]) -> tuple[str, ...]:
    """The same question about each of two that it joins: "exports of Italy and of Turkey". ``is_named`` knows folded names.
    Nothing where it asks for what is between the two, or joins none."""
    for found in _AND.finditer(question):
        before, after = question[: found.start()], question[found.end() :]
        if _TOGETHER.search(before):
            return ()
        one = next((run for run in _ends(before) if is_named(folded_phrase(run))), "")
        other = next((run for run in _beginnings(after) if is_named(folded_phrase(run))), "")
        if one and other:
            return f"{before}{after[len(other) :]}", f"{before[: -len(one)]}{after}"
    return ()


def asked_of_it(part: str) -> str:
    """What a later question asks of the event that answers the first one: a row of ``of_it``; empty where it is something else."""
    return next((name for name, pattern in _OF_IT.items() if pattern.match(part.strip(" ?.!,"))), "")


def asks_for_handing_over(part: str) -> bool:
    """Whether it asks when a thing comes, rather than when it was ordered."""
    return _HANDED.search(part) is not None


@dataclass(frozen=True)
class Pair:
    """Two of which a question asks which came first, or that it sets side by side."""

    one: str
    other: str


def order_asked(question: str) -> Pair | None:
    """The two of which a question asks which came first or last: "which is older, A or B", "was A before B"."""
    plain = _EITHER_WAY.sub(r"\1", question.strip(" ?.!"))
    if _AMOUNT.search(plain):
        return None
    if (found := _BEFORE.fullmatch(plain)) and not _TIME.search(found["other"]):
        return Pair(found["one"], found["other"])
    ordered = _ORDERED.fullmatch(plain) or _ORDERED_LAST.fullmatch(plain)
    return _pair(ordered["pair"], _OR) if ordered else None


@dataclass(frozen=True)
class Stretch(Pair):
    """Two between which a question asks how long it was; ``base`` is what it says of both."""

    base: str = ""


def stretch_asked(question: str) -> Stretch | None:
    """The two between which a question asks how long it was: "how long from talks to order"."""
    plain = question.strip(" ?.!")
    found = next((found for one in _STRETCHES if (found := one.fullmatch(plain))), None)
    if found is None or any(_YEAR.search(found[side]) for side in ("one", "other")):
        return None
    return Stretch(found["one"].strip(" ,"), found["other"].strip(" ,"), found.groupdict().get("base") or "")


def beside_asked(question: str) -> Pair | None:
    """The two that a question compares: "compare A and B", "the difference between A and B"."""
    found = _COMPARED.fullmatch(question.strip(" ?.!"))
    return _pair(found["pair"], _AND_OR) if found else None


def _pair(text: str, between: re.Pattern[str]) -> Pair | None:
    sides = [side.strip(" ,:") for side in between.split(text)]
    return Pair(*sides) if len(sides) == SIDES and all(sides) else None


def _ends(text: str) -> Iterator[str]:
    words = list(re.finditer(r"\S+", text.rstrip()))
    yield from (text[words[-count].start() :] for count in range(min(LONGEST, len(words)), 0, -1))


def _beginnings(text: str) -> Iterator[str]:
    words = list(re.finditer(r"[^\s,.?!]+", text))
    yield from (text[: words[count - 1].end()] for count in range(min(LONGEST, len(words)), 0, -1))


@cache
def _rows() -> Mapping[str, Any]:
    return word_table("parts", "facts.wording")


def _either(name: str) -> str:
    return "|".join(re.escape(word) for word in _rows()[name])


_ASKING = (
    rf"(?:(?:{_either('prepositions')})\s+)?(?:{_either('asking')})\b"
    rf"|(?:{_either('whether')})\s+(?:{_either('subjects')})\b"
)
_BETWEEN = re.compile(
    rf"\s*\?+\s+|\s*;\s+|\s*,?\s+(?:and|but)\s+(?:also\s+)?(?={_ASKING})|,\s+and\s+(?=of\s)", re.IGNORECASE
)
_BETWEEN_COMMAS = re.compile(
    rf"{_BETWEEN.pattern}|\s*,\s+(?=(?:(?:{_either('prepositions')})\s+)?(?:{'|'.join(_rows()['behind_commas'])})\b)",
    re.IGNORECASE,
)
_BEGINS_ASKING = re.compile(rf"\s*(?:{_either('asking')}|{_either('whether')})\b", re.IGNORECASE)
_AND = re.compile(rf"\s+(?:and|or)\s+(?:(?:{_either('prepositions')})\s+)?(?:the\s+)?", re.IGNORECASE)
_TOGETHER = re.compile(rf"\b(?:{_either('together')})\b", re.IGNORECASE)
_PRONOUN = re.compile(rf"\b(?:{_either('pronouns')})\b", re.IGNORECASE)
_BEGINNING = re.compile(rf"^\s*(?:(?:{_ASKING}|(?:{_either('whether')})\b)\s*)+", re.IGNORECASE)
_BARE = frozenset(_rows()["bare"])


def _of_pairs(name: str) -> re.Pattern[str]:
    rows = _rows()["pairs"]
    return re.compile(rows[name].replace("<which>", rows["which"]), re.IGNORECASE)


def _of_it(name: str) -> re.Pattern[str]:
    rows = _rows()["of_it"]
    words = "|".join(rows[name])
    for row in ("plain", "handed"):
        words = words.replace(f"<{row}>", rf"\b(?:{'|'.join(rows[row])})\b")
    return re.compile(rf"(?:{words})(?!\w)", re.IGNORECASE)


_OF_IT = {name: _of_it(name) for name in ("price", "length", "number", "when", "where", "why", "matter")}
_HANDED = re.compile(rf"\b(?:{'|'.join(_rows()['of_it']['handed'])})\b", re.IGNORECASE)
_OR, _AND_OR = _of_pairs("or"), _of_pairs("and_or")
_ORDERED, _ORDERED_LAST, _BEFORE = _of_pairs("ordered"), _of_pairs("ordered_last"), _of_pairs("before")
_TIME, _COMPARED, _AMOUNT = _of_pairs("time"), _of_pairs("compared"), _of_pairs("amount")
_EITHER_WAY = re.compile(r"\b(before|after)\s+or\s+(?:before|after)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_STRETCHES = tuple(map(_of_pairs, ("between", "lasting", "lasting_last", "afterwards")))
