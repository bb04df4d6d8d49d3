"""The steps of an agreement that texts tell: filed in its ledger, told once, shown in the messages of its events."""

from datetime import date

import pytest

from facts.reading.phases import is_further
from feeds.entries.items import Item
from handlers.alerts.announcer import Announcer
from handlers.delivery.reports import report
from handlers.ingest.ingest import Ingest
from handlers.ingest.judge import Judged
from handlers.ingest.knowledge import Knowledge
from store.nouns.models import Agreement, ArticleFacts, Feed, FeedFacts, Source
from store.nouns.outbox import Alert
from store.nouns.subscriptions import SubscriptionFacts
from store.nouns.values import Step
from store.outbox.outbox import Lane
from store.store import Store
from tests.clock import Clock

CHANNEL = 2
DEAL = "Hangor submarine contract"


@pytest.mark.parametrize(
    ("told", "step", "expected"),
    [
        (["signed"], "delivered", True),
        (["signed"], "signed", False),
        (["delivered"], "signed", False),
        (["agreed in principle"], "talks", False),
        (["first batch inducted"], "delivered", False),
        (["signed"], "halted", True),
        (["signed", "halted"], "halted", False),
        (["signed", "halted"], "signed", True),
        (["projects ongoing"], "talks", True),
        (["signed"], "reported", False),
    ],
)
def test_what_is_a_further_step(told: list[str], step: str, expected: bool) -> None:
    assert is_further(told, step) is expected


class Newsroom:
    """A bot without its Discord: what it posts is said to be posted."""

    def __init__(self, store: Store, clock: Clock, feed: Feed) -> None:
        self.store = store
        self.clock = clock
        self.feed = feed
        self.ingest = Ingest(store, Knowledge(store), Announcer(store, clock), clock)
        self.items = 0

    async def reads(self, *titles: str) -> list[Judged]:
        return await self.ingest.feed(self.feed, [self._item(title) for title in titles])

    def _item(self, title: str) -> Item:
        self.items += 1
        url = f"http://wire.example/{self.items}"
        facts = ArticleFacts(source="wire", title=title, url=url, canonical_url=url, published=self.clock())
        return Item(facts, (url,))

    async def posts(self) -> None:
        while (claim := await self.store.outbox.claim(Lane(CHANNEL), self.clock())) is not None:
            await self.store.outbox.sent(claim, 900 + (claim.alert.id or 0), self.clock())

    async def in_threads(self) -> list[Alert]:
        lanes = [lane for lane in await self.store.outbox.waiting(self.clock()) if lane.thread_of]
        claims = [await self.store.outbox.claim(lane, self.clock()) for lane in lanes]
        return [claim.alert for claim in claims if claim is not None]


@pytest.fixture
async def newsroom(memory_store: Store, clock: Clock) -> Newsroom:
    signed = Step(status="signed", day=date(2015, 7, 1), precision="day")
    deal = Agreement(
        id="hangor", kind="contract", name=DEAL, countries=["CN", "PK"], steps=[signed], updated_at=clock()
    )
    await memory_store.database.write(lambda session: session.add(deal))
    await memory_store.register.add_source(Source(id="wire", name="Wire", owner="wire", reliability="B"))
    await memory_store.subscriptions.subscribe(
        SubscriptionFacts(guild=1, channel=CHANNEL, minimum="low"), 3, clock()
    )
    facts = FeedFacts(source="wire", url="http://wire.example/rss")
    return Newsroom(memory_store, clock, await memory_store.wire.add_feed("wire", facts))


async def test_a_step_is_told_once_under_the_message_of_its_event(newsroom: Newsroom) -> None:
    (new,) = await newsroom.reads(f"China delivers first submarine of {DEAL} to Pakistan")
    await newsroom.posts()
    newsroom.clock.turn(hours=2)
    await newsroom.reads(
        f"Pakistan Navy commissions first submarine of {DEAL} from China",
        f"Pakistan commissions first submarine of {DEAL} from China",
    )
    (step,) = await newsroom.in_threads()
    assert step.body["event"] == new.event
    (change,) = step.body["changes"]
    assert (change["what"], change["before"], change["after"]) == (
        f"status of {DEAL}",
        "delivered",
        "in service",
    )
    deal = await newsroom.store.register.agreement("hangor")
    assert deal is not None
    assert [one.status for one in deal.steps] == ["signed", "delivered", "in service"]
    shown = await report(newsroom.store, new.event or "")
    assert shown is not None
    assert shown.agreement == deal


async def test_a_step_that_is_an_event_of_its_own_is_told_under_the_one_before(newsroom: Newsroom) -> None:
    (before,) = await newsroom.reads(f"China launches first submarine of {DEAL} for Pakistan")
    await newsroom.posts()
    newsroom.clock.turn(days=60)
    (after,) = await newsroom.reads(f"Pakistan Navy commissions first submarine of {DEAL} from China")
    assert (after.word, after.event != before.event) == ("new", True)
    (step,) = await newsroom.in_threads()
    assert step.body["event"] == before.event
    row = await newsroom.store.register.event(before.event or "")
    assert row is not None
    assert row.revision == 2


async def test_a_step_back_is_filed_and_told_nobody(newsroom: Newsroom) -> None:
    await newsroom.reads(f"China delivers first submarine of {DEAL} to Pakistan")
    await newsroom.posts()
    newsroom.clock.turn(days=90)
    await newsroom.reads(f"China and Pakistan in talks on second phase of {DEAL}")
    assert await newsroom.in_threads() == []
    deal = await newsroom.store.register.agreement("hangor")
    assert deal is not None
    assert [one.status for one in deal.steps] == ["signed", "delivered", "talks"]
