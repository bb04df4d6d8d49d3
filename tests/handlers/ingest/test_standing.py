"""How an event stands: counted in independent owner groups, whoever's feed brings their texts."""

import pytest

from feeds.entries.items import Item
from handlers.alerts.announcer import Announcer
from handlers.delivery.reports import report
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from store.nouns.models import ArticleFacts, FeedFacts, Source
from store.store import Store
from tests.clock import Clock

WORDINGS = (
    "China, Pakistan begin naval exercise Sea Guardian-9 off Karachi",
    "Naval exercise Sea Guardian-9 of China and Pakistan begins in Arabian Sea",
    "Sea Guardian-9: Pakistan and China navies start joint exercise",
    "Chinese and Pakistani navies kick off exercise Sea Guardian-9",
)
OWNERS = {
    "dawn": "Dawn Media",
    "herald": "Dawn Media",
    "hindu": "Kasturi",
    "ndtv": "Adani",
    "google": "Google",
}
NAMES = {"dawn": "Dawn", "herald": "Herald", "hindu": "The Hindu", "ndtv": "NDTV", "google": "Google News"}


class Desk:
    """Feeds of several sources, each item another wording of one event."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self.ingest = Ingest(store, Knowledge(store), Announcer(store, clock), clock)
        self.told = 0

    async def reads(self, feed: str, *publishers: str | None) -> None:
        facts = FeedFacts(source=feed, url=f"http://{feed}.example/rss")
        row = await self.store.wire.add_feed(feed, facts)
        await self.ingest.feed(row, [self._item(feed, publisher) for publisher in publishers])

    def _item(self, feed: str, publisher: str | None) -> Item:
        title = WORDINGS[self.told]
        self.told += 1
        url = f"http://{feed}.example/{self.told}"
        facts = ArticleFacts(
            source=feed,
            title=title,
            url=url,
            canonical_url=url,
            publisher=publisher,
            published=self.clock(),
            published_precision="day",
        )
        return Item(facts, (url,))

    async def stands(self) -> tuple[str, int, int]:
        """In one word, and by how many owner groups and texts."""
        (event,) = await self.store.register.events()
        shown = await report(self.store, event.id)
        assert shown is not None
        assert shown.credible.standing == event.standing
        return event.standing, shown.owners, len(shown.sourcing)


@pytest.fixture
async def desk(memory_store: Store, clock: Clock) -> Desk:
    for name, owner in OWNERS.items():
        source = Source(id=name, name=NAMES[name], owner=owner, reliability="F" if name == "google" else "B")
        await memory_store.register.add_source(source)
    return Desk(memory_store, clock)


async def test_each_owner_group_counts_once(desk: Desk) -> None:
    await desk.reads("dawn", None)
    assert await desk.stands() == ("reported", 1, 1)
    await desk.reads("herald", None)
    assert await desk.stands() == ("reported", 1, 2)
    await desk.reads("hindu", None)
    assert await desk.stands() == ("corroborated", 2, 3)
    await desk.reads("ndtv", None)
    assert await desk.stands() == ("confirmed", 3, 4)


async def test_a_paper_and_its_text_at_an_aggregator_are_one_voice(desk: Desk) -> None:
    await desk.reads("hindu", None)
    await desk.reads("google", "thehindu.com", "Dawn", "A paper that nobody knows")
    assert await desk.stands() == ("confirmed", 3, 4)


async def test_what_nobody_knows_is_its_aggregators_voice(desk: Desk) -> None:
    await desk.reads("google", "A paper", "Another paper", "A third")
    assert await desk.stands() == ("reported", 1, 3)


async def test_the_items_of_one_batch_know_of_each_other(desk: Desk) -> None:
    await desk.reads("google", "The Hindu", "NDTV", "Dawn")
    assert await desk.stands() == ("confirmed", 3, 3)
