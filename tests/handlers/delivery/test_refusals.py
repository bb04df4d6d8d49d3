"""What Discord refuses is told in its plainest form; exactly once, also then."""

from collections.abc import Callable
from dataclasses import replace

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.gateway.client import Client
from handlers.buttons.event_buttons import EventButtons
from handlers.delivery.composer import Composer
from handlers.delivery.delivery import Delivery
from handlers.delivery.sender import AttachedPicture, OutgoingMessage, Sender
from handlers.render.cards import plain
from handlers.render.cards.group import Telling
from handlers.render.pictures.canvas import Picture
from handlers.ui.buttons import view_of
from sandbox.world.faults import Fault
from store.outbox.grouping import GROUP_FROM, GROUP_MOST
from store.outbox.outbox import ClaimedAlert
from tests.handlers.at_work import Desk
from tests.handlers.rows import alert, event

Broken = Callable[[OutgoingMessage], OutgoingMessage]


def long_title(outgoing: OutgoingMessage) -> OutgoingMessage:
    return replace(outgoing, embeds=(discord.Embed(title="x" * 300), *outgoing.embeds[1:]))


def no_picture(outgoing: OutgoingMessage) -> OutgoingMessage:
    embed = outgoing.embeds[0].copy()
    embed.set_image(url="ftp://pictures.example/" + "x" * 3000)
    return replace(outgoing, embeds=(embed,))


def long_button(outgoing: OutgoingMessage) -> OutgoingMessage:
    far = discord.ui.Button[discord.ui.View](label="Read", url=f"https://wire.example/{'x' * 600}")
    view = view_of([])
    view.add_item(far)
    return replace(outgoing, view=view)


def much_text(outgoing: OutgoingMessage) -> OutgoingMessage:
    return replace(outgoing, embeds=tuple(discord.Embed(description="x" * 4000) for _ in range(3)))


BREAKS: list[Broken] = [long_title, no_picture, long_button, much_text]


class Refusing:
    """A desk whose messages are broken on the way, as long as ``breaks`` is set."""

    def __init__(self, desk: Desk, client: Client, breaks: Broken) -> None:
        self.desk, self.breaks = desk, breaks
        self.is_broken = True
        self.refused: list[tuple[str, str]] = []
        composer = Composer(desk.store, EventButtons(desk.store, desk.clock).under)

        async def compose(claim: ClaimedAlert) -> OutgoingMessage | None:
            outgoing = await composer.compose(claim)
            return self.breaks(outgoing) if outgoing and self.is_broken else outgoing

        def count(kind: str, then: str) -> None:
            self.refused.append((kind, then))

        self.delivery = Delivery(desk.store, Sender(client), compose, desk.clock, pause=0, refused=count)


@pytest.mark.parametrize("breaks", BREAKS, ids=lambda breaks: breaks.__name__)
async def test_a_refused_message_is_told_in_plain_text(desk: Desk, client: Client, breaks: Broken) -> None:
    refusing = Refusing(desk, client, breaks)
    await desk.happens("tanks", desk.rules(ping_role=1000000000000000022, ping_minimum="low"))
    await desk.happens("ships")
    with capture_logs() as told:
        await refusing.delivery.drain()
    first, second = desk.sandbox.messages("alerts")
    for message, name in ((first, "tanks"), (second, "ships")):
        assert (message["embeds"], message["components"]) == ([], [])
        for words in (f"Agreement {name} signed", "Wire", f"<https://wire.example/{name}-wire-1>"):
            assert words in message["content"]
    assert first["mention_roles"] == ["1000000000000000022"]
    assert refusing.refused == [("event", "plain")] * 2
    assert all("400" in entry["refused"] for entry in told if "refused" in entry)
    assert await desk.store.outbox.counts() == {"sent": 2}


@pytest.mark.parametrize(
    "fault", [Fault("drop", accepted=True), Fault("error", status=503, accepted=True), Fault("drop")]
)
async def test_a_plain_message_is_found_again_after_an_unclear_end(
    desk: Desk, client: Client, fault: Fault
) -> None:
    """The refusal takes the first request, the fault the second; nonces are forgotten."""
    refusing = Refusing(desk, client, long_title)
    await desk.happens("tanks")
    once = desk.sandbox.faults.add(replace(fault, times=0))

    def after_refusal(_kind: str, _then: str) -> None:
        once.times = 1

    refusing.delivery.refused = after_refusal
    await refusing.delivery.drain()
    desk.sandbox.faults.lift()
    desk.sandbox.forget_nonces()
    desk.clock.turn(minutes=10)
    await refusing.delivery.drain()
    desk.clock.turn(minutes=10)
    await refusing.delivery.drain()
    [message] = desk.sandbox.messages("alerts")
    assert "Agreement tanks signed" in message["content"]
    assert await desk.store.outbox.counts() == {"sent": 1}


