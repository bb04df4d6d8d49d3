"""Items through the real judges into a founded_store store, on both backends: what each becomes, and what is filed."""

from datetime import datetime

import pytest

from feeds.entries.items import Parsed
from feeds.formats.parse import parse
from handlers.alerts.announcer import Announcer
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from sandbox.sample import feed as sample_feed
from store.nouns.decisions import FeedState
from store.nouns.models import Feed, FeedFacts, Source
from store.nouns.subscriptions import SubscriptionFacts
from store.store import Store
from tests.clock import Clock

ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture
def ingest(founded_store: Store, clock: Clock) -> Ingest:
    return Ingest(founded_store, Knowledge(founded_store), Announcer(founded_store, clock), clock)


async def add_feed(store: Store, name: str) -> Feed:
    await store.register.add_source(Source(id=name, name=name, owner=name, reliability="C"))
    return await store.wire.add_feed(name, FeedFacts(source=name, url=f"{ADDRESS}/{name}"))


def sample(now: datetime, feed: Feed, address: str = ADDRESS, *words: tuple[bytes, bytes]) -> Parsed:
    """The sample feed as served at ``address``, with ``words`` replaced."""
    body = sample_feed(now, address)
    for old, new in words:
        body = body.replace(old, new)
    read = parse(body, "application/rss+xml", feed, now)
    assert isinstance(read, Parsed)
    return read


async def test_known_new_and_off_topic(ingest: Ingest, founded_store: Store, clock: Clock) -> None:
    feed = await add_feed(founded_store, "wire")
    await founded_store.subscriptions.subscribe(SubscriptionFacts(guild=1, channel=2), 3, clock())
    known, new, off_topic = await ingest.feed(feed, sample(clock(), feed).items, FeedState(etag='"1"'))
    assert known.word in ("same", "update")
    assert known.event in ("china-pakistan-mou-signed-2020", "wei-fenghe-visits-pakistan-2020")
    assert (new.word, off_topic.word) == ("new", "irrelevant")
    filed = await founded_store.register.event(new.event or "")
    assert filed is not None
    assert (filed.kind, filed.countries) == ("exercise", ["CN", "PK"])
    assert await founded_store.outbox.about(f"event:{known.event}") == []
    waiting = await founded_store.outbox.about(f"event:{filed.id}")
    assert [alert.channel for alert in waiting] == [2]
    kept = await founded_store.wire.article(new.article.id)
    assert kept is not None
    assert (kept.verdict, kept.event, kept.reasons) == ("new", filed.id, new.reasons)
    assert kept.reading["kind"] == "exercise"
    read = await founded_store.wire.feed("wire")
    assert read is not None
    assert read.etag == '"1"'


async def test_a_second_reading_changes_nothing(ingest: Ingest, founded_store: Store, clock: Clock) -> None:
    feed = await add_feed(founded_store, "wire")
    items = sample(clock(), feed).items
    await ingest.feed(feed, items)
    events = [(event.id, event.revision) for event in await founded_store.register.events()]
    assert await ingest.feed(feed, items) == []
    assert [(event.id, event.revision) for event in await founded_store.register.events()] == events


async def test_a_second_outlet_corroborates_and_posts_nothing_more(
    ingest: Ingest, founded_store: Store, clock: Clock
) -> None:
    await founded_store.subscriptions.subscribe(SubscriptionFacts(guild=1, channel=2), 3, clock())
    first, second = await add_feed(founded_store, "wire"), await add_feed(founded_store, "other")
    _, new, _ = await ingest.feed(first, sample(clock(), first).items)
    other_words = (
        (b"announce new naval exercise", b"to hold naval drill"),
        (b"announced the bilateral", b"are to hold the"),
    )
    again = (await ingest.feed(second, sample(clock(), second, "http://other.example", *other_words).items))[
        -1
    ]
    assert again.word in ("same", "update")
    assert again.event == new.event
    event = await founded_store.register.event(new.event or "")
    assert event is not None
    assert event.standing == "corroborated"
    (alert,) = await founded_store.outbox.about(f"event:{event.id}")
    assert alert.wanted > 0
    assert len(await founded_store.register.evidence(event=event.id)) == 2


async def test_a_dry_run_files_nothing(ingest: Ingest, founded_store: Store, clock: Clock) -> None:
    feed = await add_feed(founded_store, "wire")
    before = len(await founded_store.register.events())
    looked = await ingest.look(feed, sample(clock(), feed).items)
    assert [one.word for one in looked][1:] == ["new", "irrelevant"]
    assert len(await founded_store.register.events()) == before
    assert [one.word for one in await ingest.feed(feed, sample(clock(), feed).items)][1:] == [
        "new",
        "irrelevant",
    ]


def ticker(link: str, guid: str) -> bytes:
    """Two lines of news; ``{}`` in an address is the number of the line."""
    titles = (
        "Turkiye delivers a second frigate to Indonesia's navy",
        "Malaysia signs defence agreement with Saudi Arabia in Riyadh",
    )
    items = "".join(
        f"<item><title>{title}</title><link>{link.format(number)}</link><guid>{guid.format(number)}</guid>"
        "<pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate></item>"
        for number, title in enumerate(titles)
    )
    return f'<rss version="2.0"><channel><title>Ticker</title>{items}</channel></rss>'.encode()


PAGE, LINE = "https://ticker.example/live", "https://ticker.example/lines/{}"


@pytest.mark.parametrize(("link", "guid"), [(PAGE, LINE), (LINE, PAGE), (PAGE, PAGE)])
async def test_what_entries_share_makes_them_not_one(
    ingest: Ingest, founded_store: Store, clock: Clock, link: str, guid: str
) -> None:
    feed = await add_feed(founded_store, "ticker")
    read = parse(ticker(link, guid), "application/rss+xml", feed, clock())
    assert isinstance(read, Parsed)
    judged = [one for item in read.items for one in await ingest.feed(feed, [item], FeedState())]
    assert [one.word for one in judged] == ["new", "new"]
    assert len({one.event for one in judged}) == 2
    for one in judged:
        filed = await founded_store.wire.article(one.article.id)
        assert filed is not None
        assert filed.title == one.article.title
