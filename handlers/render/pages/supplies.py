"""Who supplied what to whom, as cited lines: by supplier, or by recipient where one supplier is asked for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from facts.asking.supplies import (
    Direction,
    direction_by_makers,
    direction_of_parts,
    direction_of_states,
    direction_told,
    tells_of_delivery,
)
from facts.asking.windows import extent
from facts.model.kinds import Kinds
from facts.names.countries import country_name, in_sentence
from facts.rows.kinds import KINDS
from handlers.render.pages.agreement import ledger_in_a_line, status_places, unknowns_line
from handlers.render.pages.answer import Line, Section, pieced
from handlers.render.pages.event import denial_line, event_line
from handlers.render.words.cite import Cited, cited, said_in
from handlers.render.words.dates import day
from handlers.render.words.figures import amount_text, money, sums_text
from handlers.render.words.headline import told_title
from handlers.render.words.names import materiel
from handlers.render.words.text import capitalised, cut, listed, safe
from store.nouns.models import Agreement, Event
from store.nouns.values import Amount
from store.nouns.views import Findings, Library, Told

NAMED = 4
"""Suppliers that the first sentence names."""
LONGEST, NAME = 90, 60
"""Letters of a headline, and of a deal's name, in a line with others."""
TRADES = "orders, deliveries and deals"
PACKED = 200
"""Letters of one line of the first page."""


@dataclass(frozen=True)
class Supply:
    """One thing that somebody supplies: a deal, or an event that belongs to none of the deals."""

    direction: Direction
    line: Line
    day: date
    when: str
    amounts: tuple[Amount, ...]
    short: str = ""
    """For a line with others: what, how far, when."""
    is_denied: bool = False
    last: date = date.min
    """The last day that ``when`` may mean."""
    priced: tuple[Cited, ...] = ()
    """The places of its amounts."""
    is_delivered: bool = False
    """It is told as handed over, at least in part."""
    was_told: bool = False
    """Of what is denied: other texts told that it came about."""
    is_wider: bool = False
    """It is on more than the things that are asked for: its sum is not theirs."""


def supplies_of(found: Findings, asked: Direction, kinds: Kinds = KINDS) -> list[Supply]:
    """Everything that answers the question, newest first."""
    deals = [supply for deal in found.agreements if (supply := _of_deal(deal, found.library))]
    told = {deal.id for deal in found.agreements}
    loose = [_of_event(one, found, kinds) for one in found.events if _tells(one.event, told, kinds)]
    rows = [
        supply for supply in (*deals, *loose) if supply.direction.is_told and supply.direction.within(asked)
    ]
    return sorted(rows, key=lambda supply: supply.day, reverse=True)


def _tells(event: Event, told: set[str], kinds: Kinds) -> bool:
    """Whether it tells of a supply, or denies one, that none of the deals stands for. Of aid only what is filed as given
    counts: a loan is none. A denial of a supply stands beside them."""
    kind = kinds.of(event.kind)
    gives = any(part.part == "donor" for part in event.actors)
    is_kind = kind.is_of_things and (kind.is_trade or gives)
    return event.agreement not in told and (is_kind or event.phase == "denied")


def _of_deal(deal: Agreement, library: Library) -> Supply | None:
    direction = direction_of_parts(deal.parties, library.actors)
    if not direction.suppliers or not direction.recipients:
        return None
    last = deal.steps[-1] if deal.steps else None
    when = f", {day(last.day, last.precision)}" if last and last.day else ""
    text = f"**{safe(deal.name)}** · {safe(deal.status)}{when}"
    named = [
        place for one in deal.equipment for place in said_in(f"equipment/{one.equipment}", deal, library)
    ]
    where = tuple(dict.fromkeys((*status_places(deal, library), *named)))
    line = Line(text, where, f"**{safe(deal.name)}**\n-# {safe(deal.status)}{when}", f"agreement/{deal.id}")
    gear = materiel(deal.equipment, library, named=True) or safe(cut(deal.name, NAME))
    short = f"{gear} ({safe(deal.status)}{when})"
    return Supply(
        direction,
        line,
        (last.day if last else None) or date.min,
        when[2:],
        tuple(deal.amounts),
        short,
        last=extent(last.day, None, last.precision)[1] if last and last.day else date.min,
        priced=cited([place for amount in deal.amounts for place in amount.citations], library),
        is_delivered=tells_of_delivery(step.status for step in deal.steps),
    )