async def test_a_plain_message_follows_and_becomes_whole_again(desk: Desk, client: Client) -> None:
    refusing = Refusing(desk, client, long_title)
    happened = await desk.happens("tanks")
    await refusing.delivery.drain()
    happened.phase = "denied"
    await desk.changes(happened)
    desk.clock.turn(minutes=2)
    await refusing.delivery.drain()
    [message] = desk.sandbox.messages("alerts")
    assert "~~Agreement tanks signed~~ (denied)" in message["content"]
    assert message["embeds"] == []
    refusing.is_broken = False
    await desk.changes(happened, source="third")
    desk.clock.turn(minutes=2)
    await refusing.delivery.drain()
    [message] = desk.sandbox.messages("alerts")
    assert message["content"] == "📝 Agreement tanks signed"
    assert "**Denied**" in message["embeds"][0]["description"]
    assert message["components"]


async def test_a_second_refusal_drops_it_and_tells_the_admin(desk: Desk, client: Client) -> None:
    refusing = Refusing(desk, client, lambda outgoing: replace(long_title(outgoing), plain="x" * 3000))
    await desk.store.subscriptions.subscribe(
        desk.rules(), int(desk.sandbox.admin["user"]["id"]), desk.clock()
    )
    await desk.happens("tanks")
    await desk.delivery.settle()
    refusing.is_broken = True
    await refusing.delivery.tick()
    await refusing.delivery.settle()
    refusing.is_broken = False
    await refusing.delivery.drain()
    assert desk.sandbox.messages("alerts") == []
    assert refusing.refused == [("event", "plain"), ("event", "dropped")]
    assert len(desk.sandbox.direct_messages(desk.sandbox.admin)) == 1


@pytest.mark.parametrize(
    ("status", "counts"),
    [(400, {"sent": 1}), (403, {"sent": 1}), (413, {"sent": 1}), (404, {"unclear": 1})],
    ids=["refused", "not allowed", "too large", "for another reason"],
)
async def test_a_message_goes_without_its_picture_where_no_file_is_taken(
    desk: Desk, client: Client, status: int, counts: dict[str, int]
) -> None:
    """Nothing but the picture is lost; for what is not the picture's fault it is tried again as it is."""

    def with_picture(outgoing: OutgoingMessage) -> OutgoingMessage:
        shown = outgoing.embeds[0].copy().set_image(url="attachment://week.png")
        picture = AttachedPicture(Picture("week", "<svg/>", "A week", 10), b"png", outgoing.embeds)
        return replace(outgoing, embeds=(shown,), picture=picture)

    refusing = Refusing(desk, client, with_picture)
    await desk.happens("tanks")
    desk.sandbox.faults.add(Fault("error", status=status))
    await refusing.delivery.drain()
    assert await desk.store.outbox.counts() == counts
    for message in desk.sandbox.messages("alerts"):
        assert message["content"] == "📝 Agreement tanks signed"
        assert (message["attachments"], "image" in message["embeds"][0]) == ([], False)
        assert message["components"]


async def test_a_refused_group_names_each_of_its_events(desk: Desk, client: Client) -> None:
    refusing = Refusing(desk, client, much_text)
    for number in range(GROUP_FROM):
        await desk.happens(f"e{number}")
    await refusing.delivery.drain()
    [message] = desk.sandbox.messages("alerts")
    for number in range(GROUP_FROM):
        assert f"Agreement e{number} signed" in message["content"]


@given(st.lists(st.text(min_size=1, max_size=400), min_size=1, max_size=GROUP_MOST))
def test_a_plain_text_always_fits_and_names_each(titles: list[str]) -> None:
    told = [Telling(alert(f"a{n}", event("x").first_seen), None, event(f"e{n}")) for n in range(len(titles))]
    for one, title in zip(told, titles, strict=True):
        assert one.was is not None
        one.was.title = title
    text = plain.event_lines_in_plain(told)
    assert len(text) <= plain.MOST
    assert text.count("taken back") + text.count("…") >= len(titles)
