"""Numbers of things, and sums, across orders, deliveries and deals: the largest first or side by side, each with its source; never
added up, as one may be part of another."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from facts.asking.choose import holds_any
from facts.asking.questions import HOW_MANY
from facts.asking.supplies import asks_for_deliveries, asks_for_orders, direction_told
from facts.asking.topics import Facet
from facts.fitting.goods import is_thing
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.rows.patterns import word_table
from facts.wording.clues import clue
from handlers.briefing.figured import MONEY
from handlers.render.pages.answer import Line, sources_of
from handlers.render.pages.bottom_line import AHEAD
from handlers.render.pages.event import event_line, named_with_day, standing, when_told
from handlers.render.pages.supplies import supplies_of
from handlers.render.words.cite import Cited, cited
from handlers.render.words.figures import money
from handlers.render.words.headline import told_title
from handlers.render.words.text import cut, listed, safe
from handlers.ui.topic_search import Looked
from store.nouns.models import Event
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


NUMBERLESS = "No order or delivery that is known on this is told with a number: by size none can be ranked."
PRICELESS = (
    "No order, delivery or deal that is known on this is told with a price: by price none can be ranked."
)


@dataclass(frozen=True)
class Amounted:
    """An event with how many of a thing it tells of."""

    told: Told
    count: int


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
    things = _things(looked)
    is_ranked = is_ranked or bool(things and is_of_one and clue("most").search(asked))
    by_price = is_ranked and clue("by_price").search(asked) is not None
    is_of_sums = is_ranked and not things and clue("of_sums").search(asked) is not None
    if (is_of_sums or by_price) and (sums := list(_sums(looked, asked, kinds, is_least=is_least))):
        yield from sums
    elif by_price:
        yield from _priceless(looked, kinds)
    elif is_ranked or (things and HOW_MANY.search(asked)):
        rows = sorted(numbered(looked, things, kinds), key=lambda row: (-row.count, -_day(row)))
        if len(rows) >= FEWEST:
            largest = partial(_largest, is_least=is_least, is_mixed=not things)
            yield (largest if is_ranked else _side_by_side)(rows, looked)
        elif is_ranked:
            yield from _alone(rows, looked, kinds)


def _things(looked: Looked) -> list[Facet]:
    """What is counted: things of a known sort, else the words that stand behind a number in what was found."""
    facets = looked.topic.facets
    if known := [facet for facet in facets if is_thing(facet)]:
        return known
    words = [facet for facet in facets if facet.what == "word"]
    return [facet for facet in words if any(_count(told.event, facet) for told in looked.found.events)]


def numbered(looked: Looked, things: Iterable[Facet], kinds: Kinds = KINDS) -> Iterator[Amounted]:
    """The orders or deliveries, whichever are asked for, that have come about and tell how many of a thing."""
    asked = looked.topic.asked
    for told in _between(looked):
        kind = kinds.of(told.event.kind)
        is_sort = not (asks_for_deliveries(asked) and not kind.is_handover)
        is_sort = is_sort and not (asks_for_orders(asked) and kind.is_handover)
        is_known = told.event.standing != "denied" and told.event.phase not in NEVER_DONE
        counts = (_count(told.event, facet) for facet in things) if things else [_any_count(told.event)]
        count = next(filter(None, counts), 0)
        if kind.is_of_things and is_sort and is_known and count:
            yield Amounted(told, count)


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
    is_of_trades = asks_for_deliveries(asked) or asks_for_orders(asked) or clue("of_deals").search(asked)
    if rows and is_of_trades:
        line = event_line(rows[0].told, found.library)
        text = f"The only one that is told with a number: {named_with_day(rows[0].told, found.library)}."
        yield Line(text, line.sources, opens=line.opens)
        return
    trades = any(kinds.of(told.event.kind).is_of_things for told in found.events)
    has_number = any(one.quantity for deal in found.agreements for one in deal.equipment)
    if is_of_trades and trades and not has_number and found.tally.events == len(found.events):
        yield Line(NUMBERLESS)


def _largest(rows: list[Amounted], looked: Looked, *, is_least: bool = False, is_mixed: bool = False) -> Line:
    """``is_mixed``: the numbers are of several sorts of things, so that each is told with what it is of."""
    rows, end = (rows[::-1], "smallest") if is_least else (rows, "largest")
    first, *others = rows
    line = event_line(first.told, looked.found.library)
    told = _titled if is_mixed else _short
    after = [told(row, looked) for row in others[: 2 if is_mixed else NAMED]]
    rest = f" Then: {'; '.join(after) if is_mixed else listed(after)}."
    as_many = sum(row.count == first.count for row in others)
    many = f"One of {as_many + 1} {end}" if as_many else f"The {end} of {len(rows)} with a number"
    return Line(
        f"{many}: {named_with_day(first.told, looked.found.library)}.{rest}",
        _sources(rows[: 1 + len(after)], looked),
        opens=line.opens,
    )


def _side_by_side(rows: list[Amounted], looked: Looked) -> Line:
    newest = sorted(rows, key=_day, reverse=True)
    told = listed([_short(row, looked) for row in newest[:NAMED]])
    more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    return Line(
        f"{len(rows)} texts tell a number: {told}{more}. They are not added up, as one may be part of another.",
        _sources(newest, looked),
    )


def _short(row: Amounted, looked: Looked) -> str:
    return f"**{row.count}** ({when_told(row.told, looked.found.library)})"


def _titled(row: Amounted, looked: Looked) -> str:
    return f"{safe(cut(told_title(row.told, looked.found.library), TITLE))}, {when_told(row.told, looked.found.library)}"


def _sources(rows: Iterable[Amounted], looked: Looked) -> tuple[Cited, ...]:
    lines = (event_line(row.told, looked.found.library) for row in list(rows)[: NAMED + 1])
    return sources_of(lines)


def _sums(looked: Looked, asked: str, kinds: Kinds, *, is_least: bool = False) -> Iterator[Line]:
    """The largest sum of each currency, or of the one that is asked for; how many have none is said."""
    rows = list(_summed(looked, kinds, is_of_deals=clue("of_deals").search(asked) is not None))
    wanted = {stem(word) for word in folded_phrase(asked).split()}
    meant = {code for code, word in word_table("currencies")["asked"].items() if stem(word) in wanted}
    currencies = meant or {row.amount.currency for row in rows}
    best = [
        (min if is_least else max)(some, key=lambda row: row.amount.amount)
        for code in sorted(currencies)
        if (some := [row for row in rows if row.amount.currency == code])
    ]
    best.sort(key=lambda row: row.amount.currency != "USD")
    trades = sum(kinds.of(one.event.kind).is_of_things for one in looked.found.events)
    without = max(0, len(looked.found.agreements) + trades - len({row.opens for row in rows}))
    for at, row in enumerate(best[:FEWEST]):
        rest = (
            f" No sum is known for {without} other{'s' * (without > 1)}."
            if without and at == len(best[:FEWEST]) - 1
            else ""
        )
        value = money(row.amount.amount, row.amount.currency)
        among = f" in {row.amount.currency}" if len(best) > 1 else ""
        yield Line(
            f"The {'smallest' if is_least else 'largest'} known sum{among}: **{safe(row.name)}**, {value}{row.when}.{rest}",
            row.sources,
            opens=row.opens,
        )


def _priceless(looked: Looked, kinds: Kinds) -> Iterator[Line]:
    """That a price ranks none, where all that is known was read and none of it has one, in a statement of it either."""
    found = looked.found
    trades = [told for told in found.events if kinds.of(told.event.kind).is_of_things]
    has_price = any(MONEY.fullmatch(c.unit or "") and (c.event or c.agreement) for c in found.claims)
    if (trades or found.agreements) and not has_price and found.tally.events == len(found.events):
        yield Line(PRICELESS)


def _summed(looked: Looked, kinds: Kinds, *, is_of_deals: bool) -> Iterator[Summed]:
    """``is_of_deals``: what is no deal (a budget) is left out."""
    library = looked.found.library
    for told in looked.found.events:
        if is_of_deals and not (kinds.of(told.event.kind).is_of_things or told.event.kind == "agreement"):
            continue
        for amount in told.event.amounts:
            where = cited(amount.citations, library) or event_line(told, library).sources
            ahead = f" {standing(told.event)}" if told.event.phase in AHEAD else ""
            when = f", {when_told(told, library)}{ahead}"
            yield Summed(told_title(told, library), when, amount, where, f"event/{told.event.id}")
    for deal in looked.found.agreements:
        for amount in deal.amounts:
            yield Summed(deal.name, "", amount, cited(amount.citations, library), f"agreement/{deal.id}")


def _day(row: Amounted) -> int:
    return (row.told.event.day or date.min).toordinal()


_NUMBER = re.compile(r"(?<![\w.,$€¥-])(?!(?:19|20)\d\d\b)\d{1,4}(?![\w.,-])")
