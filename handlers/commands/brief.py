"""``/brief topic``: what matters first, then by theme, every line cited, and at the end what is not known."""

import asyncio
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from facts.asking.brief import Brief, compose_brief, weight
from facts.asking.choose import holds_any
from facts.asking.directory import Directory
from facts.asking.resolve import most_alike
from facts.asking.supplies import Direction, supply_asked
from facts.asking.topics import Facet
from facts.asking.windows import NotADate, extent, happened_within
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from handlers.render.illustrations.deals import deals_picture
from handlers.render.illustrations.periods import periods_picture
from handlers.render.illustrations.shares import share_picture
from handlers.render.pages.agreement import (
    listed_deals,
    status_places,
    summary_line,
    unknowns_line,
)
from handlers.render.pages.answer import Answer, Line, Section, pieced
from handlers.render.pages.bottom_line import (
    age_line,
    bottom_line,
    counted_tally,
    figure_lines,
    pertinence,
    standing_fact,
)
from handlers.render.pages.claim import claim_line, differing_lines, listed_claims
from handlers.render.pages.event import (
    event_line,
    event_unknowns,
    listed_events,
    standing,
    telling_line,
    when_told,
)
from handlers.render.pages.rows import MAYBE, dayless_lines
from handlers.render.pages.supplies import (
    Supply,
    one_deal,
    supplies_of,
    supply_lead,
    supply_overview,
    supply_sections,
)
from handlers.render.paging.booklet import AskedCommand
from handlers.render.paging.met import names_met
from handlers.render.words.cite import Cited, cited
from handlers.render.words.dates import day
from handlers.render.words.figures import money
from handlers.render.words.headline import told_title
from handlers.render.words.text import listed, not_known, safe, sentence
from handlers.ui.completion import topic_choices
from handlers.ui.not_found import is_unsaid, nothing, refused, what_to_ask
from handlers.ui.options import TypedWords
from handlers.ui.pager import Pager
from handlers.ui.topic_search import Looked, Topical, scope, sides, told_window
from store.nouns.models import Agreement, Claim, Event
from store.nouns.views import Findings, Library, Told
from store.search.answers import Answers

TITLE = 60
FEW = 2
"""Events of which the one that answers is told in a sentence more."""
ENOUGH = 960
"""Characters of a first page: an analyst's bottom line is read as a whole."""
SAID = 160
"""Letters of what an agreement is."""
EVENTS = "Events"


class BriefCommand(commands.Cog):
    """A briefing on a topic, or on everything that is known."""

    def __init__(self, answers: Answers, topical: Topical, pager: Pager, kinds: Kinds = KINDS) -> None:
        self.kinds = kinds
        self.answers = answers
        self.topical = topical
        self.pager = pager

    @app_commands.command(
        name="brief", description="What matters on a topic: bottom line first, every line with its source"
    )
    @app_commands.describe(
        topic="In your own words: China Pakistan, Russia arms embargo Pakistan, CPEC",
        since="From: 2020, 2020-11, 2020-11-30, 30d, last month",
        until="To: the same, the last day included",
        share="Show it to everybody here",
    )
    async def brief(
        self,
        interaction: discord.Interaction[Any],
        topic: TypedWords = "",
        since: TypedWords = "",
        until: TypedWords = "",
        share: bool = False,
    ) -> None:
        question = AskedCommand("brief", (topic, since, until))
        await self.pager.send(interaction, question, await self.answer(topic, since, until), share=share)

    @brief.autocomplete("topic")
    async def complete(
        self, interaction: discord.Interaction[Any], typed: str
    ) -> list[app_commands.Choice[str]]:
        return await topic_choices(self.answers, typed)

    async def answer(self, topic: str = "", since: str = "", until: str = "") -> Answer:
        if is_unsaid(topic):
            return what_to_ask()
        if (asked := supply_asked(topic)) is not None and (
            answer := await self._supplies(topic, since, until, asked)
        ):
            return answer
        looked = await self.topical.look(topic, since, until, by_weight=True)
        if isinstance(looked, NotADate):
            return refused(looked.why)
        if looked.is_empty:
            return nothing(looked)
        return await asyncio.to_thread(brief_answer, looked, self.topical.now().date(), self.kinds)

    async def _supplies(self, topic: str, since: str, until: str, asked: Direction) -> Answer | None:
        """Who supplied what to whom; None if nothing of the kind is known."""
        looked = await self.topical.supplies(topic, since, until, asked)
        if looked is None:
            return None
        if isinstance(looked, NotADate):
            return refused(looked.why)
        rows = supplies_of(looked.found, asked) if looked.whole else []
        return await asyncio.to_thread(supplies_answer, looked, rows, asked, self.kinds) if rows else None


