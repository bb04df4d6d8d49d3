"""Threads and processes side by side: nobody waits for a reader, nobody gets another's work, one leads."""

import asyncio
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import Session

from store.nouns.decisions import AlreadyKnown, Decision, Filed
from store.nouns.models import Article, Feed
from store.presence.leadership import LOCK
from store.store import Store, open_store
from store.wire.articles import add_asides
from store.wire.turns import one_at_a_time
from tests.clock import Clock
from tests.store.nouns import article, event, feed

LEASE = timedelta(minutes=2)


def unasked(name: str) -> Article:
    """An item that is not ours."""
    return article(name, verdict="irrelevant")


async def test_a_long_read_delays_neither_a_write_nor_an_answer(store: Store) -> None:
    begun, end = threading.Event(), threading.Event()

    def long(session: Session) -> int:
        session.execute(text("SELECT count(*) FROM feed")).scalar()
        begun.set()
        assert end.wait(30)
        return int(session.execute(text("SELECT count(*) FROM feed")).scalar() or 0)

    reading = asyncio.create_task(store.database.read(long))
    assert await asyncio.to_thread(begun.wait, 30)
    await store.wire.add_feed("a", feed("a"))
    assert len(await store.wire.feeds()) == 1
    end.set()
    assert await reading == 0, "the long read sees what was there when it began"


async def test_only_what_the_wire_has_again_does_not_wait_for_the_disk(tmp_path: Path, clock: Clock) -> None:
    store = await open_store(f"sqlite:///{tmp_path / 'knowledge.db'}", clock)

    def synchronous(session: Session) -> str:
        return ("off", "normal", "full")[session.execute(text("PRAGMA synchronous")).scalar_one()]

    assert await store.database.write(synchronous) == "full"
    assert await store.database.gather(synchronous) == "normal"
    await store.wire.add_feed("a", feed("a"))
    assert [row.id for row in await store.wire.due_feeds(1, LEASE)] == ["a"]
    await store.wire.record([Decision(article("one"))])
    assert await store.wire.article("one") is not None, "another connection sees it at once"
    await store.close()


async def test_a_read_cannot_write(store: Store, clock: Clock) -> None:
    def write(session: Session) -> None:
        now = clock()
        session.add(Feed(id="a", source="s", url="u", added_at=now, next_due=now))
        session.flush()

    with pytest.raises(Exception, match=r"readonly|read-only"):
        await store.database.read(write)


async def test_two_processes_claim_disjoint_feeds(store: Store, database_url: str, clock: Clock) -> None:
    for number in range(40):
        await store.wire.add_feed(f"f{number}", feed(str(number)))
    other = await open_store(database_url, clock)
    claims = [who.wire.due_feeds(5, LEASE) for who in (store, other) * 4]
    claimed = [row.id for some in await asyncio.gather(*claims) for row in some]
    assert len(claimed) == len(set(claimed)) == 40
    await other.close()


async def test_two_processes_file_one_item_once(store: Store, database_url: str, clock: Clock) -> None:
    other = await open_store(database_url, clock)
    for number in range(8):
        one = Decision(article(f"a{number}", canonical_url=f"u{number}"), event=event(f"a{number}"))
        two = Decision(article(f"b{number}", canonical_url=f"u{number}"), event=event(f"b{number}"))
        outcomes = await asyncio.gather(store.wire.record([one]), other.wire.record([two]))
        assert sorted(type(outcome).__name__ for [outcome] in outcomes) == [
            AlreadyKnown.__name__,
            Filed.__name__,
        ]
    assert len(await store.register.events()) == 8
    await other.close()


async def test_what_is_not_ours_is_filed_while_another_process_files(postgres_url: str, clock: Clock) -> None:
    """An event waits for its turn; the rest of the wire does not, and is filed once, whoever comes first."""
    one, two = [await open_store(postgres_url, clock) for _ in range(2)]
    begun, end = threading.Event(), threading.Event()

    def hold(session: Session) -> None:
        one_at_a_time(session)
        session.execute(text("INSERT INTO letgokey VALUES (1, current_date)"))
        add_asides(session, [unasked("same")])
        begun.set()
        assert end.wait(30)

    holding = asyncio.create_task(one.database.write(hold))
    assert await asyncio.to_thread(begun.wait, 30)
    assert [type(said) for said in await two.wire.record([Decision(unasked("other"))])] == [Filed]
    waiting = [
        asyncio.create_task(two.wire.record([decision]))
        for decision in (Decision(unasked("same")), Decision(article("ours"), event=event("ours")))
    ]
    assert not (await asyncio.wait(waiting, timeout=0.2))[0]
    end.set()
    await asyncio.gather(holding, *waiting)
    found = [await two.wire.article(name) for name in ("same", "other", "ours")]
    assert [row.id for row in found if row] == ["same", "other", "ours"]
    await asyncio.gather(one.close(), two.close())


async def test_one_process_leads_until_it_goes(postgres_url: str, clock: Clock) -> None:
    first, second = [await open_store(postgres_url, clock) for _ in range(2)]
    assert [await first.leadership.hold(), await second.leadership.hold()] == [True, False]
    assert [await first.leadership.hold(), await second.leadership.hold()] == [True, False]
    await first.close()
    assert await second.leadership.hold()
    await second.close()


async def test_a_leader_whose_connection_is_cut_does_not_lead_on(postgres_url: str, clock: Clock) -> None:
    first, second = [await open_store(postgres_url, clock) for _ in range(2)]
    assert await first.leadership.hold()

    def cut(session: Session) -> None:
        leader = "SELECT pg_terminate_backend(pid, 5000) FROM pg_locks JOIN pg_database d ON d.oid = database"
        here = "WHERE locktype = 'advisory' AND granted AND objid = :lock AND datname = current_database()"
        session.execute(text(f"{leader} {here}"), {"lock": LOCK})

    await second.database.write(cut)
    assert await second.leadership.hold()
    assert not await first.leadership.hold()
    await asyncio.gather(first.close(), second.close())


async def test_on_sqlite_the_one_bot_leads(memory_store: Store) -> None:
    assert await memory_store.leadership.hold()


async def test_transactions_that_cross_are_both_done(postgres_url: str, clock: Clock) -> None:
    one, two = [await open_store(postgres_url, clock) for _ in range(2)]
    for name in ("a", "b"):
        await one.wire.add_feed(name, feed(name))
    both_hold_one = threading.Barrier(2)

    def crossing(first: str, second: str) -> Callable[[Session], None]:
        runs: list[str] = []

        def touch(session: Session, name: str) -> None:
            session.execute(text("UPDATE feed SET checks = checks + 1 WHERE id = :id"), {"id": name})

        def work(session: Session) -> None:
            runs.append(first)
            session.execute(text("SET LOCAL deadlock_timeout = '50ms'"))
            touch(session, first)
            if len(runs) == 1:
                both_hold_one.wait(30)
            touch(session, second)

        return work

    await asyncio.gather(one.database.write(crossing("a", "b")), two.database.write(crossing("b", "a")))
    assert [row.checks for row in await one.wire.feeds()] == [2, 2]
    await asyncio.gather(one.close(), two.close())
