"""Names that keep appearing: proposed, accepted, taken back, over the real ``Ingest`` and outbox, and never told."""

from dataclasses import dataclass, field
from hashlib import blake2s
from typing import Any

import pytest
from sqlmodel import Session, select

from feeds.entries.items import Item
from handlers.alerts.announcer import Announcer
from handlers.ingest.ingest import Ingest
from handlers.ingest.judge import Judged
from handlers.ingest.knowledge import Knowledge
from handlers.moderation.amending import Amending
from handlers.moderation.naming import Naming
from store.nouns.decisions import Decision, Outdated
from store.nouns.gazetteer import Series
from store.nouns.models import Actor, Agreement, ArticleFacts, Equipment, Event, Feed, FeedFacts, Source
from store.nouns.outbox import Alert
from store.nouns.reviews import AuditEntry, NameMention
from store.nouns.subscriptions import SubscriptionFacts, WatchFacts
from store.people.amending import AmendRefusal, Who
from store.people.proposals import NamedSince
from store.store import Store
from tests.clock import Clock
from tests.handlers.rows import ADMIN, CHANNEL, GUILD, article

VISIT = (
    "Pakistan's defence minister in Beijing",
    "China and Pakistan agreed to widen defence cooperation when Chinese Vice Admiral Wen Taoran met the guest.",
)
DRILL = (
    "China and Pakistan begin naval exercise in the Arabian Sea",
    "Chinese Vice Admiral Wen Taoran opened the joint naval drill with the Pakistan Navy off Karachi on Monday.",
)


@dataclass
class Press:
    """Outlets whose items one process reads; another process may read at the same store."""

    store: Store
    clock: Clock
    knowledge: Knowledge = field(init=False)
    ingest: Ingest = field(init=False)

    def __post_init__(self) -> None:
        self.knowledge = Knowledge(self.store)
        self.ingest = Ingest(self.store, self.knowledge, Announcer(self.store, self.clock), self.clock)

    async def tells(self, outlet: str, title: str, lead: str) -> Judged:
        feed = await self._feed(outlet)
        address = f"https://{outlet}.example/{blake2s((title + lead).encode()).hexdigest()[:12]}"
        text = ArticleFacts(
            source=outlet, title=title, lead=lead, url=address, canonical_url=address, published=self.clock(),
            published_precision="day",
        )  # fmt: skip
        (judged,) = await self.ingest.feed(feed, [Item(text, (address,))])
        return judged

    async def _feed(self, outlet: str) -> Feed:
        await self.store.register.add_source(Source(id=outlet, name=outlet, owner=outlet, reliability="C"))
        return await self.store.wire.add_feed(
            outlet, FeedFacts(source=outlet, url=f"https://{outlet}.example/")
        )


@pytest.fixture
def press(store: Store, clock: Clock) -> Press:
    return Press(store, clock)


@pytest.fixture
def small_press(memory_store: Store, clock: Clock) -> Press:
    """Where the database makes no difference."""
    return Press(memory_store, clock)


def who(clock: Clock) -> Who:
    return Who("discord:7", GUILD, clock())


async def alerts(store: Store) -> list[dict[str, Any]]:
    def read(session: Session) -> list[dict[str, Any]]:
        return [row.model_dump(mode="json") for row in session.exec(select(Alert).order_by(Alert.key))]

    return await store.database.read(read)


async def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    """What is known, without what every change moves."""
    moving = {"revision", "updated_at", "amended_by"}

    def read(session: Session) -> dict[str, list[dict[str, Any]]]:
        return {
            table.__name__: sorted(
                (row.model_dump(mode="json", exclude=moving) for row in session.exec(select(table))), key=str
            )
            for table in (Actor, Equipment, Series, Agreement, Event)
        }

    return await store.database.read(read)


async def proposed(store: Store) -> int:
    (case,) = await store.proposals.waiting(5)
    assert case.proposal.id is not None
    return case.proposal.id


async def twice(press: Press) -> None:
    """Two outlets on one day: the name keeps appearing."""
    await press.tells("wire", *VISIT)
    await press.tells("paper", *DRILL)


def entry(outcome: object) -> int:
    assert isinstance(outcome, AuditEntry), outcome
    assert outcome.id is not None
    return outcome.id


