"""Says in words what changed on an event: what its readers are told. Pure.

Figures that differ between sources are told side by side, each with who states it; none is picked."""

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeVar

from facts.figures.alike import key_of
from facts.matching.changes import STOPS, TALKS
from facts.model.change import Change, Said
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from handlers.render.words.dates import span, stated
from handlers.render.words.figures import amount_text, quantity_text
from store.nouns.models import EventFacts
from store.nouns.values import Amount, Quantity, StatedDay

_Figure = TypeVar("_Figure", Amount, Quantity, StatedDay)


def changes_told(before: EventFacts, after: EventFacts, article: str) -> list[Change]:
    """What readers of ``before`` are told; ``article`` is the text that says so."""
    status, day = _status(before, after, article), _day(before, after, article)
    is_first = _is_planned_again(before, after)
    return [
        *(day if is_first else status),
        *_number(before, after, article),
        *(status if is_first else day),
        *_sums(before, after, article),
        *_quantities(before, after, article),
    ]


def standing_told(before: EventFacts, after: EventFacts, article: str) -> list[Change]:
    """That it is believed otherwise by one more source: edited into its message, and told by digests alone."""
    if before.standing == after.standing or "denied" in (before.standing, after.standing):
        return []
    return [Change("standing", before.standing, after.standing, article=article)]


def _status(before: EventFacts, after: EventFacts, article: str) -> list[Change]:
    denied = after.standing == "denied" and before.standing != "denied"
    changes = [Change("status", before.standing, "denied", "denial", article)] if denied else []
    if before.phase != after.phase:
        changes.append(Change("status", before.phase, _phase_told(before, after), article=article))
    return changes


def _phase_told(before: EventFacts, after: EventFacts, kinds: Kinds = KINDS) -> str:
    """What was announced or put off, and is reported, has been delivered or signed, by its kind."""
    if _is_planned_again(before, after):
        return "planned again"
    done = kinds.of(after.kind).done
    is_done = before.phase in (*TALKS, "announced", "postponed") and after.phase == "reported"
    return done[0] if done and is_done else after.phase


def _is_planned_again(before: EventFacts, after: EventFacts) -> bool:
    """Whether what was put off or called off has another day: that is what its readers want first."""
    return before.phase in STOPS and after.phase == "announced"


def _number(before: EventFacts, after: EventFacts, article: str) -> list[Change]:
    if after.number is None or before.number == after.number:
        return []
    return [Change("number", None, str(after.number), article=article)]


def _day(before: EventFacts, after: EventFacts, article: str) -> list[Change]:
    if len(after.days) > len(before.days):
        return [_side_by_side("day", after.days, stated)]
    if _is_ended(before, after) or after.day is None:
        return []
    was, now = (span(facts.day, facts.until, facts.precision) for facts in (before, after))
    known = was if before.day is not None and before.precision not in ("unknown", "told") else None
    is_new = was != now and not after.days and after.precision != "told"
    is_set_right = known and before.precision == after.precision == "day" and before.phase == after.phase
    kind: Literal["change", "correction"] = "correction" if is_set_right else "change"
    return [Change("day", known, now, kind, article)] if is_new else []


def _is_ended(before: EventFacts, after: EventFacts) -> bool:
    """Whether all that is new of its days is that it ended: its status says so."""
    is_begun = before.day == after.day and before.until is None and before.precision == after.precision
    return is_begun and before.phase != after.phase == "concluded"


def _sums(before: EventFacts, after: EventFacts, article: str) -> list[Change]:
    """A first sum is news; one in another currency than those before may be the same sum."""
    if not before.amounts:
        return _figures("value", (), after.amounts, amount_text, article)
    return [
        change
        for currency in dict.fromkeys(one.currency for one in before.amounts)
        for change in _figures(
            "value",
            [one for one in before.amounts if one.currency == currency],
            [one for one in after.amounts if one.currency == currency],
            amount_text,
            article,
        )
    ]


def _quantities(before: EventFacts, after: EventFacts, article: str) -> list[Change]:
    things = {key_of(one.of): one.of for one in reversed(after.quantities)}
    return [
        change
        for key, name in reversed(things.items())
        for change in _figures(
            f"quantity of {name}",
            [one for one in before.quantities if key_of(one.of) == key],
            [one for one in after.quantities if key_of(one.of) == key],
            quantity_text,
            article,
        )
    ]


def _figures(
    what: str,
    before: Sequence[_Figure],
    after: Sequence[_Figure],
    text: Callable[[_Figure], str],
    article: str,
) -> list[Change]:
    kept = {text(one) for one in after}
    if gone := [text(one) for one in before if text(one) not in kept]:  # only who stated it takes it back
        stated = {text(one) for one in before}
        now = [text(one) for one in after if text(one) not in stated] or [text(one) for one in after]
        return [Change(what, "; ".join(gone), "; ".join(now), "correction", article)] if now else []
    if len(after) <= len(before):
        return []
    if len({one.citations for one in after}) == 1:
        return [Change(what, None, "; ".join(text(one) for one in after), article=article)]
    return [_side_by_side(what, after, text)]


def _side_by_side(what: str, figures: Iterable[_Figure], text: Callable[[_Figure], str]) -> Change:
    values = [Said(text(one), tuple(citation.article for citation in one.citations)) for one in figures]
    return Change(what, None, "", values=tuple(values))
