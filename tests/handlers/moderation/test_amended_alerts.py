"""What a person's change makes to be told: once, by the rules, in the quiet hours not at all."""

from datetime import timedelta
from typing import Any

from handlers.alerts.announcer import Announcer
from handlers.moderation.amending import Amending
from store.nouns.reviews import AuditEntry
from store.people.amending import AmendOutcome, Who
from tests.handlers.at_work import Desk
from tests.handlers.rows import ADMIN, event, file


def amending(desk: Desk) -> Amending:
    return Amending(desk.store, Announcer(desk.store, desk.clock), desk.clock)


def who(desk: Desk) -> Who:
    return Who(f"discord:{ADMIN}", int(desk.sandbox.guild["id"]), desk.clock())


def number(outcome: AmendOutcome) -> int:
    assert isinstance(outcome, AuditEntry), outcome
    return outcome.id or 0


async def asked(desk: Desk, channel: str = "alerts", **rules: Any) -> None:
    await desk.store.subscriptions.subscribe(desk.rules(channel, **rules), ADMIN, desk.clock())


async def happened(desk: Desk, name: str, **values: Any) -> None:
    """As ingest does: filed, with the alerts that the rules ask for at that moment."""
    row = event(name, desk.clock(), **values)
    await file(desk.store, row, desk.clock(), "wire", *await Announcer(desk.store, desk.clock).new(row))


async def settled(desk: Desk, **by: float) -> None:
    desk.clock.turn(**(by or {"minutes": 2}))
    await desk.delivery.drain()


async def test_a_channel_that_asks_for_it_only_now_is_told_once(desk: Desk) -> None:
    await asked(desk, minimum="high")
    await happened(desk, "tanks", importance="notable")
    await settled(desk)
    assert desk.titles() == []
    for importance in ("high", "critical", "notable", "high"):
        await amending(desk).edit("tanks", {"importance": importance}, who(desk))
        await settled(desk)
        assert desk.titles() == ["Agreement tanks signed"]


async def test_what_is_told_only_now_waits_for_the_end_of_the_quiet_hours(desk: Desk) -> None:
    await asked(desk, minimum="high", quiet_from=9, quiet_until=11)
    await happened(desk, "tanks", importance="low")
    await amending(desk).edit("tanks", {"importance": "high"}, who(desk))
    await settled(desk)
    assert desk.titles() == []
    await amending(desk).edit("tanks", {"importance": "critical"}, who(desk))
    await settled(desk)
    assert desk.titles() == ["Agreement tanks signed"]
    await settled(desk, hours=3)
    assert desk.titles() == ["Agreement tanks signed"]


async def test_what_waits_and_is_not_asked_for_any_more_is_not_posted_until_it_is_again(desk: Desk) -> None:
    await asked(desk, minimum="high", quiet_from=9, quiet_until=11)
    await happened(desk, "tanks")
    lowered = number(await amending(desk).edit("tanks", {"importance": "low"}, who(desk)))
    await settled(desk, hours=3)
    assert desk.titles() == []
    await amending(desk).undo(lowered, who(desk))
    await settled(desk)
    assert desk.titles() == ["Agreement tanks signed"]


async def test_what_was_merged_before_it_was_told_is_told_after_the_undo(desk: Desk) -> None:
    await asked(desk)
    await happened(desk, "tanks")
    await happened(desk, "armour")
    merged = number(await desk.store.amendments.merge("armour", "tanks", who(desk)))
    await settled(desk)
    assert desk.titles() == ["Agreement tanks signed"]
    await amending(desk).undo(merged, who(desk))
    await settled(desk)
    assert desk.titles() == ["Agreement tanks signed", "Agreement armour signed"]


async def test_what_an_admin_dropped_does_not_come_back(desk: Desk) -> None:
    await asked(desk)
    await happened(desk, "tanks")
    guild = int(desk.sandbox.guild["id"])
    await desk.store.outbox.drop_channel(desk.place(), "discord:1", guild, desk.clock())
    await amending(desk).edit("tanks", {"importance": "critical"}, who(desk))
    await settled(desk)
    assert desk.titles() == []


async def test_old_and_founding_events_are_corrected_in_silence(desk: Desk) -> None:
    await asked(desk, minimum="high")
    long_ago = desk.clock() - timedelta(days=90)
    await happened(desk, "over", importance="low", day=long_ago.date())
    await happened(desk, "read-long-ago", importance="low", day=None)
    desk.clock.turn(days=60)
    for name in ("over", "read-long-ago"):
        await amending(desk).edit(name, {"importance": "critical"}, who(desk))
    await settled(desk)
    assert desk.titles() == []


async def test_a_correction_is_told_under_the_message_that_said_otherwise(desk: Desk) -> None:
    await asked(desk)
    await happened(desk, "tanks", place="Karachi")
    await settled(desk)
    edited = number(await amending(desk).edit("tanks", {"place": "Lahore"}, who(desk)))
    await settled(desk)
    await amending(desk).undo(edited, who(desk))
    await settled(desk)
    told, first, second = desk.sandbox.messages("alerts")
    assert "\u00a0· Karachi" in told["embeds"][0]["description"]
    assert first["message_reference"]["message_id"] == told["id"]
    assert first["content"] == "✏️ Corrected place: Lahore, not Karachi"
    assert first["embeds"][0]["description"] == "-# Corrected here by a person · the card is changed"
    assert first["flags"] & 1 << 12, "without a sound"
    assert second["content"] == "✏️ Corrected place: Karachi, not Lahore"


async def test_a_part_that_is_split_off_is_told_where_it_is_asked_for(desk: Desk) -> None:
    await asked(desk, kinds=["agreement"])
    await asked(desk, "news", kinds=["exercise"])
    await happened(desk, "tanks")
    await settled(desk)
    await file(
        desk.store,
        event("tanks", desk.clock(), revision=2),
        desk.clock(),
        "other",
        title="Another deal is signed",
    )
    own = {"title": "Another deal"}
    await amending(desk).split("tanks", ["tanks-other-2"], own, who(desk))
    await settled(desk)
    assert desk.titles() == ["Agreement tanks signed", "Another deal is signed"]
    assert desk.titles("news") == []
