"""Which sides of a topic a known thing meets, judged word by word."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from facts.asking.directory import Directory, gear_text
from facts.asking.topics import Facet, Topic
from store.nouns.models import Agreement, Claim, Equipment, Event
from store.nouns.words import folded_phrase, stemmed_phrase, stemmed_text

FEW = 8
"""Phrases that are looked for one by one."""


@dataclass(frozen=True)
class Subject:
    """What a thing is about, in one shape for events, agreements and claims."""

    links: frozenset[tuple[str, str]] = frozenset()
    kinds: frozenset[str] = frozenset()
    agreements: frozenset[str] = frozenset()
    series: frozenset[str] = frozenset()
    phases: frozenset[str] = frozenset()
    number: int | None = None
    text: str = " "
    placed: bool = False
    """Its countries are filed: one that its words only mention is not one of them."""
    headline: str | None = None
    """Of a claim that belongs to an event or agreement: what that is about. Its own words may speak of more."""


TELLING = {"country": 2, "theme": 1, "stage": 1}
"""How much a side of a question says of what is meant; a name or word says 3, a number 1."""


def said_by_sides(facets: Iterable[Facet]) -> int:
    """How much of a question some of its sides are."""
    return sum(1 if facet.label.isdigit() else TELLING.get(facet.what, 3) for facet in facets)


@dataclass(frozen=True)
class Sides:
    """Judges things by a topic: the numbers of the facets that each meets, word by word."""

    facets: tuple[Facet, ...]
    known: Directory

    def of_event(self, event: Event) -> frozenset[int]:
        return self._met(event_subject(event, self.known))

    def of_deal(self, agreement: Agreement) -> frozenset[int]:
        return self._met(agreement_subject(agreement, self.known))

    def of_claim(self, claim: Claim, event: Event | None) -> frozenset[int]:
        """``event`` is the claim's own, where it has one."""
        if not self.facets:
            return frozenset()
        return self._met(self.known.worked_out.of((claim, event), lambda: self._said(claim, event)))

    def _said(self, claim: Claim, event: Event | None) -> Subject:
        deal = self.known.agreements.get(claim.agreement or "")
        told = event_subject(event, self.known) if event else None
        return claim_subject(claim, self.known, told, agreement_subject(deal, self.known) if deal else None)

    def _met(self, subject: Subject) -> frozenset[int]:
        return frozenset(number for number, facet in enumerate(self.facets) if fits(facet, subject))


def fits(facet: Facet, subject: Subject) -> bool:
    """Whether any part of the facet is there. Another number of a series is another event."""
    if facet.number is not None and facet.series & subject.series:
        if subject.number is not None:
            return subject.number == facet.number
        return holds(facet, subject.text)
    if facet.links & subject.links or facet.kinds & subject.kinds or facet.phases & subject.phases:
        return True
    if facet.agreements & subject.agreements or facet.series & subject.series:
        return True
    if facet.what == "country" and subject.placed:
        return False
    return holds(facet, subject.headline if facet.kinds and subject.headline is not None else subject.text)


def holds_any(facet: Facet, texts: Iterable[str]) -> bool:
    """Whether one of the texts holds one of the facet's phrases."""
    return holds(facet, stemmed_text(texts))


def holds_gear(facet: Facet, row: Equipment, known: Directory) -> bool:
    """Whether a piece of equipment goes by one of the facet's phrases."""
    return holds(facet, known.worked_out.of((row,), lambda: stemmed_text([gear_text(row)])))


def holds(facet: Facet, text: str) -> bool:
    """Whether stems of texts (``stemmed_text``) hold one of the facet's phrases."""
    if len(facet.texts) <= FEW:
        return _holds_one(_parted(facet.texts), text)
    told = _by_rarest_word(facet.texts)
    return any(_holds_one(told[word], text) for word in told.keys() & set(text.split(" ")))


def _holds_one(phrases: Iterable[str], text: str) -> bool:
    """Asked of every statement that is kept, for each side of a question: ``any`` takes twice as long."""
    for phrase in phrases:  # noqa: SIM110 - see above
        if phrase in text:
            return True
    return False


@lru_cache(maxsize=256)
def _parted(phrases: frozenset[str]) -> tuple[str, ...]:
    """As a text of stems holds them, whole words alone."""
    return tuple(f" {phrase} " for phrase in phrases)


@lru_cache(maxsize=64)
def _by_rarest_word(phrases: frozenset[str]) -> dict[str, list[str]]:
    """By the word that fewest of them have: an office has hundreds, nearly all with its state, and only those are looked for
    of which the text has that word."""
    counts = Counter(word for phrase in phrases for word in set(phrase.split(" ")))
    found: defaultdict[str, list[str]] = defaultdict(list)
    for phrase in phrases:
        found[min(phrase.split(" "), key=counts.__getitem__)].append(f" {phrase} ")
    return dict(found)


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
        frozenset({event.phase}),
        event.number,
        stemmed_text([event.title, event.summary, event.place, *names, *_gear(gear, known)]),
        placed=bool(event.countries),
    )


def agreement_subject(agreement: Agreement, known: Directory) -> Subject:
    """An agreement with its parties, equipment, names and ledger."""
    return known.worked_out.of((agreement,), lambda: _agreement_subject(agreement, known))


def _agreement_subject(agreement: Agreement, known: Directory) -> Subject:
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
        frozenset(),
        None,
        stemmed_text([*names, agreement.kind, agreement.summary, *steps, *_gear(gear, known)]),
        placed=bool(agreement.countries or agreement.parties),
    )


def claim_subject(claim: Claim, known: Directory, event: Subject | None, deal: Subject | None) -> Subject:
    """A claim with what it is about; its event and agreement lend their countries and names, not their words."""
    lent = [subject for subject in (event, deal) if subject]
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
        frozenset({"denied"} if claim.denied else ()),
        next((subject.number for subject in lent if subject.number is not None), None),
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
    return [gear_text(known.equipment[key]) for key in keys if key in known.equipment]


def untold_variants(topic: Topic, texts: Iterable[str]) -> list[Facet]:
    """The weapons of which a variant is asked for that none of the texts names: what they tell is of the type."""
    said = stemmed_text(texts)
    asked = (facet for facet in topic.facets if facet.variant)
    return [facet for facet in asked if not any(f" {phrase} " in said for phrase in facet.variant)]


def as_typed(topic: Topic, facet: Facet) -> str:
    """The run of words of the question that is the variant."""
    words = topic.asked.split()
    runs = (" ".join(words[start:end]) for start, end in combinations(range(len(words) + 1), 2))
    stemmed = ((run, stemmed_phrase(folded_phrase(run))) for run in runs)
    return next((run for run, said in stemmed if said in facet.variant), facet.label)
