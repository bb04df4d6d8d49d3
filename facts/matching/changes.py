"""What a text says of a known event otherwise than it is filed. Pure.

No figure is picked and none is taken away: one that differs stands beside those that were stated before, each with who
states it. A phase only goes forward; a day takes the place of one that was not known exactly. Only what an outlet itself
corrects is no longer told by it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from facts.figures.alike import alike, is_plain, key_of, same, unheard
from facts.matching.features import Features, Span, span_of
from facts.model.kinds import Kind, Kinds
from facts.rows.kinds import KINDS
from store.nouns.models import EventFacts
from store.nouns.values import Amount, Citation, Materiel, Quantity, StatedDay

PHASES = ("proposed", "in talks", "announced", "reported", "under way", "concluded")
"""In their order. From "announced" to "reported" nothing changed but the words, unless a deed shows it."""
STOPS = ("refused", "cancelled", "postponed")
"""Phases that end or put off what is not over; it may go on from them."""
PUT_OFF = ("cancelled", "postponed")  # and may be planned anew
TALKS = ("proposed", "in talks")
ZONES = 1
"""Days by which two texts on one moment may differ: a dateline, a time zone, "on Monday"."""
LASTS = 35
"""Days that an exercise or a visit lasts at most."""
MOST_SUMS = 3
"""Of one text; more are a list of something else."""


@dataclass(frozen=True)
class TextTold:
    """An article on the event: its owner group, when it was published, the exact day that it states, and the step of a deal
    that it says was taken. ``corrects``: it sets right what its outlet told, and takes back the numbers and sums that it
    names, or else whatever it states otherwise."""

    article: str
    owner: str
    published: date | None = None
    day: date | None = None
    step: str = ""
    corrects: bool = False
    numbers_back: frozenset[int] = frozenset()
    sums_back: bool = False

    @property
    def corrects_all(self) -> bool:
        return self.corrects and not (self.numbers_back or self.sums_back)


def revised(
    held: EventFacts, told: EventFacts, text: TextTold, earlier: Sequence[TextTold], kinds: Kinds = KINDS
) -> dict[str, Any]:
    """The fields of ``held`` that change, with their new values. ``told`` are the facts that ``text`` would be filed
    with if it were new, its figures citing it; ``earlier`` are the event's other texts."""
    kind = kinds.of(held.kind)
    goes_on = (
        is_later(held.phase, told.phase)
        or _has_come_about(held, told, text, kind)
        or _is_planned_anew(held, told, text, earlier)
        or (text.corrects_all and told.phase in TALKS and all(one.owner == text.owner for one in earlier))
    )
    changes: dict[str, Any] = {"phase": told.phase} if goes_on else {}
    if goes_on and held.phase in TALKS and kind.is_reaction:  # what was talked of is what came of it
        kind = kinds.of(told.kind)
        changes |= {"kind": told.kind, "importance": told.importance}
    left = without_taken_back(held, told, text, earlier) if text.corrects else held
    if kind.is_handover and _has_come_about(held, told, text, kind):
        left = _without_planned(left, told)
    changes |= {
        "equipment": _recounted(held, left, told),
        "amounts": with_amounts(left.amounts, told.amounts),
        "quantities": with_quantities(left, told.quantities, earlier, kind),
        "roles": held.roles or told.roles,
    }
    if held.series and held.number is None and told.series == held.series:
        changes["number"] = told.number
    if goes_on:
        changes |= _not_as_planned(held, told, text, kind) or _after_its_day(held, told, kind)
    of_event = _is_day_of_event(told, text, kind, kinds)
    days = _ended(held, told, kind) or (_days(held, told, text, earlier, kind) if of_event else {})
    changes = days | changes
    return {name: value for name, value in changes.items() if value != getattr(held, name)}


def without_taken_back(
    held: EventFacts, told: EventFacts, text: TextTold, earlier: Sequence[TextTold]
) -> EventFacts:
    """``held`` without the figures that only the outlet of a correction stated, and that it states otherwise now."""
    own = {one.article for one in earlier if one.owner == text.owner}
    now = {key_of(one.of): one.number for one in reversed(told.quantities)}
    sums = [(one.currency, one.amount) for one in told.amounts]

    def is_wrong(of: str, number: int) -> bool:
        named = text.corrects_all or number in text.numbers_back
        return named and now.get(key_of(of), number) != number

    def is_wrong_sum(one: Amount) -> bool:
        stated = [amount for currency, amount in sums if currency == one.currency]
        named = text.corrects_all or text.sums_back
        return named and bool(stated) and not any(alike(amount, one.amount) for amount in stated)

    quantities = [_not_by(one, own) if is_wrong(one.of, one.number) else one for one in held.quantities]
    amounts = [_not_by(one, own) if is_wrong_sum(one) else one for one in held.amounts]
    gone = {_counted(was) for was, left in zip(held.quantities, quantities, strict=True) if left is None}
    equipment = [
        one.model_copy(update={"quantity": None}) if (key_of(one.equipment), one.quantity) in gone else one
        for one in held.equipment
    ]
    return held.model_copy(
        update={
            "equipment": equipment,
            "quantities": [one for one in quantities if one is not None],
            "amounts": [one for one in amounts if one is not None],
        }
    )


