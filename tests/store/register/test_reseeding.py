"""Whatever the team, the news and the watcher did in between, an update of the seeds takes nothing of it away."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlmodel import Session

from store.nouns.decisions import Decision
from store.nouns.models import (
    Actor,
    ActorFacts,
    Agreement,
    AgreementFacts,
    ArticleFacts,
    Claim,
    ClaimFacts,
    EventFacts,
    FeedFacts,
    SourceFacts,
)
from store.nouns.values import Citation, Step
from store.people.amending import Who
from store.register.reseeding import with_steps_of_news
from store.register.seeding import Seeded
from store.store import Store
from tests.clock import Clock
from tests.handlers.rows import GUILD, article
from tests.store.register.test_seeding import Seeds

DAY = date(2020, 1, 1)


def step(day: int | None, cited: str, status: str = "signed") -> Step:
    when = DAY + timedelta(days=day) if day is not None else None
    return Step(
        status=status, day=when, precision="day" if when else "unknown", citations=(Citation(article=cited),)
    )


def version(number: int, lot: Random) -> Seeds:
    """The seeds of a version: everything in them changes from one to the next."""
    steps = [step(at, "doc") for at in sorted(lot.sample(range(100), lot.randint(1, 4)))]
    return Seeds(
        sources={"daily": SourceFacts(name=f"Daily {number}", owner="Group")},
        feeds={name: FeedFacts(source="daily", url=f"https://example.org/{name}", minutes=60 + number) for name in "ab"},
        articles={"doc": ArticleFacts(source="daily", title=f"Pact signed {number}")},
        actors={"general": ActorFacts(kind="person", name=f"The General {number}")},
        agreements={"pact": AgreementFacts(kind="pact", name="The pact", summary=f"As of {number}", steps=steps)},
        events={
            name: EventFacts(kind="agreement", title=f"Event {name} {number}", countries=["CN", "PK"]) for name in "xyz"
        },
        claims={name: ClaimFacts(kind="fact", text=f"Claim {name} {number}", event=name) for name in "xyz"},
    )  # fmt: skip


async def news_adds(store: Store, clock: Clock, day: int) -> Step:
    """A step of the pact, as ingest files it."""
    told = step(day, f"n{day}", "delivered")
    row = await store.register.agreement("pact")
    assert row is not None
    kept = {name: getattr(row, name) for name in Agreement.model_fields}
    await store.wire.record(
        [
            Decision(
                article(f"n{day}", "wire", clock()),
                agreement=Agreement(**kept | {"steps": [*row.steps, told]}),
            )
        ]
    )
    return told


@pytest.mark.parametrize("lot", range(6))
async def test_an_update_of_the_seeds_takes_nothing_away(store: Store, clock: Clock, lot: int) -> None:
    chance, who = Random(lot), Who("discord:7", GUILD, clock())
    await store.register.seed(version(0, chance), "0")
    days = chance.sample(range(100), chance.randint(1, 5))
    told = [await news_adds(store, clock, day) for day in days]
    moved, merged, edited = chance.random() < 0.5, chance.random() < 0.7, chance.random() < 0.7
    if moved:
        await store.wire.change_feed("a", {"url": "https://example.org/moved"})
    if merged:
        await store.amendments.merge("y", "x", who)
    if edited:
        await store.amendments.edit("z", {"title": "As the team has it"}, who)
    for number in (1, 2):
        seeds = version(number, chance)
        await store.register.seed(seeds, str(number))
        pact = await store.register.agreement("pact")
        assert pact is not None
        assert pact.summary == f"As of {number}"
        assert all(pact.steps.count(one) == 1 for one in told)
        assert [one.day for one in pact.steps] == sorted(one.day for one in pact.steps if one.day)
        feeds = {feed.id: feed for feed in await store.wire.feeds()}
        assert feeds["a"].url.endswith("moved" if moved else "/a")
        assert feeds["a"].minutes == 60 + number
        claim = await store.database.read(lambda session: session.get(Claim, "y"))
        assert claim is not None
        assert (claim.event, claim.text) == ("x" if merged else "y", f"Claim y {number}")
        found = await store.register.event("z")
        assert found is not None
        assert found.title == ("As the team has it" if edited else f"Event z {number}")
        assert await store.register.seed(seeds, str(number)) == Seeded()


async def test_an_address_that_a_person_added_is_not_taken_by_an_update(store: Store) -> None:
    first = version(0, Random(1))
    await store.register.seed(first, "0")
    await store.wire.add_feed("own", FeedFacts(source="daily", url="https://example.org/new"), "discord:1")
    first.feeds["a"] = FeedFacts(source="daily", url="https://example.org/new")
    await store.register.seed(first, "1")
    assert {feed.id: feed.url[-4:] for feed in await store.wire.feeds()} == {
        "a": "rg/a",
        "b": "rg/b",
        "own": "/new",
    }


async def test_what_a_person_accepted_becomes_the_seeds_entry(store: Store, clock: Clock) -> None:
    """An update may know what the team accepted as a name: it is one entry, and tells what the seeds tell."""

    def accepted(session: Session) -> None:
        session.add(Actor(id="general", kind="person", name="General", basis="proposal", updated_at=clock()))

    await store.database.write(accepted)
    await store.register.seed(version(0, Random(1)), "0")
    (row,) = await store.register.actors()
    assert (row.name, row.basis) == ("The General 0", "document")


def test_steps_of_news_stand_by_their_days() -> None:
    seeded, filed = (
        [step(None, "doc"), step(5, "doc"), step(9, "doc")],
        [step(5, "doc"), step(7, "n"), step(None, "m")],
    )
    merged = with_steps_of_news(seeded, filed, frozenset({"doc"}))
    assert [(one.day.day if one.day else 0, one.citations[0].article) for one in merged] == [
        (0, "doc"), (6, "doc"), (8, "n"), (10, "doc"), (0, "m"),
    ]  # fmt: skip