async def test_a_name_is_proposed_once_two_days_or_outlets_give_it(press: Press) -> None:
    await press.tells("wire", *VISIT)
    await press.tells("wire", *DRILL)
    assert await press.store.proposals.waiting() == []
    press.clock.turn(hours=24)
    await press.tells("wire", VISIT[0].replace("defence minister", "army chief"), VISIT[1])
    (case,) = await press.store.proposals.waiting()
    assert case.proposal.key == "person:wen taoran"
    assert [one.said.country for one in case.mentions] == ["CN", "CN", "CN"]


async def test_two_outlets_of_one_day_are_enough_and_a_name_is_proposed_once(small_press: Press) -> None:
    press = small_press
    await twice(press)
    await press.tells("third", DRILL[0] + " again", DRILL[1])
    assert await press.store.proposals.count() == 1


async def test_accepting_files_the_name_and_tells_nobody(press: Press) -> None:
    store, clock = press.store, press.clock
    await twice(press)
    before = await alerts(store)
    assert before == []
    facts = SubscriptionFacts(guild=GUILD, channel=CHANNEL, minimum="low", kinds=[], countries=[], actors=[])
    await store.subscriptions.subscribe(facts, ADMIN, clock())
    watch = WatchFacts(person=7, guild=GUILD, channel=CHANNEL, kind="actor", what="wen-taoran")
    await store.subscriptions.watch(watch, None, clock())
    outcome = await Naming(store, clock).decide(await proposed(store), "accept", who(clock))
    entry(outcome)
    found = await store.register.actor("wen-taoran")
    assert found is not None
    assert (found.kind, found.country, found.sort, found.basis) == ("person", "CN", "defence", "proposal")
    assert found.roles == []
    events = await store.register.events()
    assert [[one.actor for one in event.actors] for event in events] == [["wen-taoran"]] * len(events)
    assert await alerts(store) == before
    assert await store.proposals.waiting() == []
    later = await press.tells("fourth", DRILL[0].replace("begin", "start"), DRILL[1])
    assert later.word in ("same", "update")
    assert await alerts(store) == before


async def test_an_event_that_was_told_is_neither_told_again_nor_edited(press: Press) -> None:
    store, clock = press.store, press.clock
    facts = SubscriptionFacts(guild=GUILD, channel=CHANNEL, minimum="low", kinds=[], countries=[], actors=[])
    await store.subscriptions.subscribe(facts, ADMIN, clock())
    await twice(press)
    before = await alerts(store)
    assert before
    accepted = await Naming(store, clock).decide(await proposed(store), "accept", who(clock))
    assert await alerts(store) == before
    await Amending(store, Announcer(store, clock), clock).undo(entry(accepted), who(clock))
    assert await alerts(store) == before


async def test_it_is_taken_back_in_one_step_and_may_be_accepted_again(press: Press) -> None:
    store, clock = press.store, press.clock
    await twice(press)
    before, amending = await everything(store), Amending(store, Announcer(store, clock), clock)
    accepted = await Naming(store, clock).decide(await proposed(store), "accept", who(clock))
    after = await everything(store)
    undone = await amending.undo(entry(accepted), who(clock))
    assert await everything(store) == before
    assert await store.proposals.count() == 1
    assert isinstance(await amending.undo(entry(accepted), who(clock)), AmendRefusal)
    await amending.undo(entry(undone), who(clock))
    assert await everything(store) == after


async def test_what_came_since_loses_the_name_alone(small_press: Press) -> None:
    press = small_press
    store, clock = press.store, press.clock
    await twice(press)
    accepted = await Naming(store, clock).decide(await proposed(store), "accept", who(clock))
    clock.turn(hours=72)
    told = await press.tells(
        "wire",
        "China hands frigate to Pakistan",
        "Vice Admiral Wen Taoran handed over the frigate in Shanghai to the Pakistan Navy.",
    )
    event = await store.register.event(told.event or "")
    assert event is not None
    assert [one.actor for one in event.actors] == ["wen-taoran"]
    entry(await Amending(store, Announcer(store, clock), clock).undo(entry(accepted), who(clock)))
    assert all(one.actors == [] for one in await store.register.events())
    assert await store.register.actor("wen-taoran") is None
    again = await store.register.event(event.id)
    assert again is not None
    assert again.title == event.title


async def test_a_name_that_was_rejected_does_not_come_back(small_press: Press) -> None:
    press = small_press
    store, clock = press.store, press.clock
    await twice(press)
    before = await everything(store)
    rejected = await Naming(store, clock).decide(await proposed(store), "reject", who(clock))
    for day in range(3):
        clock.turn(hours=24)
        await press.tells(f"outlet{day}", f"{DRILL[0]}, day {day}", DRILL[1])
    assert await store.proposals.waiting() == []
    assert (await everything(store))["Actor"] == before["Actor"]
    await Amending(store, Announcer(store, clock), clock).undo(entry(rejected), who(clock))
    assert await store.proposals.count() == 1