def supplies_answer(looked: Looked, rows: list[Supply], asked: Direction, kinds: Kinds = KINDS) -> Answer:
    """Supplies by who gives or gets, then the figures and what is not known of them."""
    brief = _composed(looked.found, kinds)
    lists = tuple(supply_sections(rows, asked))
    figures = Section("Figures", listed_claims(brief.figures, looked.found.library))
    told = {one.event.id: one for one in looked.found.events}
    unknown = Section("Not known", tuple(unknown_lines(brief, told, looked.found.library)))
    more = tuple(part for part in (figures, unknown) if part.lines)
    title = looked.topic.asked
    deals = [deal for deal in looked.found.agreements if rows[0].line.opens == f"agreement/{deal.id}"]
    alone = one_deal(deals[0], looked.found.library) if deals and len(rows) == 1 else ()
    return Answer(
        title[:1].upper() + title[1:],
        (supply_lead(rows, asked),),
        (*lists, *more),
        looked.notes,
        enough=ENOUGH,
        overview=(*supply_overview(rows, asked), *alone),
        names=names_met(looked.found),
        scope=scope(looked.window),
    )


def _composed(found: Findings, kinds: Kinds) -> Brief:
    return compose_brief([one.event for one in found.events], found.agreements, found.claims, kinds)


def brief_answer(looked: Looked, today: date, kinds: Kinds = KINDS) -> Answer:
    """The composed brief: the bottom line first, everything in its sections."""
    found = looked.found
    told = {one.event.id: one for one in found.events}
    brief = _composed(found, kinds)
    maybe = Section(MAYBE, dayless_lines(looked.undated))
    parts = tuple(part for part in (*_sections(brief, told, found), maybe) if part.lines)
    asked = frozenset(key for facet in looked.topic.facets for key in _actors(facet, looked.known))
    first = leading(looked, today, kinds)
    figures = figure_lines(found, looked.topic.asked, asked) if looked.window.is_open else []
    lead = tuple(lead_lines(looked, asked, today, first, kinds))
    overview = bottom_line(found, asked, today, first.event.id if first else "", looked.window)
    if figures:
        others = (line for line in lead if line.text != figures[0].text)
        lead, overview = (figures[0], *others), (Section("Figures", tuple(figures[1:4])), *overview)
    return Answer(
        titled(looked),
        lead,
        parts,
        looked.notes,
        enough=ENOUGH,
        overview=tuple(part for part in overview if part.lines),
        names=names_met(found),
        scope=scope(looked.window),
        picture=periods_picture(titled(looked), [one.event for one in found.events], found.tally.events),
    )


def _actors(facet: Facet, known: Directory) -> Iterator[str]:
    """The actors that one side of the question names; of a country, the state itself."""
    countries = {key for kind, key in facet.links if kind == "country"}
    yield from (key for kind, key in facet.links if kind == "actor")
    yield from (a.id for a in known.actors.values() if a.kind == "state" and a.country in countries)


def titled(looked: Looked) -> str:
    """The topic as it was read, where that is short; else as it was asked; of a time alone, that."""
    if not looked.topic.facets and not looked.window.is_open:
        return told_window(looked.window).removesuffix(", both included")
    read = listed([facet.label for facet in looked.topic.facets])
    text = read if 0 < len(read) <= TITLE else looked.topic.asked or "Everything that is known"
    return text[:1].upper() + text[1:]


