"""What a correction corrects that says too little to be about it by itself ("Kazakhstan received three, not four, trainers"): the
event of its states whose thing and figure it sets right. Pure.

Its figure is read in the light of what it corrects: "trainers" may be people, until an event has four of a trainer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from facts.asserting.taken_back import TakenBack, taken_back
from facts.figures.alike import alike, key_of
from facts.matching.features import Features
from facts.matching.index import Candidate, EventIndex
from facts.matching.match import LIMITS, Unsure, Update
from facts.matching.vetoes import veto_event
from facts.matching.weigh import weigh
from facts.model.kinds import Kinds
from facts.model.reading import Count, Money, Reading
from facts.names.countries import COUNTRIES
from facts.names.lexicon import Lexicon
from facts.reading.assess import ReadText, assess, read_text
from facts.reading.quantities import quantities
from facts.reading.relevance import is_foreign
from facts.rows.kinds import KINDS
from facts.scanning.scan import Segment
from facts.scanning.things import things_differ
from facts.weights.model import Weights, match_weights
from store.nouns.models import ArticleFacts

DAYS = 45
"""So long after what it corrects a correction is told, at the latest."""
_FACTOR = 2
"""A sum that is further from another sets none right."""


@dataclass(frozen=True, slots=True)
class SetRight:
    """The ``reading`` of a correction in the light of what it corrects, and its ``verdict``: unsure where that may be one of
    several."""

    reading: Reading
    verdict: Update | Unsure


def what_it_corrects(
    article: ArticleFacts, index: EventIndex, lexicon: Lexicon, weights: Weights, kinds: Kinds = KINDS
) -> SetRight | None:
    """None where it is no correction, or corrects nothing that is known. ``weights`` are those of relevance."""
    back = taken_back(article.title, article.lead)
    if back is None or article.told_on is None:
        return None
    reading = assess(article, lexicon, weights, kinds, whole=True)
    probe = index.features_of(reading, article.title, article.lead)
    text = read_text(article, lexicon)
    others = _taken_for(text.headline)
    correction = _Correction(article, reading, probe, back, text, lexicon, of_who=bool(others))
    states = others or frozenset(reading.mentioned) | probe.countries
    fitting = [
        (weigh_best(probe, one), one.event, corrected)
        for one in _told_before(probe, states, index)
        if (corrected := correction.of(one)) is not None
    ]
    if not fitting:
        return None
    score, event, corrected = max(fitting, key=lambda one: one[:2])
    if others or len(fitting) > 1:
        why = "it may correct who it was" if others else "it may correct one of several"
        return SetRight(corrected, Unsure(event, score, (why,)))
    score = max(score, LIMITS.same)
    return SetRight(
        corrected, Update(event, score, ("it corrects what was told",), ("quantities",), corrects=True)
    )


def _taken_for(title: Segment) -> frozenset[str]:
    """The states that a correction says it was not: "Uzbekistan, not Kazakhstan, received …"."""
    folded = title.words.folded
    named = (f for f in title.of_sort("country", "seat") if f.start and folded[f.start - 1] == "not")
    return frozenset(state for found in named for state in found.term.countries)


def weigh_best(probe: Features, candidate: Candidate) -> float:
    """How much it agrees with the text of an event that it agrees with most."""
    return max(weigh(probe, one, match_weights()).score for one in candidate.entries)


def _told_before(probe: Features, states: frozenset[str], index: EventIndex) -> Iterator[Candidate]:
    """The events that may be meant: of a state that it names, or with a name of its own in common."""
    found = {one.event: one for one in index.candidates(probe)}
    if probe.published:
        found |= {one.event: one for one in index.of_pairs(_pairs(states), probe.published, DAYS)}
    for one in found.values():
        entries = one.entries
        own = frozenset[str]().union(*(entry.countries | entry.bystanders for entry in entries))
        is_named = any(_share_a_name(probe, entry) for entry in entries)
        if (states <= own if states else is_named) and _is_told_before(probe, entries):
            yield one


def _pairs(states: Iterable[str]) -> Iterator[str]:
    """Each of them with any other state."""
    return ("".join(sorted((one, other))) for one in states for other in COUNTRIES if other != one)


def _share_a_name(a: Features, b: Features) -> bool:
    is_series = a.series is not None and a.series == b.series
    return is_series or bool(a.equipment & b.equipment or a.hulls & b.hulls or a.agreements & b.agreements)


def _is_told_before(probe: Features, entries: Sequence[Features]) -> bool:
    told = [entry.published for entry in entries if entry.published]
    days = [(probe.published - one).days for one in told] if probe.published else []
    return any(0 <= one <= DAYS for one in days)


@dataclass(frozen=True, slots=True)
class _Correction:
    article: ArticleFacts
    reading: Reading
    probe: Features
    back: TakenBack
    text: ReadText
    lexicon: Lexicon
    of_who: bool
    """Whether it says who it was, and who it was not: a person looks at that."""

    def of(self, candidate: Candidate) -> Reading | None:
        """Its reading, where it sets a figure of an event right; else None."""
        facts, *texts = candidate.entries
        if self.of_who:
            counted = (held for entry in texts for held in entry.quantities)
            return self._as_of(facts) if any(self._names(held, texts) for held in counted) else None
        likened = replace(self.probe, kinds=facts.kinds, phase=facts.phase, step="")
        if veto_event(likened, facts, texts) is not None:
            return None
        counts = tuple(self._counts(candidate.entries))
        if counts:
            return self._as_of(facts, counts)
        sums = [held for entry in candidate.entries for held in entry.amounts]
        is_of_it = any(self._may_be_of(entry) for entry in candidate.entries)
        if (
            is_of_it
            and self.back.sums
            and any(_sets_right(now, was) for now in self.reading.amounts for was in sums)
        ):
            return self._as_of(facts)
        return None

    def _as_of(self, corrected: Features, counts: tuple[Count, ...] = ()) -> Reading:
        """A few words on a figure tell no kind: it is that of what they correct."""
        kind = corrected.kind.name
        return replace(self.reading, relevance="relevant", kind=kind, also=(), about="", quantities=counts)

    def _counts(self, entries: Sequence[Features]) -> Iterator[Count]:
        """How many it is of what an event had another number of."""
        known = frozenset(name for entry in entries for name in entry.equipment)
        terms = [self.lexicon.terms[name] for name in sorted(known) if name in self.lexicon.terms]
        told = quantities(
            self.text.title,
            self.text.lead,
            frozenset(),
            foreign=is_foreign(self.article),
            traded=True,
            of=terms,
        )
        for held in dict.fromkeys(count for entry in entries for count in entry.quantities):
            now = [one.number for one in told if _are_one(one.of, held.of)]
            now += [new for new, old in self.back.pairs if old == held.number and self._names(held, entries)]
            struck = held.number in self.back.numbers if self.back.is_named else bool(now)
            if struck and now and now[0] != held.number:
                yield Count(now[0], held.of)

    def _names(self, held: Count, entries: Iterable[Features]) -> bool:
        """Whether its words may name the thing that is counted."""
        term = self.lexicon.terms.get(held.of)
        words = {*self.text.title.words.folded, *self.text.lead.words.folded}
        named = {term.branch, *held.of.split()[-1:]} if term else {*held.of.split()[-1:]}
        return not words.isdisjoint(named) or any(self._may_be_of(entry) for entry in entries)

    def _may_be_of(self, entry: Features) -> bool:
        sorts = self.probe.things and entry.things and not things_differ(self.probe.things, entry.things)
        return bool(sorts) or _share_a_name(self.probe, entry)


def _are_one(one: str, other: str) -> bool:
    return one == other or key_of(one) == key_of(other)


def _sets_right(now: Money, was: Money) -> bool:
    """Whether one sum may stand in the place of another."""
    less, more = sorted((now.amount, was.amount))
    return now.currency == was.currency and not alike(less, more) and more <= less * _FACTOR
