"""Two processes file side by side what has nothing in common, and what may be one event once."""

import asyncio
import threading
from dataclasses import replace
from random import Random

import pytest
from sqlmodel import Session, select

from store.nouns.bookkeeping import FiledFact
from store.nouns.decisions import AlreadyKnown, Decision, Filed, Outdated
from store.nouns.models import EvidenceFacts
from store.store import Store, open_store
from store.wire.turns import one_at_a_time, subjects_of, take_turn
from tests.clock import Clock
from tests.store.nouns import article, event

TEXTS, STORIES, READERS = 36, 6, 6


def telling(name: str, *facts: int, as_of: str | None = None) -> Decision:
    """An item that tells an event of its own."""
    proof = EvidenceFacts(article=name, event=f"of-{name}")
    return Decision(
        article(name), (f"guid:{name}",), event(f"of-{name}"), evidence=(proof,), facts=facts, as_of=as_of
    )


async def test_a_new_event_that_may_have_been_filed_meanwhile_is_judged_again(store: Store) -> None:
    before = await store.wire.turns()
    largest = (1 << 64) - 1
    assert await store.wire.record([telling("a", 1, largest, as_of=before)]) == [Filed("a")]
    for name, facts in (("b", (2, 1)), ("c", (largest,))):
        assert await store.wire.record([telling(name, *facts, as_of=before)]) == [
            Outdated(name, f"of-{name}")
        ]
    assert await store.wire.record([telling("d", 2, as_of=before)]) == [Filed("d")], "of another event"
    assert await store.wire.record([telling("b", 2, 1, as_of=await store.wire.turns())]) == [Filed("b")]


async def test_what_knew_an_event_that_is_not_filed_is_judged_again_with_it(store: Store) -> None:
    before = await store.wire.turns()
    await store.wire.record([telling("a", 1, as_of=before)])
    proof = EvidenceFacts(article="c", event="of-b")
    batch = [
        telling("b", 1, as_of=before),
        Decision(article("c"), ("guid:c",), evidence=(proof,), touched=("of-b",), facts=(7,), as_of=before),
        replace(telling("d", 8, as_of=before), event=event("of-d", follows="of-b")),
        telling("e", 9, as_of=before),
    ]
    outcomes = await store.wire.record(batch, feed="f")
    assert outcomes == [Outdated("b", "of-b"), Outdated("c", "of-b"), Outdated("d", "of-b"), Filed("e")]
    assert await store.register.evidence(event="of-b") == []
    assert await store.wire.unread("f", [["guid:b"], ["guid:c"], ["guid:d"], ["guid:e"]]) == [0, 1, 2]


class Reader:
    """A process that reads texts of stories: each becomes an event of its own, or evidence of the one that is filed."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def read(self, name: str, story: int, facts: tuple[int, ...]) -> None:
        while True:
            as_of = await self.store.wire.turns()
            known = [row.id for row in await self.store.register.events() if row.title == f"story {story}"]
            told = known[0] if known else f"of-{name}"
            own = None if known else event(told, title=f"story {story}")
            proof = (EvidenceFacts(article=name, event=told),)
            decision = Decision(
                article(name), (), own, evidence=proof, touched=tuple(known), facts=facts, as_of=as_of
            )
            [said] = await self.store.wire.record([decision])
            if not isinstance(said, Outdated):
                assert isinstance(said, Filed)
                return


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_however_two_processes_meet_each_story_is_one_event(
    store: Store, database_url: str, clock: Clock, seed: int
) -> None:
    """Texts of a story share one fact and have others of any story; every text is filed, none twice."""
    random = Random(seed)
    other = await open_store(database_url, clock)
    texts = [
        (f"t{n}", n % STORIES, (n % STORIES, *random.sample(range(STORIES, 20), 4))) for n in range(TEXTS)
    ]
    random.shuffle(texts)

    async def reads(place: int) -> None:
        reader = Reader((store, other)[place % 2])
        for text in texts[place::READERS]:
            await reader.read(*text)

    await asyncio.gather(*(reads(place) for place in range(READERS)))
    filed = await store.register.events()
    assert sorted(row.title for row in filed) == [f"story {n}" for n in range(STORIES)]
    told = [len(await store.register.evidence(event=row.id)) for row in filed]
    assert told == [TEXTS // STORIES] * STORIES
    await other.close()


async def test_only_what_may_be_one_event_waits(postgres_url: str, clock: Clock) -> None:
    one, two = [await open_store(postgres_url, clock) for _ in range(2)]
    begun, end = threading.Event(), threading.Event()

    def hold(session: Session) -> None:
        take_turn(session, [telling("a", 1, 2)])
        begun.set()
        assert end.wait(30)

    holding = asyncio.create_task(one.database.write(hold))
    assert await asyncio.to_thread(begun.wait, 30)
    assert await two.wire.record([telling("b", 3)]) == [Filed("b")]
    unsaid = Decision(article("d"), event=event("of-d"))
    waiting = [asyncio.create_task(two.wire.record([said])) for said in (telling("c", 9, 2), unsaid)]
    assert not (await asyncio.wait(waiting, timeout=0.2))[0]
    end.set()
    await asyncio.gather(holding, *waiting)
    assert {row.id for row in await two.register.events()} == {"of-b", "of-c", "of-d"}
    await asyncio.gather(one.close(), two.close())


async def test_who_needs_all_to_stand_still_waits_for_all(postgres_url: str, clock: Clock) -> None:
    one, two = [await open_store(postgres_url, clock) for _ in range(2)]
    begun, end = threading.Event(), threading.Event()

    def hold(session: Session) -> None:
        one_at_a_time(session)
        begun.set()
        assert end.wait(30)

    holding = asyncio.create_task(one.database.write(hold))
    assert await asyncio.to_thread(begun.wait, 30)
    waiting = asyncio.create_task(two.wire.record([telling("a", 1)]))
    assert not (await asyncio.wait([waiting], timeout=0.2))[0]
    end.set()
    await asyncio.gather(holding, waiting)
    await asyncio.gather(one.close(), two.close())


async def test_turns_of_earlier_days_are_forgotten_and_counting_goes_on(store: Store, clock: Clock) -> None:
    before = await store.wire.turns()
    await store.wire.record([telling("a", 1)])
    await store.wire.record([telling("b", 2)])
    clock.turn(days=3)
    await store.wire.let_go_old(clock(), 1)
    kept = await store.database.read(lambda session: set(session.exec(select(FiledFact.key)).all()))
    assert kept == {2}
    assert await store.wire.record([telling("c", 3)]) == [Filed("c")]
    assert await store.wire.record([telling("d", 3, as_of=before)]) == [Outdated("d", "of-d")]


async def test_a_text_is_known_by_its_address_however_two_file_it(store: Store) -> None:
    before = await store.wire.turns()
    one, two = (
        replace(
            telling(name, 1, as_of=before), article=article(name, canonical_url="https://daily.example/1")
        )
        for name in ("a", "b")
    )
    assert not subjects_of(one).isdisjoint(subjects_of(two))
    assert [await store.wire.record([said]) for said in (one, two)] == [[Filed("a")], [AlreadyKnown("a")]]