def lead_lines(
    looked: Looked, asked: frozenset[str], today: date, first: Told | None, kinds: Kinds = KINDS
) -> Iterator[Line]:
    """The answer in a sentence: what the one agreement is that was asked for, the event that answers best, or else what
    holds between all who are named; then how much is known, and how old the newest of it is."""
    found, library = looked.found, looked.found.library
    if deal := _one_deal(looked):
        said = summary_line(deal, library, SAID) if deal.summary else Line(sentence(safe(deal.name)))
        status = Line(f" {_status(deal)}", status_places(deal, library))
        yield pieced(*(said.pieces or (said,)), status, opens=f"agreement/{deal.id}")
    elif first is not None:
        yield _first_line(looked, first, kinds)
        if found.tally.events <= FEW and not found.agreements and (more := telling_line(first, library)):
            yield more
    elif fact := standing_fact(found, asked):
        yield fact
    elif not found.events and (claim := telling_claim(looked, asked)):
        yield claim_line(claim, library, dated=False)
    known = counted_tally(found.tally, found)
    on = f"On {sides(looked.topic)} " if looked.topic.facets and not first else ""
    yield Line(f"{on}{known} known. {age_line(found, today, looked.window)}".strip())


def _first_line(looked: Looked, first: Told, kinds: Kinds) -> Line:
    """The event that answers, with its day and its value, and what it is among several."""
    library = looked.found.library
    line = event_line(first, library, brief=True)
    title = safe(told_title(first, library)).rstrip(".")
    marks = standing(first.event, len({one.article for one in first.evidence}))
    price, priced_by = _price(looked, first.event, kinds)
    told = f"{_among(looked, first)}**{title}**, {when_told(first, library)}."
    return Line(
        " ".join(part for part in (told, marks, price) if part),
        tuple(dict.fromkeys((*line.sources, *priced_by))),
        opens=line.opens,
    )


def _among(looked: Looked, first: Told) -> str:
    """That of several events it is the newest, where none may be newer; of all in a window else the most important."""
    count = looked.found.tally.events
    if count < 2 or _is_precise(looked):
        return ""
    if len(looked.found.events) == count and is_newest(first.event, [t.event for t in looked.found.events]):
        return f"The newest of {count}: "
    return "" if looked.topic.facets else f"The most important of {count}: "


def is_newest(event: Event, events: Iterable[Event]) -> bool:
    """Whether it began on or after whatever day each of the ``events`` may have begun on."""
    if event.day is None:
        return False
    begun = extent(event.day, None, event.precision)[0]
    others = (one for one in events if one.id != event.id)
    return all(one.day and extent(one.day, None, one.precision)[1] <= begun for one in others)


def _price(looked: Looked, event: Event, kinds: Kinds) -> tuple[str, tuple[Cited, ...]]:
    """The value that sources give for the event, or else for the deal that it is of, and these sources; nothing where
    sums of several currencies or for several things are given."""
    deal = next((deal for deal in looked.found.agreements if deal.id == event.agreement), None)
    is_of_deal = not event.amounts and deal is not None and kinds.of(event.kind).is_of_things
    sums = deal.amounts if deal is not None and is_of_deal else event.amounts
    meant = {(one.currency, one.about) for one in sums}
    if len(meant) != 1:
        return "", ()
    told = dict.fromkeys(money(one.amount, one.currency) for one in sums)
    about = f" ({safe(sums[0].about)})" if sums[0].about else ""
    value = "Value of the deal" if is_of_deal else "Value"
    where = cited([place for one in sums for place in one.citations], looked.found.library)
    return f"{value}: {' or '.join(told)}{about}.", where


def leading(looked: Looked, today: date, kinds: Kinds = KINDS) -> Told | None:
    """The one event that answers: the most alike where more than states and sorts is named, the newest where a sort of
    event is; none where only states are, of which too much is known for one to stand for it."""
    if _one_deal(looked):
        return None
    if _is_precise(looked):
        return _best(looked)
    if not looked.topic.facets and not looked.window.is_open:
        sure = [one for one in looked.found.events if happened_within(looked.window, one.event)]
        return max(sure, key=lambda one: weight(one.event), default=None)
    if all(facet.what == "country" for facet in looked.topic.facets):
        return None
    return _newest(looked, today, kinds)


