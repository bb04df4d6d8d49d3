"""How many take part: what a question counts or limits ("how many troops", "with more than 30 aircraft"), and the numbers that a
sentence has of it. Pure; the words are rows of ``facts/sifting/strengths.toml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from facts.figures.numbers import CARDINALS
from facts.figures.ordinals import ordinals_in
from facts.names.text import words_of
from facts.rows.patterns import word_table
from store.nouns.words import stem

NEAR = 4
"""Words behind an ordinal among which its noun stands."""


@dataclass(frozen=True)
class Strength:
    """What is counted, by the names of its groups and as it is ``typed``, and the question without that."""

    groups: tuple[str, ...]
    rest: str
    typed: tuple[str, ...] = ()


@dataclass(frozen=True)
class StrengthLimit:
    """A question for what has more or fewer of a group; with neither limit for what has most of it, or least."""

    group: str
    rest: str
    least: int | None = None
    most: int | None = None
    is_smallest: bool = False
    told: str = ""
    """The limit as it is told: "more than 30 aircraft"."""

    @property
    def is_rank(self) -> bool:
        return self.least is None and self.most is None

    def holds(self, count: int) -> bool:
        """Whether a number lies between the limits, which are included."""
        return (self.least is None or count >= self.least) and (self.most is None or count <= self.most)


def strengths_asked(question: str) -> Strength | None:
    """What a question counts of those who take part in something; None where it counts nothing of the kind."""
    found = _asked().search(question)
    if found is None:
        return None
    typed = {_group_of(found[place]): found[place] for place in ("three", "two", "one") if found[place]}
    rest = f"{question[: found.start()]} {found['whose'] or ''} {question[found.end() :]}"
    if not typed.keys() <= set(_rows()["part"]["groups"]):
        return None
    return Strength(tuple(reversed(typed)), _plain(rest), tuple(reversed(typed.values())))


def strength_limit(question: str) -> StrengthLimit | None:
    """The limit that a question sets to a number of those who take part, or the group by which it ranks; None where neither."""
    for side in ("above", "from", "below", "until", "or_more", "or_less", "plus"):
        if found := _limits()[side].search(question):
            return _limited(
                side, _value(found["number"]), _group_of(found["group"]), _without(question, found)
            )
    return _ranked(question)


def _limited(side: str, number: int, group: str, rest: str) -> StrengthLimit:
    said = f"{number:,} {group_name(group)}"
    match side:
        case "above":
            return StrengthLimit(group, rest, number + 1, told=f"more than {said}")
        case "below":
            return StrengthLimit(group, rest, most=number - 1, told=f"fewer than {said}")
        case "until" | "or_less":
            return StrengthLimit(group, rest, most=number, told=f"{said} or fewer")
        case _:
            return StrengthLimit(group, rest, number, told=f"{said} or more")


def _ranked(question: str) -> StrengthLimit | None:
    for name in ("ranked", "ranked_by"):
        if found := _limits()[name].search(question):
            is_least = re.fullmatch(_either("least"), found["end"], re.IGNORECASE) is not None
            what = found.groupdict().get("what") or ""
            rest = f"{question[: found.start()]} {what} {question[found.end() :]}"
            return StrengthLimit(_group_of(found["group"]), _plain(rest), is_smallest=is_least)
    return None


def counts_in(sentence: str, group: str) -> list[int]:
    """The numbers that a sentence has of a group, in their order; of "12 of 42" the first one, and none of another time."""
    if _earlier().search(sentence):
        return []
    found = (
        one for one in _counts(group).finditer(sentence) if not _is_told_apart(sentence[: one.start()], group)
    )
    return [_value(one["number"]) + bool(one["more"]) for one in found]


def has_count(sentence: str, group: str) -> bool:
    """Whether a sentence has a number of a group, of whatever time."""
    found = _counts(group).finditer(sentence)
    return any(not _is_told_apart(sentence[: one.start()], group) for one in found)


def _is_told_apart(before: str, group: str) -> bool:
    """Whether the words before a number make it one which is meant ("the fourth of five"), or those that were named ("the two
    countries")."""
    return bool(_which_of().search(before)) or (group == "states" and bool(_the_two().search(before)))


def tells_earlier(sentence: str) -> bool:
    """Whether a sentence sets something beside an earlier time."""
    return _earlier().search(sentence) is not None


def asks_for_all(question: str) -> bool:
    """Whether all of a thing that somebody has are asked for, rather than those of one delivery."""
    return _within("all_asked").search(question) is not None


def asks_until_now(question: str) -> bool:
    """Whether those of a series until now are counted: "how many patrols so far"."""
    return _within("until_now").search(question) is not None


def ordinal_of(sentence: str, noun: str) -> bool:
    """Whether a sentence says which one it is: "the eleventh joint patrol" of "patrols"."""
    words = words_of(sentence)
    wanted = stem(noun.casefold())
    near = (
        words.raw[one.end : one.end + NEAR] for one in ordinals_in(sentence, words) if (one.value or 0) > 1
    )
    return any(stem(word.casefold()) == wanted for run in near for word in run)


def tells_all(sentence: str) -> bool:
    """Whether a sentence tells how many there are in all."""
    return _within("all_told").search(sentence) is not None


def group_name(group: str) -> str:
    """What a group is called in an answer."""
    return str(_rows()["told"][group])


def groups() -> tuple[str, ...]:
    """All names of groups."""
    return tuple(_rows()["groups"])


def part_groups() -> tuple[str, ...]:
    """The names of the groups that take part in something, rather than are given."""
    return tuple(_rows()["part"]["groups"])


def _group_of(word: str) -> str:
    return next(
        str(name)
        for name, words in _rows()["groups"].items()
        if re.fullmatch("|".join(words), word, re.IGNORECASE)
    )


def _value(written: str) -> int:
    plain = written.casefold().replace(",", "")
    return int(plain) if plain.isdigit() else int(CARDINALS.get(plain, 0))


def _without(question: str, found: re.Match[str]) -> str:
    return _plain(f"{question[: found.start()]} {question[found.end() :]}")


def _plain(rest: str) -> str:
    """Without the words for taking part, and without what then stands at its ends."""
    rest = " ".join(re.sub(rf"\b(?:{_either('part')})\b", " ", rest, flags=re.IGNORECASE).split())
    while (less := _ends().sub("", rest).strip(" ,?.!")) != rest:
        rest = less
    return rest


@cache
def _rows() -> Mapping[str, Any]:
    return word_table("strengths", "facts.sifting")


def _either(name: str) -> str:
    return "|".join(_rows()["words"][name])


@cache
def _ends() -> re.Pattern[str]:
    words = _either("ends")
    return re.compile(rf"^(?:{words})\b|\b(?:{words})\s*[?.!]*$", re.IGNORECASE)


@cache
def _earlier() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either('earlier')})\b", re.IGNORECASE)


