"""``/alerts``, ``/digest`` and the buttons: the real client with its gateway, before and after a restart."""

import pytest

from bot.gateway.client import Client
from handlers.buttons.event_buttons import EventButtons
from handlers.delivery.composer import Composer
from handlers.delivery.delivery import Delivery
from handlers.delivery.sender import Sender
from sandbox.control import NotTypedError, Sandbox
from store.store import Store
from tests.clock import Clock
from tests.handlers.at_work import Desk
from tests.handlers.connected import as_before, button_of, running
from tests.handlers.rows import event, file


async def test_alerts_are_forecast_saved_listed_and_ended(
    sandbox: Sandbox, memory_store: Store, clock: Clock
) -> None:
    await file(memory_store, event("tanks", clock()), clock())
    line = "/alerts set channel:#alerts kinds:agreement countries:Pakistan, China quiet:22-7 timezone:asia/karachi"
    async with running(sandbox, memory_store, clock):
        told = await sandbox.invoke(line, member=sandbox.admin)
        assert told.message is not None
        assert "1 times last week" in told.text()
        assert await memory_store.subscriptions.subscriptions() == []
    async with running(sandbox, memory_store, clock):
        pressed = await sandbox.press(
            told.message, button_of(told.message, "save-alerts"), member=sandbox.admin
        )
        assert pressed.text().startswith("Saved")
        (rules,) = await memory_store.subscriptions.subscriptions()
        assert (rules.kinds, rules.countries, rules.zone) == (["agreement"], ["PK", "CN"], "Asia/Karachi")
        assert "Pakistan and China" in (await sandbox.invoke("/alerts list", member=sandbox.admin)).text()
        assert "No more" in (await sandbox.invoke("/alerts off channel:#alerts", member=sandbox.admin)).text()
        assert await memory_store.subscriptions.subscriptions() == []


async def test_a_forecast_names_the_permissions_that_the_bot_lacks(
    sandbox: Sandbox, memory_store: Store, clock: Clock
) -> None:
    sandbox.deny("alerts", "embed_links", "create_public_threads")
    async with running(sandbox, memory_store, clock):
        told = await sandbox.invoke("/alerts set channel:#alerts", member=sandbox.admin)
        assert "The bot lacks Embed Links there." in told.text()
        assert "may not use threads there" in told.text()
        open_ = await sandbox.invoke("/alerts set channel:#digest", member=sandbox.admin)
        assert "⚠" not in open_.text()


async def test_what_is_asked_wrongly_or_without_leave_is_refused(
    sandbox: Sandbox, memory_store: Store, clock: Clock
) -> None:
    refusals = {
        "/alerts set channel:#alerts minimum:low": "Everything at once is not offered",
        "/alerts set channel:#alerts kinds:parade": "“parade” is no kind of event",
        "/alerts set channel:#alerts quiet:late": "is not a span of hours",
        "/alerts drop channel:somewhere": "is not a channel",
        "/digest set channel:#digest timezone:Mars": "is not a time zone",
        "/digest now channel:#digest": "has no digest",
    }
    async with running(sandbox, memory_store, clock):
        for line, sentence in refusals.items():
            assert sentence in (await sandbox.invoke(line, member=sandbox.admin)).text()
            with pytest.raises(NotTypedError, match="may not use"):
                await sandbox.invoke(line)


async def test_a_digest_is_set_posted_now_listed_and_ended(
    sandbox: Sandbox, memory_store: Store, clock: Clock
) -> None:
    async with running(sandbox, memory_store, clock) as client:
        line = "/digest set channel:#digest hour:8 timezone:Europe/Berlin often:weekly weekday:Friday"
        assert "every Friday at 08:00" in (await sandbox.invoke(line, member=sandbox.admin)).text()
        await file(memory_store, event("tanks", clock.turn(hours=1)), clock())
        clock.turn(hours=1)
        posted = await sandbox.invoke("/digest now channel:#digest", member=sandbox.admin)
        assert "on its way" in posted.text()
        await delivery(client, memory_store, clock).drain()
        (message,) = sandbox.messages("digest")
        assert message["content"] == "🗓️ Day to 2 Mar: 1\u00a0agreement"
        assert "Agreement tanks signed" in message["embeds"][0]["description"]
        assert "Friday" in (await sandbox.invoke("/digest list", member=sandbox.admin)).text()
        assert (
            "has ended" in (await sandbox.invoke("/digest off channel:#digest", member=sandbox.admin)).text()
        )


@pytest.mark.parametrize(
    ("verb", "sentence"), [("sources", "Agreement tanks signed"), ("why", "decided by the rule")]
)
async def test_an_old_messages_buttons_answer_after_a_restart(
    desk: Desk, client: Client, verb: str, sentence: str
) -> None:
    await desk.happens("tanks")
    await desk.delivery.drain()
    (message,) = map(as_before, desk.sandbox.messages("alerts"))
    async with running(desk.sandbox, desk.store, desk.clock):
        answer = await desk.sandbox.press(message, button_of(message, verb))
        assert sentence in answer.text()
        assert answer.ephemeral


async def test_a_mark_under_a_message_waits_for_review(desk: Desk, client: Client) -> None:
    await desk.happens("tanks")
    await desk.happens("armour")
    await desk.delivery.drain()
    message, _ = map(as_before, desk.sandbox.messages("alerts"))
    admin = desk.sandbox.admin
    async with running(desk.sandbox, desk.store, desk.clock):
        for verb in ("irrelevant", "same"):
            refused = await desk.sandbox.press(message, button_of(message, verb))
            assert "analysts" in refused.text()
        asked = await desk.sandbox.press(message, button_of(message, "same"), member=admin)
        assert asked.message is not None
        menu = button_of(asked.message, "same-as")
        chosen = await desk.sandbox.select(asked.message, menu, "armour", member=admin)
        assert "Noted for `/review`" in chosen.text()
        (case,) = await desk.store.reviews.waiting()
        assert (case.marked and case.marked.id, case.candidate and case.candidate.id) == ("tanks", "armour")


def delivery(client: Client, store: Store, clock: Clock) -> Delivery:
    composer = Composer(store, EventButtons(store, clock).under)
    return Delivery(store, Sender(client), composer.compose, clock, pause=0)
