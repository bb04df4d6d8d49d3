"""How much of a question a statement has, whatever the form of the question: its names by their entry, its words as stems, what
few statements have counting more. Pure."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import mul

from facts.asking.choose import Sides, claim_subject, fits, holds
from facts.asking.topics import Facet, Topic
from facts.names.phrases import stems
from facts.rows.patterns import word_table
from facts.wording.time_words import is_of_time
from store.nouns.models import Claim, Event
from store.nouns.words import stem, stemmed_text

IN_WORDS, BY_ENTRY = 1.0, 0.7
"""How much a side counts that a statement says itself, and one that only what it belongs to has."""
COMMON = 0.4
"""How much a word counts that any question may hold ("mean"), beside one that names something."""
UNHEARD = 0.3
"""How much a side counts that no statement has, beside one that a single one has."""
NAMES = frozenset(["country", "actor", "agreement", "equipment", "series", "place", "region"])
"""Sides that a statement which answers has to name."""
USUAL = 20
"""Stems of a usual statement: of two that have as much, the shorter says it more plainly."""
LONG = 0.02
"""What a statement of twice as many loses."""

SaidOf = tuple[Claim, Event | None]


@dataclass(frozen=True, order=True)
class Measure:
    """The part of a question, from 0 to 1, that something has; ``sides`` is that without common words."""

    share: float = 0.0
    sides: float = 0.0


@dataclass(frozen=True)
class Gauge:
    """Measures texts by one question: ``weights`` are those of ``sides``, then of ``words`` (stems)."""

    sides: Sides
    words: tuple[str, ...]
    weights: tuple[float, ...]

    def measure(self, texts: Iterable[str | None], linked: frozenset[int] = frozenset()) -> Measure:
        """What texts have of the question; ``linked`` are the sides that they meet by an entry."""
        return self.measured(_held(self.sides.facets, self.words, texts, linked))

    def measured(self, held: Iterable[float]) -> Measure:
        """The same of what is known to be there: how strongly each side and word is (``_held``)."""
        some = list(map(mul, held, self.weights))
        whole = sum(self.weights) or 1.0
        return Measure(sum(some) / whole, sum(some[: len(self.sides.facets)]) / whole)


@dataclass(frozen=True)
class Fit:
    """A statement with the part of the question that it has, and whether it names itself whatever the question names."""

    claim: Claim
    share: float
    sides: float
    is_named: bool


def best_fitting(
    topic: Topic, asked: Sides, said: Sequence[SaidOf], most: int
) -> tuple[Gauge, tuple[Fit, ...]]:
    """``most`` of what is not denied, with most of the question first; of those that have as much the shorter, then the newer;
    and what it was measured by."""
    words = other_words(topic)
    rows = [_held(asked.facets, words, [claim.text], asked.of_claim(claim, event)) for claim, event in said]
    gauge = _gauged(asked, words, rows)
    found = [
        _measured(gauge, claim, row) for (claim, _), row in zip(said, rows, strict=True) if not claim.denied
    ]
    found.sort(key=lambda one: (-one[0], -(one[2].day.toordinal() if one[2].day else 0)))
    names = [facet for facet in asked.facets if is_name(facet)]
    return gauge, tuple(
        Fit(claim, share, has.sides, _names(claim, names, asked)) for share, has, claim in found[:most]
    )


def gauge_of(asked: Sides, words: tuple[str, ...], texts: Iterable[Sequence[str]]) -> Gauge:
    """The measure of a question among these texts, each of which is given in its parts."""
    return _gauged(asked, words, [_held(asked.facets, words, parts, frozenset()) for parts in texts])


def _gauged(asked: Sides, words: tuple[str, ...], rows: Sequence[Sequence[float]]) -> Gauge:
    """The weight of each side and word is the rarer the more: an inverse frequency among the statements."""
    among = [sum(map(bool, column)) for column in zip(*rows, strict=True)] if rows else []
    weights = [_weight(len(rows), count) for count in among]
    common = [COMMON if at >= len(asked.facets) else 1.0 for at in range(len(weights))]
    return Gauge(asked, words, tuple(map(mul, weights, common)))


def other_words(topic: Topic) -> tuple[str, ...]:
    """The stems of a question that are in none of its sides and that no time is told by: "mean", "hesitate"."""
    named = {word for facet in topic.facets for phrase in facet.texts for word in phrase.split()}
    named |= {word for facet in topic.facets for word in stems(facet.label)}
    kept = stems(topic.asked) - named
    return tuple(
        sorted(word for word in kept if word.isalpha() and not is_of_time(word) and word not in _ASK)
    )


def is_name(facet: Facet) -> bool:
    """Whether it names something, known or not, rather than says what sort it is of."""
    is_word = facet.what == "word"
    return facet.what in NAMES or (
        is_word and (not facet.loose or facet.strange or not facet.label.isascii())
    )


def _measured(gauge: Gauge, claim: Claim, held: Sequence[float]) -> tuple[float, Measure, Claim]:
    """Its share of the question less what its length takes."""
    length, has = len(stemmed_text([claim.text]).split()), gauge.measured(held)
    return has.share - LONG * math.log2(1 + length / USUAL), has, claim


def _names(claim: Claim, names: Sequence[Facet], asked: Sides) -> bool:
    """Whether a statement itself, and not what it belongs to, has whatever the question names."""
    own = claim_subject(claim, asked.known, None, None)
    return all(fits(facet, own) for facet in names)


def _held(
    facets: Sequence[Facet], words: Sequence[str], texts: Iterable[str | None], linked: frozenset[int]
) -> list[float]:
    """How strongly each side and word is there."""
    text = stemmed_text(texts)
    held = [
        IN_WORDS if holds(facet, text) else BY_ENTRY if at in linked else 0.0
        for at, facet in enumerate(facets)
    ]
    return [*held, *(IN_WORDS if f" {word} " in text else 0.0 for word in words)]


def _weight(every: int, having: int) -> float:
    rarity = math.log(1 + every / (1 + having))
    return rarity if having else rarity * UNHEARD


_ASK = frozenset(map(stem, word_table("gauge", "facts.fitting")["passed"]))
"""Words of a question that no statement answers it by."""