@cache
def _within(name: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(name)})\b", re.IGNORECASE)


@cache
def _which_of() -> re.Pattern[str]:
    return re.compile(str(_rows()["words"]["which_of"]), re.IGNORECASE)


@cache
def _the_two() -> re.Pattern[str]:
    return re.compile(str(_rows()["words"]["the_two"]), re.IGNORECASE)


@cache
def _any_group() -> str:
    return "|".join(word for words in _rows()["groups"].values() for word in words)


@cache
def _asked() -> re.Pattern[str]:
    group, asks = _any_group(), _either("asks")
    also = rf"\s*(?:,|/|&|\band\b|\bor\b)\s*(?:(?:{asks})\s+)?"
    return re.compile(
        rf"\b(?:{asks})\s+(?P<whose>(?:[\w-]+\s+){{0,2}}?)(?P<one>{group})\b"
        rf"(?:{also}(?P<two>{group})\b)?(?:{also}(?P<three>{group})\b)?",
        re.IGNORECASE,
    )


_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,6}"


@cache
def _limits() -> Mapping[str, re.Pattern[str]]:
    group = rf"\s*(?:[\w-]+\s+){{0,2}}?(?P<group>{_any_group()})\b"
    behind = {
        name: rf"(?<![\w-])(?P<number>{_NUMBER}){group}\s+(?:{_either(name)})\b"
        for name in ("or_more", "or_less")
    }
    before = {
        name: rf"(?:\b|(?<=\s))(?:{_either(name)})\s*(?P<number>{_NUMBER}){group}"
        for name in ("above", "from", "below", "until")
    }
    end = rf"(?P<end>{_either('most')}|{_either('least')})"
    by = rf"(?:{_either('by')})\s+(?:the\s+)?(?:(?:{_either('numbers')})\s+)*"
    ranked = {
        "ranked": rf"(?:\b(?:{_either('by')})\s+)?\b(?:the\s+)?(?P<end>{_either('most_of')}){group}",
        "ranked_by": rf"\b(?:the\s+)?{end}(?P<what>.*?)\s+{by}(?P<group>{_any_group()})\b",
    }
    plus = {"plus": rf"(?<![\w-])(?P<number>{_NUMBER})\s?\+{group}"}
    return {
        name: re.compile(one, re.IGNORECASE) for name, one in {**before, **behind, **plus, **ranked}.items()
    }


@cache
def _counts(group: str) -> re.Pattern[str]:
    words = "|".join(_rows()["groups"][group])
    number = rf"{_NUMBER}|{'|'.join(word for word in CARDINALS if word.isascii() and word.isalpha())}"
    whole = _rows()["words"]["of_all"]
    return re.compile(
        rf"(?P<more>\b(?:{_either('more')})\s+)?(?<![\w$€£¥.,-])(?!(?:19|20)\d\d\b)(?P<number>{number})(?![\w.,%-])"
        rf"(?:\s+{whole}(?:{number}))?\s+(?:(?!(?:{number}|{_either('between')})\b)[\w’'-]+\s+){{0,3}}?(?:{words})\b",
        re.IGNORECASE,
    )
