"""Which sentence of which text has most of a question, whatever its form. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from facts.asking.choose import Sides, holds_any
from facts.asking.topics import Facet, Topic
from facts.fitting.gauge import NAMES, Gauge, gauge_of, is_name, other_words
from facts.fitting.goods import is_thing

OF_SENTENCE = 0.4
"""How much counts what the sentence has itself, beside what it has together with its title."""
FITTING = 0.12
"""What a sentence of the form that is asked for gains: a number for "how many", a reason for "why"."""
NEWER = 0.15
"""What the newest of all texts gains over the oldest."""
LEAST_LETTERS = 2

HasForm = Callable[[str], bool]


@dataclass(frozen=True)
class ToldText:
    """A text that may tell what is asked for: its title, the sentences of its lead, and the day on which it was published."""

    article: str
    title: str
    sentences: tuple[str, ...]
    day: date | None
    linked: frozenset[int] = frozenset()
    """The sides of the question that the event has which it tells, whatever its own words and language."""
    is_denial: bool = False


@dataclass(frozen=True)
class FittingSentence:
    """A sentence with the part of the question (0 to 1) that it has together with its title. ``lacks`` are the names and
    the sorts of things of the question that its text does not have."""

    text: ToldText
    sentence: str
    share: float
    score: float
    has_form: bool = False
    lacks: tuple[str, ...] = ()

    @property
    def is_title(self) -> bool:
        return self.sentence == self.text.title


def fitting_sentences(
    topic: Topic, asked: Sides, texts: Sequence[ToldText], has_form: HasForm
) -> tuple[Gauge, list[FittingSentence]]:
    """The best sentence of each text, those that have most of the question first, and what they were measured by."""
    words = tuple(
        word for word in other_words(topic) if word.isascii()
    )  # of another script few stand in any text
    gauge = gauge_of(asked, words, [_plain(text.title, *text.sentences) for text in texts])
    days = sorted({text.day for text in texts if text.day})
    found = [_best(text, gauge, has_form, _newness(text.day, days)) for text in texts]
    return gauge, sorted(found, key=lambda one: -one.score)


def _newness(day: date | None, days: Sequence[date]) -> float:
    return NEWER * days.index(day) / max(1, len(days) - 1) if day in days and day else 0.0


def _best(text: ToldText, gauge: Gauge, has_form: HasForm, newness: float) -> FittingSentence:
    """Of a text the sentence that has most; its title where it has no sentence."""
    rows = [_measured(text, one, gauge, has_form, newness) for one in text.sentences or (text.title,)]
    return max(rows, key=lambda one: one.score)


def _measured(
    text: ToldText, sentence: str, gauge: Gauge, has_form: HasForm, newness: float
) -> FittingSentence:
    whole = gauge.measure(_plain(text.title, sentence), text.linked).share
    own = gauge.measure(_plain(sentence), text.linked if _is_foreign(sentence) else frozenset()).share
    is_fit = has_form(sentence)
    score = whole + OF_SENTENCE * own + (FITTING if is_fit else 0.0) + newness
    sides = enumerate(gauge.sides.facets)
    names = [(at, facet) for at, facet in sides if facet.what in NAMES or _is_sort(facet)]
    every = _plain(text.title, *text.sentences)
    lacks = tuple(one.label for at, one in names if at not in text.linked and not holds_any(one, every))
    return FittingSentence(text, sentence, whole, score, is_fit, lacks)


def _is_sort(facet: Facet) -> bool:
    """Whether it is a sort of things that are supplied."""
    return facet.what == "theme" and is_thing(facet)


def _plain(*texts: str) -> tuple[str, ...]:
    """With designations in the singular: "JF-17s"."""
    return tuple(_OF_MANY.sub("", one) for one in texts)


def _is_foreign(sentence: str) -> bool:
    """Whether it is of another script, in which few words of a question are known."""
    return sum(map(str.isascii, sentence)) * 2 < len(sentence)


def phrases_of_sides(facets: Iterable[Facet], most: int, words: int) -> list[tuple[str, ...]]:
    """For each side of a question the phrases of which a text has one, names before sorts of things: at most ``most`` sides
    of ``words`` phrases each."""
    named = sorted((one for one in facets if one.what != "stage"), key=lambda one: not is_name(one))
    groups = [_words_of(facet)[:words] for facet in named]
    return [group for group in dict.fromkeys(groups) if group][:most]


def _words_of(facet: Facet) -> tuple[str, ...]:
    """Its phrases, the shortest first, those in Latin letters before others."""
    phrases = facet.texts or {facet.label.casefold()}
    ordered = sorted(phrases, key=lambda one: (not one.isascii(), one.count(" "), len(one), one))
    return tuple(one for one in ordered if len(one) >= LEAST_LETTERS)


_OF_MANY = re.compile(r"(?<=-\d\d)s\b|(?<=-\d)s\b|(?<=-\d\d\d)s\b")
