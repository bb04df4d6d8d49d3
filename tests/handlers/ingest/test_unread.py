"""One bad text is one bad text: it is filed as unread and told once, and its neighbours are read as if it were not there."""

import json
from collections.abc import Sequence

import pytest
from sqlalchemy import text
from sqlmodel import Session

from bot.process.metrics import Work
from facts.matching.features import Features
from facts.matching.index import Candidate, EventIndex
from feeds.entries.items import Item
from handlers.alerts.announcer import Announcer
from handlers.commands.why import WhyItem as Asked
from handlers.commands.why import why_answer
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from store.nouns.decisions import FeedState
from store.nouns.models import ArticleFacts, Event, Feed, FeedFacts, Source
from store.nouns.outbox import Alert
from store.nouns.subscriptions import SubscriptionFacts
from store.people.amending import Who
from store.store import Store
from tests.clock import Clock

BAD = "Pakistan and China begin exercise Kuwaltzik 7"
FOLLOWING = "Exercise Kuwaltzik 7 of China and Pakistan begins in Multan"
ABORT = "SELECT RAISE(ABORT, 'refused');"
RAISE = "RAISE check_violation USING MESSAGE = 'refused'; END IF; RETURN NEW; END"
GOOD = "Turkiye delivers a second frigate to Indonesia's navy"


class BrittleIndex(EventIndex):
    """Breaks at a text with a certain word, as a fault of the matcher would."""

    def candidates(self, probe: Features) -> list[Candidate]:
        if {"kuwaltzik", "begin"} <= set(probe.title) and "multan" not in probe.title:
            raise IndexError("string index out of range")
        return super().candidates(probe)


class BrittleAnnouncer(Announcer):
    """Breaks at an event with a certain series, as a fault of deciding would."""

    async def new(self, event: Event) -> list[Alert]:
        if "Multan" not in event.title and "Kuwaltzik" in event.title:
            raise KeyError(event.id)
        return await super().new(event)


@pytest.fixture
async def watched(founded_store: Store, clock: Clock) -> Feed:
    await founded_store.subscriptions.subscribe(SubscriptionFacts(guild=1, channel=2), 3, clock())
    await founded_store.guilds.make_home(1, Who("discord:3", 1, clock()))
    await founded_store.register.add_source(Source(id="wire", name="Wire", owner="wire", reliability="C"))
    return await founded_store.wire.add_feed("wire", FeedFacts(source="wire", url="http://127.0.0.1/wire"))


def contents(index: EventIndex) -> dict[str, str]:
    """All that it holds, but the marks of changes."""
    parts = vars(index) | vars(index._arena) | vars(index._vocabulary)
    return {
        name: repr(value)
        for name, value in parts.items()
        if name not in ("_changes", "_arena", "_vocabulary")
    }


def items(clock: Clock, *titles: str) -> list[Item]:
    return [
        Item(
            ArticleFacts(
                source="wire",
                title=title,
                url=f"https://wire.example/{title[:20]}",
                canonical_url=f"https://wire.example/{title.replace(' ', '-')}",
                published=clock(),
                published_precision="day",
            ),
            (f"link:{title}",),
        )
        for title in titles
    ]


def ingest_of(store: Store, clock: Clock) -> Ingest:
    return Ingest(store, Knowledge(store), Announcer(store, clock), clock)


async def notices(store: Store) -> list[dict[str, object]]:
    """The bodies of what admins are told."""

    def read(session: Session) -> Sequence[str]:
        return session.execute(text("SELECT body FROM alert WHERE kind = 'notice'")).scalars().all()

    return [body if isinstance(body, dict) else json.loads(body) for body in await store.database.read(read)]