def _without_planned(held: EventFacts, told: EventFacts) -> EventFacts:
    """``held`` without the numbers of a plan that a text does not state of what has come: it may be the first of two."""
    stated = {one.number for one in told.quantities} | {one.quantity for one in told.equipment}
    equipment = [
        one if one.quantity in stated else one.model_copy(update={"quantity": None}) for one in held.equipment
    ]
    quantities = [one for one in held.quantities if one.number in stated]
    return held.model_copy(update={"equipment": equipment, "quantities": quantities})


def _recounted(held: EventFacts, left: EventFacts, told: EventFacts) -> list[Materiel]:
    """The equipment with the new number of what is ``left`` without its old one."""
    now = {key_of(one.of): one.number for one in reversed(told.quantities)}
    return [
        one if one == was else one.model_copy(update={"quantity": now.get(key_of(one.equipment))})
        for was, one in zip(held.equipment, left.equipment, strict=True)
    ]


def hints(held: Features, told: Features) -> tuple[str, ...]:
    """The names of what a text seems to say anew; the filed event decides (``revised``)."""
    sums = [(one.currency, one.amount) for one in held.amounts]
    counts = [(key_of(one.of), one.number) for one in held.quantities]
    found = {
        "phase": is_later(held.phase, told.phase),
        "number": told.series is not None and told.series == held.series and not held.number and told.number,
        "day": told.exact and not held.exact and told.phase != "announced",
        "amounts": unheard(sums, [(one.currency, one.amount) for one in told.amounts], alike),
        "quantities": unheard(counts, [(key_of(one.of), one.number) for one in told.quantities], same),
    }
    return tuple(name for name, holds in found.items() if holds)


def is_later(held: str, told: str) -> bool:
    """Whether a phase follows on another; a denial is none."""
    if told in STOPS:
        return held != told and held not in ("concluded", "denied")
    if held in STOPS:
        return told in ("under way", "concluded")
    if held not in PHASES or told not in PHASES:
        return False
    least = PHASES.index("reported") if held in ("announced", "reported") else 0
    return PHASES.index(told) > max(PHASES.index(held), least)


def _has_come_about(held: EventFacts, told: EventFacts, text: TextTold, kind: Kind) -> bool:
    """Whether a text tells as done what was announced or put off, on no day that lies ahead of it."""
    if held.phase not in ("announced", "postponed") or told.phase != "reported" or text.step not in kind.done:
        return False
    return text.published is None or told.day is None or told.day <= text.published


def _is_planned_anew(held: EventFacts, told: EventFacts, text: TextTold, earlier: Sequence[TextTold]) -> bool:
    """Whether a text, none older than the others, gives what was put off another time, which lies ahead."""
    here, there = _span(held), _span(told)
    if held.phase not in PUT_OFF or told.phase != "announced" or here is None or there is None:
        return False
    newest = max((one.published for one in earlier if one.published), default=date.min)
    is_ahead = text.published is not None and newest <= text.published <= there.end
    return is_ahead and told.precision in ("day", "month") and here.gap(there) > 0


def with_amounts(held: Sequence[Amount], told: Sequence[Amount]) -> list[Amount]:
    """The sums with who else states them, and those of a currency in which the text agrees with none."""
    sums = [(one.currency, one.amount) for one in held]
    fresh = unheard(sums, [(one.currency, one.amount) for one in told], alike)
    kept = [
        _also_by(one, [t for t in told if t.currency == one.currency and alike(t.amount, one.amount)])
        for one in held
    ]
    return [*kept, *[one for one in told if (one.currency, one.amount) in fresh][:MOST_SUMS]]


def with_quantities(
    held: EventFacts, told: Sequence[Quantity], earlier: Sequence[TextTold], kind: Kind
) -> list[Quantity]:
    """The same for the quantities of each thing; one that was filed with the equipment counts. What lasts has none of
    its own."""
    if not kind.is_momentary:
        return held.quantities
    known = [*held.quantities, *_of_equipment(held, earlier)]
    told = _named_as(known, told, {one.equipment for one in held.equipment})
    fresh = unheard([_counted(one) for one in known], [_counted(one) for one in told], same)
    added = [one for one in told if _counted(one) in fresh]
    differing = {key_of(one.of) for one in added}
    kept = [
        _also_by(one, [t for t in told if _counted(t) == _counted(one)])
        for one in known
        if one in held.quantities or key_of(one.of) in differing
    ]
    named = {one.number for one in added if not is_plain(one.of)}
    return [*(one for one in kept if not (is_plain(one.of) and one.number in named)), *added]


