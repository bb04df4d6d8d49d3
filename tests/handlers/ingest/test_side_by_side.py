"""Two processes on one PostgreSQL that read the same event at the same moment."""

import asyncio
import threading
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel import Session

from feeds.entries.items import Item
from handlers.alerts.announcer import Announcer
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from store.nouns.models import ArticleFacts, FeedFacts, Source
from store.nouns.subscriptions import SubscriptionFacts
from store.store import Store, open_store
from store.wire.turns import one_at_a_time
from tests.clock import Clock

TOLD = {
    "wire": (
        "China and Pakistan begin naval exercise Harbour Bell-3 off Karachi",
        "The navies of China and Pakistan on Monday began Harbour Bell-3, a bilateral exercise, off Karachi.",
    ),
    "paper": (
        "Pakistan, China start Harbour Bell-3 naval exercise near Karachi",
        "Warships of Pakistan and China opened the bilateral naval exercise Harbour Bell-3 on Monday near Karachi.",
    ),
}
WAITING = """SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()"""


def item(outlet: str, now: datetime) -> Item:
    title, lead = TOLD[outlet]
    facts = ArticleFacts(
        source=outlet, title=title, lead=lead, url=f"https://{outlet}.example/bell", canonical_url=f"https://{outlet}.example/bell",
        published=now - timedelta(hours=1), published_precision="day",
    )  # fmt: skip
    return Item(facts, (f"guid:{outlet}",))


async def reads(store: Store, outlet: str, clock: Clock) -> str:
    """What the one item of an outlet became, in a process of its own."""
    await store.register.add_source(Source(id=outlet, name=outlet, owner=outlet, reliability="C"))
    feed = await store.wire.add_feed(outlet, FeedFacts(source=outlet, url=f"http://127.0.0.1/{outlet}"))
    ingest = Ingest(store, Knowledge(store), Announcer(store, clock), clock)
    [judged] = await ingest.feed(feed, [item(outlet, clock())])
    return judged.word


async def both_wait(store: Store) -> None:
    async with asyncio.timeout(60):
        while await store.database.read(lambda session: session.execute(text(WAITING)).scalar_one()) < 2:  # noqa: ASYNC110 - in the database
            await asyncio.sleep(0.01)


async def test_an_event_that_two_processes_read_at_once_is_filed_and_told_once(
    postgres_url: str, clock: Clock
) -> None:
    """Each has judged before the other files: nobody may file until both have come so far."""
    stores = [await open_store(postgres_url, clock) for _ in TOLD]
    await stores[0].subscriptions.subscribe(SubscriptionFacts(guild=1, channel=2), 3, clock())
    begun, end = threading.Event(), threading.Event()

    def hold(session: Session) -> None:
        one_at_a_time(session)
        begun.set()
        assert end.wait(60)

    holding = asyncio.create_task(stores[0].database.write(hold))
    assert await asyncio.to_thread(begun.wait, 30)
    reading = [
        asyncio.create_task(reads(store, outlet, clock)) for store, outlet in zip(stores, TOLD, strict=True)
    ]
    await both_wait(stores[0])
    end.set()
    await holding
    became = await asyncio.gather(*reading)
    assert became.count("new") == 1
    assert set(became) <= {"new", "same", "update"}
    [filed] = await stores[0].register.events()
    assert len(await stores[0].register.evidence(event=filed.id)) == 2
    [alert] = await stores[0].outbox.about(f"event:{filed.id}")
    assert alert.channel == 2
    await asyncio.gather(*(store.close() for store in stores))
