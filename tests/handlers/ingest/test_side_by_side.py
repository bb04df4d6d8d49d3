"""Two processes on one PostgreSQL that read the same event at the same moment."""

import asyncio
import threading
from datetime import datetime, timedelta

import pytest
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
    "wire-earlier": ("India and France sign a contract for 26 Rafale M fighters", "The contract was signed in New Delhi on Friday."),
    "paper-earlier": ("Türkiye delivers two T129 helicopters to Nigeria", "The helicopters were handed over in Abuja on Friday."),
}  # fmt: skip
WAITING = """SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
    WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()"""


def item(told: str, outlet: str, now: datetime) -> Item:
    title, lead = TOLD[told]
    address = f"https://{outlet}.example/{told}"
    facts = ArticleFacts(
        source=outlet, title=title, lead=lead, url=address, canonical_url=address,
        published=now - timedelta(hours=1), published_precision="day",
    )  # fmt: skip
    return Item(facts, (f"guid:{told}",))


class Process:
    """One that reads the feed of an outlet, by a clock of its own."""

    def __init__(self, store: Store, outlet: str, clock: Clock) -> None:
        self.store, self.outlet, self.clock = store, outlet, clock
        self.ingest = Ingest(store, Knowledge(store), Announcer(store, clock), clock)

    async def begin(self) -> None:
        """Files an event, so that all that is filed later by another's clock may seem to be earlier."""
        outlet = self.outlet
        await self.store.register.add_source(Source(id=outlet, name=outlet, owner=outlet, reliability="C"))
        await self.store.wire.add_feed(outlet, FeedFacts(source=outlet, url=f"http://127.0.0.1/{outlet}"))
        assert await self.reads(f"{outlet}-earlier") == "new"

    async def reads(self, told: str) -> str:
        feed = await self.store.wire.feed(self.outlet)
        assert feed is not None
        [judged] = await self.ingest.feed(feed, [item(told, self.outlet, self.clock())])
        return judged.word


async def both_wait(store: Store) -> None:
    async with asyncio.timeout(60):
        while await store.database.read(lambda session: session.execute(text(WAITING)).scalar_one()) < 2:  # noqa: ASYNC110 - in the database
            await asyncio.sleep(0.01)


@pytest.mark.parametrize("behind", [timedelta(), timedelta(minutes=10)])
async def test_an_event_that_two_processes_read_at_once_is_filed_and_told_once(
    postgres_url: str, clock: Clock, behind: timedelta
) -> None:
    """Each has judged before the other files: nobody may file until both have come so far. The clock of one is behind."""
    late = Clock(clock() - behind)
    processes = [
        Process(await open_store(postgres_url, own), outlet, own)
        for outlet, own in (("wire", late), ("paper", clock))
    ]
    store = processes[0].store
    for process in processes:
        await process.begin()
    await store.subscriptions.subscribe(SubscriptionFacts(guild=1, channel=2), 3, clock())
    begun, end = threading.Event(), threading.Event()

    def hold(session: Session) -> None:
        one_at_a_time(session)
        begun.set()
        assert end.wait(60)

    holding = asyncio.create_task(store.database.write(hold))
    assert await asyncio.to_thread(begun.wait, 30)
    reading = [asyncio.create_task(process.reads(process.outlet)) for process in processes]
    await both_wait(store)
    end.set()
    await holding
    became = await asyncio.gather(*reading)
    assert became.count("new") == 1
    assert set(became) <= {"new", "same", "update"}
    [filed] = [event for event in await store.register.events() if event.kind == "exercise"]
    assert len(await store.register.evidence(event=filed.id)) == 2
    [alert] = await store.outbox.about(f"event:{filed.id}")
    assert alert.channel == 2
    await asyncio.gather(*(process.store.close() for process in processes))