async def assert_one_unread(ingest: Ingest, store: Store, feed: Feed, clock: Clock) -> None:
    """The bad one of three is filed as unread; the one after it, on the same event, is new; nothing is tried again."""
    given = items(clock, BAD, FOLLOWING, GOOD)
    judged = await ingest.feed(feed, given, FeedState(etag='"1"'))
    assert [one.word for one in judged] == ["unread", "new", "new"]
    bad = judged[0].article
    kept = await store.wire.article(bad.id)
    assert kept is not None
    assert (kept.verdict, kept.event) == ("unread", None)
    assert kept.reasons[0].startswith("could not be read (")
    for one in judged[1:]:
        assert await store.register.event(one.event or "") is not None
    row = await store.wire.feed("wire")
    assert row is not None
    assert row.etag == '"1"'
    assert await store.wire.unread("wire", [item.keys for item in given]) == []
    assert await ingest.feed(feed, given, FeedState()) == []
    (told,) = await notices(store)
    assert told["news"] == "unread"
    shown = why_answer(Asked(kept, None, [], [], [], None, []))
    assert any("Could not be read" in line.text for line in shown.lead)
    work = Work()
    work.read(judged)
    assert work.registry.get_sample_value("entente_items_total", {"verdict": "unread"}) == 1


async def test_what_cannot_be_judged(founded_store: Store, clock: Clock, watched: Feed) -> None:
    ingest = ingest_of(founded_store, clock)
    ingest.knowledge.index = BrittleIndex()
    await assert_one_unread(ingest, founded_store, watched, clock)


async def test_what_cannot_be_decided(founded_store: Store, clock: Clock, watched: Feed) -> None:
    ingest = Ingest(founded_store, Knowledge(founded_store), BrittleAnnouncer(founded_store, clock), clock)
    await assert_one_unread(ingest, founded_store, watched, clock)


async def refusing(store: Store, table: str, condition: str) -> None:
    """The database refuses rows of a table."""
    if store.database.is_sqlite:
        statements = [
            f"CREATE TRIGGER no_{table} BEFORE INSERT ON {table} WHEN {condition} BEGIN {ABORT} END",
        ]
    else:
        statements = [
            f"CREATE FUNCTION no_{table}() RETURNS trigger AS $$ BEGIN IF {condition} THEN {RAISE} $$ LANGUAGE plpgsql",
            f"CREATE TRIGGER no_{table} BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION no_{table}()",
        ]

    def make(session: Session) -> None:
        for statement in statements:
            session.execute(text(statement))

    await store.database.write(make)


async def test_an_event_that_the_database_refuses(founded_store: Store, clock: Clock, watched: Feed) -> None:
    ingest = ingest_of(founded_store, clock)
    await ingest.feed(watched, [], FeedState())
    await refusing(founded_store, "event", "NEW.title LIKE '%Kuwaltzik%' AND NEW.title NOT LIKE '%Multan%'")
    await assert_one_unread(ingest, founded_store, watched, clock)


async def test_an_article_that_the_database_refuses(
    founded_store: Store, clock: Clock, watched: Feed
) -> None:
    await refusing(founded_store, "article", "NEW.title LIKE '%Kuwaltzik 7'")
    ingest = ingest_of(founded_store, clock)
    judged = await ingest.feed(watched, items(clock, BAD, GOOD), FeedState())
    assert [one.word for one in judged] == ["unread", "new"]
    kept = await founded_store.wire.article(judged[0].article.id)
    assert kept is not None
    assert (kept.title, kept.verdict) == ("(unreadable)", "unread")
    assert await ingest.feed(watched, items(clock, BAD, GOOD), FeedState()) == []


async def test_a_fault_of_the_database_itself_is_no_items(
    founded_store: Store, clock: Clock, watched: Feed
) -> None:
    """The whole batch is undone, in the index as in the store, and comes again."""
    await refusing(founded_store, "letgokey", "1 = 1")
    ingest = ingest_of(founded_store, clock)
    await ingest.feed(watched, [], None)
    index, size = ingest.knowledge.index, len(ingest.knowledge.index)
    with pytest.raises(Exception, match="refused"):
        await ingest.feed(watched, items(clock, FOLLOWING, GOOD), FeedState())
    assert ingest.knowledge.index is index
    assert len(index) == size


async def test_a_dry_run_leaves_the_index_as_it_is(founded_store: Store, clock: Clock, watched: Feed) -> None:
    ingest = ingest_of(founded_store, clock)
    await ingest.feed(watched, [], None)
    index = ingest.knowledge.index
    before, size = contents(index), len(index)
    assert size > 50
    looked = await ingest.look(watched, items(clock, FOLLOWING, GOOD))
    assert [one.word for one in looked] == ["new", "new"]
    assert ingest.knowledge.index is index
    assert len(index) == size
    assert contents(index) == before
