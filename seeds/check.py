"""What no single entry can tell: names that dangle, names claimed twice, and what says nothing about its source."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from seeds.gazetteer import folded_name
from seeds.rows import Seeds
from store.nouns.models import ActorFacts, AgreementFacts, ClaimFacts, EquipmentFacts, EventFacts
from store.nouns.values import Alias, Citation, Step

SeedOrigins: TypeAlias = Mapping[tuple[str, str], str]
"""The file of each entry, by noun and id."""
Known = TypeVar("Known", ActorFacts, EquipmentFacts, AgreementFacts)
Found: TypeAlias = Iterator[tuple[str, str, str]]
"""Noun, id and what is wrong."""


@dataclass(frozen=True)
class SeedProblem:
    """Something wrong in ``file`` (relative to the folder of the seeds), at ``entry`` (``noun.id``)."""

    file: str
    entry: str
    what: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.entry, self.what) if part)


def problems_of(seeds: Seeds, origins: SeedOrigins) -> list[SeedProblem]:
    """Every problem. ``origins`` also has the entries that are not in ``seeds`` because they are wrong themselves:
    what refers to them does not dangle."""
    checks = (uncited, claimed_twice, undated, unspoken, unreasoned, misplaced)
    found = [*dangling(seeds, origins), *(row for check in checks for row in check(seeds))]
    return [SeedProblem(origins[noun, id_], f"{noun}.{id_}", what) for noun, id_, what in found]


def dangling(seeds: Seeds, origins: SeedOrigins) -> Found:
    """References to entries that are not there."""
    for noun, id_, target_noun, target in seed_references(seeds):
        if target is not None and (target_noun, target) not in origins:
            yield noun, id_, f"{target_noun} has no entry {target!r}"


def seed_references(seeds: Seeds) -> Iterator[tuple[str, str, str, str | None]]:
    """Noun and id of an entry, the noun that it points to, and the id that it gives."""
    yield from references_of_the_wire(seeds)
    for id_, actor in seeds.actors.items():
        for target in (actor.parent, *(role.organisation for role in actor.roles)):
            yield "actors", id_, "actors", target
    for id_, equipment in seeds.equipment.items():
        yield "equipment", id_, "actors", equipment.maker
        yield "equipment", id_, "equipment", equipment.part_of
    yield from references_of_what_happened(seeds)
    for noun, id_, citations in cited_paragraphs(seeds):
        yield from ((noun, id_, "articles", citation.article) for citation in citations)


def references_of_the_wire(seeds: Seeds) -> Iterator[tuple[str, str, str, str | None]]:
    """Of feeds and articles to their outlets, and of an article to the one that it is a part of."""
    for id_, feed in seeds.feeds.items():
        yield "feeds", id_, "sources", feed.source
    for id_, article in seeds.articles.items():
        yield "articles", id_, "sources", article.source
        yield "articles", id_, "articles", article.within


def references_of_what_happened(seeds: Seeds) -> Iterator[tuple[str, str, str, str | None]]:
    for id_, event in seeds.events.items():
        yield from (("events", id_, "actors", part.actor) for part in event.actors)
        yield from (("events", id_, "equipment", part.equipment) for part in event.equipment)
        yield "events", id_, "agreements", event.agreement
        yield "events", id_, "events", event.follows
    for id_, agreement in seeds.agreements.items():
        yield from (("agreements", id_, "actors", part.actor) for part in agreement.parties)
        yield from (("agreements", id_, "equipment", part.equipment) for part in agreement.equipment)
    for id_, claim in seeds.claims.items():
        yield from (("claims", id_, "actors", actor) for actor in (claim.speaker, *claim.actors))
        yield "claims", id_, "agreements", claim.agreement
        yield "claims", id_, "events", claim.event


def cited_paragraphs(seeds: Seeds) -> Iterator[tuple[str, str, Iterable[Citation]]]:
    """The citations of each entry and of each part of one that has to have its own: at least one each."""
    for id_, actor in told_of(seeds.actors):
        yield "actors", id_, actor.citations
        yield from (("actors", id_, role.citations) for role in actor.roles)
    for id_, equipment in told_of(seeds.equipment):
        yield "equipment", id_, equipment.citations
    for id_, agreement in told_of(seeds.agreements):
        yield "agreements", id_, agreement.citations
        yield from (("agreements", id_, step.citations) for step in agreement.steps)
        yield from (("agreements", id_, step.dated) for step in agreement.steps if step.dated)
        yield from (("agreements", id_, places) for places in agreement.said.values())
        yield from (("agreements", id_, amount.citations) for amount in agreement.amounts)
    of_events = defaultdict[str | None, list[Citation]](list)
    for row in seeds.evidence:
        of_events[row.event].append(Citation(article=row.article, paragraph=row.paragraph))
    for id_, event in seeds.events.items():
        yield "events", id_, of_events[id_]
        yield from (("events", id_, amount.citations) for amount in event.amounts)
    for id_, claim in seeds.claims.items():
        yield "claims", id_, claim.citations
        yield from (("claims", id_, places) for places in claim.said.values())


def told_of(entries: Mapping[str, Known]) -> Iterator[tuple[str, Known]]:
    """The entries that a document tells of; what is known by name only cites nothing."""
    return ((id_, entry) for id_, entry in entries.items() if entry.basis == "document")


def uncited(seeds: Seeds) -> Found:
    """What gives no source, or one without a paragraph that can be looked up."""
    for noun, id_, citations in cited_paragraphs(seeds):
        if not citations:
            yield noun, id_, "cites nothing (the entry, a role, a step or an amount)"
        for citation in citations:
            if citation.paragraph is not None and not count_paragraphs(citation):
                yield (
                    noun,
                    id_,
                    f"cites {citation.article} with paragraph {citation.paragraph!r}: write 3 or 3-4",
                )


def count_paragraphs(citation: Citation) -> range:
    """The paragraphs that a citation names; empty where it names none."""
    first, _, last = (citation.paragraph or "").partition("-")
    if not first.isdecimal() or (last and not last.isdecimal()):
        return range(0)
    return range(int(first), int(last or first) + 1) if int(first) else range(0)


def claimed_twice(seeds: Seeds) -> Found:
    """Names under which two entries of one noun would be found, unless every one says that it is shared."""
    for noun, named in (
        ("actors", {id_: (actor.name, actor.aliases) for id_, actor in seeds.actors.items()}),
        ("equipment", {id_: (one.designation, one.aliases) for id_, one in seeds.equipment.items()}),
        ("agreements", {id_: (one.name, one.aliases) for id_, one in seeds.agreements.items()}),
        ("series", {id_: (one.name, one.aliases) for id_, one in seeds.series.items()}),
        ("places", {id_: (one.name, one.aliases) for id_, one in seeds.places.items()}),
    ):
        claims = defaultdict[str, list[tuple[str, bool]]](list)
        for id_, (name, aliases) in named.items():
            own = [] if any(alias.name == name for alias in aliases) else [Alias(name=name)]
            for alias in (*own, *aliases):
                claims[folded_name(alias.name)].append((id_, alias.shared))
        yield from quarrels(noun, claims)


def quarrels(noun: str, claims: Mapping[str, list[tuple[str, bool]]]) -> Found:
    for name, claimants in claims.items():
        if len({id_ for id_, _ in claimants}) > 1:
            others = ", ".join(sorted({id_ for id_, _ in claimants}))
            for id_ in dict.fromkeys(id_ for id_, shared in claimants if not shared):
                yield noun, id_, f"the name {name!r} is claimed by {others}: mark it shared, or drop it"


def undated(seeds: Seeds) -> Found:
    """Days that do not fit their precision, ends before starts, and steps out of order."""
    for id_, event in seeds.events.items():
        yield from (("events", id_, what) for what in wrong_day(event))
    for id_, claim in seeds.claims.items():
        yield from (("claims", id_, what) for what in wrong_day(claim))
    for id_, agreement in seeds.agreements.items():
        yield from (("agreements", id_, what) for step in agreement.steps for what in wrong_day(step))
        yield from (("agreements", id_, what) for what in out_of_order(agreement))


def wrong_day(dated: EventFacts | ClaimFacts | Step) -> Iterator[str]:
    day, precision = dated.day, dated.precision
    if (day is None) != (precision == "unknown"):
        yield f"day {day} does not go with the precision {precision!r}"
    elif day and not day.isoformat().endswith({"year": "-01-01", "month": "-01"}.get(precision, "")):
        yield f"day {day} is not the first day of its {precision}"
    if isinstance(dated, EventFacts):
        if dated.until and (day is None or dated.until < day):
            yield f"it ends ({dated.until}) before it starts ({day})"
        if day and not dated.basis:
            yield "has a day and no basis: say how it is known"


def out_of_order(agreement: AgreementFacts) -> Iterator[str]:
    days = [step.day for step in agreement.steps if step.day]
    if days != sorted(days):
        yield f"its steps are not oldest first: {', '.join(map(str, days))}"


def unspoken(seeds: Seeds) -> Found:
    """Figures without value or unit, and views that nobody holds."""
    for id_, claim in seeds.claims.items():
        if claim.kind == "figure" and (claim.value is None or not claim.unit):
            yield "claims", id_, "a figure needs value and unit"
        if claim.kind == "view" and not (claim.speaker or claim.attribution):
            yield "claims", id_, "a view needs a speaker or an attribution"


def unreasoned(seeds: Seeds) -> Found:
    """Sources rated without a reason, founding documents dated without one."""
    for id_, source in seeds.sources.items():
        if not source.reason:
            yield "sources", id_, f"says no reason for its reliability {source.reliability}"
    for id_, article in seeds.articles.items():
        if not article.published_basis:
            yield "articles", id_, "does not say how its date is known (published_basis)"


def misplaced(seeds: Seeds) -> Found:
    """Places of a part that the entry does not have."""
    for id_, agreement in seeds.agreements.items():
        parts = set(parts_of(agreement))
        yield from (
            ("agreements", id_, f"said: has no {part}") for part in agreement.said if part not in parts
        )
    for id_, claim in seeds.claims.items():
        parts = {"speaker"} if claim.speaker or claim.attribution else set()
        yield from (("claims", id_, f"said: has no {part}") for part in claim.said if part not in parts)


def parts_of(agreement: AgreementFacts) -> Iterator[str]:
    """The parts of an agreement that a place can say, as ``said`` names them."""
    yield from (f"actor/{one.actor}" for one in agreement.parties)
    yield from (f"equipment/{one.equipment}" for one in agreement.equipment)
    yield from (f"quantity/{one.equipment}" for one in agreement.equipment if one.quantity is not None)
    yield from (f"summary/{number}" for number, _ in enumerate(agreement.sentences, 1))
    yield from (f"unknown/{number}" for number, _ in enumerate(agreement.unknown, 1))
