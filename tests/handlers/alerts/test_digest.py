"""Digests: each window covered once, late ones late, balanced, and silent when nothing happened."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from facts.model.change import Change
from facts.model.ranks import RANKS
from handlers.alerts.digest import CANDIDATES, MOST, Digests
from handlers.alerts.slots import digest_slot
from handlers.buttons.event_buttons import EventButtons
from handlers.delivery.composer import Composer
from handlers.drawing.rasterizer import open_rasterizer
from handlers.render.cards.digest import opening, picture_of
from store.nouns.decisions import Decision
from store.nouns.models import EvidenceFacts, Source
from store.nouns.outbox import Alert
from store.nouns.subscriptions import Digest, DigestFacts, Often
from store.search.activity import FOUNDING
from store.store import Store
from tests.clock import Clock
from tests.handlers.at_work import Desk
from tests.handlers.rows import ADMIN, CHANNEL, GUILD, article, event, file
from tests.looking import faults

DENIED = Change("status", "reported", "denied", "denial", "a-other-2")


async def scheduled(store: Store, clock: Clock, **values: Any) -> Digest:
    facts = DigestFacts(**({"guild": GUILD, "channel": CHANNEL, "hour": 10} | values))
    slot = digest_slot(facts, clock())
    return await store.subscriptions.schedule(facts, slot, ADMIN, clock())


async def told(store: Store, digest: Digest) -> Alert | None:
    return await store.subscriptions.last_told(f"digest:{digest.id}")


async def test_a_slot_is_covered_once_from_the_end_of_the_last(store: Store, clock: Clock) -> None:
    digest = await scheduled(store, clock)
    digests = Digests(store, clock)
    await file(store, event("a", clock.turn(minutes=5)), clock())
    assert await digests.tick() == 0
    clock.turn(minutes=55)
    assert [await digests.tick(), await digests.tick()] == [1, 0]
    first = await told(store, digest)
    assert first is not None
    assert (first.body["new"], first.body["late"]) == (["a"], False)
    await file(store, event("b", clock.turn(hours=1)), clock())
    clock.turn(hours=23)
    await digests.tick()
    second = await told(store, digest)
    assert second is not None
    assert second.body["new"] == ["b"]
    assert second.body["from"] == first.body["until"]


async def test_what_was_stored_late_is_in_the_next_one_and_nothing_twice(store: Store, clock: Clock) -> None:
    digest = await scheduled(store, clock)
    read_at = clock.turn(minutes=59)
    await file(store, event("early", read_at), read_at)
    clock.turn(minutes=1)
    await Digests(store, clock).tick()
    await backdated(store, clock, event("late", read_at), read_at)
    clock.turn(hours=24)
    await Digests(store, clock).tick()
    second = await told(store, digest)
    assert second is not None
    assert second.body["events"] == ["late"]


async def test_a_missed_digest_is_one_late_one_with_a_wider_window(store: Store, clock: Clock) -> None:
    digest = await scheduled(store, clock)
    start = clock()
    clock.turn(hours=30)
    await file(store, event("a", clock()), clock())
    clock.turn(hours=30)
    assert [await Digests(store, clock).tick(), await Digests(store, clock).tick()] == [1, 0]
    late = await told(store, digest)
    assert late is not None
    assert (late.body["late"], late.body["from"]) == (True, start.isoformat())
    (row,) = await store.subscriptions.digests()
    assert row.next_slot == datetime(2026, 3, 5, 10, tzinfo=UTC)


async def test_nothing_happened_is_said_only_where_it_is_asked_for(store: Store, clock: Clock) -> None:
    digest = await scheduled(store, clock)
    clock.turn(hours=1)
    assert await Digests(store, clock).tick() == 1
    assert await told(store, digest) is None
    digest = await scheduled(store, clock, when_empty=True)
    clock.turn(hours=24)
    await Digests(store, clock).tick()
    assert await told(store, digest) is not None


@pytest.mark.parametrize(
    ("day", "precision", "is_told"),
    [
        (date(2020, 11, 30), "day", False),
        (date(2020, 11, 1), "month", False),
        (date(2025, 1, 1), "year", False),
        (date(2026, 1, 1), "year", True),  # it may be of this week
        (date(2026, 2, 20), "day", True),
        (date(2026, 4, 1), "day", True),
        (None, "unknown", True),
    ],
)
async def test_what_was_over_long_before_is_not_told_as_new(
    store: Store, clock: Clock, day: date | None, precision: str, *, is_told: bool
) -> None:
    """An archive's item is filed, and is no news of this day."""
    digest = await scheduled(store, clock, when_empty=True)
    await file(store, event("a", clock(), day=day, precision=precision), clock())
    clock.turn(hours=1)
    body = await Digests(store, clock).body(digest, clock(), clock())
    assert body["new"] == (["a"] if is_told else [])
    assert body["changed"] == []
    assert sum(row[3] for row in body["begun"]) == is_told