def direction_of(told: Told, library: Library) -> Direction:
    """Who gives and who gets: as it is filed, else as its title tells it, else by who makes the thing."""
    event = told.event
    filed = direction_of_parts(event.actors, library.actors)
    states = direction_of_states(event.roles)
    read = states if states.suppliers and states.recipients else direction_told(told_title(told, library))
    heard = filed if filed.suppliers else read
    gear = [
        library.equipment[one.equipment].makers
        for one in event.equipment
        if one.equipment in library.equipment
    ]
    return heard if heard.suppliers and heard.recipients else direction_by_makers(event.countries, gear)


def _of_event(told: Told, found: Findings, kinds: Kinds) -> Supply:
    """``found`` has the events that may deny it."""
    event, library = told.event, found.library
    is_denied = "denied" in (event.phase, event.standing)
    line = event_line(told, library)
    denial = None if is_denied else denial_line(told, found.events, library)
    if denial is not None:
        line = pieced(line, Line(" "), denial, head=line.head, opens=line.opens)
    when = day(event.day, event.precision) if event.day else ""
    return Supply(
        direction_of(told, library),
        line,
        event.day or date.min,
        when,
        tuple(event.amounts),
        f"{_short(told, library)}{', denied since' if denial else ''}",
        is_denied,
        extent(event.day, event.until, event.precision)[1] if event.day else date.min,
        was_told=is_denied and event.phase != "denied",
        is_delivered=kinds.of(event.kind).is_handover
        and event.phase in ("concluded", "reported", "under way"),
    )


def _short(told: Told, library: Library) -> str:
    """``S-400 (delivery, 12 February 2026)``: what it is by its kind, unless it only lies ahead or is denied."""
    event = told.event
    title = safe(cut(told_title(told, library), LONGEST))
    when = day(event.day, event.precision) if event.day else ""
    is_done = event.phase in ("concluded", "reported") and event.standing != "denied"
    how = "" if is_done else "denied" if event.standing == "denied" else event.phase
    marks = ", ".join(part for part in (how, when) if part)
    return f"{title} ({marks})" if marks else title


def supply_lead(rows: list[Supply], asked: Direction, what: str = TRADES) -> Line:
    """Who it is in a sentence, of ``what``, and what sums are given: they are added up only where every deal has one."""
    real = [row for row in rows if not row.is_denied]
    if len(real) <= 1:
        row = (real or rows)[0]
        return Line(f"{_ended(_only(row, rows))}{_sums(real)}", row.line.sources, opens=row.line.opens)
    counts = _counts(real, by_supplier=not asked.seeks_recipients)
    names = [f"{name} {count}" for name, count in counts[:NAMED]]
    more = [f"{len(counts) - NAMED} others"] if len(counts) > NAMED else []
    is_pair = asked.suppliers and asked.recipients
    who = "" if is_pair else f" – {', '.join([*names, *more])}"
    denied = f", {len(rows) - len(real)} more denied" if len(rows) > len(real) else ""
    when = max(real, key=lambda row: row.last).when
    newest = f"; the newest {when}" if when else ""
    text = f"{supply_subject(asked)}{len(real)} {what} are known{who}{denied}{newest}."
    return Line(f"{text}{_sums(real)}", _sources(real))


def _ended(text: str) -> str:
    """A deal's line ends without a full stop, an event's with one, or with its marks."""
    return text if text.endswith((".", ")_")) else f"{text}."


def _only(row: Supply, rows: list[Supply]) -> str:
    """The one thing that is known, or that it is denied."""
    others = len(rows) - 1
    more = f" {others} more {'is' if others == 1 else 'are'} denied." if others else ""
    if not row.is_denied:
        return f"{_ended(row.line.text)}{more}"
    return f"{'Told, and denied' if row.was_told else 'Only a denial is known'}: {row.line.text}"


def supply_subject(asked: Direction) -> str:
    """``From China to Pakistan: ``, as far as it is asked for."""
    givers = listed(list(map(in_sentence, sorted(map(country_name, asked.suppliers)))))
    getters = listed(list(map(in_sentence, sorted(map(country_name, asked.recipients)))))
    parts = [f"from {givers}" if givers else "", f"to {getters}" if getters else ""]
    text = " ".join(part for part in parts if part)
    return f"{capitalised(text)}: " if text else ""


