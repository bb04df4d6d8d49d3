"""What the team decided is learned by night: once, by one process, as one entry; what was taken back stays so."""

from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from handlers.moderation.learning import BOT, not_taken_back
from handlers.upkeep.nightly_lessons import LEARNED, NightlyLessons
from store.nouns.decisions import Decision
from store.nouns.reviews import AuditEntry, Review
from store.people.amending import Who
from store.people.lessons import DecidedArticle
from store.store import Store, open_store
from tests.clock import Clock
from tests.store.nouns import article

TITLE = "Military bands of {} play at tattoo festival"
PAIRS = ("Pakistan and Türkiye", "Pakistan and Iran", "China and Pakistan", "Pakistan and Azerbaijan")
NUMBERS = count(1)


async def turned_down(store: Store, clock: Clock, *persons: int) -> None:
    """Two persons decide that four texts are not theirs."""
    for at, pair in enumerate(PAIRS):
        name = f"bands-{next(NUMBERS)}"
        row = Review(article=name, chance=0.55, created_at=clock())
        told = article(name, title=TITLE.format(pair), verdict="unsure", read_at=clock())
        await store.wire.record([Decision(told, review=row)])
        question = await store.reviews.of_article(name)
        assert question is not None
        who = Who(f"discord:{persons[at % len(persons)]}", None, clock())
        await store.reviews.irrelevant(question.id or 0, who)


async def by_night(store: Store, clock: Clock, *, is_on: bool = True) -> None:
    await NightlyLessons(store, clock, is_on=is_on).tick()


async def renamed(store: Store, table: str, name: str) -> None:
    await store.database.write(
        lambda session: session.execute(text(f"ALTER TABLE {table} RENAME TO {name}")) and None
    )


async def lessons(store: Store) -> list[AuditEntry]:
    return await store.lessons.entries()


async def test_a_night_learns_once_and_is_taken_back_in_one_step(memory_store: Store, clock: Clock) -> None:
    store = memory_store
    await turned_down(store, clock, 11, 12)
    await by_night(store, clock, is_on=False)
    assert await lessons(store) == []
    await by_night(store, clock)
    await by_night(store, clock)
    (entry,) = await lessons(store)
    assert (entry.person, entry.action, await store.marks.mark(LEARNED)) == (BOT, "learn", str(entry.id))
    assert min((await store.lessons.moved()).values()) < -0.05
    assert await store.outbox.counts() == {}, "nothing is posted again"
    await store.amendments.undo(entry.id or 0, Who("discord:11", None, clock()))
    clock.turn(days=1)
    await by_night(store, clock)
    assert (await store.lessons.moved(), len(await lessons(store))) == ({}, 1), "what was taken back stays so"
    await turned_down(store, clock, 11, 12)
    clock.turn(days=1)
    await by_night(store, clock)
    assert len(await lessons(store)) == 2, "what was decided since counts"


async def test_one_of_two_processes_learns(postgres_url: str, clock: Clock) -> None:
    first, second = [await open_store(postgres_url, clock) for _ in range(2)]
    await turned_down(first, clock, 11, 12)
    assert await first.leadership.hold()
    await by_night(second, clock)
    assert await lessons(first) == []
    await by_night(first, clock)
    assert len(await lessons(second)) == 1
    await first.close()
    await second.close()


async def test_a_night_that_fails_is_tried_again_in_an_hour(memory_store: Store, clock: Clock) -> None:
    await turned_down(memory_store, clock, 11, 12)
    nightly = NightlyLessons(memory_store, clock, is_on=True)
    await renamed(memory_store, "teamweights", "away")
    with pytest.raises(DatabaseError):
        await nightly.tick()
    await renamed(memory_store, "away", "teamweights")
    await nightly.tick()
    assert await lessons(memory_store) == []
    clock.turn(hours=1)
    await nightly.tick()
    assert len(await lessons(memory_store)) == 1


@pytest.mark.parametrize(
    ("entries", "counted"),
    [
        ((), "abc"),
        (((BOT, 1, False),), "abc"),
        (((BOT, 1, True),), "bc"),
        (((BOT, 1, False), (BOT, 2, True)), "ac"),
        (((BOT, 1, True), (BOT, 2, True)), "c"),
        (((BOT, 2, True), ("operator", 2, False)), "abc"),
        (((BOT, 1, True), ("operator", 1, False), (BOT, 2, True)), "ac"),
    ],
)
def test_what_was_taken_back_counts_no_more(
    entries: tuple[tuple[str, int, bool], ...], counted: str, clock: Clock
) -> None:
    start = clock()
    kept = [
        AuditEntry(person=person, action="learn", subject="", at=start + timedelta(days=day), undone_by=9 if undone else None)
        for person, day, undone in entries
    ]  # fmt: skip
    decided = [
        DecidedArticle(article(name), False, 1, start + timedelta(days=day, hours=-1))
        for day, name in ((1, "a"), (2, "b"), (3, "c"))
    ]
    assert "".join(one.article.id for one in not_taken_back(decided, kept)) == counted