async def test_what_the_founding_documents_tell_is_not_new_because_the_wire_recalls_it(
    store: Store, clock: Clock
) -> None:
    """The first run: everything was founded a moment ago, and an item of the sample feed recalls one of it."""
    digest = await scheduled(store, clock, when_empty=True)
    await file(store, event("a", clock(), day=clock().date()), clock())
    await founded(store, "a")
    body = await Digests(store, clock).body(digest, clock(), clock())
    assert (body["new"], body["changed"], body["left"]) == ([], [], 0)
    denied = event("a", clock(), revision=2, standing="denied")
    await file(store, denied, clock(), "other", changes=[DENIED])
    body = await Digests(store, clock).body(digest, clock(), clock())
    assert (body["new"], body["changed"], body["begun"]) == ([], ["a"], [])


async def test_what_was_told_is_counted_as_new_once(memory_store: Store, clock: Clock) -> None:
    """It came in shortly before the last digest, where this one looks for what came in late."""
    digest = await scheduled(memory_store, clock)
    await file(memory_store, event("a", clock.turn(minutes=50)), clock())
    clock.turn(minutes=10)
    await Digests(memory_store, clock).tick()
    await file(memory_store, event("a", clock.turn(hours=1), revision=2), clock(), "other")
    (digest,) = await memory_store.subscriptions.digests()
    body = await Digests(memory_store, clock).body(digest, clock(), clock())
    assert (body["new"], body["changed"], body["begun"]) == ([], [], [])


@pytest.mark.parametrize(("minutes", "is_late"), [(0, False), (10, False), (11, True)])
async def test_it_is_late_from_ten_minutes_after_its_slot(
    memory_store: Store, clock: Clock, minutes: int, *, is_late: bool
) -> None:
    digest = await scheduled(memory_store, clock)
    now = digest.next_slot + timedelta(minutes=minutes)
    body = await Digests(memory_store, clock).body(digest, digest.next_slot, now)
    assert body["late"] == is_late


async def test_every_line_of_a_digest_is_dated(desk: Desk) -> None:
    facts = DigestFacts(guild=int(desk.sandbox.guild["id"]), channel=desk.place("digest"), hour=10)
    await desk.store.subscriptions.schedule(facts, desk.clock().replace(hour=10), ADMIN, desk.clock())
    for name, day in (("a", date(2026, 3, 1)), ("b", None), ("c", date(2026, 1, 20))):
        await desk.happens(name, day=day, precision="day" if day else "unknown")
    desk.clock.turn(hours=1)
    await Digests(desk.store, desk.clock).tick()
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("digest")
    lines = message["embeds"][0]["description"].replace("\u00a0", " ").splitlines()
    assert [line.partition(" · ")[0] for line in lines[:3]] == [
        "- 1 Mar",
        "- 20 Jan",
        "- reported 2 Mar",
    ]
    assert message["content"] == "🗓️ Day to 2 Mar: 3\u00a0agreements"


