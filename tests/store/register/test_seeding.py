"""The founding knowledge is filed once, follows its seeds, and never overrides what others amended."""

from dataclasses import dataclass, field

from store.nouns.decisions import Decision
from store.nouns.gazetteer import PlaceFacts, SeriesFacts
from store.nouns.models import (
    ActorFacts,
    AgreementFacts,
    ArticleFacts,
    ClaimFacts,
    EquipmentFacts,
    EventFacts,
    EvidenceFacts,
    FeedFacts,
    SourceFacts,
)
from store.register.seeding import Seeded
from store.store import Store
from tests.store.nouns import article, event


@dataclass
class Seeds:
    sources: dict[str, SourceFacts] = field(default_factory=dict)
    feeds: dict[str, FeedFacts] = field(default_factory=dict)
    articles: dict[str, ArticleFacts] = field(default_factory=dict)
    actors: dict[str, ActorFacts] = field(default_factory=dict)
    equipment: dict[str, EquipmentFacts] = field(default_factory=dict)
    agreements: dict[str, AgreementFacts] = field(default_factory=dict)
    series: dict[str, SeriesFacts] = field(default_factory=dict)
    places: dict[str, PlaceFacts] = field(default_factory=dict)
    events: dict[str, EventFacts] = field(default_factory=dict)
    claims: dict[str, ClaimFacts] = field(default_factory=dict)
    evidence: list[EvidenceFacts] = field(default_factory=list)


def founding() -> Seeds:
    return Seeds(
        sources={"daily": SourceFacts(name="Daily", owner="Group")},
        feeds={"daily": FeedFacts(source="daily", url="https://example.org/rss")},
        articles={"doc": ArticleFacts(source="daily", title="Pact signed")},
        actors={"general": ActorFacts(kind="person", name="The General")},
        equipment={"tank": EquipmentFacts(designation="VT-9", category="tank")},
        agreements={"pact": AgreementFacts(kind="memorandum", name="The pact")},
        events={"signing": EventFacts(kind="agreement", title="Pact signed")},
        claims={"count": ClaimFacts(kind="fact", text="Two were ordered")},
        evidence=[EvidenceFacts(article="doc", event="signing", paragraph="3", decided_by="seed")],
    )


async def test_the_second_run_does_nothing(store: Store) -> None:
    assert await store.register.seed(founding()) == Seeded(added=9)
    assert await store.register.seed(founding()) == Seeded()
    assert [row.id for row in await store.register.actors()] == ["general"]
    [(evidence, document, source)] = await store.register.evidence(event="signing")
    assert (evidence.paragraph, document.verdict, source and source.name) == ("3", "seed", "Daily")


async def test_a_changed_seed_changes_its_row(store: Store) -> None:
    await store.register.seed(founding())
    seeds = founding()
    seeds.events["signing"] = EventFacts(kind="agreement", title="The pact is signed")
    assert await store.register.seed(seeds) == Seeded(updated=1)
    row = await store.register.event("signing")
    assert row is not None
    assert (row.title, row.revision) == ("The pact is signed", 2)


async def test_what_a_later_source_amended_stays(store: Store) -> None:
    await store.register.seed(founding())
    changed = event("signing", title="Pact signed and sealed", revision=2)
    await store.wire.record([Decision(article("news"), event=changed)])
    seeds = founding()
    seeds.events["signing"] = EventFacts(kind="agreement", title="Another title")
    assert await store.register.seed(seeds) == Seeded(kept=("signing",))
    row = await store.register.event("signing")
    assert row is not None
    assert row.title == "Pact signed and sealed"


async def test_a_feed_that_was_removed_does_not_come_back(store: Store) -> None:
    await store.register.seed(founding())
    await store.wire.remove_feed("daily")
    seeds = founding()
    seeds.feeds["daily"] = FeedFacts(source="daily", url="https://example.org/rss", minutes=30)
    await store.register.seed(seeds)
    assert await store.wire.feeds() == []


async def test_an_address_that_a_person_added_first_is_not_added_twice(store: Store) -> None:
    await store.wire.add_feed("mine", founding().feeds["daily"])
    await store.register.seed(founding())
    assert [row.id for row in await store.wire.feeds()] == ["mine"]


async def test_profiles_carry_the_words_of_every_source(store: Store) -> None:
    await store.register.seed(founding())
    evidence = (EvidenceFacts(article="news", event="signing"),)
    await store.wire.record([Decision(article("news", lead="A lead"), evidence=evidence)])
    [profile] = await store.register.profiles()
    assert [(text.title, text.founding) for text in profile.texts] == [
        ("Pact signed", True),
        ("Title of news", False),
    ]
    assert await store.register.profiles(["signing"]) == [profile]
    assert await store.register.profiles(["nothing"]) == []
