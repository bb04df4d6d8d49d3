"""Which of the known things fit a topic: every side of it, or, said so, only some."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from facts.directory import Directory
from facts.topics import Facet, Topic, stemmed_text
from store.models import Agreement, Claim, Event


@dataclass(frozen=True)
class Subject:
    """What a thing is about, in one shape for events, agreements and claims."""

    links: frozenset[tuple[str, str]] = frozenset()
    kinds: frozenset[str] = frozenset()
    agreements: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()
    text: str = " "
    placed: bool = False
    """Its countries are filed: one that its words only mention is not one of them."""
    headline: str | None = None
    """Of a claim that belongs to an event or agreement: what that is about. Its own words may speak of more."""


@dataclass(frozen=True)
class Fitting:
    """What fits: ``whole`` says whether every side of the topic was met, ``met`` how many were at best; ``missed`` are
    the sides that nothing meets at all."""

    events: tuple[Event, ...]
    agreements: tuple[Agreement, ...]
    claims: tuple[Claim, ...]
    whole: bool
    missed: tuple[str, ...] = ()
    met: int = 0


def choose(
    topic: Topic,
    known: Directory,
    events: Iterable[Event],
    agreements: Iterable[Agreement],
    claims: Iterable[Claim],
) -> Fitting:
    """Keeps what meets every facet. Where nothing does, keeps what meets most of them, and says so."""
    happened, deals, said = list(events), list(agreements), list(claims)
    about = {id(event): event_subject(event, known) for event in happened}
    about |= {id(deal): agreement_subject(deal, known) for deal in deals}
    of_events = {event.id: about[id(event)] for event in happened}
    of_deals = {deal.id: about[id(deal)] for deal in deals}
    about |= {id(claim): claim_subject(claim, known, of_events, of_deals) for claim in said}
    met = {
        key: frozenset(f.label for f in topic.facets if fits(f, subject)) for key, subject in about.items()
    }
    most = max((len(labels) for labels in met.values()), default=0)
    kept = {key for key, labels in met.items() if len(labels) == most and most}
    ever = frozenset().union(*met.values())
    return Fitting(
        tuple(event for event in happened if id(event) in kept),
        tuple(deal for deal in deals if id(deal) in kept),
        tuple(claim for claim in said if id(claim) in kept),
        whole=most == len(topic.facets),
        missed=tuple(facet.label for facet in topic.facets if facet.label not in ever),
        met=most,
    )


def fits(facet: Facet, subject: Subject) -> bool:
    """Whether any part of the facet is there."""
    if facet.links & subject.links or facet.kinds & subject.kinds:
        return True
    if facet.agreements & subject.agreements or facet.series & subject.series:
        return True
    if facet.what == "country" and subject.placed:
        return False
    text = subject.headline if facet.kinds and subject.headline is not None else subject.text
    return any(f" {phrase} " in text for phrase in facet.texts)


def event_subject(event: Event, known: Directory) -> Subject:
    """An event with its countries, actors, equipment and words."""
    links = _actors((p.actor for p in event.actors), known) | {("country", code) for code in event.countries}
    gear = [m.equipment for m in event.equipment]
    names = [known.title("agreement", event.agreement)] if event.agreement else []
    return Subject(
        frozenset(links | {("equipment", key) for key in gear}),
        frozenset({event.kind}),
        frozenset({event.agreement} if event.agreement else ()),
        frozenset({event.series} if event.series else ()),
        stemmed_text([event.title, event.summary, event.place, *names, *_gear(gear, known)]),
        placed=bool(event.countries),
    )


def agreement_subject(agreement: Agreement, known: Directory) -> Subject:
    """An agreement with its parties, equipment, names and ledger."""
    links = _actors((p.actor for p in agreement.parties), known) | {
        ("country", code) for code in agreement.countries
    }
    gear = [m.equipment for m in agreement.equipment]
    steps = [f"{step.status} {step.text}" for step in agreement.steps]
    names = [agreement.name, *(alias.name for alias in agreement.aliases)]
    return Subject(
        frozenset(links | {("equipment", key) for key in gear}),
        frozenset(),
        frozenset({agreement.id}),
        frozenset(),
        stemmed_text([*names, agreement.kind, agreement.summary, *steps, *_gear(gear, known)]),
        placed=bool(agreement.countries or agreement.parties),
    )


def claim_subject(
    claim: Claim, known: Directory, events: Mapping[str, Subject], agreements: Mapping[str, Subject]
) -> Subject:
    """A claim with what it is about; its event and agreement lend their countries and names, not their words."""
    lent = [s for s in (events.get(claim.event or ""), agreements.get(claim.agreement or "")) if s]
    links = (
        _actors(claim.actors, known) | {("actor", claim.speaker)}
        if claim.speaker
        else _actors(claim.actors, known)
    )
    return Subject(
        frozenset(links).union(*(subject.links for subject in lent)),
        frozenset().union(*(subject.kinds for subject in lent)),
        frozenset({claim.agreement} if claim.agreement else ()).union(*(s.agreements for s in lent)),
        frozenset().union(*(subject.series for subject in lent)),
        stemmed_text([claim.text, claim.topic, claim.attribution]),
        headline="".join([stemmed_text([claim.topic]), *(subject.text for subject in lent)])
        if lent
        else None,
    )


def _actors(keys: Iterable[str], known: Directory) -> set[tuple[str, str]]:
    """Actors, with the countries that they belong to."""
    found = list(keys)
    countries = {actor.country for key in found if (actor := known.actors.get(key)) and actor.country}
    return {("actor", key) for key in found} | {("country", code) for code in countries}


def _gear(keys: Iterable[str], known: Directory) -> list[str]:
    rows = [known.equipment[key] for key in keys if key in known.equipment]
    return [f"{row.designation} {row.category}" for row in rows]
