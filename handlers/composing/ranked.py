"""Numbers of things, and sums, across orders, deliveries and deals: the largest first or side by side, each with its source; never
added up, as one may be part of another."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from facts.asking.choose import holds_any, holds_gear
from facts.asking.questions import HOW_MANY
from facts.asking.supplies import (
    asks_for_deliveries,
    asks_for_orders,
    direction_of_parts,
    direction_told,
    tells_of_delivery,
)
from facts.asking.topics import Facet
from facts.fitting.goods import is_thing
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.rows.patterns import word_table
from facts.wording.clues import clue
from handlers.briefing.figured import MONEY, figure_asked, is_total
from handlers.render.pages.agreement import status_places
from handlers.render.pages.answer import Line
from handlers.render.pages.bottom_line import AHEAD
from handlers.render.pages.event import event_line, standing, when_told
from handlers.render.pages.supplies import supplies_of
from handlers.render.words.cite import Cited, cited, said_in
from handlers.render.words.dates import day
from handlers.render.words.figures import money, sums_text
from handlers.render.words.headline import told_title
from handlers.render.words.text import cut, listed, safe
from handlers.ui.topic_search import Looked
from store.nouns.models import Agreement, Event
from store.nouns.values import NEVER_DONE, Amount
from store.nouns.views import Told
from store.nouns.words import folded_phrase, stem

NAMED = 5
"""Of several as many are named."""
NEAR = 3
"""Words behind a number among which the thing stands that it counts."""
TITLE = 70
"""Letters of a title behind others."""
FEWEST = 2
"""Numbers of which one is the largest."""


NOT_ADDED = "They are not added up, as one may be part of another."
NUMBERLESS = "No order or delivery that is known on this is told with a number: by size none can be ranked."
PRICELESS = (
    "No order, delivery or deal that is known on this is told with a price: by price none can be ranked."
)


@dataclass(frozen=True)
class Amounted:
    """An event or a deal with how many of a thing it tells of."""

    count: int
    name: str
    when: str
    day: date
    sources: tuple[Cited, ...]
    opens: str

    @property
    def named(self) -> str:
        """A deal with its number, which its name may not have."""
        number = f" ({self.count})" if self.is_deal and str(self.count) not in self.name else ""
        return f"**{self.name.rstrip('.')}**{number}, {self.when}"

    @property
    def is_deal(self) -> bool:
        return self.opens.startswith("agreement/")


@dataclass(frozen=True)
class Summed:
    """A deal or an event with a sum in one currency."""

    name: str
    when: str
    amount: Amount
    sources: tuple[Cited, ...]
    opens: str


def ranked_lines(looked: Looked, kinds: Kinds = KINDS, *, is_of_one: bool = True) -> Iterator[Line]:
    """What stands first where the largest, the smallest or how many are asked for; nothing where fewer than two tell a number.
    ``is_of_one`` also reads "the most tanks" as the most of one order or delivery."""
    asked = looked.topic.asked
    is_least = clue("smallest").search(asked) is not None
    is_ranked = is_least or clue("largest").search(asked) is not None
    is_ranked = is_ranked and clue("of_party").search(asked) is None
    things = things_counted(looked)
    is_ranked = is_ranked or bool(things and is_of_one and clue("most").search(asked))
    by_price = is_ranked and clue("by_price").search(asked) is not None
    is_of_sums = is_ranked and not things and clue("of_sums").search(asked) is not None
    if (is_of_sums or by_price) and (sums := list(_sums(looked, asked, kinds, is_least=is_least))):
        yield from sums
    elif by_price:
        yield from _priceless(looked, kinds)
    elif is_ranked or (things and HOW_MANY.search(asked)):
        rows = sorted(numbered(looked, things, kinds), key=lambda row: (-row.count, -row.day.toordinal()))
        if len(rows) >= FEWEST:
            yield _largest(rows, is_least=is_least, is_mixed=not things) if is_ranked else _side_by_side(rows)
        elif is_ranked:
            yield from _alone(rows, looked, kinds)
    elif clue("total").search(asked):
        yield from _totals(looked, things, kinds)


def _totals(looked: Looked, things: list[Facet], kinds: Kinds) -> Iterator[Line]:
    """What stands for a total: a sum over years that is told, else the sums of deals, else their numbers, side by side."""
    asked, found = looked.topic.asked, looked.found
    if not (things or _is_of_trade(asked)) or any(
        is_total(claim) and not claim.denied for claim in found.claims
    ):
        return
    sums = [] if asks_for_deliveries(asked) else list(once(summed(looked, kinds, is_of_deals=True), looked))
    if len(sums) >= FEWEST:
        yield _sums_beside(sums)
    elif not sums and figure_asked(asked, ()) != "money":
        rows = list(numbered(looked, things, kinds))
        if len(rows) >= FEWEST:
            yield _side_by_side(rows, is_mixed=not things)


def things_counted(looked: Looked) -> list[Facet]:
    """What is counted: things of a known sort, else the words that stand behind a number in what was found."""
    facets = looked.topic.facets
    if known := [facet for facet in facets if is_thing(facet)]:
        return known
    words = [facet for facet in facets if facet.what == "word"]
    return [facet for facet in words if any(_count(told.event, facet) for told in looked.found.events)]


def once(rows: Iterable["Summed"], looked: Looked) -> Iterator["Summed"]:
    """Without the sum of a deal that an event of it has told."""
    deals = {f"event/{told.event.id}": f"agreement/{told.event.agreement}" for told in looked.found.events}
    told = set[tuple[str, object, str]]()
    for row in rows:
        key = (row.opens, row.amount.amount, row.amount.currency)
        if key not in told:
            yield row
        told |= {key, (deals.get(row.opens, ""), *key[1:])}


def numbered(looked: Looked, things: list[Facet], kinds: Kinds = KINDS) -> Iterator[Amounted]:
    """The orders or deliveries, whichever are asked for, that have come about and tell how many of a thing; then the deals of
    which no event tells a number."""
    asked, library, counted = looked.topic.asked, looked.found.library, set[str]()
    for told in _between(looked):
        event, kind = told.event, kinds.of(told.event.kind)
        is_sort = not (asks_for_deliveries(asked) and not kind.is_handover)
        is_sort = is_sort and not (asks_for_orders(asked) and kind.is_handover)
        is_known = event.standing != "denied" and event.phase not in NEVER_DONE
        counts = (_count(event, facet) for facet in things) if things else [_any_count(event)]
        count = next(filter(None, counts), 0)
        if kind.is_of_things and is_sort and is_known and count:
            counted.add(event.agreement or "")
            line, name = event_line(told, library), safe(told_title(told, library))
            ahead = f" {standing(event)}" if event.phase in AHEAD else ""
            when = f"{when_told(told, library)}{ahead}"
            yield Amounted(count, name, when, event.day or date.min, line.sources, line.opens)
    if things or _is_of_trade(asked):
        yield from _of_deals(looked, things, counted)


def _is_of_trade(asked: str) -> bool:
    return bool(asks_for_deliveries(asked) or asks_for_orders(asked) or clue("of_deals").search(asked))


def _of_deals(looked: Looked, things: list[Facet], counted: Collection[str]) -> Iterator[Amounted]:
    """The deals beside those that are counted, with the only number that is filed of what is asked for."""
    asked, library = looked.topic.asked, looked.found.library
    for deal in _deals_between(looked):
        among = [one for one in deal.equipment if not things or _is_any(one.equipment, things, looked)]
        numbers = [one.quantity for one in among if one.quantity]
        last = deal.steps[-1] if deal.steps else None
        is_sort = not asks_for_deliveries(asked) or tells_of_delivery(step.status for step in deal.steps)
        if deal.id in counted or len(numbers) != 1 or last is None or not is_sort:
            continue
        when = f"{safe(last.status)}{f', {day(last.day, last.precision)}' if last.day else ''}"
        named = [place for one in among for place in said_in(f"equipment/{one.equipment}", deal, library)]
        where = tuple(dict.fromkeys((*status_places(deal, library), *named)))
        yield Amounted(numbers[0], safe(deal.name), when, last.day or date.min, where, f"agreement/{deal.id}")


def _is_any(equipment: str, things: list[Facet], looked: Looked) -> bool:
    row = looked.known.equipment.get(equipment)
    linked = any(("equipment", equipment) in thing.links for thing in things)
    return linked or (row is not None and any(holds_gear(thing, row, looked.known) for thing in things))


def _between(looked: Looked) -> tuple[Told, ...]:
    """The events in which those give or get who do so in the question; all, where it names none or none is told so."""
    asked = direction_told(looked.topic.asked)
    found = looked.found
    opened = (
        {row.line.opens for row in supplies_of(replace(found, agreements=()), asked)}
        if asked.is_told
        else set()
    )
    return tuple(told for told in found.events if f"event/{told.event.id}" in opened) or found.events


def _deals_between(looked: Looked) -> tuple[Agreement, ...]:
    """The same of deals; all, where none is told so."""
    asked, found = direction_told(looked.topic.asked), looked.found
    ways = ((deal, direction_of_parts(deal.parties, found.library.actors)) for deal in found.agreements)
    among = tuple(deal for deal, way in ways if asked.is_told and way.is_told and way.within(asked))
    return among or (() if _between(looked) is not found.events else found.agreements)


def _any_count(event: Event) -> int:
    """How many of whatever it tells of; nothing of several sorts."""
    filed = [one.quantity for one in event.equipment if one.quantity]
    found = _NUMBER.findall(event.title)
    return filed[0] if len(filed) == 1 else int(found[0]) if len(found) == 1 and not filed else 0


def _count(event: Event, thing: Facet) -> int:
    """How many it tells of: as it is filed, else the number before the thing in its title, which no designation is."""
    filed = (one.quantity for one in event.equipment if ("equipment", one.equipment) in thing.links)
    if number := next((n for n in filed if n), 0):
        return number
    for found in _NUMBER.finditer(event.title):
        run = " ".join(event.title[found.end() :].split()[:NEAR])
        if holds_any(thing, [run]):
            return int(found[0])
    return 0


def _alone(rows: list[Amounted], looked: Looked, kinds: Kinds) -> Iterator[Line]:
    """The only order or delivery with a number; that none has one, where all of them were read; nothing of other sorts."""
    found, asked = looked.found, looked.topic.asked
    is_of_trades = _is_of_trade(asked)
    if rows and is_of_trades:
        text = f"The only one that is told with a number: {rows[0].named}."
        yield Line(text, rows[0].sources, opens=rows[0].opens)
        return
    trades = any(kinds.of(told.event.kind).is_of_things for told in found.events)
    has_number = any(one.quantity for deal in found.agreements for one in deal.equipment)
    if is_of_trades and trades and not has_number and found.tally.events == len(found.events):
        yield Line(NUMBERLESS)


def _largest(rows: list[Amounted], *, is_least: bool = False, is_mixed: bool = False) -> Line:
    """``is_mixed``: the numbers are of several sorts of things, so that each is told with what it is of."""
    rows, end = (rows[::-1], "smallest") if is_least else (rows, "largest")
    first, *others = rows
    told = _titled if is_mixed else _short
    after = [told(row) for row in others[: 2 if is_mixed else NAMED]]
    rest = f" Then: {'; '.join(after) if is_mixed else listed(after)}."
    as_many = sum(row.count == first.count for row in others)
    many = f"One of {as_many + 1} {end}" if as_many else f"The {end} of {len(rows)} with a number"
    return Line(f"{many}: {first.named}.{rest}", _sources(rows[: 1 + len(after)]), opens=first.opens)


def numbers_of_each(sides: Iterable[tuple[str, str, Looked]], kinds: Kinds = KINDS) -> Line | None:
    """What numbers are told of each of two, of whom a question asks who gave or got more of a thing; each has its name, the
    question for it alone, and what was found. None where one of them has none."""
    told = list[tuple[str, list[Amounted]]]()
    for name, asked, looked in sides:
        alone = replace(looked, topic=replace(looked.topic, asked=asked))
        things = things_counted(alone)
        told.append((name, sorted(numbered(alone, things, kinds), key=lambda row: row.day) if things else []))
    if not all(rows for _, rows in told):
        return None
    texts = (f"**{safe(name)}** {listed([_plainly(row) for row in rows[-NAMED:]])}" for name, rows in told)
    return Line(
        f"Numbers told: {'; '.join(texts)}. {NOT_ADDED}",
        _sources(row for _, rows in told for row in rows[-NAMED:]),
    )


def _plainly(row: Amounted) -> str:
    return f"{row.count} ({row.when})"


def _side_by_side(rows: list[Amounted], *, is_mixed: bool = False) -> Line:
    newest = sorted(rows, key=lambda row: row.day, reverse=True)
    told = [(_titled if is_mixed else _short)(row) for row in newest[:NAMED]]
    more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    return Line(
        f"{len(rows)} texts tell a number: {'; '.join(told) if is_mixed else listed(told)}{more}. {NOT_ADDED}",
        _sources(newest),
    )


def _short(row: Amounted) -> str:
    named = f"{cut(row.name, TITLE)}, {row.when}" if row.is_deal else row.when
    return f"**{row.count}** ({named})"


def _titled(row: Amounted) -> str:
    return f"{cut(row.name, TITLE)}, {row.when}"


def _sources(rows: Iterable[Amounted]) -> tuple[Cited, ...]:
    return tuple(dict.fromkeys(place for row in list(rows)[: NAMED + 1] for place in row.sources))


def _sums_beside(rows: list["Summed"]) -> Line:
    """The sums of several deals, the largest first."""
    best = sorted(rows, key=lambda row: -row.amount.amount)
    told = [
        f"**{money(row.amount.amount, row.amount.currency)}** ({cut(safe(row.name), TITLE)}{row.when})"
        for row in best[:NAMED]
    ]
    more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    where = tuple(dict.fromkeys(place for row in best[:NAMED] for place in row.sources))
    return Line(f"{len(rows)} sums are told: {'; '.join(told)}{more}. {NOT_ADDED}", where)


def _sums(looked: Looked, asked: str, kinds: Kinds, *, is_least: bool = False) -> Iterator[Line]:
    """The largest sum of each currency, or of the one that is asked for; how many have none is said."""
    rows = list(summed(looked, kinds, is_of_deals=clue("of_deals").search(asked) is not None))
    wanted = {stem(word) for word in folded_phrase(asked).split()}
    meant = {code for code, word in word_table("currencies")["asked"].items() if stem(word) in wanted}
    currencies = meant or {row.amount.currency for row in rows}
    best = [
        (min if is_least else max)(some, key=lambda row: row.amount.amount)
        for code in sorted(currencies)
        if (some := [row for row in rows if row.amount.currency == code])
    ]
    best.sort(key=lambda row: row.amount.currency != "USD")
    ranked = {row.opens for row in rows if best and row.amount.currency == best[0].amount.currency}
    best = [*best[:1], *(row for row in best[1:] if row.opens not in ranked)]
    trades = sum(kinds.of(one.event.kind).is_of_things for one in _between(looked))
    without = max(0, len(_deals_between(looked)) + trades - len({row.opens for row in rows}))
    for at, row in enumerate(best[:FEWEST]):
        rest = (
            f" No sum is known for {without} other{'s' * (without > 1)}."
            if without and at == len(best[:FEWEST]) - 1
            else ""
        )
        beside = [one for one in rows if one.opens == row.opens]
        value = sums_text([row.amount, *(one.amount for one in beside)])
        others = (money(one.amount.amount, one.amount.currency) for one in beside)
        value = " or ".join(dict.fromkeys([value, *(one for one in others if one not in value)]))
        where = tuple(dict.fromkeys(place for one in [row, *beside] for place in one.sources))
        among = f" in {row.amount.currency}" if len(best) > 1 else ""
        yield Line(
            f"The {'smallest' if is_least else 'largest'} known sum{among}: **{safe(row.name)}**, {value}{row.when}.{rest}",
            where,
            opens=row.opens,
        )


def _priceless(looked: Looked, kinds: Kinds) -> Iterator[Line]:
    """That a price ranks none, where all that is known was read and none of it has one, in a statement of it either."""
    found = looked.found
    trades = [told for told in found.events if kinds.of(told.event.kind).is_of_things]
    has_price = any(MONEY.fullmatch(c.unit or "") and (c.event or c.agreement) for c in found.claims)
    if (trades or found.agreements) and not has_price and found.tally.events == len(found.events):
        yield Line(PRICELESS)


def summed(looked: Looked, kinds: Kinds, *, is_of_deals: bool) -> Iterator[Summed]:
    """``is_of_deals``: what is no deal (a budget) is left out."""
    library = looked.found.library
    for told in _between(looked):
        if is_of_deals and not (kinds.of(told.event.kind).is_of_things or told.event.kind == "agreement"):
            continue
        for amount in told.event.amounts:
            where = cited(amount.citations, library) or event_line(told, library).sources
            ahead = f" {standing(told.event)}" if told.event.phase in AHEAD else ""
            when = f", {when_told(told, library)}{ahead}"
            yield Summed(told_title(told, library), when, amount, where, f"event/{told.event.id}")
    for deal in _deals_between(looked):
        for amount in deal.amounts:
            yield Summed(deal.name, "", amount, cited(amount.citations, library), f"agreement/{deal.id}")


_NUMBER = re.compile(r"(?<![\w.,$€¥-])(?!(?:19|20)\d\d\b)\d{1,4}(?![\w.,-])")
