"""What is copied from an alert's card finds its event, in every shape in which people copy it."""

import pytest

from handlers.ui.readers.pasted import Pasted
from store.people.amending import Who
from tests.handlers.at_work import Desk
from tests.handlers.rows import article, file

TITLE = "BREAKING: Bangladesh Navy takes second Type 056 corvette from China - Loop Defence Wire"
HEADLINE = "Bangladesh Navy takes second Type 056 corvette from China"
OTHERS = (
    "Bangladesh Navy takes second Type 035 submarine from China",
    "Bangladesh Navy inspects second Type 056 corvette at Chattogram",
    "China and Pakistan hold talks on naval training",
)


@pytest.fixture
async def reader(desk: Desk) -> Pasted:
    """An alert on the corvette, among others that are worded alike."""
    happened = await desk.happens("corvette")
    happened.revision += 1
    await file(desk.store, happened, desk.clock(), "other", title=TITLE)
    for number, title in enumerate(OTHERS):
        other = await desk.happens(f"other{number}", title=title)
        assert other.title == title
    await desk.delivery.drain()
    return Pasted(desk.store.pointers, desk.store.search)


COPIED = [
    HEADLINE,
    TITLE,
    f"📦 {HEADLINE}",
    f"  ~~{HEADLINE}~~ ",
    HEADLINE.upper(),
    HEADLINE.lower(),
    "Bangladesh Navy takes second Type 056 corvete from China",
    "📦 Bangladesh Navy takes second Type 056 corvette from…",
    "corvette",
    "https://other.example/corvette-other-2",
    "<https://other.example/corvette-other-2>",
    "http://www.other.example/corvette-other-2/?utm_source=feed#top",
]


async def test_headline_and_link_find_their_event(reader: Pasted) -> None:
    found = {text: await reader.event(text) for text in COPIED}
    assert found == {text: None if text == "corvette" else "corvette" for text in COPIED}, "a word is a topic"


async def test_each_headline_finds_its_own(desk: Desk, reader: Pasted) -> None:
    for number, title in enumerate(OTHERS):
        assert await reader.event(title) == f"other{number}"


NOWHERE = [
    "",
    "#",
    "#0123456789",
    "0123456789ab",
    "https://",
    "https://nowhere.example/a",
    "https://discord.com/channels/1/2/3",
    "what did China sell to Bangladesh",
    "Bangladesh Navy takes third frigate from Turkey",
    "corvettes of the Bangladesh Navy",
    "()[]{}…",
    "…" * 300,
]


async def test_what_was_copied_from_nowhere_is_left_to_the_topics(reader: Pasted) -> None:
    assert {text: found for text in NOWHERE if (found := await reader.event(text)) is not None} == {}


async def test_the_mark_and_the_messages_link_find_it_also_after_a_merger(desk: Desk, reader: Pasted) -> None:
    messages = desk.sandbox.messages("alerts")
    message = next(row for row in messages if "corvette signed" in row["content"])
    mark = message["embeds"][0]["footer"]["text"]
    guild = desk.sandbox.guild["id"]
    address = f"https://discord.com/channels/{guild}/{message['channel_id']}/{message['id']}"
    copied = (mark, mark.removeprefix("#"), mark.upper(), f" {address} ")
    assert [await reader.event(text) for text in copied] == ["corvette"] * 4
    await desk.store.amendments.merge("corvette", "other1", Who("discord:7", None, desk.clock()))
    assert [await reader.event(text) for text in copied] == ["other1"] * 4


async def test_a_chinese_headline_is_read_by_its_signs(desk: Desk, reader: Pasted) -> None:
    happened = await desk.happens("frigates")
    text = article("zh", "wire", desk.clock(), title="中国向巴基斯坦交付第二艘护卫舰", language="zh")
    happened.revision += 1
    await file(desk.store, happened, desk.clock(), "third", title=text.title, language="zh")
    assert await reader.event("中国向巴基斯坦交付第二艘护卫舰") == "frigates"
