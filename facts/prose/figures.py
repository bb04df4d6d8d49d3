"""What the sentences after one add to the event that it told: a sum, numbers of things, the last day. Each is of the sentence that
says it, and only where the event has none and no two of them differ."""

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

from facts.model.reading import Reading
from facts.rows.patterns import alternatives
from store.nouns.models import EventFacts
from store.nouns.values import Amount, Citation, Quantity

_either = partial(alternatives, "figures", folder="facts.prose")

_ENDED = re.compile(rf"\b(?:{_either('ended')})\b", re.IGNORECASE)
_Said = tuple[str, Reading, Citation]
"""The words of a later sentence, its reading, and where it stands."""


def with_figures(facts: EventFacts, later: Sequence[_Said]) -> EventFacts:
    """``later`` are sentences that go on about the event, in order."""
    found: dict[str, object] = {}
    if not facts.amounts and (amounts := _one_amount(later)):
        found["amounts"] = amounts
    if not facts.quantities and (quantities := _one_quantity(later)):
        found["quantities"] = quantities
    if facts.until is None and facts.precision == "day" and (until := _last_day(facts.day, later)):
        found["until"] = until
    return facts.model_copy(update=found) if found else facts


def _one_amount(later: Sequence[_Said]) -> list[Amount]:
    said = [
        Amount(amount=money.amount, currency=money.currency, citations=(where,))
        for _, reading, where in later
        for money in reading.amounts
    ]
    return said[:1] if len({(one.amount, one.currency) for one in said}) == 1 else []


def _one_quantity(later: Sequence[_Said]) -> list[Quantity]:
    """Plain words alone: what has a name is equipment."""
    said = [
        Quantity(number=count.number, of=count.of, citations=(where,))
        for _, reading, where in later
        for count in reading.quantities
        if count.of not in reading.equipment
    ]
    return said[:1] if len({(one.number, one.of) for one in said}) == 1 else []


def _last_day(day: date | None, later: Sequence[_Said]) -> date | None:
    ends = {
        reading.day
        for text, reading, _ in later
        if reading.day and reading.precision == "day" and _ENDED.search(text) and day and reading.day > day
    }
    return ends.pop() if len(ends) == 1 else None