def _counts(rows: Iterable[Supply], *, by_supplier: bool) -> list[tuple[str, int]]:
    counts: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        for code in row.direction.suppliers if by_supplier else row.direction.recipients:
            counts[country_name(code)] += 1
    return sorted(counts.items(), key=lambda one: -one[1])


def _sums(rows: list[Supply]) -> str:
    priced = [row for row in rows if row.amounts]
    if not priced:
        return " No price is given." if rows else ""
    if len(rows) == 1:
        whole = " of all of it" if rows[0].is_wider else ""
        told = sums_text(rows[0].amounts)
        return f" Price{whole}: {told if ' or ' in told else price_text(rows[0].amounts[0])}."
    currencies = {row.amounts[0].currency for row in priced}
    alone = all(len(row.amounts) == 1 and not row.is_wider for row in priced)
    if alone and len(priced) == len(rows) > 1 and len(currencies) == 1:
        total = sum((row.amounts[0].amount for row in priced), Decimal())
        return f" In all {money(total, currencies.pop())}."
    told = ", ".join(sums_text(row.amounts) for row in priced[:3])
    some = f"one ({told})" if len(priced) == 1 else f"{len(priced)} ({told})"
    wider = ", which covers more than this" if any(row.is_wider for row in priced) else ""
    return f" A price is given for {some}{wider}: no total can be told."


def price_text(amount: Amount) -> str:
    """With what it is for, where that is short enough to be told as a whole."""
    told = safe(amount_text(amount))
    return told if len(told) <= LONGEST else money(amount.amount, amount.currency)


def _sources(rows: list[Supply]) -> tuple[Cited, ...]:
    """Of the newest, and of the prices."""
    priced = [place for row in rows if row.amounts for place in row.priced or row.line.sources]
    return tuple(dict.fromkeys((*rows[0].line.sources, *priced)))


def one_deal(deal: Agreement, library: Library) -> tuple[Section, ...]:
    """How the only deal that answers went, and what is not known of it."""
    unknown = unknowns_line(deal, library, "")
    parts = (
        Section("Status, step by step", tuple(ledger_in_a_line(deal, library))),
        Section("Not known", (unknown,) if unknown.text else ()),
    )
    return tuple(part for part in parts if part.lines)


def supply_overview(rows: list[Supply], asked: Direction) -> tuple[Section, ...]:
    """All of it in as few lines as there are suppliers, or recipients."""
    if asked.suppliers and asked.recipients:
        return tuple(supply_sections(rows, asked))
    by_supplier = not asked.seeks_recipients
    groups: defaultdict[str, list[Supply]] = defaultdict(list)
    for row in rows:
        sides = row.direction.suppliers if by_supplier else row.direction.recipients
        groups[listed(sorted(map(country_name, sides)))].append(row)
    ordered = sorted(groups.items(), key=lambda one: -len(one[1]))
    packed = [list(_packed(name, some)) for name, some in ordered]
    lines = [*(some[0] for some in packed), *(line for some in packed for line in some[1:])]
    return (Section("By supplier" if by_supplier else "By recipient", tuple(lines)),)


def _packed(name: str, rows: Sequence[Supply]) -> Iterator[Line]:
    """Several to a line, each with its status and day."""
    start = f"**{name}:** "
    text, where = start, list[Cited]()
    for row in rows:
        if text != start and len(text) + len(row.short) > PACKED:
            yield Line(f"{text}.", tuple(where))
            start = f"**{name}**, more: "
            text, where = start, []
        text += ("" if text == start else "; ") + row.short
        where += row.line.sources
    yield Line(f"{text}.", tuple(where))


def supply_sections(rows: list[Supply], asked: Direction) -> Iterator[Section]:
    """One list for each supplier, or for each recipient where the supplier is asked for."""
    if asked.suppliers and asked.recipients:
        yield Section("Orders, deliveries and deals", tuple(row.line for row in rows))
        return
    by_supplier = not asked.seeks_recipients
    groups: defaultdict[str, list[Line]] = defaultdict(list)
    for row in rows:
        sides = row.direction.suppliers if by_supplier else row.direction.recipients
        groups[listed(sorted(map(country_name, sides)))].append(row.line)
    for name, lines in sorted(groups.items(), key=lambda one: -len(one[1])):
        yield Section(f"{'From' if by_supplier else 'To'} {name}", tuple(lines))