async def test_another_process_reads_the_name_from_then_on(press: Press) -> None:
    store, clock = press.store, press.clock
    await twice(press)
    other = Press(store, clock)
    await other.tells("elsewhere", "Sports day in Lahore", "Nothing of ours.")
    entry(await Naming(store, clock).decide(await proposed(store), "accept", who(clock)))
    clock.turn(hours=72)
    told = await other.tells(
        "far",
        "China hands frigate to Pakistan",
        "Vice Admiral Wen Taoran handed it over in Shanghai to the Pakistan Navy.",
    )
    assert "wen-taoran" in told.reading.people
    assert told.names == ()


async def test_an_item_read_before_and_filed_after_is_judged_again(press: Press) -> None:
    store, clock = press.store, press.clock
    await twice(press)
    stale = await store.register.names_version()
    mention = NameMention(key="person:wen taoran", article="late", name="Wen Taoran")
    entry(await Naming(store, clock).decide(await proposed(store), "accept", who(clock)))
    late = Decision(article("late", "wire", clock()), ("late",), names=(mention,), lexicon=stale)
    assert await store.wire.record([late], feed="wire") == [Outdated("late", "person:wen taoran")]
    fresh = Decision(
        article("late", "wire", clock()),
        ("late",),
        names=(mention,),
        lexicon=await store.register.names_version(),
    )
    (filed,) = await store.wire.record([fresh], feed="wire")
    assert not isinstance(filed, Outdated)


async def test_items_that_came_meanwhile_are_read_too(small_press: Press) -> None:
    press = small_press
    store, clock = press.store, press.clock
    await twice(press)
    number = await proposed(store)
    person = Actor(id="wen-taoran", kind="person", name="Wen Taoran", updated_at=clock())
    assert await store.proposals.accept(number, person, [], who(clock)) == NamedSince(number)
    assert await store.register.actor("wen-taoran") is None


SORTS = {
    "ship": (
        "Frigate BNS Korvan joins drill of China and Bangladesh",
        "Bangladesh and China hold a naval exercise",
        "The frigate BNS Korvan sailed with Chinese ships in the joint naval exercise on Monday.",
    ),
    "exercise": (
        "Pakistan and China begin joint exercise Korvan Hunt-4",
        "China and Pakistan close exercise Korvan Hunt-4",
        "Troops of both states trained in the joint exercise Korvan Hunt-4 in Punjab.",
    ),
    "pact": (
        "Pakistan and China sign the Korvan Accord on mutual defence",
        "China hails the Korvan Accord with Pakistan on mutual defence",
        "China and Pakistan signed the Korvan Accord on defence cooperation of their forces.",
    ),
}


@pytest.mark.parametrize("sort", SORTS)
async def test_ships_exercises_and_pacts_become_entries(small_press: Press, sort: str) -> None:
    press, (first, second, lead) = small_press, SORTS[sort]
    store, clock = press.store, press.clock
    await press.tells("wire", first, lead)
    clock.turn(hours=24)
    await press.tells("paper", second, lead)
    before = await everything(store)
    accepted = await Naming(store, clock).decide(await proposed(store), "accept", who(clock))
    entry(accepted)
    events = await store.register.events()
    if sort == "ship":
        (ship,) = await store.register.equipment()
        assert (ship.designation, ship.owner, ship.afloat, ship.basis) == (
            "BNS Korvan",
            "BD",
            True,
            "proposal",
        )
        assert all("bns-korvan" in [one.equipment for one in event.equipment] for event in events)
    elif sort == "exercise":
        (series,) = await store.register.series()
        assert (series.id, series.name, series.countries) == ("korvan-hunt", "Korvan Hunt", [])
        assert {(event.series, event.number) for event in events} == {("korvan-hunt", 4)}
    else:
        (pact,) = await store.register.agreements()
        assert (pact.name, pact.countries, pact.steps) == ("Korvan Accord", ["CN", "PK"], [])
        assert {event.agreement for event in events} == {"korvan-accord"}
        assert len(await store.register.evidence(agreement="korvan-accord")) == 2
    await Amending(store, Announcer(store, clock), clock).undo(entry(accepted), who(clock))
    assert await everything(store) == before
    assert await store.register.evidence(agreement="korvan-accord") == []
