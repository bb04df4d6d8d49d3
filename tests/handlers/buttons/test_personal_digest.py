"""*Get it by DM* under a digest: each further one comes to whoever pressed too, until they stop it; also after a restart."""

from typing import Any

from handlers.alerts.digest import Digests
from handlers.buttons.personal_digest import CLOSED, STOPPED
from sandbox.rest.interactions import Reply
from sandbox.world.objects import Document
from tests.handlers.at_work import Desk
from tests.handlers.buttons.test_digest_buttons import digest_of, end
from tests.handlers.connected import button_of, running
from tests.handlers.rows import event, file
from tests.openapi import SPEC, invalid_requests


async def pressed(desk: Desk, message: Document, name: str, **values: Any) -> Reply:
    reply = await desk.sandbox.press(message, button_of(message, name), **values)
    await reply.until(lambda now: bool(now.messages), 20)
    assert reply.ephemeral or values.get("member") is None
    return reply


async def next_digest(desk: Desk, name: str) -> None:
    await file(desk.store, event(name, desk.clock.turn(hours=1)), desk.clock())
    desk.clock.turn(days=1)
    assert await Digests(desk.store, desk.clock).tick() == 1
    await desk.delivery.drain()


async def test_a_digest_comes_by_direct_message_until_it_is_stopped(desk: Desk) -> None:
    message, member = await digest_of(desk, 2), desk.sandbox.member
    async with running(desk.sandbox, desk.store, desk.clock):
        said = await pressed(desk, message, "digest-dm")
        assert "You get it by direct message, too: daily at 10:00 (UTC)" in said.text()
        assert "You get it already" in (await pressed(desk, message, "digest-dm")).text()
    (first,) = desk.sandbox.direct_messages(member)
    assert "From now on you get the digest of <#" in first["content"]
    assert first["mentions"] == []
    await desk.happens("later", desk.rules())
    await next_digest(desk, "e9")
    posted, own = desk.sandbox.messages("digest")[-1], desk.sandbox.direct_messages(member)[-1]
    assert own["content"] == posted["content"]
    told = [one["embeds"][0]["description"] for one in (own, posted)]
    assert told[0] == told[1]
    assert "https://discord.com/channels/" in told[0]
    async with running(desk.sandbox, desk.store, desk.clock):
        assert STOPPED in (await pressed(desk, own, "digest-stop")).text()
    await next_digest(desk, "e10")
    assert len(desk.sandbox.messages("digest")) == 3
    assert len(desk.sandbox.direct_messages(member)) == 2
    if SPEC.exists():
        assert invalid_requests(desk.sandbox.requests) == []


async def test_undo_under_either_answer_ends_it(desk: Desk) -> None:
    message = await digest_of(desk, 2)
    async with running(desk.sandbox, desk.store, desk.clock):
        said = await pressed(desk, message, "digest-dm")
        assert said.message is not None
        undone = await pressed(desk, said.message, "unwatch-one")
        assert "the digest that comes daily at 10:00" in undone.text()
        assert await desk.store.subscriptions.watches() == []
        await pressed(desk, message, "digest-dm")
        await pressed(desk, desk.sandbox.direct_messages(desk.sandbox.member)[-1], "unwatch-one")
        assert await desk.store.subscriptions.watches() == []


async def test_who_takes_no_direct_messages_is_told_so_and_nothing_is_set_up(desk: Desk) -> None:
    message = await digest_of(desk, 2)
    desk.sandbox.close_direct_messages(desk.sandbox.member)
    async with running(desk.sandbox, desk.store, desk.clock):
        assert CLOSED in (await pressed(desk, message, "digest-dm")).text()
        assert await desk.store.subscriptions.watches() == []
        desk.sandbox.close_direct_messages(desk.sandbox.member, closed=False)
        await pressed(desk, message, "digest-dm")
        assert len(await desk.store.subscriptions.watches()) == 1


async def test_of_a_digest_that_has_ended_nothing_comes(desk: Desk) -> None:
    message = await digest_of(desk, 2)
    await end(desk)
    async with running(desk.sandbox, desk.store, desk.clock):
        assert "This digest has ended." in (await pressed(desk, message, "digest-dm")).text()
    assert desk.sandbox.direct_messages(desk.sandbox.member) == []


async def test_a_followed_digest_stands_in_the_list_of_watches(desk: Desk) -> None:
    message = await digest_of(desk, 2, kinds=["agreement"])
    async with running(desk.sandbox, desk.store, desk.clock):
        await pressed(desk, message, "digest-dm")
        listed = await desk.sandbox.invoke("/watch list")
        await listed.until(lambda now: bool(now.messages), 20)
        assert "the digest that comes daily at 10:00 (UTC)" in listed.text()
        await end(desk)
        again = await desk.sandbox.invoke("/watch list")
        await again.until(lambda now: bool(now.messages), 20)
        assert "a digest that has ended" in again.text()
