"""What was left out only just is offered once a week; it keeps nothing from being let go of."""

import asyncio
from datetime import timedelta

from sqlmodel import Session, select

from store.nouns.decisions import Decision
from store.nouns.models import Article
from store.nouns.reviews import Review
from store.people.amending import Who
from store.store import Store, open_store
from tests.clock import Clock
from tests.store.nouns import article

WEEK = timedelta(days=7)


async def leave_out(store: Store, clock: Clock, **scores: float | None) -> None:
    rows = [
        article(name, feed="f", verdict="irrelevant", score=score, reading={}, reasons=[], read_at=clock())
        for name, score in scores.items()
    ]
    await store.wire.record([Decision(row) for row in rows])


async def near(store: Store, clock: Clock) -> list[str]:
    return [row.id for row in await store.left_out.near(clock() - WEEK, 3)]


async def offer(store: Store, clock: Clock, *names: str) -> int:
    return await store.left_out.offer(names, clock(), clock() - WEEK)


async def test_the_likeliest_of_the_week_that_nobody_was_asked_about(store: Store, clock: Clock) -> None:
    await leave_out(store, clock, old=0.49)
    clock.turn(days=8)
    await leave_out(store, clock, far=0.05, none=None, low=0.2, high=0.4, some=0.3, more=0.25, asked=0.45)
    hand = article("by-hand", verdict="irrelevant", score=0.48, read_at=clock())
    told = article("told", feed="f", verdict="new", score=0.47, read_at=clock())
    await store.wire.record([Decision(hand), Decision(told)])
    assert await near(store, clock) == ["asked", "high", "some"]
    await offer(store, clock, "asked")
    assert await near(store, clock) == ["high", "some", "more"]


async def test_it_is_offered_once_a_week_whoever_looks(store: Store, database_url: str, clock: Clock) -> None:
    await leave_out(store, clock, a=0.4, b=0.3)
    other = await open_store(database_url, clock)
    made = await asyncio.gather(*(offer(one, clock, "a", "b") for one in (store, other, store, other)))
    assert sorted(made) == [0, 0, 0, 2]
    assert len(await store.left_out.offered()) == 2
    clock.turn(days=6)
    assert await offer(other, clock, "a") == 0
    clock.turn(days=1)
    assert await offer(other, clock, "b") == 1
    assert len(await store.left_out.offered()) == 1, "what was not answered makes place"
    await store.left_out.enough()
    assert await store.left_out.offered() == []
    await other.close()


async def test_an_offer_is_no_open_question_and_is_decided(memory_store: Store, clock: Clock) -> None:
    store = memory_store
    await leave_out(store, clock, a=0.4)
    await offer(store, clock, "a")
    assert (await store.reviews.count(), await store.reviews.waiting()) == (0, [])
    (number,) = await store.left_out.offered()
    await store.reviews.irrelevant(number, Who("discord:7", None, clock()))
    (decided,) = await store.lessons.decided()
    assert (decided.article.id, decided.is_ours, decided.person) == ("a", False, 7)


async def test_what_is_on_offer_is_let_go_of_and_what_was_answered_is_not(store: Store, clock: Clock) -> None:
    await leave_out(store, clock, a=0.4, b=0.4)
    await offer(store, clock, "a", "b")
    first, _ = await store.left_out.offered()
    await store.reviews.irrelevant(first, Who("discord:7", None, clock()))
    clock.turn(days=31)
    await store.wire.let_go_old(clock(), 100)

    def left(session: Session) -> tuple[set[str], list[str]]:
        return set(session.exec(select(Article.id))), list(session.exec(select(Review.article)))

    assert await store.database.read(left) == ({"a"}, ["a"])
