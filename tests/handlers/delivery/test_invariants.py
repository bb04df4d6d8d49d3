"""Whatever happens, each (event, channel) has one message, in order: arrivals, faults, edits, mergers, crashes."""

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from bot.gateway.client import Client, speak_to
from facts.model.change import Change
from handlers.alerts.digest import Digests
from handlers.alerts.slots import next_slot
from handlers.buttons.event_buttons import EventButtons
from handlers.delivery.composer import Composer
from handlers.delivery.delivery import Delivery
from handlers.delivery.sender import Sender
from sandbox.control import Sandbox
from sandbox.world.faults import Fault
from store.nouns.outbox import Alert
from store.nouns.subscriptions import DigestFacts
from store.outbox.outbox import Outbox
from store.outbox.queueing import mark_of
from store.people.amending import Who
from store.presence.presence import Presence
from store.store import Store, open_store
from tests.clock import Clock
from tests.examples import share_of
from tests.handlers.at_work import Desk
from tests.handlers.rows import ADMIN, event, file

FAULTS = [
    Fault("drop", accepted=True),
    Fault("drop", "*", ".*", times=3),
    Fault("error", status=503, accepted=True),
    Fault("error", "*", ".*", times=2, status=503),
    Fault("limit"),
]
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("arrive"), st.integers(1, 8)),
        st.tuples(st.just("fault"), st.integers(0, len(FAULTS) - 1)),
        st.tuples(st.just("edit"), st.integers(0, 20)),
        st.tuples(st.just("merge"), st.integers(0, 20)),
        st.tuples(st.just("change"), st.integers(0, 20)),
        st.tuples(st.just("crash"), st.integers(0, 200)),
        st.tuples(st.just("deliver"), st.just(0)),
        st.tuples(st.just("turn"), st.integers(1, 30)),
    ),
    min_size=4,
    max_size=10,
)


class World:
    """One bot, as often killed as asked, and its Discord."""

    def __init__(self, desk: Desk, client: Client) -> None:
        self.desk = desk
        self.client = client
        self.names: list[str] = []

    async def step(self, verb: str, number: int) -> None:
        await getattr(self, f"_{verb}")(number)

    async def _arrive(self, count: int) -> None:
        for _ in range(count):
            name = f"e{len(self.names)}"
            self.names.append(name)
            await self.desk.happens(name, self.desk.rules("alerts"), self.desk.rules("news"))

    async def _fault(self, number: int) -> None:
        """Trouble in the middle of a delivery."""
        self.desk.sandbox.faults.add(replace(FAULTS[number]))
        await self._arrive(1)
        await self._deliver(0)

    async def _edit(self, number: int) -> None:
        if self.names:
            name = self.names[number % len(self.names)]
            who = Who("discord:7", None, self.desk.clock())
            await self.desk.store.amendments.edit(name, {"place": f"Place {number}"}, who)

    async def _change(self, number: int) -> None:
        """Another source states a fact otherwise."""
        row = (
            await self.desk.store.register.event(self.names[number % len(self.names)]) if self.names else None
        )
        if row is not None:
            await self.desk.changes(row, Change("value", None, f"US${number}"))

    async def _merge(self, number: int) -> None:
        if len(self.names) > 1:
            pair = self.names[number % len(self.names)], self.names[(number + 1) % len(self.names)]
            await self.desk.store.amendments.merge(*pair, Who("discord:7", None, self.desk.clock()))

    async def _turn(self, minutes: int) -> None:
        self.desk.clock.turn(minutes=minutes)
        self.desk.sandbox.forget_nonces()

    async def _deliver(self, _number: int) -> None:
        await self.desk.delivery.drain()

    async def _crash(self, moments: int) -> None:
        """Killed in the middle of whatever it does, and started again as another process."""
        await self.desk.delivery.tick()
        for _ in range(moments):
            await asyncio.sleep(0)
        await self.desk.delivery.close(grace=0)
        presence = Presence(self.desk.store.database)
        reborn = replace(
            self.desk.store, presence=presence, outbox=Outbox(self.desk.store.database, presence)
        )
        self.desk = replace(
            self.desk, store=reborn, delivery=delivery_of(reborn, self.client, self.desk.clock)
        )

    async def at_rest(self) -> None:
        self.desk.sandbox.faults.lift()
        for _ in range(4):
            self.desk.clock.turn(minutes=10)
            await self.desk.delivery.drain()


def delivery_of(store: Store, client: Client, clock: Clock) -> Delivery:
    composer = Composer(store, EventButtons(store, clock).under)
    return Delivery(store, Sender(client), composer.compose, clock, pause=0)


