"""Does the register hold it already? Vetoes first, then facts that agree, words last; in doubt a person is asked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from facts.matching.changes import hints
from facts.matching.features import Features, gap_of
from facts.matching.index import Candidate, EventIndex
from facts.matching.levels import ALONE, APART, REACTION, kind_level, levels
from facts.matching.vetoes import doubt, is_numbered_round, veto_event
from facts.matching.weigh import Weighed, weighed
from facts.model.reading import Reading
from facts.weights.model import Weights, match_weights
from store.nouns.models import ArticleFacts


@dataclass(frozen=True, slots=True)
class MatchLimits:
    """Sums (log-odds) from which two texts are about one event (``same``) or a person is asked (``unsure``);
    ``specific`` is how many agreements have to name the event beyond its states, kind and time. Chosen by cost on texts
    that the weights had not seen (``python -m benchmarks.match.learn``)."""

    same: float = 0.8
    unsure: float = 0.6
    specific: int = 1


LIMITS = MatchLimits()


@dataclass(frozen=True, slots=True)
class New:
    """Nothing known is it. ``follows`` is the earlier event of the same story, ``agreement`` a known one it is a step
    of; ``denies`` is the event that the text says is not so, ``denied_by`` the denial of it that was read before it."""

    score: float = 0.0
    reasons: tuple[str, ...] = ()
    follows: str | None = None
    agreement: str | None = None
    denies: str | None = None
    denied_by: str | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """The event is known, and the text seems to say something new of it: ``changes`` are names of ``EventFacts``.
    ``corrects``: it is about it only as the correction of what its own outlet told."""

    event: str
    score: float
    reasons: tuple[str, ...]
    changes: tuple[str, ...] = ()
    corrects: bool = False


@dataclass(frozen=True, slots=True)
class Same:
    """The event is known and the text brings nothing but one more source."""

    event: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unsure:
    """A person decides: whether it is ``event``, or (where that is None) whether it is ours at all."""

    event: str | None
    score: float
    reasons: tuple[str, ...]


Verdict = New | Update | Same | Unsure


def match(
    article: ArticleFacts,
    reading: Reading,
    index: EventIndex,
    limits: MatchLimits = LIMITS,
    weights: Weights | None = None,
) -> Verdict:
    """Compares a text with every source of the events that share something with it. Pure.

    The text itself must not be in the index. What is irrelevant is not asked about: the caller files it. ``weights`` are
    those that are shipped where none are given.
    """
    probe = index.features_of(reading, article.title, article.lead)
    candidates = index.candidates(probe)
    judged = judge_all(probe, candidates, weights or match_weights())
    open_ = sorted((j for j in judged if j.veto is None), key=lambda j: (-j.weighed.score, j.event))
    best = _best(open_, probe, limits) if open_ else None
    if best is not None and _is_same(best, probe, limits):
        return _known(best, probe)
    if reading.relevance == "held":  # what others told already needs no question; the rest does
        return Unsure(None, reading.score, reading.reasons)
    if best is not None and best.weighed.score >= limits.unsure:
        return Unsure(best.event, best.weighed.score, best.weighed.reasons)
    new = _new(probe, reading, judged, limits)
    decide = _denying if probe.denied else _denied_already
    return decide(new, probe, candidates, limits, weights or match_weights())


@dataclass(frozen=True, slots=True)
class JudgedEvent:
    """An event with the best of its texts, or why it cannot be the one; ``alone``: no other is near its days."""

    event: str
    weighed: Weighed
    veto: str | None
    candidate: Candidate
    alone: bool = False


def judge_all(
    probe: Features, candidates: Sequence[Candidate], weights: Weights, *, denying: bool = False
) -> list[JudgedEvent]:
    """Each candidate weighed, unless a fact rules it out. A denial is told as a reaction and is weighed as what it denies."""
    vetoes = [veto_event(probe, one.entries[0], one.entries[1:]) for one in candidates]
    open_ = [one for one, veto in zip(candidates, vetoes, strict=True) if veto is None]
    near = [one.event for one in open_ if any(_near(probe, entry) for entry in one.entries)]
    return [
        JudgedEvent(one.event, UNWEIGHED, veto, one)
        if veto is not None
        else _weighed(probe, one, weights, alone=near == [one.event], denying=denying)
        for one, veto in zip(candidates, vetoes, strict=True)
    ]


def _weighed(
    probe: Features, candidate: Candidate, weights: Weights, *, alone: bool, denying: bool
) -> JudgedEvent:
    """By the text that agrees most."""
    found = levels_of_event(probe, candidate, alone=alone, denying=denying)
    best = max((weighed(one, weights) for one in found), key=lambda w: w.score)
    return JudgedEvent(candidate.event, best, None, candidate, alone)


def levels_of_event(
    probe: Features, candidate: Candidate, *, alone: bool, denying: bool = False
) -> list[list[str]]:
    """The levels of agreement with each text of an event. A reaction to an event is not the event; a little surer is
    what no other event of its states and kind is near."""
    facts, *texts = candidate.entries
    reacts = not denying and probe.kind.is_reaction != _is_reaction(candidate)
    more = [REACTION] if reacts else []
    if alone and not probe.kind.is_reaction:
        more.append(ALONE)
    return [levels(probe, entry) + more for entry in texts or (facts,)]


def _is_reaction(candidate: Candidate) -> bool:
    """By its texts, which tell what a statement is about; of an event without any by how it is filed."""
    facts, *texts = candidate.entries
    return all(entry.kind.is_reaction for entry in texts or (facts,))


UNWEIGHED = Weighed(0.0, 0, ())
"""What is ruled out is not weighed."""


def _best(judged: list[JudgedEvent], probe: Features, limits: MatchLimits) -> JudgedEvent:
    """The best; of several that would do, one of its own kind (the signing, not the visit around it)."""
    alike = [
        j for j in judged if j.weighed.score >= limits.same and j.candidate.entries[0].kind == probe.kind
    ]
    rounds = [j for j in judged if _is_of_its_round(probe, j)]
    return (rounds or alike or judged)[0]


def _is_of_its_round(probe: Features, judged: JudgedEvent) -> bool:
    """Whether it is the one round of a series that bears the number of the text: it may be put off for months."""
    return any(is_numbered_round(probe, entry) for entry in judged.candidate.entries)


def _is_same(best: JudgedEvent, probe: Features, limits: MatchLimits) -> bool:
    is_alike = best.weighed.score >= limits.same and best.weighed.specific >= limits.specific
    return is_alike or _is_of_its_round(probe, best)


def _near(probe: Features, entry: Features) -> bool:
    gap = gap_of(probe, entry)
    return (
        (entry.kind in probe.kinds or probe.kind in entry.kinds)
        and len(entry.countries & probe.countries) >= 2
        and gap is not None
        and gap <= 5
    )


def _known(best: JudgedEvent, probe: Features) -> Update | Same | Unsure:
    if against := doubt(probe, best.candidate.entries):
        return Unsure(best.event, best.weighed.score, (*best.weighed.reasons, against))
    if changes := hints(best.candidate.entries[0], probe):
        return Update(best.event, best.weighed.score, best.weighed.reasons, changes)
    return Same(best.event, best.weighed.score, best.weighed.reasons)


def _new(probe: Features, reading: Reading, judged: list[JudgedEvent], limits: MatchLimits) -> New:
    """A new event; the thread it belongs to is the nearest earlier one that shares its series or equipment and states."""
    earlier = [j for j in judged if _one_story(probe, j.candidate)]
    follows = max(earlier, key=lambda j: (_told(j.candidate), j.event), default=None)
    reasons: tuple[str, ...] = (
        (f"follows {follows.event}: {follows.veto or 'another step'}",) if follows else ()
    )
    nearest = max(judged, key=lambda j: (j.veto is None, j.weighed.score), default=None)
    if nearest is not None:
        reasons += (
            f"nearest is {nearest.event}: {nearest.veto or f'score {nearest.weighed.score:.1f} under {limits.unsure:g}'}",
        )
    if nearest is None:
        reasons = ("nothing known shares states, equipment, series, people, sums or rare words with it",)
    agreement = next(iter(reading.agreements), None)
    return New(
        nearest.weighed.score if nearest else 0.0, reasons, follows.event if follows else None, agreement
    )


def _denying(
    new: New, probe: Features, candidates: list[Candidate], limits: MatchLimits, weights: Weights
) -> New:
    """What a denial denies: the event that its text would be on if it told instead. It has to be as sure as that."""
    best = max(_deniable(probe, candidates, weights), key=_sureness, default=None)
    if best is None or not _is_same(best, probe, limits):
        return new
    reasons = (f"denies {best.event}", *new.reasons)
    return replace(new, reasons=reasons, follows=best.event, denies=best.event)


def _denied_already(
    new: New, probe: Features, candidates: list[Candidate], limits: MatchLimits, weights: Weights
) -> New:
    """By which denial an event is denied that was told before it, and is read after it: the one that would have denied it,
    had it been read first."""
    told = [Candidate("", (probe,))]
    found = [
        replace(judged, event=one.event)
        for one in candidates
        for denial in one.entries[1:] or one.entries
        if denial.denied and _is_told_before(probe, denial)
        for judged in _deniable(denial, told, weights)
    ]
    best = max(found, key=_sureness, default=None)
    if best is None or not _is_same(best, probe, limits):
        return new
    follows = new.follows if new.follows != best.event else None
    return replace(
        new, reasons=(f"denied by {best.event}", *new.reasons), follows=follows, denied_by=best.event
    )


def _is_told_before(probe: Features, denial: Features) -> bool:
    """What is told after a denial may have come about since."""
    return bool(probe.published and denial.published and probe.published <= denial.published)


def _sureness(judged: JudgedEvent) -> tuple[float, str]:
    return judged.weighed.score, judged.event


def _deniable(denial: Features, candidates: Iterable[Candidate], weights: Weights) -> list[JudgedEvent]:
    """The events that a denial may deny, weighed as if it told them: that it calls no step taken is no other step, and the day on
    which it was said no day of theirs."""
    may = [one for one in candidates if _may_deny(denial, one)]
    step = "" if denial.step == "denied" else denial.step
    plain = replace(denial, denied=False, step=step, days=None, exact=False)
    judged = judge_all(plain, may, weights, denying=True)
    return [one for one in judged if one.veto is None]


def _may_deny(probe: Features, candidate: Candidate) -> bool:
    """A denial of a halt ("denies delay") speaks for what was agreed, and denies nothing but the halt; one of an order denies no
    drill."""
    event = candidate.entries[0]
    is_of_deeds = not (event.kind.is_reaction or probe.kind.is_reaction)
    alone = (replace(one, kinds=(one.kind,)) for one in (probe, event))
    if event.denied or (is_of_deeds and kind_level(*alone) in APART):
        return False
    halted = any(entry.step == "halted" or entry.phase in _HALTED for entry in candidate.entries)
    return probe.step != "halted" or halted


_HALTED = ("cancelled", "postponed")


def _one_story(probe: Features, candidate: Candidate) -> bool:
    return any(
        len(probe.countries & entry.countries) >= 2
        and (
            (probe.series is not None and probe.series == entry.series)
            or bool(probe.equipment & entry.equipment)
        )
        and _before(entry, probe)
        for entry in candidate.entries
    )


def _before(entry: Features, probe: Features) -> bool:
    return entry.when is not None and probe.when is not None and entry.when.start <= probe.when.end


def _told(candidate: Candidate) -> int:
    return max((entry.when.start.toordinal() for entry in candidate.entries if entry.when), default=0)
