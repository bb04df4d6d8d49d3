"""How long something lasts: which questions ask it, and what a sentence says of it, in days. Pure; the words are rows of
``facts/sifting/lengths.toml``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from facts.figures.numbers import CARDINALS
from facts.rows.patterns import whole_words, word_table


@dataclass(frozen=True)
class LengthAsked:
    """A question for what lasted longest or shortest, what lasted so many days, or how long something lasts; ``rest`` is the
    question without that, ``told`` a limit as it is typed."""

    sort: Literal["longest", "shortest", "limit", "one"]
    rest: str
    least: int = 0
    most: int = 10_000
    told: str = ""

    def holds(self, days: int) -> bool:
        """Whether a length in days lies between the limits, which are included."""
        return self.least <= days <= self.most


def length_asked(question: str) -> LengthAsked | None:
    """None where a question asks for something else."""
    return _limited(question) or _ranked(question) or _of_one(question)


def lengths_in(sentence: str) -> list[int]:
    """The lengths of time that a sentence tells, in days; no distance in time ("two weeks later")."""
    bare = [days for words, days in _bare() if words.search(sentence)]
    found = (one for one in _counted().finditer(sentence) if not _tells_when(sentence, one))
    return [*(_value(one["number"]) * _unit(one["unit"]) for one in found), *bare]


def _limited(question: str) -> LengthAsked | None:
    for side, pattern in _limits().items():
        if (found := pattern.search(question)) is None:
            continue
        days = _value(found["number"]) * _unit(found["unit"])
        rest = _plain(f"{question[: found.start()]} {question[found.end() :]}", "lasting")
        told = " ".join(found["limit"].split())
        match side:
            case "above":
                return LengthAsked("limit", rest, days + 1, told=told)
            case "from":
                return LengthAsked("limit", rest, days, told=told)
            case "below":
                return LengthAsked("limit", rest, most=days - 1, told=told)
            case _:
                return LengthAsked("limit", rest, most=days, told=told)
    return None


def _ranked(question: str) -> LengthAsked | None:
    for sort in ("longest", "shortest"):
        found = _asked(sort).search(question)
        if found and not _asked("else").match(question[found.end() :].lstrip()):
            rest = _plain(f"{question[: found.start()]} {question[found.end() :]}", "around")
            return LengthAsked("longest" if sort == "longest" else "shortest", rest)
    return None


def _of_one(question: str) -> LengthAsked | None:
    plain = re.sub(str(_rows()["asked"]["next"]), "", question, flags=re.IGNORECASE)
    if not _asked("of_one").search(plain) or _asked("not_of_one").search(plain):
        return None
    rest = _plain(_asked("how").sub(" ", plain), "around")
    return LengthAsked("one", rest) if rest else None


def _plain(rest: str, row: str) -> str:
    """Without the words for lasting, and without what then stands at its ends."""
    rest = " ".join(_asked(row).sub(" ", rest).split()).strip(" ,?.!")
    ends = _asked("ends").pattern
    while (less := re.sub(rf"^{ends}|{ends}$", "", rest, flags=re.IGNORECASE).strip(" ,?.!")) != rest:
        rest = less
    return rest


def _tells_when(sentence: str, found: re.Match[str]) -> bool:
    """Whether the words beside it make it a time at which something is."""
    before = re.findall(r"[\w-]+", sentence[: found.start()])[-1:]
    behind = re.findall(r"[\w-]+", sentence[found.end() :])[:1]
    return any(_told("before").fullmatch(word) for word in before) or any(
        _told("behind").fullmatch(word) for word in behind
    )


def _value(written: str) -> int:
    plain = written.casefold()
    return int(plain) if plain.isdigit() else int(CARDINALS.get(plain, 0))


def _unit(written: str) -> int:
    units = _rows()["units"].items()
    return next(int(days) for days, words in units if re.fullmatch("|".join(words), written, re.IGNORECASE))


@cache
def _rows() -> Mapping[str, Any]:
    return word_table("lengths", "facts.sifting")


@cache
def _asked(name: str) -> re.Pattern[str]:
    return whole_words(_rows()["asked"][name])


@cache
def _told(name: str) -> re.Pattern[str]:
    return whole_words(_rows()["told"][name])


@cache
def _bare() -> list[tuple[re.Pattern[str], int]]:
    return [(whole_words([words]), int(days)) for words, days in _rows()["told"]["bare"].items()]


@cache
def _length() -> str:
    numbers = "|".join(word for word in CARDINALS if word.isascii() and word.isalpha())
    units = "|".join(word for words in _rows()["units"].values() for word in words)
    return rf"(?P<number>\d{{1,3}}|{numbers})[\s-]*(?P<unit>{units})(?!\w)"


@cache
def _counted() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,$€£-]){_length()}", re.IGNORECASE)


@cache
def _limits() -> Mapping[str, re.Pattern[str]]:
    asked = _rows()["asked"]
    return {
        side: re.compile(rf"\b(?P<limit>(?:{'|'.join(asked[side])})\s+{_length()})", re.IGNORECASE)
        for side in ("above", "from", "below", "until")
    }
