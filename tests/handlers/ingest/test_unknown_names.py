"""Exercises of which nothing differs but a name that no lexicon knows, ten minutes apart, through the real ``Ingest``."""

import random
from datetime import datetime, timedelta
from email.utils import format_datetime
from functools import cache

import pytest

from facts.naming.spelled import same_name
from feeds.entries.items import Parsed
from feeds.formats.parse import parse
from handlers.alerts.announcer import Announcer
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from store.nouns.models import Feed, FeedFacts, Source
from store.store import Store
from tests.clock import Clock

EVENTS = 24
SYLLABLES = [
    "bor",
    "dan",
    "drov",
    "ef",
    "gal",
    "kas",
    "kry",
    "lun",
    "mel",
    "mir",
    "nok",
    "oth",
    "pel",
    "ras",
    "shu",
    "tal",
    "tem",
    "vik",
    "yar",
    "zar",
]
STYLES = (
    "Pakistan and China begin joint military exercise {}",
    "Pakistan and China begin joint military exercise {}-{}",
    "Pakistan, China Begin Joint Military Exercise {}-{}",
    "Pakistan, China Begin Joint Military Exercise '{}'",
)


@cache
def names() -> tuple[str, ...]:
    """No two of which may be spellings of one; the same each time."""
    lot = random.Random(7)
    given: list[str] = []
    while len(given) < EVENTS:
        name = "".join(lot.sample(SYLLABLES, 3)).capitalize()
        if not any(same_name(name.lower(), other.lower()) for other in given):
            given.append(name)
    return tuple(given)


def rss(titles: list[str], begun: datetime, address: str) -> bytes:
    entries = "".join(
        f"<item><guid isPermaLink='false'>{address}-{n:09}</guid><title>{title}</title>"
        f"<link>http://127.0.0.1/{address}/{n}</link>"
        f"<pubDate>{format_datetime(begun + timedelta(minutes=10 * n))}</pubDate></item>"
        for n, title in enumerate(titles)
    )
    return f"<rss version='2.0'><channel><title>{address}</title>{entries}</channel></rss>".encode()


async def judged(store: Store, ingest: Ingest, titles: list[str], clock: Clock, name: str) -> list[str]:
    """The verdicts on items of an outlet of its own, with the events they were put to."""
    await store.register.add_source(Source(id=name, name=name, owner=name, reliability="C"))
    feed: Feed = await store.wire.add_feed(name, FeedFacts(source=name, url=f"http://127.0.0.1/{name}"))
    body = rss(titles, clock() - timedelta(minutes=10 * len(titles)), name)
    read = parse(body, "application/rss+xml", feed, clock())
    assert isinstance(read, Parsed)
    return [f"{one.word} {one.event}" for one in await ingest.feed(feed, read.items)]


@pytest.mark.parametrize("style", STYLES)
async def test_each_is_an_event_of_its_own(memory_store: Store, clock: Clock, style: str) -> None:
    store = memory_store
    ingest = Ingest(store, Knowledge(store), Announcer(store, clock), clock)
    titles = [style.format(name, 150 + n) for n, name in enumerate(names())]
    verdicts = await judged(store, ingest, titles, clock, "wire")
    assert len(set(verdicts)) == EVENTS
    assert {verdict.split()[0] for verdict in verdicts} == {"new"}
    again = [title.replace("Pakistan and China begin", "China and Pakistan start") for title in titles]
    second = await judged(store, ingest, again, clock, "other")
    assert {verdict.split()[0] for verdict in second} <= {"same", "update"}
    assert {verdict.split()[1] for verdict in second} == {verdict.split()[1] for verdict in verdicts}
