"""At most so many new questions a day, whoever files and in whatever order news comes; none is ever lost."""

import asyncio
import random
from datetime import UTC, datetime
from itertools import count

import pytest
from sqlmodel import Session, col, select

from store.nouns.decisions import DayLimit, Decision
from store.nouns.reviews import Review
from store.people.amending import Who
from store.store import Store, open_store
from store.wire.questions import OPEN, UNASKED, likeliest_first
from tests.clock import Clock
from tests.store.nouns import article, event

NUMBERS = count(1)
MOST = 5


def day(clock: Clock) -> datetime:
    return datetime.combine(clock().date(), datetime.min.time(), UTC)


def question(clock: Clock, chance: float, number: int | None = None) -> Decision:
    name = f"q{number or next(NUMBERS)}"
    row = Review(article=name, chance=chance, proposal={"kind": "visit", "title": name}, created_at=clock())
    return Decision(article(name, verdict="unsure"), review=row)


async def ask(store: Store, clock: Clock, *chances: float) -> None:
    limit = DayLimit(MOST, day(clock))
    await store.wire.record([question(clock, chance) for chance in chances], limit=limit)


async def every(store: Store) -> list[Review]:
    def rows(session: Session) -> list[Review]:
        return list(session.exec(select(Review).order_by(col(Review.id))))

    return await store.database.read(rows)


async def in_state(store: Store, state: str) -> list[float]:
    return sorted((row.chance or 0.0 for row in await every(store) if row.state == state), reverse=True)


def who(clock: Clock) -> Who:
    return Who("discord:7", None, clock())


async def test_the_five_nearest_of_one_batch_are_asked(store: Store, clock: Clock) -> None:
    await ask(store, clock, 0.5, 0.61, 0.9, 0.55, 0.7, 0.65, 0.52)
    assert await in_state(store, OPEN) == [0.9, 0.7, 0.65, 0.61, 0.55]
    assert await in_state(store, UNASKED) == [0.52, 0.5]
    assert (await store.reviews.count(), await store.reviews.unasked()) == (5, 2)


async def test_a_better_one_takes_the_place_of_the_worst_that_nobody_answered(
    store: Store, clock: Clock
) -> None:
    await ask(store, clock, 0.5, 0.51, 0.52, 0.53, 0.54)
    first = (await store.reviews.waiting(1))[0].review
    await store.reviews.irrelevant(first.id or 0, who(clock))
    await ask(store, clock, 0.9)
    assert await in_state(store, OPEN) == [0.9, 0.54, 0.53, 0.52], "what was answered had its place"
    await ask(store, clock, 0.515)
    assert await in_state(store, UNASKED) == [0.515, 0.51]


async def test_a_new_day_asks_anew_and_what_waits_stays(store: Store, clock: Clock) -> None:
    await ask(store, clock, *[0.6] * 7)
    clock.turn(days=1)
    await ask(store, clock, *[0.5] * 7)
    assert await in_state(store, OPEN) == [0.6] * 5 + [0.5] * 5


async def test_what_was_left_out_is_asked_on_request_and_displaced_by_nothing(
    store: Store, clock: Clock
) -> None:
    await ask(store, clock, 0.9, 0.8, 0.7, 0.6, 0.55, 0.5, 0.52)
    names = [row.article.removeprefix("q") for row in await every(store)]
    assert await store.reviews.ask_unasked(1) == 1
    first = (await store.reviews.waiting(1))[0]
    assert (first.article.id, first.review.state) == ("q" + names[-1], "wanted"), "asked for comes first"
    await ask(store, clock, 0.95)
    assert len(await in_state(store, "wanted")) == 1
    assert len(await in_state(store, OPEN)) == MOST
    await store.reviews.irrelevant(first.review.id or 0, who(clock))
    await ask(store, clock, 0.96)
    assert len(await in_state(store, OPEN)) == MOST, "whoever asks for more uses none of the day's up"


async def test_a_card_that_was_shown_still_decides(store: Store, clock: Clock) -> None:
    await ask(store, clock, 0.5)
    shown = (await store.reviews.waiting(1))[0].review
    await ask(store, clock, *[0.9] * 5)
    assert await in_state(store, UNASKED) == [0.5]
    entry = await store.reviews.new(shown.id or 0, event("late"), [], who(clock))
    assert getattr(entry, "action", "") == "review: new"
    assert await store.register.event("late") is not None


async def test_two_processes_share_the_day(store: Store, database_url: str, clock: Clock) -> None:
    other = await open_store(database_url, clock)
    await asyncio.gather(*(ask(one, clock, 0.5 + n / 100, 0.6) for n in range(6) for one in (store, other)))
    assert len(await every(store)) == 24
    assert await in_state(store, OPEN) == [0.6] * 5
    await other.close()


async def test_a_person_who_decides_meanwhile_is_heard(store: Store, database_url: str, clock: Clock) -> None:
    other = await open_store(database_url, clock)
    await ask(store, clock, *[0.5] * 5)
    waiting = [case.review.id or 0 for case in await store.reviews.waiting(5)]
    await asyncio.gather(
        *(other.reviews.irrelevant(one, who(clock)) for one in waiting),
        *(ask(store, clock, 0.8) for _ in range(5)),
    )
    decided = [row for row in await every(store) if row.decided_by == 7]
    assert len(decided) == 5
    assert {row.state for row in decided} == {"irrelevant"}
    await other.close()


async def test_none_a_day_leaves_all_out(memory_store: Store, clock: Clock) -> None:
    await memory_store.wire.record([question(clock, 0.6)], limit=DayLimit(0, day(clock)))
    assert (await memory_store.reviews.count(), await memory_store.reviews.unasked()) == (0, 1)


@pytest.mark.parametrize("seed", range(6))
async def test_whatever_happens_the_day_has_its_number_and_nothing_is_lost(
    memory_store: Store, clock: Clock, seed: int
) -> None:
    store, dice, filed = memory_store, random.Random(seed), 0
    for _ in range(60):
        match dice.randrange(6):
            case 0 | 1 | 2:
                chances = [round(dice.uniform(0.4, 1), 2) for _ in range(dice.randrange(1, 5))]
                filed += len(chances)
                await ask(store, clock, *chances)
            case 3 if waiting := await store.reviews.waiting(9):
                number = dice.choice(waiting).review.id or 0
                await dice.choice((store.reviews.irrelevant, store.reviews.put_off))(number, who(clock))
            case 4:
                clock.turn(hours=dice.randrange(1, 14))
            case 5:
                await store.reviews.ask_unasked(1)
        rows = await every(store)
        assert len(rows) == filed
        today = [row for row in rows if row.created_at >= day(clock) and row.chance and row.state != UNASKED]
        answered = [row for row in today if row.state != OPEN]
        waits = [row for row in today if row.state == OPEN]
        assert len(waits) <= max(0, MOST - len(answered)), "no more than the day has"
        assert await store.reviews.count() + await store.reviews.unasked() == sum(
            row.state not in ("irrelevant", "same", "new") for row in rows
        )
        clock.turn(minutes=1)


def test_of_equals_the_older_is_nearer(clock: Clock) -> None:
    chances = ((1, 0.5), (2, 0.7), (3, 0.7), (4, None))
    rows = [Review(id=n, article=str(n), chance=chance, created_at=clock()) for n, chance in chances]
    assert [row.id for row in likeliest_first(rows)] == [2, 3, 1, 4]
