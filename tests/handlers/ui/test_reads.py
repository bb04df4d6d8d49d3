"""The reads behind the answers, on both databases."""

from dataclasses import replace

import pytest

from handlers.ui.topic_search import Looked, Topical
from seeds.rows import Seeds
from store.store import Store
from tests.clock import Clock
from tests.founded import shipped


@pytest.fixture(scope="module")
def seeds() -> Seeds:
    """What the tests ask for, of everything that is founded."""
    every = shipped()
    deal = "mh-60r-sale-to-india"
    events = {
        key: row
        for key, row in every.events.items()
        if row.series or row.agreement == deal or "wei-fenghe" in {p.actor for p in row.actors}
    }
    claims = {
        key: row for key, row in every.claims.items() if row.agreement == deal or row.speaker == "wei-fenghe"
    }
    evidence = tuple(row for row in every.evidence if row.event in events or row.agreement == deal)
    people = ("wei-fenghe", "qamar-javed-bajwa", "pakistan-army", "china")
    return replace(
        every, feeds={}, equipment={}, events=events, claims=claims, evidence=evidence,
        agreements={deal: every.agreements[deal]}, actors={key: every.actors[key] for key in people},
    )  # fmt: skip


async def test_reads_on_both_databases(store: Store, seeds: Seeds) -> None:
    await store.register.seed(seeds)
    await names_are_whole(store, seeds)
    await a_dossier_has_everything(store)
    await a_sheet_has_its_events(store)
    await facets_narrow(store)
    await hits_become_rows(store, seeds)


async def names_are_whole(store: Store, seeds: Seeds) -> None:
    names = await store.answers.names()
    assert {actor.id for actor in names.actors} == set(seeds.actors)
    assert {deal.id for deal in names.agreements} == set(seeds.agreements)
    assert names.series


async def a_dossier_has_everything(store: Store) -> None:
    dossier = await store.answers.dossier("wei-fenghe")
    assert dossier is not None
    days = [told.event.day for told in dossier.found.events if told.event.day]
    assert days == sorted(days, reverse=True)
    assert any(claim.speaker == "wei-fenghe" for claim in dossier.found.claims)
    assert all(told.evidence for told in dossier.found.events)
    assert {e.article for told in dossier.found.events for e in told.evidence} <= set(
        dossier.found.library.articles
    )
    assert await store.answers.dossier("nobody") is None
    organisation = await store.answers.dossier("pakistan-army")
    assert organisation is not None
    assert "qamar-javed-bajwa" in {member.id for member in organisation.members}


async def a_sheet_has_its_events(store: Store) -> None:
    sheet = await store.answers.agreement("mh-60r-sale-to-india")
    assert sheet is not None
    assert sheet.found.events
    assert sheet.found.claims
    event = await store.answers.event("shaheen-ix-2020")
    assert event is not None
    assert {e.article for e in event.told.evidence} <= set(event.found.library.articles)
    assert event.found.events, "the others of its series"
    assert await store.answers.event("nothing") is None
    assert await store.answers.agreement("nothing") is None


async def facets_narrow(store: Store) -> None:
    topical = Topical(store.answers, store.search, Clock())
    both = await topical.look("China exercises", None, None)
    either = await topical.look("China", None, None)
    assert isinstance(both, Looked)
    assert isinstance(either, Looked)
    assert 0 < both.found.tally.events < either.found.tally.events
    late = await topical.look("China", "2100", None)
    assert isinstance(late, Looked)
    assert late.is_empty
    assert late.known_days
    speaker = await topical.look("Wei Fenghe", None, None)
    assert isinstance(speaker, Looked)
    assert any(claim.speaker == "wei-fenghe" for claim in speaker.found.claims)


async def hits_become_rows(store: Store, seeds: Seeds) -> None:
    rows = await store.answers.these(
        {"event": ["shaheen-ix-2020"], "actor": ["wei-fenghe"], "article": ["doc-000"]}
    )
    assert [told.event.id for told in rows.events] == ["shaheen-ix-2020"]
    assert "wei-fenghe" in rows.library.actors
    assert "doc-000" in rows.library.articles
    titles = await store.answers.titles()
    assert len(titles) == len(seeds.events)
    assert (await store.answers.titles("shaheen", 1))[0][0].startswith("shaheen")
    assert await store.answers.titled(titles[-1][1].upper()) == titles[-1][0]
    assert await store.answers.titled("Nothing of this name") is None