def _named_as(known: Sequence[Quantity], told: Sequence[Quantity], things: set[str]) -> list[Quantity]:
    """The quantities of a text that gives no thing by its name: what it counts by its sort is the one thing of which as many are
    known ("two corvettes" after "two Type 056")."""
    names = {one.number: one.of for one in known if one.of in things or not is_plain(one.of)}
    if not all(is_plain(one.of) for one in told):
        return list(told)
    heard = {_counted(one) for one in known}
    return [
        one if _counted(one) in heard else one.model_copy(update={"of": names.get(one.number, one.of)})
        for one in told
    ]


def _counted(one: Quantity) -> tuple[str, int]:
    return key_of(one.of), one.number


def _of_equipment(held: EventFacts, earlier: Sequence[TextTold]) -> list[Quantity]:
    """What was filed as equipment with its quantity, as the founding knowledge has it: by the texts on the event."""
    things = {key_of(one.of) for one in held.quantities}
    citations = tuple(Citation(article=one.article) for one in earlier)
    filed = [
        Quantity(number=one.quantity, of=one.equipment, citations=citations)
        for one in held.equipment
        if one.quantity
    ]
    return [one for one in filed if key_of(one.of) not in things]


_Cited = TypeVar("_Cited", Amount, Quantity, StatedDay)


def _also_by(one: _Cited, others: Iterable[_Cited]) -> _Cited:
    citations: list[Citation] = [citation for other in others for citation in other.citations]
    every = tuple(dict.fromkeys((*one.citations, *citations)))
    return one if every == one.citations else one.model_copy(update={"citations": every})


def _not_by(one: _Cited, articles: set[str]) -> _Cited | None:
    """A figure without what these articles say of it; None where nobody else states it."""
    others = tuple(citation for citation in one.citations if citation.article not in articles)
    if not one.citations or others == one.citations:
        return one
    return one.model_copy(update={"citations": others}) if others else None


def _days(
    held: EventFacts, told: EventFacts, text: TextTold, earlier: Sequence[TextTold], kind: Kind
) -> dict[str, Any]:
    """An exact day in the place of a vague one; else, where both speak of the same moment, beside the other."""
    if held.precision == told.precision == "told":
        return _told_from_to(held, told, kind)
    if told.day is None or told.precision != "day" or not _is_of_its_time(held, told, text):
        return {}
    own = {name: getattr(told, name) for name in ("day", "until", "precision", "basis")}
    here, there = _span(held), _span(told)
    if here is None or there is None or held.precision in ("approximate", "told"):
        return own
    if held.precision != "day" and not here.gap(there):
        return own
    both_ahead = held.phase == told.phase == "announced"
    both_past = "announced" not in (held.phase, told.phase)
    if not both_ahead and not (kind.is_momentary and both_past) and not text.corrects:
        return {}
    return _stated_beside(held, told, text, earlier, 0 if both_ahead else ZONES)


def _not_as_planned(held: EventFacts, told: EventFacts, text: TextTold, kind: Kind) -> dict[str, Any]:
    """The day of a text that has begun, done or planned anew what was planned, where the planned day is none of it."""
    is_unknown = told.day is None and held.phase not in TALKS
    if is_unknown or not _differs_from_plan(held, told, text, kind):
        return {}
    own = {name: getattr(told, name) for name in ("day", "until", "precision", "basis")}
    if held.phase in PUT_OFF and told.phase == "concluded" and not told.until:  # when it began nobody says
        own |= {"precision": "told", "basis": f"not stated; ended {told.basis}"}
    return own | {"days": []}


def _differs_from_plan(held: EventFacts, told: EventFacts, text: TextTold, kind: Kind) -> bool:
    """Where it was put off or talked of, by every day; else by one that lies ahead of a text which has it begun, or by the day on which it
    was done or began. A later day than planned may be any one on which it goes on, and its last."""
    if held.phase in (*PUT_OFF, *TALKS):
        return told.phase not in (*STOPS, *TALKS)
    if told.phase not in ("under way", "concluded", "reported") or held.day is None or told.day is None:
        return False
    if text.published is not None and (held.day - text.published).days > ZONES:
        return True
    if held.phase != "announced" or told.precision != "day" or held.precision != "day":
        return False
    later = (told.day - held.day).days
    return abs(later) > ZONES if kind.is_momentary else told.phase == "under way" and later < -ZONES


