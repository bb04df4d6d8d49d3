"""``/review`` asks once a week of what was left out only just, through the real client and the real ingest."""

import pytest

from handlers.alerts.announcer import Announcer
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from handlers.moderation.left_out import LeftOutItems, nearest_of
from store.nouns.decisions import Decision
from store.nouns.subscriptions import SubscriptionFacts
from store.people.amending import AmendRefusal, Who
from store.store import Store
from tests.clock import Clock
from tests.handlers.at_work import Desk
from tests.handlers.connected import button_of, running
from tests.store.nouns import article, event

ORDER = "Poland orders 180 tanks from South Korea"
CORVETTE = "Türkiye hands over a corvette to Pakistan Navy in Istanbul"
AGAIN = "Pakistan Navy receives corvette from Türkiye in Istanbul"
DRILL = "Garuda Shield opens with Indonesia and the United States"
LITTLE = "A market town prepares for its summer fair"


async def leave_out(store: Store, clock: Clock, **titles: str) -> None:
    for name, title in titles.items():
        row = article(
            name, title=title, feed="f", verdict="irrelevant", score=0.41, reading={}, reasons=["states: PL, KR"],
            read_at=clock(), published=clock(), published_precision="day",
        )  # fmt: skip
        await store.wire.record([Decision(row)])


def ingest(store: Store, clock: Clock) -> Ingest:
    return Ingest(store, Knowledge(store), Announcer(store, clock), clock)


def test_the_nearest_of_both_lines_each_story_once() -> None:
    rows = [
        article("a", title=ORDER, score=0.41),
        article("b", title="Poland orders 180 tanks from Korea", score=0.4),
        article("c", title="Bundeswehr übt mit Soldaten aus Frankreich", language="de", score=0.35),
        article("d", title="Keel laid for a corvette in Istanbul", score=0.3),
        *(article(f"z{n}", title=f"{'abcdefghijkl'[n] * 9} {n}", score=0.2) for n in range(12)),
    ]
    chosen = [row.id for row in nearest_of(rows)]
    assert chosen[:3] == ["c", "a", "d"]
    assert len(chosen) == 10


async def test_yes_files_in_silence_no_teaches_and_buttons_outlive_a_restart(desk: Desk) -> None:
    store, clock, admin = desk.store, desk.clock, desk.sandbox.admin
    await store.subscriptions.subscribe(SubscriptionFacts(guild=1, channel=2), 3, clock())
    await leave_out(store, clock, order=ORDER, drill=DRILL)
    reread = ingest(store, clock).as_ours
    async with running(desk.sandbox, store, clock, reread=reread):
        shown = await desk.sandbox.invoke("/review", member=admin)
        assert "Would you have wanted it?" in shown.text()
        assert "41% likely" in shown.text()
        assert shown.message is not None
        refused = await desk.sandbox.press(shown.message, button_of(shown.message, "left-out-yes"))
        assert "analysts" in refused.text()
    async with running(desk.sandbox, store, clock, reread=reread):  # after a restart
        shown = await desk.sandbox.press(
            shown.message, button_of(shown.message, "left-out-yes"), member=admin
        )
        assert "yours, and filed without a message" in shown.text()
        assert shown.message is not None
        shown = await desk.sandbox.press(shown.message, button_of(shown.message, "left-out-no"), member=admin)
        assert "Nothing waits" in shown.text()
    (filed,) = await store.register.events()
    assert (filed.kind, sorted(filed.countries)) == ("order", ["KR", "PL"])
    assert await store.outbox.counts() == {}, "never posted as an alert"
    assert sorted(one.is_ours for one in await store.lessons.decided()) == [False, True]
    kept = await store.wire.article("order")
    assert kept is not None
    assert (kept.verdict, kept.event, kept.reading["kind"]) == ("new", filed.id, filed.kind)


async def test_enough_ends_it_until_the_next_week(desk: Desk) -> None:
    store, admin = desk.store, desk.sandbox.admin
    await leave_out(store, desk.clock, order=ORDER)
    async with running(desk.sandbox, store, desk.clock, reread=ingest(store, desk.clock).as_ours):
        shown = await desk.sandbox.invoke("/review", member=admin)
    async with running(desk.sandbox, store, desk.clock, reread=ingest(store, desk.clock).as_ours):
        assert shown.message is not None, "after a restart"
        shown = await desk.sandbox.press(
            shown.message, button_of(shown.message, "left-out-enough"), member=admin
        )
        assert "Nothing waits" in shown.text()
        desk.clock.turn(days=6)
        await leave_out(store, desk.clock, drill=DRILL)
        assert "Nothing waits" in (await desk.sandbox.invoke("/review", member=admin)).text()
        desk.clock.turn(days=1, hours=1)
        shown = await desk.sandbox.invoke("/review", member=admin)
        assert "Would you have wanted it?" in shown.text()
        assert DRILL in shown.text()


@pytest.fixture
def items(memory_store: Store, clock: Clock) -> LeftOutItems:
    return LeftOutItems(memory_store, ingest(memory_store, clock).as_ours, clock)


async def test_what_is_known_already_gains_a_source_and_what_says_too_little_is_refused(
    items: LeftOutItems, memory_store: Store, clock: Clock
) -> None:
    store, who = memory_store, Who("discord:7", None, clock())
    await leave_out(store, clock, first=CORVETTE, fair=LITTLE)
    numbers = {(await store.reviews.case(n)).article.id: n for n in await items.offered()}  # type: ignore[union-attr]
    assert isinstance(await items.decide(numbers["fair"], "yes", who), AmendRefusal)
    entry = await items.decide(numbers["first"], "yes", who)
    assert not isinstance(entry, AmendRefusal)
    clock.turn(days=7)
    await leave_out(store, clock, second=AGAIN)
    (number,) = [n for n in await items.offered() if (await store.reviews.case(n)).article.id == "second"]  # type: ignore[union-attr]
    outcome = await items.decide(number, "yes", who)
    (filed,) = await store.register.events()
    evidence = {one.article for one, _, _ in await store.register.evidence(event=filed.id)}
    assert not isinstance(outcome, AmendRefusal)
    assert evidence == {"first", "second"}
    assert await store.outbox.counts() == {}


async def test_a_second_answer_changes_nothing(
    items: LeftOutItems, memory_store: Store, clock: Clock
) -> None:
    await leave_out(memory_store, clock, order=ORDER)
    (number,) = await items.offered()
    who = Who("discord:7", None, clock())
    assert not isinstance(await items.decide(number, "yes", who), AmendRefusal)
    assert isinstance(await items.decide(number, "no", who), AmendRefusal)
    assert isinstance(await items.decide(number, "yes", who), AmendRefusal)
    assert isinstance(await items.decide(99, "yes", who), AmendRefusal)


async def test_an_event_filed_meanwhile_is_not_filed_twice(
    items: LeftOutItems, memory_store: Store, clock: Clock
) -> None:
    await leave_out(memory_store, clock, order=ORDER)
    (number,) = await items.offered()
    case = await memory_store.reviews.case(number)
    judged = await items.reread(case.article) if case else None
    assert judged is not None
    taken = event(judged.event or "")
    await memory_store.wire.record([Decision(article("other"), event=taken)])
    await items.decide(number, "yes", Who("discord:7", None, clock()))
    assert len(await memory_store.register.events()) == 1
