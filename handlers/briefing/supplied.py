"""Answers to who supplied what to whom, with what is told as delivered first where deliveries are asked for."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from facts.asking.choose import holds_any, holds_gear
from facts.asking.questions import is_for_last
from facts.asking.supplies import Direction, asks_for_deliveries, asks_for_orders, told_apart
from facts.asking.themes import NOT_COME_ABOUT, theme_asked
from facts.asking.topics import Facet
from facts.fitting.goods import is_thing
from facts.model.kinds import Kinds
from facts.names.countries import country_name, in_sentence, regions
from facts.rows.kinds import KINDS
from facts.wording.clues import clue
from facts.wording.framing import asks_whether, excepted
from handlers.briefing.brief_parts import ENOUGH, composed, unknown_lines
from handlers.briefing.figured import is_total
from handlers.briefing.leading import BEGINNINGS
from handlers.briefing.said import most_telling
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.bottom_line import AHEAD, period_end
from handlers.render.pages.claim import claim_line, listed_claims
from handlers.render.pages.event import asked_line, correction_line
from handlers.render.pages.supplies import (
    Supply,
    direction_of,
    one_deal,
    supply_lead,
    supply_overview,
    supply_sections,
    supply_subject,
)
from handlers.render.paging.met import names_met
from handlers.render.words.text import capitalised, listed, safe
from handlers.ui.topic_search import Looked, scope
from store.nouns.models import Agreement, Claim, Event
from store.nouns.views import Told
from store.nouns.words import folded_phrase

SAID = 2
"""Statements beside deals of which the order is asked for."""
OF_TOTALS = frozenset({"imports", "exports", "trade"})
"""Themes of which totals are told."""
MADE_TOGETHER = "co-production"
DELIVERIES = "deliveries"
ORDERS = "orders and deals"
ORDERED = "Ordered or agreed, no delivery told"
DELIVERED = "Delivered, at least in part"


def supplies_answer(looked: Looked, rows: list[Supply], asked: Direction, kinds: Kinds = KINDS) -> Answer:
    """Supplies by who gives or gets, then the figures and what is not known of them."""
    brief = composed(looked.found, kinds)
    apart = told_apart(looked.topic.asked)
    rows = [row for row in rows if not (row.direction.recipients | row.direction.suppliers) & apart] or rows
    rows = [replace(row, is_wider=is_wider(row, looked)) for row in of_things(rows, looked)]
    said = most_telling(looked.found.claims, looked.topic.asked, looked.topic.facets)[:SAID] if apart else []
    beside = Section("Also said", tuple(claim_line(c, looked.found.library, dated=False) for c in said))
    shown, others, rest = asked_for(rows, looked.topic.asked)
    ordered = Section(rest, tuple(row.line for row in others))
    figures = Section("Figures", listed_claims(brief.figures, looked.found.library))
    told = {one.event.id: one for one in looked.found.events}
    unknown = Section("Not known", tuple(unknown_lines(brief, told, looked.found.library)))
    title = looked.topic.asked
    deals = [deal for deal in looked.found.agreements if rows[0].line.opens == f"agreement/{deal.id}"]
    alone = one_deal(deals[0], looked.found.library) if deals and len(rows) == 1 else ()
    parts = (*(supply_sections(shown, asked) if shown else ()), ordered, figures, unknown)
    overview = (*(supply_overview(shown, asked) if shown else ()), ordered, beside, *alone)
    return Answer(
        capitalised(title),
        (
            *newest_line(shown, looked.topic.asked),
            *_lead(shown, others, asked, rest, looked.topic.asked),
            *_aside(rows, looked),
        ),
        tuple(part for part in parts if part.lines),
        looked.notes,
        enough=ENOUGH,
        overview=tuple(part for part in overview if part.lines),
        names=names_met(looked.found),
        scope=scope(looked.window),
    )


def _aside(rows: list[Supply], looked: Looked) -> tuple[Line, ...]:
    """What the texts of the only event that answers say of what the question asks beside it."""
    opened = rows[0].line.opens if len(rows) == 1 else ""
    told = next((one for one in looked.found.events if f"event/{one.event.id}" == opened), None)
    if told is None:
        return ()
    library = looked.found.library
    lines = (asked_line(told, library, looked.topic.asked), correction_line(told, library))
    return tuple(line for line in lines if line)


def only_denied(rows: Iterable[Supply], looked: Looked) -> tuple[Line, ...]:
    """That nothing is known to have come about, where all that is told of an order or a delivery is a denial, and something of it
    is planned or in talks."""
    denied = list(rows)
    if not all(row.is_denied for row in denied) or not any(
        one.event.phase in AHEAD for one in looked.found.events
    ):
        return ()
    newest = denied[0]
    text = f"No order or delivery of it is known, only what is planned or in talks, and a denial: {newest.line.text}"
    return (Line(text, newest.line.sources, opens=newest.line.opens),)


def alone_lines(rows: Iterable[Supply], question: str) -> tuple[Line, ...]:
    """That nobody else is known, where a question leaves out the only ones who are."""
    apart = told_apart(question) if excepted(question) else frozenset[str]()
    if not apart or not all((row.direction.recipients | row.direction.suppliers) & apart for row in rows):
        return ()
    return (
        Line(
            f"Nobody but {safe(listed(list(map(in_sentence, sorted(map(country_name, apart))))))} is known in any of it."
        ),
    )


def of_things(rows: list[Supply], looked: Looked) -> list[Supply]:
    """Without deals on other things than are asked for, whose words only mention them; all, where none would be left."""
    things = [facet for facet in looked.topic.facets if is_thing(facet)]
    other = {f"agreement/{deal.id}" for deal in looked.found.agreements if not _is_on(deal, things, looked)}
    kept = [row for row in rows if row.line.opens not in other] or rows
    words = [facet for facet in looked.topic.facets if facet.what == "word" and facet.loose]
    words = [word for word in words if not asks_for_deliveries(word.label)]
    for word in words:
        kept = [row for row in kept if holds_any(word, [row.line.text])] or kept
    return kept


def is_wider(row: Supply, looked: Looked) -> bool:
    """Whether what is filed of a deal or an event is on more than the things that the question names."""
    things = [facet for facet in looked.topic.facets if is_thing(facet)]
    found = looked.found
    filed = {f"agreement/{deal.id}": deal.equipment for deal in found.agreements}
    filed |= {f"event/{told.event.id}": told.event.equipment for told in found.events}
    keys = [one.equipment for one in filed.get(row.line.opens, ())]
    gear = [looked.known.equipment[key] for key in keys if key in looked.known.equipment]
    return bool(things) and any(
        all(
            ("equipment", one.id) not in thing.links and not holds_gear(thing, one, looked.known)
            for thing in things
        )
        for one in gear
    )


def _is_on(deal: Agreement, things: list[Facet], looked: Looked) -> bool:
    gear = [
        looked.known.equipment[m.equipment] for m in deal.equipment if m.equipment in looked.known.equipment
    ]
    return not gear or all(
        any(("equipment", row.id) in facet.links or holds_gear(facet, row, looked.known) for row in gear)
        for facet in things
    )


def asks_for_total(question: str) -> bool:
    """Whether imports or exports are asked for, rather than deals."""
    return any(
        (theme := theme_asked(word)) and theme.name in OF_TOTALS for word in folded_phrase(question).split()
    )


def total_lines(looked: Looked) -> tuple[Line, ...]:
    """The newest sum over years."""
    rows = [claim for claim in looked.found.claims if is_total(claim) and not claim.denied]
    best = max(rows, key=period_end, default=None)
    return (claim_line(best, looked.found.library, dated=False),) if best else ()


def asked_for(rows: list[Supply], question: str) -> tuple[list[Supply], list[Supply], str]:
    """Those of the sort that the question is for, the others, and the heading of these."""
    if asks_for_deliveries(question):
        return *of_deliveries(rows), ORDERED
    ordered = [row for row in rows if not row.is_delivered] if asks_for_orders(question) else []
    if ordered:
        return ordered, [row for row in rows if row.is_delivered], DELIVERED
    return rows, [], ORDERED


def of_deliveries(rows: list[Supply]) -> tuple[list[Supply], list[Supply]]:
    """What is told as handed over, or denied, and the rest."""
    done = [row for row in rows if row.is_delivered or row.is_denied]
    return done, [row for row in rows if row not in done]


def newest_line(rows: list[Supply], question: str) -> tuple[Line, ...]:
    """The newest or the oldest of several, where the last or the first one is asked for."""
    real = [row for row in rows if not row.is_denied and row.day > date.min]
    if len(real) > 1 and not is_for_last(question) and BEGINNINGS & set(folded_phrase(question).split()):
        first = min(real, key=lambda row: row.day)
        is_sure = all(row.day > first.last for row in real if row is not first)
        known = "The first known" if is_sure else "One of the first known (their days do not tell which was)"
        return (replace(first.line, text=f"{known}: {first.line.text}"),)
    if len(real) < 2 or not is_for_last(question):
        return ()
    return (replace(real[0].line, text=f"The newest: {real[0].line.text}"),)


def _lead(
    shown: list[Supply], others: list[Supply], asked: Direction, rest: str, question: str
) -> tuple[Line, ...]:
    """What was delivered; where nothing was, that, and what is ordered."""
    if shown and others:
        return (supply_lead(shown, asked, DELIVERIES if rest == ORDERED else ORDERS),)
    first = supply_lead(shown or others, asked)
    if (
        shown
        and asks_whether(question)
        and all(row.is_delivered and not row.is_denied for row in shown)
        and not clue("qualified").search(question)
    ):
        return (replace(first, text=f"Yes: {first.text}"),)
    return (first,) if shown else (Line("No delivery is told."), first)


def is_supplied(looked: Looked, asked: Direction, kinds: Kinds) -> bool:
    """Whether an event between all the states that are named tells of a supply, as far as it is told from the one that is asked
    for to the other; what both make together is none."""
    sides = (*looked.topic.facets, *looked.passed)
    named = {key for facet in sides for kind, key in facet.links if kind == "country"}
    among = (told for told in looked.found.events if named <= set(told.event.countries))
    trades = (told for told in among if tells_of_supply(told.event, kinds))
    return any(_may_be(told, looked, asked, kinds) for told in trades)


def is_said_of_region(looked: Looked) -> bool:
    """Whether a statement of fact tells of trade with the part of the world that is asked of, where no order of one of its states
    is told."""
    asked = {facet.label for facet in looked.topic.facets if facet.what == "region"}
    words = [word for word, region in regions().items() if region.name in asked]
    facts = (claim for claim in looked.found.claims if claim.kind in ("fact", "figure") and not claim.denied)
    texts = (f" {folded_phrase(claim.text)} " for claim in facts if clue("of_trade").search(claim.text))
    return any(f" {word} " in text for text in texts for word in words)


def _may_be(told: Told, looked: Looked, asked: Direction, kinds: Kinds) -> bool:
    way = direction_of(told, looked.found.library)
    return way.within(asked) if way.is_told else MADE_TOGETHER not in kinds.of(told.event.kind).themes


def tells_of_supply(event: Event, kinds: Kinds) -> bool:
    """Whether something is supplied, or was to be and did not come about."""
    return kinds.of(event.kind).is_of_things or event.phase in NOT_COME_ABOUT


def no_supply_line(looked: Looked, asked: Direction) -> Line:
    """That nothing is known to go from the one to the other, of the things that are asked for."""
    things = listed([facet.label for facet in looked.topic.facets if is_thing(facet)])
    between = supply_subject(asked).rstrip(": ")
    places = listed([facet.label for facet in looked.topic.facets if facet.what == "place"])
    regions = listed([facet.label for facet in looked.topic.facets if facet.what == "region"])
    parts = [
        "no order, delivery or deal",
        f"for {safe(things)}" if things else "",
        between[:1].lower() + between[1:],
        f"at {safe(places)}" if places else "",
        f"with states of {safe(regions)}" if regions else "",
    ]
    when = "" if looked.window.is_open else " in that time"
    text = " ".join(part for part in parts if part)
    return Line(f"{capitalised(text)} is known{when}.")


def lacked_lines(looked: Looked, asked: Direction) -> tuple[tuple[Line, ...], Looked]:
    """That none of the things that are asked for is known to go from the one to the other, where other things are; and what
    was found without these sides."""
    lacked = tuple(facet for facet in looked.passed if facet.what != "word" and is_thing(facet))
    if not lacked or not asked.is_told:
        return (), looked
    line = no_supply_line(replace(looked, topic=replace(looked.topic, facets=lacked)), asked)
    kept = tuple(facet for facet in looked.passed if facet not in lacked)
    return (line,), replace(looked, passed=kept)


def share_lines(looked: Looked, asked: Direction) -> tuple[Line, ...]:
    """The largest share of the newest period that is told between the state that is asked for and another one."""
    sides = {
        actor.id
        for actor in looked.known.actors.values()
        if actor.kind == "state" and actor.country in asked.suppliers | asked.recipients
    }
    rows = [claim for claim in looked.found.claims if is_share(claim) and len(set(claim.actors) - sides) == 1]
    best = max(rows, key=lambda claim: (period_end(claim), claim.value or 0), default=None)
    return (claim_line(best, looked.found.library, dated=False),) if best else ()


def is_share(claim: Claim) -> bool:
    """Whether it is a part in a hundred of what goes between two, and nothing denied."""
    unit = (claim.unit or "").casefold()
    return (
        claim.kind == "figure"
        and unit in ("%", "percent", "per cent")
        and len(claim.actors) > 1
        and not claim.denied
    )
