"""What is not ours goes after its days, in the turns of the schedule; what feeds bring again is known."""

from handlers.alerts.announcer import Announcer
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from handlers.upkeep.letting_go import STEP, STEPS, LettingGo
from store.nouns.models import FeedFacts, Source
from store.store import Store
from tests.clock import Clock
from tests.handlers.ingest.test_unread import GOOD, items

DULL = "Town council opens a library and two swimming pools"


async def test_a_whole_turn(founded_store: Store, clock: Clock) -> None:
    store = founded_store
    await store.register.add_source(Source(id="wire", name="Wire", owner="wire", reliability="C"))
    first, second = [
        await store.wire.add_feed(name, FeedFacts(source="wire", url=f"http://127.0.0.1/{name}"))
        for name in ("first", "second")
    ]
    ingest = Ingest(store, Knowledge(store), Announcer(store, clock), clock)
    news = items(clock, DULL, GOOD)
    judged = await ingest.feed(first, news)
    assert [one.word for one in judged] == ["irrelevant", "new"]
    letting_go = LettingGo(store, clock, 30)
    clock.turn(days=29)
    await letting_go.tick()
    assert await store.wire.article(judged[0].article.id) is not None
    clock.turn(days=2)
    await letting_go.tick()
    assert await store.wire.article(judged[0].article.id) is None
    assert await store.wire.article(judged[1].article.id) is not None
    assert await ingest.feed(second, news) == []
    assert await ingest.feed(first, news) == []
    assert await store.wire.article(judged[0].article.id) is None
    assert STEP * STEPS * 60 * 24 > 100_000, "a turn a minute keeps up with a hundred thousand items a day"