async def founded(store: Store, name: str) -> None:
    """The founding documents tell the event too."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    text = article(f"{name}-document", "document", at, verdict="seed", event=name)
    evidence = EvidenceFacts(article=text.id, event=name, decided_by=FOUNDING)
    await store.wire.record([Decision(text, evidence=(evidence,))])


async def test_two_processes_cover_a_slot_once(store: Store, clock: Clock) -> None:
    digest = await scheduled(store, clock, when_empty=True)
    clock.turn(hours=1)
    both = [await Digests(store, clock).cover(digest, digest.next_slot) for _ in range(2)]
    assert both == [True, False]
    assert await store.outbox.counts() == {"pending": 1}


@pytest.mark.parametrize("night", ["2026-03-29", "2026-10-25"])
@pytest.mark.parametrize("hour", [1, 2, 3, 8])
async def test_when_clocks_change_each_day_has_one_digest_in_time(
    memory_store: Store, night: str, hour: int
) -> None:
    """In the night that Berlin skips an hour, and in the one that has it twice."""
    clock = Clock(datetime.fromisoformat(f"{night}T12:00Z") - timedelta(days=2))
    digest = await scheduled(memory_store, clock, hour=hour, zone="Europe/Berlin", when_empty=True)
    digests = Digests(memory_store, clock)
    days, end = [], clock()
    for _ in range(3):
        (row,) = await memory_store.subscriptions.digests()
        clock.at = row.next_slot - timedelta(minutes=1)
        assert await digests.tick() == 0
        clock.turn(minutes=1)
        assert [await digests.tick(), await digests.tick()] == [1, 0]
        posted = await told(memory_store, digest)
        assert posted is not None
        assert (posted.body["late"], posted.body["from"]) == (False, end.isoformat())
        end = clock()
        days.append(clock().astimezone(ZoneInfo("Europe/Berlin")).date())
    assert days == [datetime.fromisoformat(night).date() + timedelta(days=number) for number in (-1, 0, 1)]


async def backdated(store: Store, clock: Clock, happened: Any, at: datetime) -> None:
    """Filed now, by a process that read the time a moment ago."""
    now = clock()
    clock.at = at
    await file(store, happened, at)
    clock.at = now
    assert now - at < timedelta(hours=1)


async def test_it_tells_what_its_rules_choose(store: Store, clock: Clock) -> None:
    rules = {"kinds": ["agreement"], "countries": ["PK"], "minimum": "notable"}
    digest = await scheduled(store, clock, when_empty=True, **rules)
    await file(store, event("asked", clock()), clock())
    await file(store, event("slight", clock(), importance="low"), clock())
    await file(store, event("visit", clock(), kind="visit"), clock())
    await file(store, event("elsewhere", clock(), countries=["RU", "IN"]), clock())
    clock.turn(hours=1)
    body = await Digests(store, clock).body(digest, clock(), clock())
    assert (body["new"], body["left"]) == (["asked"], 0)
    assert body["begun"] == [["agreement", "", "", 1]]


async def test_what_is_announced_for_the_next_days_is_expected(store: Store, clock: Clock) -> None:
    digest = await scheduled(store, clock, when_empty=True)
    today = clock().date()
    days = {"soon": 3, "later": 9, "today": 0, "past": -2}
    clock.turn(days=-20)
    for name, ahead in days.items():
        known = event(name, clock(), day=today + timedelta(ahead), phase="announced")
        await file(store, known, clock())
    await file(store, event("done", clock(), day=today + timedelta(2), phase="denied"), clock())
    vague = event("vague", clock(), day=today + timedelta(2), phase="announced", precision="month")
    await file(store, vague, clock())
    clock.turn(days=20)
    body = await Digests(store, clock).body(digest, clock(), clock())
    assert body["expected"] == ["soon"]


async def test_no_more_than_five_are_expected_and_none_beyond_a_week(
    memory_store: Store, clock: Clock
) -> None:
    digest = await scheduled(memory_store, clock, when_empty=True)
    today = clock().date()
    clock.turn(days=-20)
    for ahead in (8, 7, 6, 5, 4, 3, 2, 1):
        known = event(f"in-{ahead}", clock(), day=today + timedelta(ahead), phase="announced")
        await file(memory_store, known, clock())
    clock.turn(days=20)
    body = await Digests(memory_store, clock).body(digest, clock(), clock())
    assert body["expected"] == ["in-1", "in-2", "in-3", "in-4", "in-5"]
    clock.turn(days=4)
    body = await Digests(memory_store, clock).body(digest, clock(), clock())
    assert body["expected"] == ["in-5", "in-6", "in-7", "in-8"]
    clock.turn(days=-5)
    body = await Digests(memory_store, clock).body(digest, clock(), clock())
    assert "in-7" not in body["expected"]


async def test_a_week_of_many_events_stays_small_and_counts_all(memory_store: Store, clock: Clock) -> None:
    """More than are looked at: the database counts them, by day."""
    digest = await scheduled(memory_store, clock, weekday=0, often="weekly", when_empty=True)
    await memory_store.register.add_source(Source(id="wire", name="Wire", owner="wire", reliability="B"))
    count = CANDIDATES + 60
    for number in range(count):
        clock.turn(minutes=15)
        kind, day = ("visit", "delivery")[number % 2], clock().date()
        happened = event(f"e{number}", clock(), kind=kind, day=day, importance=RANKS[number % 4])
        text = article(f"e{number}-wire", "wire", clock(), event=happened.id)
        evidence = EvidenceFacts(article=text.id, event=happened.id)
        await memory_store.wire.record([Decision(text, event=happened, evidence=(evidence,))])
    body = await Digests(memory_store, clock).body(digest, clock(), clock())
    assert len(json.dumps(body)) <= 8_000
    assert sum(row[3] for row in body["begun"]) == count
    assert (len(body["new"]), body["left"]) == (MOST, count - MOST)
    drawn = picture_of(body)
    assert drawn is not None
    assert faults(drawn) == []
    assert str(count) in drawn.alt.replace(",", "")
    assert opening(body, {}) == "🗓️ 4 days to 7 Mar: 230\u00a0deliveries, 230\u00a0visits"


@pytest.mark.parametrize(
    ("often", "weekday", "slots"),
    [
        ("daily", None, ["Mon 10", "Tue 10", "Wed 10"]),
        ("twice", None, ["Mon 10", "Mon 22", "Tue 10"]),
        ("weekdays", None, ["Mon 10", "Tue 10", "Wed 10", "Thu 10", "Fri 10", "Mon 10"]),
        ("weekly", 3, ["Thu 10", "Thu 10"]),
    ],
)
def test_how_often_it_comes(often: Often, weekday: int | None, slots: list[str]) -> None:
    facts = DigestFacts(guild=1, channel=2, hour=10, often=often, weekday=weekday)
    at, found = datetime(2026, 3, 2, 9, tzinfo=UTC), []
    for _ in slots:
        at = digest_slot(facts, at)
        found.append(at.strftime("%a %H"))
    assert found == slots


async def test_a_week_comes_with_its_picture_or_without_where_files_are_refused(desk: Desk) -> None:
    async with open_rasterizer(30.0) as rasterizer:
        buttons = EventButtons(desk.store, desk.clock)
        composer = Composer(desk.store, buttons.under, rasterizer)
        desk.delivery.compose = composer.compose
        guild, channel = int(desk.sandbox.guild["id"]), desk.place("digest")
        await scheduled(desk.store, desk.clock, guild=guild, channel=channel, weekday=0, often="weekly")
        for week in (1, 2):
            for number in range(4):
                desk.clock.turn(days=1)
                name = f"w{week}-{number}"
                await file(desk.store, event(name, desk.clock(), day=desk.clock().date()), desk.clock())
            if week == 2:
                desk.sandbox.deny("digest", "attach_files")
            desk.clock.turn(days=3, hours=1)
            assert await Digests(desk.store, desk.clock).tick() == 1
            await desk.delivery.drain()
    first, second = desk.sandbox.messages("digest")
    (file_of_it,) = first["attachments"]
    assert file_of_it["filename"] == "week.png"
    assert "4 events" in file_of_it["description"]
    assert first["embeds"][0]["image"]["url"].endswith("week.png")
    assert second["attachments"] == []
    assert "image" not in second["embeds"][0]
    assert "4\u00a0agreements" in second["content"]
