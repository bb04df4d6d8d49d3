"""What admins are answered comes in pages as every other answer: Components V2, short first, opened after a restart."""

from benchmarks.look.look import MOST_CHARACTERS, looked
from sandbox.control import Sandbox
from sandbox.forms.message_forms import COMPONENTS_V2
from store.nouns.models import FeedFacts, Source
from store.nouns.subscriptions import Subscription
from store.people.amending import Who
from store.store import Store
from tests.clock import Clock
from tests.handlers.commands.test_person_commands import left_open
from tests.handlers.connected import button_of, running
from tests.handlers.pressing import press
from tests.handlers.rows import event, file, subscription
from tests.openapi import SPEC, invalid_requests

LINES = (
    "/help",
    "/why item:tanks-wire-1",
    "/status",
    "/audit",
    "/audit entry:1",
    "/review",
    "/alerts list",
    "/alerts off channel:#alerts",
    "/amend edit event:tanks field:place value:Lahore",
    "/amend undo entry:99",
    "/watch list",
    "/watch remove watch:9",
    "/digest list",
    "/digest now channel:#digest",
    "/setup home",
)


async def test_every_answer_is_short_and_of_components(
    sandbox: Sandbox, memory_store: Store, clock: Clock
) -> None:
    await furnished(sandbox, memory_store, clock)
    async with running(sandbox, memory_store, clock) as client:
        for line in LINES:
            reply = await sandbox.invoke(line, member=sandbox.admin)
            await client.tree.idle()
            assert reply.message is not None, line
            assert reply.message["flags"] & COMPONENTS_V2, line
            look = looked(line, reply.messages)
            assert len(reply.messages) == 1, line
            assert look.characters <= MOST_CHARACTERS, line
            assert look.repeated == (), line
    if SPEC.exists():
        assert invalid_requests(sandbox.requests) == []


async def test_a_long_list_turns_and_opens_after_a_restart_and_after_months(
    sandbox: Sandbox, memory_store: Store, clock: Clock
) -> None:
    await furnished(sandbox, memory_store, clock)
    for number in range(30):
        await memory_store.amendments.edit("tanks", {"place": f"Place {number}"}, at_home(sandbox, clock))
    async with running(sandbox, memory_store, clock):
        listed = await sandbox.invoke("/audit", member=sandbox.admin)
    async with running(sandbox, memory_store, clock):
        turned = await press(sandbox, listed.message, "n", sandbox.admin)
        assert "page 1 of" in turned.text()
        assert "Share" not in turned.text(), "what an admin sees is not for everybody"
        opened = await press(sandbox, turned.message, "o", sandbox.admin)
        assert "Before and after" in opened.text()
        assert "page 1 of" in (await press(sandbox, opened.message, "b", sandbox.admin)).text()
        clock.turn(days=120)
        assert await memory_store.kept_answers.forget() >= 1
        again = await press(sandbox, turned.message, "n", sandbox.admin)
        assert "Changes" in again.text()


async def test_a_card_of_before_is_decided_and_becomes_the_next_one(
    sandbox: Sandbox, memory_store: Store, clock: Clock
) -> None:
    """Cards of older versions were embeds with their buttons below."""
    for name in ("first", "second"):
        await left_open(memory_store, clock, name, None)
    async with running(sandbox, memory_store, clock):
        card = (await sandbox.invoke("/review", member=sandbox.admin)).message
        assert card is not None
        number = button_of(card, "review-irrelevant").rpartition(":")[2]
        pressable_id = f"entente:review-irrelevant:{number}"
        button = {"type": 2, "style": 2, "label": "x", "custom_id": pressable_id}
        card |= {"flags": card["flags"] & ~COMPONENTS_V2, "embeds": [{"title": "Question"}]}
        card["components"] = [{"type": 1, "components": [button]}]
        pressed = await sandbox.press(card, pressable_id, member=sandbox.admin)
        await pressed.until(lambda now: bool(now.messages), 20)
        assert "Question 2" in pressed.text()
        assert "takes it back" in pressed.text()
        assert pressed.message is not None
        assert (pressed.message["content"], pressed.message["embeds"]) == ("", [])


async def furnished(sandbox: Sandbox, store: Store, clock: Clock) -> None:
    for name in ("tanks", "armour"):
        await file(store, event(name, clock()), clock())
    await store.amendments.edit("tanks", {"place": "Karachi"}, at_home(sandbox, clock))
    await store.register.add_source(Source(id="wire", name="Wire", owner="wire", reliability="B"))
    await store.wire.add_feed("wire", FeedFacts(source="wire", url="https://wire.example/feed"))
    await left_open(store, clock, "open", "tanks")
    for channel in sandbox.channels.values():
        rules: Subscription = subscription(int(channel["id"]))
        rules.guild = int(sandbox.guild["id"])
        await store.subscriptions.subscribe(rules, 7, clock())


def at_home(sandbox: Sandbox, clock: Clock) -> Who:
    return Who("discord:7", int(sandbox.guild["id"]), clock())
