"""What changed in what is known, as a digest tells it: by texts and by people, once, each thing as it was and as it is."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import pytest

from facts.model.change import Change, Said
from handlers.alerts.developments import MOST, Development, told_by_event
from handlers.alerts.digest import Digests
from store.nouns.reviews import AuditEntry
from store.nouns.subscriptions import Digest
from store.people.amending import Who
from store.store import Store
from tests.clock import Clock
from tests.handlers.alerts.test_digest import founded, scheduled, told
from tests.handlers.at_work import Desk
from tests.handlers.rows import GUILD, event, file

HELD = Change("status", "announced", "under way", article="a-other-2")
BELIEVED = Change("standing", "reported", "corroborated", article="a-other-2")
PRICED = Change("value", None, "$2.2 billion", article="a-other-2")
DENIED = Change("status", "reported", "denied", "denial", "a-other-2")
DAY = Change("day", "5 March 2026", "3 March 2026", "correction")
OF_ALL_SORTS: dict[str, dict[str, Any]] = {
    "asked": {},
    "slight": {"importance": "low"},
    "else": {"countries": ["RU"]},
}
BEFORE = datetime(2026, 2, 2, 9, tzinfo=UTC)
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def happened(*changes: Change, name: str = "a", **values: Any) -> list[Development]:
    return [
        Development(f"evidence:{n}", AT, event(name, **values), asdict(one)) for n, one in enumerate(changes)
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ((HELD, Change("status", "under way", "concluded")), [("status", "announced", "concluded")]),
        ((HELD, Change("status", "under way", "announced")), []),
        ((HELD, DENIED), [("status", "announced", "under way"), ("status", "reported", "denied")]),
        ((DAY, Change("day", "3 March 2026", "4 March 2026")), [("day", "5 March 2026", "4 March 2026")]),
        ((HELD, PRICED), [("status", "announced", "under way"), ("value", None, "$2.2 billion")]),
    ],
)
def test_each_thing_is_told_as_it_was_first_and_is_last(
    changes: Sequence[Change], expected: list[tuple[str, str | None, str]]
) -> None:
    rows = told_by_event(happened(*changes))
    found = [(one["what"], one["before"], one["after"]) for row in rows for one in row["changes"]]
    assert found == expected


def test_a_correction_stays_one_where_a_text_moves_it_again() -> None:
    (row,) = told_by_event(happened(DAY, Change("day", "3 March 2026", "4 March 2026")))
    assert [one["kind"] for one in row["changes"]] == ["correction"]


def test_where_sources_differ_the_last_that_they_state_is_told() -> None:
    differ = Change("value", None, "", values=(Said("$2.2 billion", ("x",)), Said("$2.4 billion", ("y",))))
    (row,) = told_by_event(happened(PRICED, differ))
    assert [len(one["values"]) for one in row["changes"]] == [2]


def test_the_most_important_event_comes_first_and_what_is_merely_believed_more_last() -> None:
    rows = told_by_event(
        [
            *happened(BELIEVED, name="believed", importance="high"),
            *happened(HELD, name="slight", importance="low"),
            *happened(HELD, name="held", importance="high"),
        ]
    )
    assert [row["event"] for row in rows] == ["held", "believed", "slight"]


async def known(store: Store, clock: Clock, **values: Any) -> Digest:
    """A digest that told the event "a" an hour ago."""
    digest = await scheduled(store, clock, **values)
    await file(store, event("a", clock()), clock())
    clock.turn(hours=1)
    await Digests(store, clock).tick()
    clock.turn(hours=1)
    return digest


async def body(store: Store, clock: Clock) -> dict[str, Any]:
    (digest,) = await store.subscriptions.digests()
    return await Digests(store, clock).body(digest, clock(), clock())


async def test_a_known_event_is_told_by_what_changed_and_once(store: Store, clock: Clock) -> None:
    """Shortly before the digest, where the next one looks again for what came in late."""
    digest = await known(store, clock)
    clock.turn(hours=22, minutes=30)
    await file(store, event("a", clock(), revision=2), clock(), "other", changes=[HELD, BELIEVED])
    clock.turn(minutes=30)
    await Digests(store, clock).tick()
    second = await told(store, digest)
    assert second is not None
    assert (second.body["new"], second.body["changed"]) == ([], ["a"])
    (row,) = second.body["developments"]
    assert [one["what"] for one in row["changes"]] == ["status", "standing"]
    clock.turn(hours=24)
    assert (await body(store, clock))["developments"] == []


async def test_one_more_source_that_changes_nothing_is_no_line(memory_store: Store, clock: Clock) -> None:
    await known(memory_store, clock)
    await file(memory_store, event("a", clock(), revision=2), clock(), "other")
    found = await body(memory_store, clock)
    assert (found["new"], found["changed"], found["developments"]) == ([], [], [])


async def test_of_what_is_new_only_what_was_first_told_otherwise_changed(
    memory_store: Store, clock: Clock
) -> None:
    await scheduled(memory_store, clock)
    await file(memory_store, event("a", clock()), clock())
    later = event("a", clock(), revision=2)
    await file(memory_store, later, clock(), "other", changes=[HELD, BELIEVED, PRICED])
    found = await body(memory_store, clock)
    assert (found["new"], found["changed"], found["events"]) == (["a"], [], ["a"])
    (row,) = found["developments"]
    assert [one["what"] for one in row["changes"]] == ["status"]


async def test_its_filters_choose_what_changed_too(memory_store: Store, clock: Clock) -> None:
    await scheduled(memory_store, clock, countries=["PK"], minimum="notable")
    clock.turn(days=-3)
    for name, values in OF_ALL_SORTS.items():
        await file(memory_store, event(name, clock(), **values), clock())
    clock.turn(days=3)
    for name, values in OF_ALL_SORTS.items():
        await file(memory_store, event(name, BEFORE, revision=2, **values), clock(), "other", changes=[HELD])
    assert (await body(memory_store, clock))["changed"] == ["asked"]


async def test_what_founding_documents_tell_is_not_believed_more_by_a_text(
    memory_store: Store, clock: Clock
) -> None:
    await scheduled(memory_store, clock)
    await file(memory_store, event("a", clock()), clock())
    await founded(memory_store, "a")
    clock.turn(days=2)
    await file(memory_store, event("a", clock(), revision=2), clock(), "other", changes=[BELIEVED])
    assert (await body(memory_store, clock))["developments"] == []
    await file(memory_store, event("a", clock(), revision=3), clock(), "third", changes=[DENIED])
    assert (await body(memory_store, clock))["changed"] == ["a"]


async def test_what_a_person_corrects_or_takes_back_is_told_until_that_is_undone(
    store: Store, clock: Clock
) -> None:
    await known(store, clock)
    who = Who("discord:7", GUILD, clock())
    entry = await store.amendments.edit("a", {"day": "2026-03-03"}, who)
    assert isinstance(entry, AuditEntry)
    (row,) = (await body(store, clock))["developments"]
    (change,) = row["changes"]
    assert (change["kind"], change["before"], change["after"]) == (
        "correction",
        "1 March 2026",
        "3 March 2026",
    )
    await store.amendments.undo(entry.id or 0, who)
    assert (await body(store, clock))["developments"] == []
    await store.amendments.withdraw("a", who)
    (row,) = (await body(store, clock))["developments"]
    assert (row["title"], row["changes"][0]["kind"]) == ("Agreement a signed", "gone")


async def test_what_is_taken_back_before_any_digest_told_it_is_not_told(
    memory_store: Store, clock: Clock
) -> None:
    await scheduled(memory_store, clock)
    await file(memory_store, event("a", clock()), clock())
    await memory_store.amendments.withdraw("a", Who("discord:7", GUILD, clock()))
    found = await body(memory_store, clock)
    assert (found["new"], found["developments"]) == ([], [])


async def test_changes_without_room_are_counted(memory_store: Store, clock: Clock) -> None:
    await scheduled(memory_store, clock)
    names = [f"e{number:02}" for number in range(MOST + 3)]
    for name in names:
        await file(memory_store, event(name, clock()), clock())
    clock.turn(days=1)
    for name in names:
        await file(memory_store, event(name, BEFORE, revision=2), clock(), "other", changes=[DENIED])
    digest = (await memory_store.subscriptions.digests())[0]
    await memory_store.subscriptions.cover(digest, clock(), clock(), [])
    clock.turn(minutes=5)
    found = await body(memory_store, clock)
    assert (found["new"], found["changed"], found["undeveloped"]) == ([], names[:MOST], 3)


async def test_a_digest_says_what_changed_each_with_its_link(desk: Desk) -> None:
    guild = int(desk.sandbox.guild["id"])
    await scheduled(desk.store, desk.clock, guild=guild, channel=desk.place("digest"))
    a, b = [await desk.happens(name) for name in ("a", "b")]
    await desk.delivery.drain()
    digests = Digests(desk.store, desk.clock)
    desk.clock.turn(hours=1)
    await digests.tick()
    desk.clock.turn(hours=2)
    await desk.changes(a, Change("status", "announced", "under way", article="a-other-2"))
    await desk.changes(b, Change("status", "reported", "denied", "denial", "b-other-2"))
    who = Who("discord:7", guild, desk.clock())
    await desk.store.amendments.edit("a", {"place": "Karachi"}, who)
    await desk.store.amendments.withdraw("b", who)
    desk.clock.turn(hours=22)
    await digests.tick()
    await desk.delivery.drain()
    text = desk.sandbox.messages("digest")[-1]["embeds"][0]["description"].replace("\u00a0", " ")
    first, second = (message["id"] for message in desk.sandbox.messages("alerts")[:2])
    start = f"https://discord.com/channels/{guild}/{desk.place()}"
    assert "**What changed**\n" in text
    assert (
        f"- [Agreement a signed]({start}/{first}): announced → **under way**; place corrected: ~~not known~~ **Karachi**"
        in text
    )
    assert f"- [Agreement b signed]({start}/{second}): **taken back**, found not relevant here" in text
    assert desk.sandbox.messages("digest")[-1]["content"] == "🗓️ Day to 3 Mar: 2 known events changed"