def _newest(looked: Looked, today: date, kinds: Kinds) -> Told | None:
    """Of what has been: of the sorts that are asked for, else of what was done, else of all."""
    wanted = frozenset[str]().union(*(facet.kinds for facet in looked.topic.facets))
    past = [one for one in looked.found.events if one.event.day and one.event.day <= today]
    asked = [one for one in past if one.event.kind in wanted]
    deeds = [one for one in past if is_deed(one.event, kinds)]
    fitting = asked or deeds or past or looked.found.events
    return max(fitting, key=lambda one: one.event.day or date.min, default=None)


def is_deed(event: Event, kinds: Kinds = KINDS) -> bool:
    """Whether something was done, agreed or called off, rather than said."""
    return kinds.of(event.kind).family != "words" or event.phase in (
        "cancelled",
        "refused",
        "denied",
        "postponed",
    )


def telling_claim(looked: Looked, asked: frozenset[str]) -> Claim | None:
    """What is said on the very words, where no event tells of them."""
    return max(looked.found.claims, key=lambda claim: pertinence(claim, asked), default=None)


def _is_precise(looked: Looked) -> bool:
    return any(facet.what not in ("country", "theme", "actor") for facet in looked.topic.facets)


def _one_deal(looked: Looked) -> Agreement | None:
    """The agreement or programme that is the whole question."""
    named = {key for facet in looked.topic.facets for key in facet.agreements}
    if len(looked.topic.facets) != 1 or len(named) != 1:
        return None
    return next((deal for deal in looked.found.agreements if deal.id in named), None)


def _status(deal: Agreement) -> str:
    last = deal.steps[-1] if deal.steps else None
    since = f", {day(last.day, last.precision)}" if last and last.day else ""
    return sentence(f"Newest status: {safe(deal.status)}{since}") if last else ""


def _best(looked: Looked) -> Told | None:
    """The event whose title meets most of the question's sides; of those the one that is most like it in its words, where
    these are more than names, then the weightiest and the newest."""
    found = looked.found
    told = {one.event.id: one for one in found.events}
    titles = {key: (told_title(one, found.library), weight(one.event)[0]) for key, one in told.items()}
    alike = {key: -at for at, key in enumerate(most_alike(looked.topic.asked, titles))}
    has_words = any(facet.what == "word" for facet in looked.topic.facets)
    wanted = frozenset[str]().union(*(facet.kinds for facet in looked.topic.facets))

    def rank(key: str) -> tuple[int, bool, int, int, date]:
        event = told[key].event
        met = sum(holds_any(facet, [titles[key][0], event.title]) for facet in looked.topic.facets)
        return met, event.kind in wanted, alike[key] if has_words else 0, *weight(event)

    return told[max(told, key=rank)] if told else None


def _sections(brief: Brief, told: dict[str, Told], found: Findings) -> Iterator[Section]:
    library = found.library
    events = sorted(told.values(), key=lambda one: one.event.day or date.min, reverse=True)
    yield Section(EVENTS, listed_events(events, library), found.tally.events)
    deals = [deal for group in brief.groups for deal in group.agreements]
    drawn = deals_picture("Arms deals by supplier", deals, library.actors)
    yield Section("Agreements and deals", listed_deals(deals, library), picture=drawn)
    differing = [line for one in brief.differing for line in differing_lines(one, library)]
    yield Section("Where sources differ", tuple(differing))
    shares = share_picture(found.claims, library.actors)
    yield Section("Figures", listed_claims(brief.figures, library), picture=shares)
    yield Section("Also known", listed_claims(brief.facts, library))
    yield Section("Plans and expectations of the time", listed_claims(brief.plans, library))
    yield Section("Views", listed_claims(brief.views, library))
    yield Section("Denied", listed_claims(brief.denied, library))
    yield Section("Not known", tuple(unknown_lines(brief, told, library)))


def unknown_lines(brief: Brief, told: dict[str, Told], library: Library) -> Iterator[Line]:
    """What sources say is not known, with the sources of what it is not known about."""
    for subject in brief.unknown:
        if isinstance(subject, Agreement):
            line = unknowns_line(subject, library, "")
            yield Line(f"**{safe(subject.name)}** · {line.text}", line.sources)
        else:
            where = [source for one in event_unknowns(told[subject.id], library) for source in one.sources]
            texts = not_known(subject.unknown, "")
            yield Line(f"**{safe(subject.title)}** · {texts}", tuple(dict.fromkeys(where)))
