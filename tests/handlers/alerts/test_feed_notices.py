"""Who is told of a feed's trouble, and how often."""

from handlers.alerts.feed_notices import FeedNotices
from handlers.render.pages.feed import news
from store.nouns.models import Feed, FeedFacts
from store.store import Store
from tests.clock import Clock
from tests.handlers.rows import subscription

HOME = 500
ELSEWHERE = 600
WORDS = "nothing answers at that address"


async def added(store: Store, by: str) -> Feed:
    facts = FeedFacts(source="x", url="http://x.example/rss", title="A _feed_")
    return await store.wire.add_feed("x", facts, added_by=by)


async def people(notices: FeedNotices, feed: Feed) -> list[int]:
    return [alert.channel for alert in await notices.notices(feed, "broken", WORDS, "once")]


async def test_of_a_feed_that_nobody_added_those_are_told_who_set_up_alerts_at_home(
    memory_store: Store, clock: Clock
) -> None:
    for channel, (guild, admin) in enumerate([(HOME, 3), (HOME, 2), (HOME, 3), (ELSEWHERE, 4)], start=1):
        rules = subscription(channel)
        rules.guild = guild
        await memory_store.subscriptions.subscribe(rules, admin, clock())
    feed = await added(memory_store, by="founding")
    assert await people(FeedNotices(memory_store, clock, HOME), feed) == [2, 3]
    assert await people(FeedNotices(memory_store, clock), feed) == [], "without a home nobody is"


async def test_notices_go_to_whoever_added_the_feed_once(memory_store: Store, clock: Clock) -> None:
    feed = await added(memory_store, by="discord:77")
    notices = FeedNotices(memory_store, clock)
    for _ in range(2):
        await notices.tell(feed, "broken", WORDS)
    (lane,) = await memory_store.outbox.waiting(clock())
    assert lane.channel == 77
    (alert,) = await memory_store.outbox.about(f"notice:feed:x:broken:{clock():%Y%m%d%H%M}:77")
    title, text = news(alert.body)
    assert title == "A feed has been broken for a day"
    assert text.startswith("**A \\_feed\\_**: Nothing answers at that address. It is tried again")


async def test_what_is_skipped_is_told_once_a_day(memory_store: Store, clock: Clock) -> None:
    feed = await added(memory_store, by="discord:77")
    notices = FeedNotices(memory_store, clock)
    for _ in range(3):
        await notices.tell(feed, "skipped", "1000 of 2000 entries were too many to be read")
        clock.turn(minutes=5)
    (alert,) = await memory_store.outbox.about(f"notice:feed:x:skipped:{clock():%Y%m%d}:77")
    assert news(alert.body)[1].startswith("**A \\_feed\\_**: 1000 of 2000 entries were too many to be read. ")
    clock.turn(hours=24)
    await notices.tell(feed, "skipped", "1000 of 2000 entries were too many to be read")
    assert await memory_store.outbox.counts() == {"pending": 2}
