"""What is known in memory is the same whether it was read with all its texts or as it was stored."""

from datetime import timedelta

from facts.matching.features import Features
from facts.matching.index import Candidate
from facts.matching.stored import makers
from handlers.ingest.founding import readers
from handlers.ingest.knowledge import Knowledge, rows_of
from store.nouns.decisions import Decision
from store.nouns.gazetteer import Place
from store.nouns.models import EvidenceFacts
from store.store import Store
from tests.clock import Clock
from tests.store.nouns import article, event

PROBES = [
    Features(countries=frozenset(["CN", "PK"]), published=event("x").day),
    Features(countries=frozenset(["CN", "PK"]), series="shaheen", published=event("x").day),
    Features(title=("shaheen", "landing", "told"), published=event("x").day),
]


def found(knowledge: Knowledge) -> list[list[Candidate]]:
    return [knowledge.index.candidates(probe) for probe in PROBES]


async def file(store: Store, name: str, title: str) -> None:
    told = article(f"of {name}", title=title, reading={"kind": "exercise", "countries": ["CN", "PK"]})
    proof = EvidenceFacts(article=told.id, event=name)
    await store.wire.record([Decision(told, event=event(name, title=title), evidence=(proof,))])


async def current(store: Store) -> Knowledge:
    knowledge = Knowledge(store)
    await knowledge.refresh()
    await knowledge.save()
    return knowledge


async def test_a_second_start_knows_what_the_first_did(founded_store: Store, clock: Clock) -> None:
    store = founded_store
    for number in range(4):
        await file(store, f"told-{number}", f"China and Pakistan end landing {number}")
    first = await current(store)
    second = await current(store)
    assert len(second.index) == len(first.index) > 80
    assert {one.event for some in found(first) for one in some} >= {"told-0", "told-3"}
    assert found(second) == found(first)


async def test_what_came_after_the_start_is_stored_for_the_next(store: Store, clock: Clock) -> None:
    await file(store, "old", "China and Pakistan end landing drill")
    knowledge = await current(store)
    clock.turn(minutes=1)
    await file(store, "new", "China and Pakistan begin Shaheen drill")
    await knowledge.refresh()
    await knowledge.save()
    stored: list[bytes] = []
    standing = await store.features.load([makers()], timedelta(), lambda _: None, stored.append)
    assert (len(stored), standing.missing) == (2, ())
    assert found(await current(store)) == found(knowledge)


async def test_evidence_that_is_attached_is_followed(store: Store, clock: Clock) -> None:
    await file(store, "old", "China and Pakistan end landing drill")
    await file(store, "other", "China and Pakistan open road")
    knowledge = await current(store)
    clock.turn(minutes=1)
    await store.register.attach([EvidenceFacts(article="of other", event="old")])
    await knowledge.refresh()
    [known] = [one for one in found(knowledge)[0] if one.event == "old"]
    assert len(known.entries) == 3


async def test_what_a_clock_that_is_behind_dated_is_found_once_it_is_doubted(
    store: Store, clock: Clock
) -> None:
    await file(store, "old", "China and Pakistan end landing drill")
    knowledge = await current(store)
    clock.turn(minutes=-10)
    await file(store, "behind", "China and Pakistan begin Shaheen drill")
    knowledge.doubt()
    await knowledge.refresh()
    assert {one.event for one in found(knowledge)[0]} == {"old", "behind"}


async def test_what_stands_in_the_registers_words_is_stored_while_its_names_are_the_same(
    founded_store: Store, clock: Clock
) -> None:
    store = founded_store
    first = await current(store)
    assert await unread(store) == 0
    assert found(await current(store)) == found(first)
    clock.turn(minutes=1)
    await file(store, "told", "China and Pakistan end landing drill")
    assert await unread(store) == 1
    await current(store)
    place = Place(id="gwadar-west", name="Gwadar West", updated_at=clock())
    await store.database.write(lambda session: session.add(place))
    assert await unread(store) == len(first.index), "all but what has a text"
    again = await current(store)
    assert await unread(store) == 0
    assert found(await current(store)) == found(again)


async def unread(store: Store) -> int:
    """How many events the next start reads with their texts."""
    names = await store.register.names_version(), (await rows_of(store.register)).coined
    made_by = makers(), readers(names)
    return len((await store.features.load(made_by, timedelta(), lambda _: None, lambda _: None)).missing)
