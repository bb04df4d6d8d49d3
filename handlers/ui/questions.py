"""A topic as a question to the store: what the databases choose events by, and the judge of claims."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from facts.asking.choose import Sides, agreement_subject, fits
from facts.asking.directory import Directory
from facts.asking.supplies import direction_of_parts
from facts.asking.topics import Facet, Topic
from facts.asking.windows import Window, overlaps
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.wording.periods import years_of
from store.nouns import views
from store.nouns.models import Agreement, Claim
from store.nouns.views import Findings, Question, Reference
from store.nouns.words import stemmed_text


def question(topic: Topic, read: Window, known: Directory) -> Question:
    """The topic in the window, for the store."""
    sides = Sides(topic.facets, known)

    def said_in(claim: Claim, articles: Mapping[str, Reference]) -> bool:
        return claim_in(claim, articles, read)

    facets = tuple(asked_of_store(facet, known) for facet in topic.facets)
    return Question(facets, read.since, read.until, sides.of_claim, said_in)


def asked_of_store(facet: Facet, known: Directory) -> views.QuestionFacet:
    """One side. A country has the actors that belong to it, a word the equipment and agreements that it names; where
    an event's countries are filed, one that its words only mention is not one of them."""
    links = facet.links | _belonging(facet, known)
    gear = {("equipment", key) for key in known.gear.holding(facet.texts)}
    named = known.deal_names.holding(facet.texts)
    is_country = facet.what == "country"
    return views.QuestionFacet(
        links=links if is_country else links | gear,
        kinds=facet.kinds,
        agreements=facet.agreements if is_country else facet.agreements | named,
        series=facet.series,
        phases=facet.phases,
        number=facet.number,
        texts=facet.texts,
        maybe=frozenset(gear) if is_country else frozenset(),
        maybe_agreements=named if is_country else frozenset(),
        deals=frozenset(
            key
            for key, deal in known.agreements.items()
            if deal.is_told and fits(facet, agreement_subject(deal, known))
        ),
        unplaced=is_country,
    )


def told_texts(found: Findings) -> Iterator[str]:
    """Every word of what was found."""
    for told in found.events:
        yield from (told.event.title, told.event.summary or "")
    for deal in found.agreements:
        yield from (deal.name, deal.summary or "")
    yield from (claim.text for claim in found.claims)
    for text in found.library.articles.values():
        yield from (text.title, text.lead)


def unmet_words(facets: Iterable[Facet], found: Findings) -> tuple[Facet, ...]:
    """The common words of a question that nothing of what was found has in its own words."""
    loose = [facet for facet in facets if facet.what == "word" and facet.loose]
    said = stemmed_text(told_texts(found)) if loose else ""
    return tuple(facet for facet in loose if not any(f" {phrase} " in said for phrase in facet.texts))


def _belonging(facet: Facet, known: Directory) -> frozenset[tuple[str, str]]:
    countries = {key for kind, key in facet.links if kind == "country"}
    theirs = (known.actors_by_country.get(country, frozenset()) for country in countries)
    return frozenset(("actor", key) for some in theirs for key in some)


def deals(topic: Topic, read: Window, known: Directory) -> tuple[Agreement, ...]:
    """The agreements that meet every side of the topic, with a step in the window, by name."""
    sides = Sides(topic.facets, known)
    every = len(topic.facets)
    rows = sorted(_told(known), key=lambda deal: deal.name)
    return tuple(deal for deal in rows if agreed_in(deal, read) and len(sides.of_deal(deal)) == every)


def met_by_deals(topic: Topic, read: Window, known: Directory) -> frozenset[int]:
    """The numbers of the sides that an agreement in the window meets."""
    sides = Sides(topic.facets, known)
    met = (sides.of_deal(deal) for deal in _told(known) if agreed_in(deal, read))
    return frozenset[int]().union(*met)


def _told(known: Directory) -> list[Agreement]:
    return [deal for deal in known.agreements.values() if deal.is_told]


def agreed_in(agreement: Agreement, read: Window) -> bool:
    """Any agreement in an open window; else one with a step that can lie in it."""
    return read.is_open or any(overlaps(read, step.day, None, step.precision) for step in agreement.steps)


def claim_in(claim: Claim, articles: Mapping[str, Reference], read: Window) -> bool:
    """A figure by the years of its period, where these are all that it is ("by 2027" is a forecast); else by the claim's own day; where it has none, by the day of a text that makes
    it."""
    if read.is_open:
        return True
    period = claim.period or ""
    if claim.kind == "figure" and period[:1].isdigit() and (years := years_of(period)):
        return overlaps(read, date(years[0], 1, 1), date(years[1], 12, 31), "day")
    if claim.kind == "figure" and _is_forecast_for(period, read):
        return True
    if claim.day is not None:
        return overlaps(read, claim.day, None, claim.precision)
    texts = [articles[c.article] for c in claim.citations if c.article in articles]
    return any(overlaps(read, t.published.date() if t.published else None, None, t.precision) for t in texts)


def _is_forecast_for(period: str, read: Window) -> bool:
    """Whether it is of the very year that is asked for: "by 2027"."""
    years, ends = years_of(period), {day.year for day in (read.since, read.until) if day}
    return years is not None and read.since is not None and ends == {years[1]}


def supplied_by(found: Findings, makers: frozenset[str], table: Kinds = KINDS) -> Findings:
    """The orders, deliveries and deals of these states."""
    actors = found.library.actors
    events = (told for told in found.events if table.of(told.event.kind).is_of_things)
    deals = (deal for deal in found.agreements if direction_of_parts(deal.parties, actors).suppliers & makers)
    return replace(
        found,
        events=tuple(told for told in events if makers & set(told.event.countries)),
        agreements=tuple(deals),
    )
