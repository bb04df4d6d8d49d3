"""What each refusal of Discord means: the real client against the sandbox, by status and by Discord's own number."""

from collections.abc import Iterator

import discord
import pytest

from bot.gateway.client import Client
from handlers.delivery.sender import (
    Absent,
    Closed,
    OutgoingMessage,
    Posted,
    RefusedMessage,
    Sender,
    Threadless,
    Unclear,
)
from sandbox.control import Sandbox
from sandbox.world.faults import Fault
from store.nouns.outbox import Alert
from store.outbox.outbox import ClaimedAlert, Thread
from tests.clock import Clock
from tests.handlers.rows import alert

OUTGOING = OutgoingMessage((discord.Embed(description="x"),), publish=True)
THREADS = r"/channels/\d+/messages/\d+/threads"
CROSSPOST = r".*/crosspost"
OF_CHANNELS, OF_PERSONS, OF_THREADS = (10003, 10004, 50001, 50013, 50083), (10013, 50007, 50278), (160005,)
INVALID_FORM, UNKNOWN_MESSAGE = 50035, 10008
OUTCOMES = [
    *((code, Closed) for code in (*OF_CHANNELS, *OF_PERSONS)), (INVALID_FORM, RefusedMessage), (0, RefusedMessage),
]  # fmt: skip
"""Of a refusal (400), by Discord's number."""
STATUSES = [
    (401, Closed),
    (403, Closed),
    (404, Unclear),
    (409, RefusedMessage),
    (429, Unclear),
    (503, Unclear),
]
"""Of one without a number."""


@pytest.fixture
def sender(client: Client) -> Sender:
    return Sender(client)


def claims(
    sandbox: Sandbox, clock: Clock, channel: str, thread: Thread | None = None
) -> Iterator[ClaimedAlert]:
    place = int(sandbox.channels[channel]["id"])
    number = 0
    while True:
        number += 1
        row: Alert = alert(
            f"e{number}", clock(), place, guild=int(sandbox.guild["id"]), nonce=f"{number:010}"
        )
        yield ClaimedAlert(row, (), again=False, edit=False, after=None, thread=thread)


async def test_a_refusal_is_told_by_its_number_and_else_by_its_status(
    sandbox: Sandbox, sender: Sender, clock: Clock
) -> None:
    asked = claims(sandbox, clock, "alerts")
    for code, means in OUTCOMES:
        sandbox.faults.add(Fault("error", status=400, code=code))
        outcome = await sender.post(next(asked), OUTGOING)
        assert isinstance(outcome, means), code
        assert getattr(outcome, "person", False) == (code in OF_PERSONS), code
    for status, means in STATUSES:
        sandbox.faults.add(Fault("error", status=status))
        assert isinstance(await sender.post(next(asked), OUTGOING), means), status
    assert sandbox.messages("alerts") == []


async def test_a_thread_that_takes_nothing_is_no_closed_channel(
    sandbox: Sandbox, sender: Sender, clock: Clock
) -> None:
    """Its channel may still be open; of what Discord says of the message itself the thread is not to blame."""
    asked = claims(sandbox, clock, "alerts", Thread(message=1, is_begun=True))
    for code in {*OF_CHANNELS, *OF_THREADS} - {10004}:
        sandbox.faults.add(Fault("error", status=400, code=code))
        assert isinstance(await sender.post(next(asked), OUTGOING), Threadless), code
    sandbox.faults.add(Fault("error", status=400, code=INVALID_FORM))
    assert isinstance(await sender.post(next(asked), OUTGOING), RefusedMessage)


async def test_a_thread_is_not_given_up_for_a_moments_trouble(
    sandbox: Sandbox, sender: Sender, clock: Clock
) -> None:
    asked = claims(sandbox, clock, "alerts", Thread(message=1, is_begun=False))
    for status, means in (
        (401, Closed),
        (429, Unclear),
        (503, Unclear),
        (400, Threadless),
        (403, Threadless),
    ):
        sandbox.faults.add(Fault("error", path=THREADS, status=status))
        assert isinstance(await sender.post(next(asked), OUTGOING), means), status


async def test_what_cannot_be_published_is_posted_all_the_same(
    sandbox: Sandbox, sender: Sender, clock: Clock
) -> None:
    asked = claims(sandbox, clock, "news")
    for status, means in ((400, Posted), (403, Posted), (429, Unclear), (503, Unclear)):
        sandbox.faults.add(Fault("error", path=CROSSPOST, status=status))
        assert isinstance(await sender.post(next(asked), OUTGOING), means), status
    assert not isinstance(await sender.post(next(asked), OutgoingMessage(OUTGOING.embeds)), Unclear)
    published = [row for row in sandbox.requests if row.path.endswith("/crosspost")]
    assert len(published) == 4, "only what is to be published is"


async def test_a_message_that_somebody_deleted_is_not_edited(
    sandbox: Sandbox, sender: Sender, clock: Clock
) -> None:
    claim = next(claims(sandbox, clock, "alerts"))
    assert await sender.edit(claim, OUTGOING) == Absent(), "none was posted"
    assert not any(row.method == "PATCH" for row in sandbox.requests)
    claim.alert.message = 1
    sandbox.faults.add(Fault("error", "PATCH", r".*", status=404, code=UNKNOWN_MESSAGE))
    assert await sender.edit(claim, OUTGOING) == Absent()