async def opened(stack: AsyncExitStack) -> World:
    clock = Clock()
    store = await open_store("sqlite://", clock)
    stack.push_async_callback(store.close)
    sandbox = await stack.enter_async_context(Sandbox.running(now=clock))
    await speak_to(sandbox.api_url)
    client = await stack.enter_async_context(Client(store.marks, clock))
    await client.login(sandbox.token)
    return World(Desk(store, sandbox, delivery_of(store, client, clock), clock), client)


@settings(max_examples=share_of(6), deadline=None)
@given(STEPS)
@example([("fault", 0), ("fault", 0), ("arrive", 4), ("merge", 0)])
@example(
    [("arrive", 2), ("deliver", 0), ("change", 0), ("crash", 60), ("change", 0), ("fault", 1), ("change", 1)]
)
async def test_each_event_has_one_message_in_each_channel_in_order(steps: list[tuple[str, int]]) -> None:
    async with AsyncExitStack() as stack:
        world = await opened(stack)
        for verb, number in steps:
            await world.step(verb, number)
        await world.at_rest()
        for channel in ("alerts", "news"):
            await each_is_told_once(world, channel)
            await each_change_is_told_once(world, channel)


async def each_is_told_once(world: World, channel: str) -> None:
    """By the marks: the messages of a channel are exactly those of its alerts, in the order of the alerts."""
    desk = world.desk
    rows = [await desk.store.outbox.keyed(f"event:{name}:{desk.place(channel)}") for name in world.names]
    alerts = sorted((row for row in rows if row is not None), key=number)
    assert len(alerts) == len(world.names)
    for row in alerts:
        merged = (await desk.store.amendments.filed(row.subject.removeprefix("event:"))) or None
        assert row.state == "sent" or (row.state == "dropped" and merged and merged.merged_into), row
    sent = [mark_of(row) for row in alerts if row.state == "sent" and row.carried_by is None]
    shown = [
        message["embeds"][-1]["footer"]["text"].split()[-1] for message in desk.sandbox.messages(channel)
    ]
    assert shown == sent


async def each_change_is_told_once(world: World, channel: str) -> None:
    """By the marks: the threads of a channel hold exactly the changes of its events, in their order."""
    desk = world.desk
    here = select(Alert).where(Alert.kind == "change", Alert.channel == desk.place(channel))
    rows = await desk.store.database.read(lambda session: list(session.exec(here.order_by(col(Alert.id)))))
    told: dict[str, list[str]] = {}
    for row in rows:
        assert row.state == "sent", row
        parent = await desk.store.outbox.one(row.thread_of or 0)
        assert parent is not None
        told.setdefault(str(parent.message), []).append(mark_of(row))
    shown = {
        thread["id"]: [
            message["embeds"][-1]["footer"]["text"].split()[-1]
            for message in desk.sandbox.messages(thread["id"])[1:]
        ]
        for thread in desk.sandbox.threads(channel)
    }
    assert shown == told


def number(alert: Alert) -> int:
    return alert.id or 0


@settings(max_examples=share_of(6), deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(1, 60)), min_size=3, max_size=8))
async def test_each_moment_is_in_one_digest_window(hours: list[tuple[bool, int]]) -> None:
    """However long the bot was away, and however often it looked."""
    clock = Clock()
    store = await open_store("sqlite://", clock)
    start = clock()
    facts = DigestFacts(guild=1, channel=2, hour=10, when_empty=True)
    digest = await store.subscriptions.schedule(facts, next_slot(10, "UTC", None, start), ADMIN, start)
    bodies: list[dict[str, str]] = []
    for place, (happens, away) in enumerate(hours):
        if happens:
            await file(store, event(f"e{place}", clock()), clock())
        clock.turn(hours=away)
        await Digests(store, clock).tick()
        await Digests(store, clock).tick()
        last = await store.subscriptions.last_told(f"digest:{digest.id}")
        if last is not None and last.body not in bodies:
            bodies.append(last.body)
    assert [body["from"] for body in bodies] == [start.isoformat(), *(body["until"] for body in bodies)][
        : len(bodies)
    ]
    told = Counter(name for body in bodies for name in body["new"])
    assert set(told.values()) <= {1}
    (row,) = await store.subscriptions.digests()
    before = {f"e{place}" for place, (happens, _) in enumerate(hours) if happens}
    stirred = await store.activity.stirred(row.covered_until, clock())
    assert before == set(told) | {entry.event.id for entry in stirred}
    await store.close()
