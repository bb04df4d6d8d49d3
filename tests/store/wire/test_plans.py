"""What the wire looks up, it looks up by an index: no statement of a visit or a send reads a whole large table."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from handlers.ui.topic_search import Looked, Topical
from store.nouns.decisions import ArticleKeys, Decision, FeedVisit
from store.nouns.models import EvidenceFacts, FeedFacts, Source
from store.nouns.outbox import Alert
from store.nouns.reviews import HeldItem
from store.outbox.outbox import Lane
from store.store import Store
from store.wire.watched import By
from tests.clock import Clock
from tests.plans import MANY, heard, scanned
from tests.store.nouns import article, event


def keys(n: int) -> ArticleKeys:
    return ArticleKeys(f"https://other.example/{n}", f"urn:other:{n}", "daily", f"other{n}")


def decision(now: datetime) -> Decision:
    proof = EvidenceFacts(article="new", event="new")
    told = Alert(key="new", kind="event", subject="event:new", channel=7, body={}, due_at=now, created_at=now)
    return Decision(article("new"), ("k",), event("new"), evidence=(proof,), alerts=(told,), touched=("e5",))


NEW_FEED = FeedFacts(source="daily", url="https://new.example/")
LOOKED_UP: dict[str, Callable[[Store, datetime], Awaitable[object]]] = {
    "known articles": lambda store, _: store.wire.known_articles([keys(1), keys(2), ArticleKeys(guid="urn:daily:9", source="daily")]),
    "one article": lambda store, _: store.wire.article("a5"),
    "unread": lambda store, _: store.wire.unread("f1", [["guid:1"], ["guid:new"]]),
    "remember": lambda store, _: store.wire.remember("f1", [["guid:1"], ["guid:new"]]),
    "remembered": lambda store, _: store.watched.remembered(["guid:5"]),
    "feed by name": lambda store, _: store.wire.feed("f7"),
    "feed by address": lambda store, _: store.wire.feed("https://daily.example/feed/7"),
    "due feeds": lambda store, _: store.wire.due_feeds(10, timedelta(minutes=1)),
    "visits": lambda store, _: store.wire.record_visits([FeedVisit("f1", {"state": "healthy"}, (("k",),))]),
    "hold": lambda store, now: store.wire.hold("f1", [HeldItem(feed="f1", key="k", place=0, item={"keys": ["k"]}, held_at=now)], {}),
    "held": lambda store, _: store.wire.held("f1"),
    "let go": lambda store, _: store.wire.let_go("f1"),
    "add feed": lambda store, _: store.watched.add("new", NEW_FEED, Source(id="daily", name="D", owner="d"), By()),
    "remove feed": lambda store, _: store.wire.remove_feed("f9"),
    "brought": lambda store, now: store.watched.yields(now),
    "file": lambda store, now: store.wire.record([decision(now)], feed="f1", state={"state": "healthy"}),
    "lanes": lambda store, now: store.outbox.waiting(now),
    "claim": lambda store, now: store.outbox.claim(Lane(3), now),
    "told": lambda store, _: store.outbox.about("event:e5"),
    "newest titles": lambda store, _: store.answers.titles(most=20),
}  # fmt: skip

BY_A_PERSON = {"remembered": {"feed"}, "add feed": {"feed"}}
"""What somebody waits for may read the list of feeds: people keep it, and it is some hundred long."""


async def test_no_look_up_reads_a_whole_table(filled: Store, clock: Clock) -> None:
    found: dict[str, list[str]] = {}
    for name, look_up in LOOKED_UP.items():
        with heard(filled) as said:
            await look_up(filled, clock())
        assert said
        found[name] = scanned(filled, said)
    assert {name: scans for name, scans in found.items() if set(scans) - BY_A_PERSON.get(name, set())} == {}


async def test_a_question_costs_no_statement_an_event(filled: Store, clock: Clock) -> None:
    """Whatever a judge reads of an event is read with it."""
    topical = Topical(filled.answers, filled.search, clock)
    with heard(filled) as said:
        looked = await topical.look("title", None, None)
    assert isinstance(looked, Looked)
    assert looked.found.tally.events == MANY
    assert len(said) < 60
