"""How far a deal is by the words of its texts, and which questions ask that. Pure; the words are rows of
``facts/sifting/dealings.toml``."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from facts.model.kinds import Kinds
from facts.names.phrases import stems
from facts.rows.kinds import KINDS
from facts.rows.patterns import whole_words, word_table
from facts.wording.framing import asks_whether
from store.nouns.models import Event

PAPER = "paper"
AHEAD = frozenset({"in talks", "proposed", "announced", PAPER})
"""Stages before a contract."""


@dataclass(frozen=True)
class DealStage:
    """How far a deal is: the name of a row, and what it is called."""

    name: str
    label: str


@dataclass(frozen=True)
class StageAsked:
    """A question how far a deal is: what is left of it, and what it asks. ``of_all`` are the stages of a question for deals."""

    rest: str
    sort: Literal["stage", "signed", "talks", "list"]
    of_all: frozenset[str] = frozenset()


def deal_stage(event: Event, titles: Iterable[str], leads: Iterable[str], kinds: Kinds = KINDS) -> DealStage:
    """By its phase, where that is short of done; else by the first words of its texts that say it, titles before leads."""
    if event.phase in _rows()["labels"]:
        return _stage(event.phase)
    kind = kinds.of(event.kind)
    if kind.is_handover:
        return _stage("delivered")
    for text in (*titles, *leads):
        if paper := _within("told", "preliminary").search(text):
            return DealStage(PAPER, paper[0].casefold())
        if _within("told", "signed").search(text):
            return _stage("signed")
    return _stage("ordered" if kind.is_one_way else "agreed")


def is_at_status(stage: DealStage, status: str) -> bool:
    """Whether a stage is what a typed status asks for; any where none is typed."""
    asked = stems(status)
    words = [*_rows()["statuses"].get(stage.name, ()), stage.label]
    return not asked or any(asked & stems(word) for word in words)


def tells_of_deal(texts: Iterable[str]) -> bool:
    """Whether one of these is of something that changes hands."""
    return any(_within("told", "of_deals").search(text) for text in texts)


def tells_open(sentence: str) -> bool:
    """Whether a sentence says that it is no contract yet, or what is not told of it."""
    return _within("told", "open").search(sentence) is not None


def stage_asked(question: str) -> StageAsked | None:
    """None where a question asks for something else than how far a deal is."""
    plain = _within("asked", "or_else").sub(" ", question)
    if _within("asked", "which").match(question.strip()):
        return _listed(question)
    for sort in ("stage", "talks", "signed"):
        asks = _within("asked", sort)
        is_of_paper = sort == "signed" and _within("told", "preliminary").search(plain) is not None
        if asks.search(plain) and (sort == "stage" or asks_whether(question)) and not is_of_paper:
            return StageAsked(_topic(asks.sub(" ", plain)), sort)
    return None


def _listed(question: str) -> StageAsked | None:
    for name in ("talks", "pending"):
        asks = _within("asked", name)
        if asks.search(question):
            rest = asks.sub(" ", _within("asked", "which").sub(" ", question))
            return StageAsked(_topic(rest), "list", AHEAD)
    return None


def _topic(rest: str) -> str:
    """Without the words around it, and without those for any deal."""
    rest = " ".join(_within("asked", "nouns").sub(" ", rest).split()).strip(" ,?.!:")
    ends = _within("asked", "around").pattern
    while (less := re.sub(rf"^{ends}|{ends}$", "", rest, flags=re.IGNORECASE).strip(" ,?.!:")) != rest:
        rest = less
    return rest


def _stage(name: str) -> DealStage:
    return DealStage(name, str(_rows()["labels"][name]))


@cache
def _rows() -> Mapping[str, Any]:
    return word_table("dealings", "facts.sifting")


@cache
def _within(table: str, name: str) -> re.Pattern[str]:
    return whole_words(_rows()[table][name])
