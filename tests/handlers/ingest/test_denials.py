"""An event and the denial of it become the same, whichever of the two is read first."""

from datetime import timedelta

import pytest

from feeds.entries.items import Item
from handlers.alerts.announcer import Announcer
from handlers.delivery.reports import report
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from handlers.render.cards.alert import facts_of_card
from store.nouns.models import ArticleFacts, FeedFacts, Source
from store.store import Store
from tests.clock import Clock

ORDER = "Uruguay orders six A-29 Super Tucano from Brazil"
SIGNED = "Uruguay's air force signed a contract with Embraer of Brazil for six A-29 Super Tucano on Monday."
DENIAL = "Uruguay denies order for A-29 Super Tucano from Brazil"
REJECTED = "Uruguay's defence ministry rejected reports that it had ordered A-29 Super Tucano from Brazil."


class Desk:
    """Two outlets, each with one text."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self.ingest = Ingest(store, Knowledge(store), Announcer(store, clock), clock)

    async def reads(self, feed: str, title: str, lead: str, days_ago: int) -> str:
        """The event that the text becomes."""
        await self.store.register.add_source(Source(id=feed, name=feed, owner=feed, reliability="C"))
        row = await self.store.wire.add_feed(feed, FeedFacts(source=feed, url=f"http://{feed}.example/rss"))
        url = f"http://{feed}.example/1"
        told = self.clock() - timedelta(days=days_ago)
        facts = ArticleFacts(
            source=feed, title=title, lead=lead, url=url, canonical_url=url, published=told,
            published_precision="day",
        )  # fmt: skip
        [judged] = await self.ingest.feed(row, [Item(facts, (url,))])
        assert judged.word == "new"
        return judged.event or ""


@pytest.mark.parametrize("is_first", [True, False])
async def test_a_denial_denies_whichever_is_read_first(
    founded_store: Store, clock: Clock, is_first: bool
) -> None:
    desk = Desk(founded_store, clock)
    texts = {"plateau": (ORDER, SIGNED, 3), "valley": (DENIAL, REJECTED, 1)}
    order = reversed(texts) if is_first else texts
    became = {feed: await desk.reads(feed, *texts[feed]) for feed in order}
    event = await founded_store.register.event(became["plateau"])
    denial = await founded_store.register.event(became["valley"])
    assert event is not None
    assert denial is not None
    assert (event.standing, denial.follows, event.follows) == ("denied", event.id, None)
    told = await founded_store.register.evidence(event=event.id)
    assert sorted(article.source for _, article, _ in told) == ["plateau", "valley"]
    assert [proof.parts for proof, article, _ in told if article.source == "valley"] == [["event"]]
    shown = await report(founded_store, event.id)
    assert shown is not None
    assert any("**Denied**" in fact for fact in facts_of_card(shown))


async def test_what_is_told_after_a_denial_stands(founded_store: Store, clock: Clock) -> None:
    desk = Desk(founded_store, clock)
    denial = await desk.reads("valley", DENIAL, REJECTED, 3)
    later = await founded_store.register.event(await desk.reads("plateau", ORDER, SIGNED, 1))
    assert later is not None
    assert (later.standing, later.id == denial) == ("reported", False)
