"""Deals by their sum: those between limits that a question sets, and those of which no sum is told."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from facts.asking.supplies import direction_of_parts
from facts.fitting.goods import DEALS
from facts.model.kinds import Kind, Kinds
from facts.rows.kinds import KINDS
from facts.wording.clues import clue
from facts.wording.limits import SumLimits
from handlers.briefing.brief_parts import ENOUGH
from handlers.briefing.figured import MONEY
from handlers.composing.ranked import Summed, once, summed
from handlers.render.pages.agreement import listed_deals
from handlers.render.pages.answer import Answer, Line, Section, sources_of
from handlers.render.pages.event import listed_events, named_with_day
from handlers.render.paging.met import names_met
from handlers.render.words.figures import money
from handlers.render.words.text import capitalised, cut, listed, safe
from handlers.ui.topic_search import Looked, scope
from store.nouns.models import Agreement
from store.nouns.values import NEVER_DONE
from store.nouns.views import Told

SHOWN = 6
"""Deals of the first page."""
NAME = 90
"""Letters of a deal's name or an event's title."""
ABOUT = 60
"""The same of what a sum is for."""
CITED = 4
"""Sources of the first sentence."""
_TOLD = {
    "above": "above {least}",
    "from": "of {least} or more",
    "below": "below {most}",
    "until": "of {most} or less",
    "between": "between {least} and {most}",
}


@dataclass(frozen=True)
class _Deal:
    """A deal or an event with all the sums that are told of it in one currency."""

    sums: tuple[Summed, ...]

    @property
    def value(self) -> str:
        return " or ".join(dict.fromkeys(money(one.amount.amount, one.amount.currency) for one in self.sums))

    @property
    def named(self) -> str:
        return f"{cut(safe(self.sums[0].name), NAME)}{self.sums[0].when}"

    @property
    def line(self) -> Line:
        about = listed(list(dict.fromkeys(one.amount.about for one in self.sums if one.amount.about)))
        where = tuple(dict.fromkeys(place for one in self.sums for place in one.sources))
        told = f"**{self.value}** · {self.named}{f' · {safe(cut(about, ABOUT))}' if about else ''}"
        return Line(told, where, opens=self.opens)

    @property
    def opens(self) -> str:
        return self.sums[0].opens


def limited_answer(question: str, looked: Looked, limits: SumLimits, kinds: Kinds = KINDS) -> Answer:
    """The deals with a sum between the limits, the largest first; those in other currencies, which are not compared, apart."""
    partly, looked = _partly(looked), _come_about(looked)
    rows = list(once(summed(looked, kinds, is_of_deals=True), looked))
    met = _deals(row for row in rows if _holds(row, limits))
    ids = {row.opens for row in rows if row.amount.currency == limits.currency}
    others = _deals(row for row in rows if row.opens not in ids)
    supplied = _supplied(looked, kinds)
    parts = (
        Section("Orders and supplies", tuple(deal.line for deal in met if deal.opens in supplied)),
        Section("Programmes and investments", tuple(deal.line for deal in met if deal.opens not in supplied)),
        Section("In another currency", tuple(deal.line for deal in others)),
    )
    lead = (_lead(met, rows, limits), *_without_sum(question, looked, kinds, partly))
    return _answer(question, looked, lead, parts)


def priceless_answer(question: str, looked: Looked, kinds: Kinds = KINDS) -> Answer:
    """The orders and deals of which no text tells a sum, the newest first."""
    partly, looked = _partly(looked), _come_about(looked)
    events, deals = _priceless(question, looked, kinds)
    library, count = looked.found.library, len(events) + len(deals)
    parts = (
        Section("Orders", listed_events(events, library)),
        Section("Agreements and deals", listed_deals(deals, library)),
    )
    priced = {row.opens for row in once(summed(looked, kinds, is_of_deals=True), looked)}
    if not count:
        return _answer(
            question, looked, (Line(f"Of every order and deal that is known a sum is told{partly}."),), ()
        )
    newest = max(events, key=lambda told: told.event.day or date.min, default=None)
    named = f" The newest order: {named_with_day(newest, library)}." if newest else ""
    shown = [line for part in parts for line in part.lines[:CITED]]
    told = f"**{count} of {count + len(priced)}** orders and deals that are known{partly}"
    return _answer(question, looked, (Line(f"No sum is told for {told}.{named}", sources_of(shown)),), parts)


def _answer(question: str, looked: Looked, lead: tuple[Line, ...], parts: tuple[Section, ...]) -> Answer:
    told = tuple(part for part in parts if part.lines)
    return Answer(
        capitalised(question),
        lead,
        told,
        looked.notes,
        enough=ENOUGH,
        overview=tuple(Section(part.heading, tuple(part.lines[:SHOWN])) for part in told),
        names=names_met(looked.found),
        scope=scope(looked.window),
    )


def _come_about(looked: Looked) -> Looked:
    """Without what was denied or called off: that is no deal."""
    kept = tuple(one for one in looked.found.events if not _is_undone(one))
    return replace(looked, found=replace(looked.found, events=kept))


def _is_undone(told: Told) -> bool:
    return told.event.standing == "denied" or told.event.phase in NEVER_DONE


def _partly(looked: Looked) -> str:
    """That not all were read, where more are known."""
    read, known = len(looked.found.events), looked.found.tally.events
    return f" (the {read:,} of most weight, of {known:,} events, were read)" if known > read else ""


def _supplied(looked: Looked, kinds: Kinds) -> frozenset[str]:
    """What tells of things that one gives another, by what opens it."""
    found = looked.found
    events = (f"event/{one.event.id}" for one in found.events if kinds.of(one.event.kind).is_of_things)
    deals = (f"agreement/{deal.id}" for deal in found.agreements if _has_supplier(deal, looked))
    return frozenset((*events, *deals))


def _has_supplier(deal: Agreement, looked: Looked) -> bool:
    return bool(direction_of_parts(deal.parties, looked.found.library.actors).suppliers)


def _holds(row: Summed, limits: SumLimits) -> bool:
    return row.amount.currency == limits.currency and limits.holds(row.amount.amount)


def _deals(rows: Iterable[Summed]) -> list[_Deal]:
    """The largest first."""
    groups = defaultdict[str, list[Summed]](list)
    for row in rows:
        groups[row.opens].append(row)
    deals = [_Deal(tuple(some)) for some in groups.values()]
    return sorted(deals, key=lambda deal: -max(row.amount.amount for row in deal.sums))


def _lead(met: list[_Deal], rows: list[Summed], limits: SumLimits) -> Line:
    between = _between(limits)
    if met:
        several = "deals" if len(met) > 1 else "deal"
        where = tuple(dict.fromkeys(place for deal in met for place in deal.line.sources))
        return Line(
            f"**{len(met)} {several}** with a sum {between} {'are' if len(met) > 1 else 'is'} told.", where
        )
    near = _deals(row for row in rows if row.amount.currency == limits.currency)
    if not near:
        return Line(f"No deal with a sum {between} is known: none is told with a sum in this currency.")
    nearest, end = (near[-1], "smallest") if limits.least is None else (near[0], "largest")
    text = f"No deal with a sum {between} is known; the {end} that is told: {nearest.value}, {nearest.named}."
    return Line(text, nearest.line.sources, opens=nearest.line.opens)


def _between(limits: SumLimits) -> str:
    least, most = (
        money(one, limits.currency) if one is not None else "" for one in (limits.least, limits.most)
    )
    return _TOLD[limits.told].format(least=least, most=most)


def _without_sum(question: str, looked: Looked, kinds: Kinds, partly: str) -> Iterator[Line]:
    if without := sum(len(some) for some in _priceless(question, looked, kinds)):
        one = "other order or deal" if without == 1 else "other orders and deals"
        yield Line(f"No sum is told for {without} {one}{partly}.")


def _priceless(question: str, looked: Looked, kinds: Kinds) -> tuple[list[Told], list[Agreement]]:
    """Orders and deals without a sum, and agreements where the question is for these; what hands over is no order, and an event
    that belongs to a deal is told with it."""
    found = looked.found
    said = [claim for claim in found.claims if MONEY.fullmatch(claim.unit or "")]
    priced = {claim.event for claim in said} | {claim.agreement for claim in said}
    are_all = clue("agreements").search(question) is not None
    deals = [
        deal
        for deal in found.agreements
        if not deal.amounts and deal.id not in priced and (are_all or _has_supplier(deal, looked))
    ]
    events = [
        told
        for told in found.events
        if _is_deal(kinds.of(told.event.kind), are_all=are_all)
        and not (
            told.event.amounts or told.event.id in priced or told.event.agreement in _ids(found.agreements)
        )
    ]
    return events, deals


def _is_deal(kind: Kind, *, are_all: bool) -> bool:
    return DEALS in kind.themes and (kind.is_of_things or are_all)


def _ids(deals: Iterable[Agreement]) -> frozenset[str]:
    return frozenset(deal.id for deal in deals)
