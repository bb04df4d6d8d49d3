"""What a message says at the moment it is sent, of one event and of several."""

from dataclasses import asdict
from datetime import timedelta

import pytest

from facts.model.change import Change
from handlers.buttons.event_buttons import EventButtons
from handlers.delivery.composer import Composer, is_late
from handlers.delivery.reports import report, teller_of
from handlers.delivery.sender import OutgoingMessage
from store.nouns.outbox import Alert
from store.outbox.grouping import GROUP_FROM
from store.outbox.outbox import ClaimedAlert
from store.people.amending import Who
from tests.clock import Clock
from tests.handlers.at_work import Desk
from tests.handlers.rows import alert

WHO = Who("discord:7", None, Clock()())


async def composed(desk: Desk, *rows: Alert, edit: bool = False) -> OutgoingMessage:
    claim = ClaimedAlert(rows[0], rows[1:], again=False, edit=edit, after=None)
    outgoing = await Composer(desk.store, EventButtons(desk.store, desk.clock).under).compose(claim)
    assert outgoing is not None
    return outgoing


async def queued(desk: Desk, *names: str, **body: bool) -> list[Alert]:
    for name in names:
        await desk.happens(name)
    found = [(await desk.store.outbox.about(f"event:{name}"))[0] for name in names]
    for row in found:
        row.body = row.body | body
    return found


@pytest.mark.parametrize(
    ("one", "other", "said"), [(False, False, "at once"), (True, True, "from the quiet hours")]
)
async def test_a_group_says_whether_it_waited(desk: Desk, one: bool, other: bool, said: str) -> None:
    [tanks] = await queued(desk, "tanks", quiet=one)
    [ships] = await queued(desk, "ships", quiet=other)
    assert (await composed(desk, tanks, ships)).text == f"2 events {said}"


async def test_a_group_of_which_one_waited_waited(desk: Desk) -> None:
    """It is told when the quiet hours end, with what came in just then."""
    [tanks] = await queued(desk, "tanks")
    [ships] = await queued(desk, "ships", quiet=True)
    assert (await composed(desk, tanks, ships)).text == "2 events from the quiet hours"
    assert (await composed(desk, ships, tanks)).text == "2 events from the quiet hours"


async def test_what_was_taken_back_is_left_out_of_a_group_and_struck_in_one_that_was_posted(
    desk: Desk,
) -> None:
    rows = await queued(desk, "tanks", "ships", "jets")
    await desk.store.amendments.withdraw("ships", WHO)
    new, edited = await composed(desk, *rows), await composed(desk, *rows, edit=True)
    assert (new.text, edited.text) == ("2 events at once", "2 events at once")
    lines, later = (one.embeds[0].description or "" for one in (new, edited))
    assert ("ships" in lines, "~~" in lines) == (False, False)
    assert ("Agreement ships signed" in later, "~~" in later) == (True, True)


async def test_a_message_of_which_all_was_taken_back_is_not_posted_but_edited(desk: Desk) -> None:
    rows = await queued(desk, "tanks")
    await desk.store.amendments.withdraw("tanks", WHO)
    claim = ClaimedAlert(rows[0], (), again=False, edit=False, after=None)
    assert await Composer(desk.store, EventButtons(desk.store, desk.clock).under).compose(claim) is None
    assert (await composed(desk, *rows, edit=True)).text == "↩️ Taken back: Agreement tanks signed"


async def test_the_changes_of_several_events_have_one_thread_and_those_of_one_its_name(desk: Desk) -> None:
    for number in range(GROUP_FROM):
        await desk.happens(f"e{number}")
    await desk.delivery.drain()
    desk.clock.turn(minutes=1)
    await desk.happens("tanks")
    await desk.delivery.drain()
    names = [await thread_name(desk, name) for name in ("e0", "e1", "tanks")]
    assert names == ["Changes to these events", "Changes to these events", "Changes: Agreement tanks signed"]


async def thread_name(desk: Desk, name: str) -> str:
    [parent] = await desk.store.outbox.about(f"event:{name}")
    about = await report(desk.store, name)
    assert about is not None
    body = {
        "event": name,
        "parent": parent.key,
        "changes": [asdict(Change("value", "US$1 billion", "US$2 billion"))],
    }
    return (await composed(desk, alert(f"c-{name}", desk.clock(), kind="change", body=body))).thread_name


async def test_of_events_that_became_one_its_own_alert_tells_it_or_else_the_first(desk: Desk) -> None:
    here, there = desk.place(), desk.place("digest")
    await desk.happens("tanks", desk.rules("digest"))
    rows = await queued(desk, "armour", "vehicles")
    for name in ("armour", "vehicles"):
        await desk.store.amendments.merge(name, "tanks", WHO)
    assert await teller(desk, here) == rows[0].key
    assert await teller(desk, there) == f"event:tanks:{there}"
    await desk.happens("ships")
    await desk.store.amendments.merge("tanks", "ships", WHO)
    first = await teller_of(desk.store, "ships", here)
    assert first is not None
    assert first.subject == "event:ships", "its own, though it is the last"
    assert await teller(desk, 1) is None


async def teller(desk: Desk, channel: int) -> str | None:
    found = await teller_of(desk.store, "tanks", channel)
    return found.key if found else None


@pytest.mark.parametrize(
    ("was_late", "minutes", "late"), [(True, 0, True), (False, 10, False), (False, 11, True)]
)
def test_a_digest_is_late_by_when_it_was_queued_or_held_up(was_late: bool, minutes: int, late: bool) -> None:
    slot = Clock()()
    body = {"late": was_late, "slot": slot.isoformat()}
    assert is_late(alert("d", slot + timedelta(minutes=minutes), kind="digest", body=body)) == late