def _is_day_of_event(told: EventFacts, text: TextTold, kind: Kind, kinds: Kinds) -> bool:
    """Not one that is over, of a text that puts the event off or is what somebody says of it: that is the day of saying."""
    is_said = told.phase in STOPS or (kinds.of(told.kind).is_reaction and not kind.is_reaction)
    return not is_said or text.corrects or not (told.day and text.published and told.day <= text.published)


def _after_its_day(held: EventFacts, told: EventFacts, kind: Kind) -> dict[str, Any]:
    """The day on which what lasts was held, or was told to be, for a planned one on which it was not: it was put off."""
    here, there = _span(held), _span(told)
    is_held = told.phase in ("under way", "concluded") and not kind.is_momentary
    if not is_held or held.phase != "announced" or here is None or there is None:
        return {}
    is_vague = held.precision != "day" and told.precision == "day" and told.phase == "under way"
    if there.end <= here.end or here.gap(there) <= (0 if is_vague else LASTS):
        return {}
    return {name: getattr(told, name) for name in ("day", "until", "precision", "basis")}


def _ended(held: EventFacts, told: EventFacts, kind: Kind) -> dict[str, Any]:
    """The exact day of the end behind that of the beginning, of what lasts."""
    is_end = told.phase == "concluded" and held.phase in ("under way", "concluded") and not held.until
    if kind.is_momentary or not is_end or not (held.precision == told.precision == "day"):
        return {}
    end, start = told.until or told.day, held.day
    return {"until": end} if start and end and 0 < (end - start).days <= LASTS else {}


def _told_from_to(held: EventFacts, told: EventFacts, kind: Kind) -> dict[str, Any]:
    """Of two days of telling the first, whichever was read first; of what lasts also the last on which it was going on, or the
    first on which its end was told."""
    if held.day is None or told.day is None:
        return {}
    last = held.until or held.day
    first, then = (told.phase, held.phase) if told.day < held.day else (held.phase, told.phase)
    goes_on = not kind.is_momentary and first != "concluded" and then in ("under way", "concluded")
    if told.day < held.day:
        return {"day": told.day, "basis": told.basis} | ({"until": last} if goes_on else {})
    return {"until": told.day} if goes_on and told.day > last else {}


def _is_of_its_time(held: EventFacts, told: EventFacts, text: TextTold) -> bool:
    """What is announced lies ahead; a day that a text looks ahead to is none of what was told as done."""
    if told.phase != "announced":
        return True
    ahead = text.published is None or (told.day is not None and told.day >= text.published)
    return held.phase == "announced" and ahead


def _stated_beside(
    held: EventFacts, told: EventFacts, text: TextTold, earlier: Sequence[TextTold], apart: int
) -> dict[str, Any]:
    stated = held.days or _first_stated(held, earlier)
    there = _span(told)
    agreeing = [one for one in stated if there is not None and _gap(one, there) <= apart]
    new = StatedDay(day=told.day, until=told.until, citations=(Citation(article=text.article),))
    if not agreeing:
        moved = _is_taken_back(held, stated, text, earlier)
        if moved and (text.corrects_all or (held.day and held.day.day in text.numbers_back)):
            left = [one for one in stated if one.day != held.day]
            own = {name: getattr(told, name) for name in ("day", "until", "precision", "basis")}
            return own | {"days": [*left, new] if left else []}
        names = ("day", "until", "precision", "basis") if moved else ()
        return {"days": [*stated, new]} | {name: getattr(told, name) for name in names}
    if not held.days:
        return {}
    return {"days": [_also_by(one, [new]) if one is agreeing[0] else one for one in stated]}


def _first_stated(held: EventFacts, earlier: Sequence[TextTold]) -> list[StatedDay]:
    """The filed day, as the texts state it that do."""
    citations = tuple(Citation(article=one.article) for one in earlier if one.day == held.day)
    return [StatedDay(day=held.day, until=held.until, precision=held.precision, citations=citations)]


def _is_taken_back(
    held: EventFacts, stated: Sequence[StatedDay], text: TextTold, earlier: Sequence[TextTold]
) -> bool:
    """Whether all who stated the filed day now state another one: the event is ordered by that one then."""
    owners = {one.article: one.owner for one in earlier}
    said = {
        owners.get(citation.article) for one in stated if one.day == held.day for citation in one.citations
    }
    return said == {text.owner}


def _span(facts: EventFacts | StatedDay) -> Span | None:
    return span_of(facts.day, facts.until, facts.precision)


def _gap(one: StatedDay, other: Span) -> int:
    span = _span(one)
    return span.gap(other) if span else 0
