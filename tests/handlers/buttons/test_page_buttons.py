"""Pages of an answer turn after a restart, for months; on a shared one each reader has their own."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from handlers.buttons.page_buttons import PageButtons
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.paging.booklet import AskedCommand, PagePlace
from handlers.ui.pager import OpenAnswer, Pager
from sandbox.rest.interactions import Reply
from sandbox.terminal.show import pressable
from store.store import Store
from tests.clock import Clock
from tests.handlers.pressing import PATIENCE, press
from tests.handlers.rows import event, file
from tests.openapi import SPEC, invalid_requests
from tests.town import Town

ON_SQLITE = pytest.mark.parametrize("founded_url", ["sqlite"], indirect=True)


@pytest.mark.parametrize(("command", "again"), [("recent", 1), ("review", 0), ("feed", 0)])
async def test_only_what_merely_reads_is_asked_again_unasked(store: Store, command: str, again: int) -> None:
    """Asking `/review` again may put a new week's questions on offer, `/feed` fetches: no turning of a page does."""
    asked: list[object] = []
    answer = Answer("Asked", (Line("A line"),), (Section("Texts", (Line("One", opens="event/one"),)),))

    async def ask(_interaction: Any, arguments: object) -> Answer:
        asked.append(arguments)
        return answer

    clock = Clock()
    pager = Pager(store.kept_answers, clock)
    buttons = PageButtons(pager, dict.fromkeys(("recent", "review", "feed"), ask), {"recent"})
    reading = await pager.bind(1, AskedCommand(command, ()), answer)
    clock.turn(days=1)
    interaction: Any = None
    assert await buttons.newer(interaction, reading) == 0
    assert len(asked) == again


async def test_who_presses_before_the_pages_are_kept_gets_them_as_they_stood(store: Store) -> None:
    """An answer leaves with its first page alone; the others are kept while it is read."""
    pager = Pager(store.kept_answers, Clock())
    line = Line("One", opens="event/one")
    answer = Answer("Asked", (Line("A line"),), (Section("Texts", (line,)),))
    pressed: list[asyncio.Task[OpenAnswer | None]] = []

    async def shown(_interaction: Any, reading: OpenAnswer, _place: PagePlace) -> None:
        assert [len(one.pages) for one in reading.booklet.chapters] == [1, 0]
        assert await store.kept_answers.one(7) is None
        pressed.append(asyncio.create_task(pager.find(7)))

    interaction: Any = SimpleNamespace(id=7, extras={})
    await pager.open(interaction, AskedCommand("recent", ()), answer, shown)
    found = await pressed[0]
    assert found is not None
    assert [len(one.pages) for one in found.booklet.chapters] == [1, 1]
    assert await pager.find(8) is None, "what nobody waits for is not waited for"


async def test_what_could_not_be_shown_keeps_nobody_waiting(store: Store) -> None:
    pager = Pager(store.kept_answers, Clock())

    async def shown(*_: Any) -> None:
        raise ConnectionError

    interaction: Any = SimpleNamespace(id=7, extras={})
    with pytest.raises(ConnectionError):
        await pager.open(interaction, AskedCommand("recent", ()), Answer("Asked", (Line("A line"),)), shown)
    assert await pager.find(7) is None


@ON_SQLITE
async def test_a_page_turns_after_a_restart_and_after_it_was_forgotten(town: Town) -> None:
    async with town.bot() as bot:
        asked = await town.ask(bot, "/brief topic:China Pakistan")
    assert asked.message is not None
    town.turn(days=80)
    async with town.bot() as bot:
        turned = await press(town.sandbox, asked.message, "n")
        assert in_place(asked, turned)
        assert "## Events" in turned.text()
        assert "Refresh" in turned.text(), "it says of which day it is, and offers today's"
        town.turn(days=20)
        assert await bot.base.store.kept_answers.forget() >= 1
        assert turned.message is not None
        again = await press(town.sandbox, turned.message, "n")
        assert in_place(asked, again)
        assert "page 2 of" in again.text()
        assert again.message is not None
        menu = next(one for one in pressable(again.message) if one["custom_id"].startswith("e1:s:"))
        opened = await town.sandbox.select(again.message, menu["custom_id"], "Sources")
        await opened.until(lambda now: bool(now.messages), PATIENCE)
        assert "## Sources" in opened.text()
    if SPEC.exists():
        assert invalid_requests(town.sandbox.requests) == []


@ON_SQLITE
async def test_an_old_page_says_how_much_is_newer(town: Town) -> None:
    """On its overview; it is read on as it stood, and *Refresh* asks again."""
    async with town.bot() as bot:
        asked = await town.ask(bot, "/recent country:Nepal")
        store = bot.base.store
        town.turn(days=1)
        for number in range(3):
            fresh = event(f"n{number}", town.clock(), countries=["NP", "CN"])
            await file(store, fresh, town.clock())
        assert asked.message is not None
        section = await press(town.sandbox, asked.message, "n")
        assert "As of" in section.text()
        assert "newer" not in section.text()
        assert section.message is not None
        turned = await press(town.sandbox, section.message, "b")
        assert "; 3 newer" in turned.text()
        assert "Agreement n1 signed" not in turned.text()
        assert turned.message is not None
        today = await press(town.sandbox, turned.message, "r")
        assert "newer" not in today.text()
        assert "Agreement n1 signed" in today.text()


@ON_SQLITE
async def test_a_shared_answer_turns_for_its_asker_and_for_others_apart(town: Town) -> None:
    async with town.bot() as bot:
        shared = await town.ask(bot, "/actor name:Wei Fenghe share:true")
        assert shared.message is not None
        assert not shared.ephemeral
        before = shared.message["components"]
        other = await press(town.sandbox, shared.message, "n", member=town.sandbox.admin)
        assert other.ephemeral
        assert other.message is not None
        assert other.message["id"] != shared.message["id"]
        assert shared.message["components"] == before
        own = await press(town.sandbox, shared.message, "n")
        assert in_place(shared, own)
        later = await press(town.sandbox, other.message, "b", member=town.sandbox.admin)
        assert in_place(other, later)


@ON_SQLITE
async def test_who_may_write_may_share(town: Town) -> None:
    async with town.bot() as bot:
        asked = await town.ask(bot, "/event name:Shaheen-IX")
        assert asked.message is not None
        posted = await press(town.sandbox, asked.message, "h")
        assert posted.message is not None
        assert not posted.ephemeral
        assert posted.message in town.sandbox.messages("general")
        assert not any(one["custom_id"].startswith("e1:h:") for one in pressable(posted.message))
        turned = await press(town.sandbox, posted.message, "n")
        assert in_place(posted, turned), "it turns for who shared it"


def in_place(before: Reply, after: Reply) -> bool:
    assert before.message is not None
    assert after.message is not None
    return bool(before.message["id"] == after.message["id"])
