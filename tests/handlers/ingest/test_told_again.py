"""A text that says too little to be ours by itself is ours where it is surely about an event that is known."""

from datetime import timedelta

import pytest

from feeds.entries.items import Item
from handlers.alerts.announcer import Announcer
from handlers.ingest.ingest import Ingest
from handlers.ingest.judge import Judged
from handlers.ingest.knowledge import Knowledge
from store.nouns.models import ArticleFacts, FeedFacts, Source
from store.nouns.values import Precision
from store.store import Store
from tests.clock import Clock

PLAN = (
    "China and Pakistan to hold naval exercise Sea Guardian-4 off Karachi next week",
    "Warships of the two navies will train for ten days, the Pakistan Navy said.",
)
COINED = (
    "Pakistan, Saudi Arabia to hold Al-Samsaam IX exercise next month",
    "The two-week counter-terrorism drill will be held at Pabbi, ISPR said.",
)
POSTPONED = (
    "Al-Samsaam IX postponed to January over security situation",
    "The Saudi contingent will now arrive in early January, ISPR said.",
)
UNKNOWN = (
    "China, Thailand to hold Strike-2026 army drill in Chonburi next month",
    "Some 600 soldiers will train for two weeks, the Royal Thai Army said.",
)
OF_ONE = ("Thailand calls off Strike-2026 drill after floods", "")
CALLED_OFF = ("Sea Guardian-4 called off", "The Chinese flotilla turned back, the Pakistan Navy said.")


class Desk:
    """Outlets with their texts, days apart."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self.store = store
        self.clock = clock
        self.hours = 0.0
        knowledge = Knowledge(store, seconds=lambda: self.hours * 3600)
        self.ingest = Ingest(store, knowledge, Announcer(store, clock), clock)

    async def reads(
        self, feed: str, text: tuple[str, str], days_ago: int, number: int = 1, precision: Precision = "day"
    ) -> Judged:
        await self.store.register.add_source(Source(id=feed, name=feed, owner=feed, reliability="C"))
        row = await self.store.wire.add_feed(feed, FeedFacts(source=feed, url=f"http://{feed}.example/rss"))
        url = f"http://{feed}.example/{number}"
        told = self.clock() - timedelta(days=days_ago)
        facts = ArticleFacts(
            source=feed, title=text[0], lead=text[1], url=url, canonical_url=url, published=told,
            published_precision=precision,
        )  # fmt: skip
        [judged] = await self.ingest.feed(row, [Item(facts, (url,))])
        return judged


@pytest.mark.parametrize(
    ("plan", "text", "phase"),
    [(PLAN, CALLED_OFF, "cancelled"), (COINED, POSTPONED, "postponed"), (UNKNOWN, OF_ONE, "cancelled")],
    ids=["by what is known of it", "by the name of a series that a text gave", "by the round alone"],
)
async def test_what_is_known_is_heard_of_again(
    founded_store: Store, clock: Clock, plan: tuple[str, str], text: tuple[str, str], phase: str
) -> None:
    desk = Desk(founded_store, clock)
    first = await desk.reads("wire", plan, 2)
    desk.hours = 2
    again = await desk.reads("other", text, 1)
    assert (first.word, again.word, again.event) == ("new", "update", first.event)
    event = await founded_store.register.event(first.event or "")
    assert event is not None
    assert event.phase == phase


@pytest.mark.parametrize(
    "text",
    [
        OF_ONE,
        ("Warrior IX film to open in Beijing and Karachi", "The Chinese studio sold the rights to Pakistan."),
    ],
)
async def test_what_nothing_is_known_of_is_left_out(
    founded_store: Store, clock: Clock, text: tuple[str, str]
) -> None:
    assert (await Desk(founded_store, clock).reads("wire", text, 1)).word == "irrelevant"


BOATS = (
    "China hands over second Hangor-class submarine to Pakistan",
    "PNS Shushuk was handed over to the Pakistan Navy in Wuhan on Monday.",
)


@pytest.mark.parametrize(
    "text",
    [
        (
            "Failed pump pushes Hangor into autumn",
            "The commissioning of Pakistan's first Hangor-class submarine has moved to autumn after a pump failed on a run off Sanya, two people in the trade said. Neither the Pakistan Navy nor the builder has confirmed it.",
        ),
        (
            "Home waters for Shushuk",
            "Pakistan's second Hangor-class submarine tied up at Karachi after a voyage of five weeks from China.",
        ),
    ],
)
async def test_what_goes_on_from_a_known_story_is_asked_about(
    founded_store: Store, clock: Clock, text: tuple[str, str]
) -> None:
    desk = Desk(founded_store, clock)
    assert (await desk.reads("wire", BOATS, 20)).word == "new"
    desk.hours = 2
    again = await desk.reads("other", text, 1)
    assert (again.word, again.event) == ("unsure", None)


async def test_a_club_named_after_what_is_known_goes_on_from_nothing(
    founded_store: Store, clock: Clock
) -> None:
    desk = Desk(founded_store, clock)
    await desk.reads("wire", BOATS, 20)
    desk.hours = 2
    text = ("Hangor restaurant opens in Karachi", "It serves Chinese food to Pakistani families by the sea.")
    assert (await desk.reads("other", text, 1)).word == "irrelevant"
