"""Which sentences of a text somebody says, by whoever stands before the verb. Pure; the words are rows of
``facts/sifting/speakers.toml``."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from facts.names.phrases import country_phrases
from facts.rows.patterns import word_table
from store.nouns.words import folded_phrase

LONGEST = 7
"""Words between a name and the verb."""


def is_speech(sentence: str) -> bool:
    """Whether somebody says something in it."""
    return _verb().search(sentence) is not None


def goes_on(sentence: str) -> bool:
    """Whether whoever spoke before speaks on: "he said"."""
    return _he().search(sentence) is not None


def spoken_by(sentence: str, names: Collection[str]) -> bool:
    """Whether one of those with these names, or an office of theirs, says it: "India's navy said", "according to Iran"."""
    pattern = _speaks(tuple(sorted(names)))
    return any(not _is_spoken_of(sentence[: found.start()]) for found in pattern.finditer(sentence))


def theirs_in(title: str, sentences: Iterable[str], names: Collection[str]) -> Iterator[str]:
    """The sentences of one text that they say: by their name, by "he" behind such a sentence, or by somebody without a state
    where the title says that they speak."""
    is_titled, was_theirs = spoken_by(title, names), False
    for sentence in sentences:
        is_theirs = spoken_by(sentence, names) or (was_theirs and goes_on(sentence))
        is_theirs = is_theirs or (is_titled and is_speech(sentence) and not _names_state(sentence))
        if is_theirs:
            yield sentence
        was_theirs = is_theirs


def _is_spoken_of(before: str) -> bool:
    words = re.findall(r"[\w’'-]+", before)
    last = [word for word in words if word.casefold() != "the"][-1:]
    return bool(last) and last[0].casefold() in _rows()["of_him"]


def _names_state(sentence: str) -> bool:
    """Whether a state stands right before the verb: somebody of it speaks."""
    for verb in _verb().finditer(sentence):
        clause = re.split(r"[,;:“”\"]", sentence[: verb.start()])[-1]
        words = folded_phrase(clause).split()[-LONGEST:]
        runs = (" ".join(words[at:end]) for at in range(len(words)) for end in range(at + 1, at + 4))
        if any(run in _states() for run in runs):
            return True
    return False


@cache
def _rows() -> Mapping[str, Any]:
    return word_table("speakers", "facts.sifting")


@cache
def _states() -> Mapping[str, str]:
    return country_phrases()


def _either(name: str) -> str:
    return "|".join(_rows()[name])


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either('verbs')})\b", re.IGNORECASE)


@cache
def _he() -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:{_either('he')})\s+(?:(?:also|then)\s+)?(?:{_either('verbs')}|added)\b", re.IGNORECASE
    )


@lru_cache(maxsize=64)
def _speaks(names: tuple[str, ...]) -> re.Pattern[str]:
    """The names before a verb, with offices and further names between; or behind words for being quoted."""
    who = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    between = rf"(?:,?\s+(?:(?i:{_either('offices')})\b|[A-ZÀ-Þ][\w.’'-]*)){{0,{LONGEST}}}"
    before = rf"\b(?i:{who})(?:['’]s?)?{between},?\s+(?i:{_either('verbs')})\b"
    behind = rf"\b(?i:{_either('by_name')})\s+(?:the\s+)?(?i:{who})\b"
    return re.compile(f"{before}|{behind}")
