"""A team's decisions, through the real ingest: what looks like what two people turned down is left out from then on."""

from datetime import timedelta
from email.utils import format_datetime
from itertools import count

import pytest

from facts.model.reading import Reading
from feeds.entries.items import Parsed
from feeds.formats.parse import parse
from handlers.alerts.announcer import Announcer
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from handlers.moderation.learning import Learning
from store.nouns.models import FeedFacts, Source
from store.nouns.subscriptions import SubscriptionFacts
from store.people.amending import Who
from store.store import Store
from tests.clock import Clock

PAIRS = ("Pakistan and Türkiye", "Pakistan and Iran", "China and Pakistan", "Pakistan and Azerbaijan")
LIKE = "Military bands of {} join tattoo"
OTHER = "China and Pakistan sign deal for eight Hangor submarines"
NUMBERS = count(1)


async def read(store: Store, clock: Clock, *titles: str) -> list[str]:
    """What becomes of items that a new process reads."""
    name = f"wire{next(NUMBERS)}"
    ingest = Ingest(store, Knowledge(store), Announcer(store, clock), clock)
    await store.register.add_source(Source(id=name, name=name, owner=name, reliability="C"))
    feed = await store.wire.add_feed(name, FeedFacts(source=name, url=f"http://127.0.0.1/{name}"))
    day = format_datetime(clock() - timedelta(hours=1))
    entries = "".join(
        f"<item><guid>{name}-{number}-long-enough</guid><link>http://127.0.0.1/{name}/{number}</link>"
        f"<title>{title}</title><pubDate>{day}</pubDate></item>"
        for number, title in enumerate(titles)
    )
    body = f"<rss version='2.0'><channel><title>{name}</title>{entries}</channel></rss>".encode()
    parsed = parse(body, "application/rss+xml", feed, clock())
    assert isinstance(parsed, Parsed)
    return [one.word for one in await ingest.feed(feed, parsed.items)]


async def turn_down(store: Store, clock: Clock, *persons: int) -> None:
    """The persons decide what is open, one after the other, in turn."""
    waiting = await store.reviews.waiting(20)
    for at, case in enumerate(waiting):
        who = Who(f"discord:{persons[at % len(persons)]}", None, clock())
        await store.reviews.irrelevant(case.review.id or 0, who)


@pytest.fixture
async def open_questions(founded_store: Store, clock: Clock) -> Store:
    await founded_store.subscriptions.subscribe(SubscriptionFacts(guild=1, channel=2), 3, clock())
    words = await read(founded_store, clock, *(LIKE.format(pair) for pair in PAIRS))
    assert set(words) == {"unsure"}, words
    return founded_store


async def test_what_two_people_turn_down_is_left_out_and_may_be_taken_back(
    open_questions: Store, clock: Clock
) -> None:
    store = open_questions
    await turn_down(store, clock, 11, 12)
    posted = await store.outbox.counts()
    learning = Learning(store, clock)
    lesson = await learning.lesson()
    assert (lesson.decisions, lesson.people) == (len(PAIRS), 2)
    assert {(one.before, one.after) for one in lesson.turned} == {("held", "irrelevant")}
    assert all("tattoo" in one.title for one in lesson.turned)
    entry = await learning.keep(lesson, "operator")
    assert not (await learning.lesson()).is_new
    assert await read(store, clock, LIKE.format("China and Iran"), OTHER) == ["irrelevant", "new"]
    told = next(one for one in await store.lessons.newest(2) if one.title == OTHER)
    assert told.reading["lesson"] == clock().isoformat(), "a verdict keeps what judged it"
    assert Reading.from_dict(told.reading).relevance == "relevant"
    assert posted.get("pending", 0) + 1 == (await store.outbox.counts())["pending"], "the submarines alone"
    await store.amendments.undo(entry.id or 0, Who("operator", None, clock()))
    assert await store.lessons.moved() == {}
    assert await read(store, clock, LIKE.format("China and Türkiye")) == ["unsure"]


async def test_one_person_alone_teaches_nothing(open_questions: Store, clock: Clock) -> None:
    await turn_down(open_questions, clock, 11)
    lesson = await Learning(open_questions, clock).lesson()
    assert (lesson.decisions, lesson.people, lesson.moved, lesson.turned) == (len(PAIRS), 1, {}, [])


async def test_known_already_says_nothing_of_the_beat(founded_store: Store, clock: Clock) -> None:
    [word] = await read(founded_store, clock, OTHER)
    assert word == "new"
    event = next(
        one
        for one in await founded_store.register.events()
        if "Hangor" in one.title and one.first_seen == clock()
    )
    await founded_store.reviews.mark(event.id, None, Who("discord:1", None, clock()), "known")
    await turn_down(founded_store, clock, 11)
    assert await founded_store.lessons.decided() == []
