"""What a channel chose: a compact card, and headlines in its own language first."""

import pytest

from sandbox.world.objects import Document
from tests.handlers.at_work import Desk
from tests.handlers.connected import button_of, running
from tests.handlers.rows import file

PICTURE = "https://img.wire.example/frigates.jpg"
CHINESE = "中国向巴基斯坦交付第二艘护卫舰"


async def posted(desk: Desk, **rules: str) -> Document:
    happened = await desk.happens(
        "frigates", desk.rules(**rules), place="Karachi", lead="Two hulls came.", picture=PICTURE
    )
    happened.revision += 1
    await file(
        desk.store, happened, desk.clock(), "other", title=CHINESE, language="zh", picture=f"{PICTURE}?zh"
    )
    happened.revision += 1
    await file(desk.store, happened, desk.clock(), "third", title="Third word")
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("alerts")
    return message


async def test_a_compact_card_is_a_headline_and_one_line(desk: Desk) -> None:
    message = await posted(desk, style="compact")
    assert message["content"] == "📝 Agreement frigates signed"
    assert message["embeds"][0]["description"].replace("\u00a0", " ") == (
        "1 Mar · Karachi · 🇨🇳 🇵🇰 · [Wire](https://wire.example/frigates-wire-1),"
        " [Other](https://other.example/frigates-other-2) +1"
    )
    (row,) = message["components"]
    assert [part["label"] for part in row["components"]] == ["Details"]
    assert "thumbnail" not in message["embeds"][0]


@pytest.mark.parametrize(("language", "picture"), [("en", PICTURE), ("zh", f"{PICTURE}?zh")])
async def test_the_picture_is_that_of_the_text_whose_headline_stands(
    desk: Desk, language: str, picture: str
) -> None:
    message = await posted(desk, language=language)
    assert message["embeds"][0]["thumbnail"]["url"] == picture


async def test_without_a_picture_of_its_own_a_card_takes_nobody_elses(desk: Desk) -> None:
    happened = await desk.happens("tanks")
    happened.revision += 1
    await file(desk.store, happened, desk.clock(), "other", picture=PICTURE)
    await desk.delivery.drain()
    (message,) = desk.sandbox.messages("alerts")
    assert "thumbnail" not in message["embeds"][0]


@pytest.mark.parametrize(
    ("language", "headline", "below"),
    [
        ("en", "Agreement frigates signed", ""),
        ("zh", CHINESE, ""),
        ("ur", "China, Pakistan: agreement", "> [Agreement frigates signed](https://wire.example"),
    ],
)
@pytest.mark.parametrize("style", ["full", "compact"])
async def test_headlines_in_the_channels_language_come_first(
    desk: Desk, language: str, headline: str, below: str, style: str
) -> None:
    message = await posted(desk, language=language, style=style)
    assert message["content"] == f"📝 {headline}"
    assert message["embeds"][0]["description"].startswith(below)
    assert (CHINESE in message["embeds"][0]["description"]) is False


async def test_a_channel_chooses_in_one_command_and_is_told_what_it_chose(desk: Desk) -> None:
    place, admin = desk.sandbox, desk.sandbox.admin
    async with running(place, desk.store, desk.clock):
        line = "/alerts set channel:#alerts countries:China style:compact language:zh"
        offer = await place.invoke(line, member=admin)
        assert "in a line or two each; headlines in Chinese first" in offer.text()
        assert offer.message is not None
        await place.press(offer.message, button_of(offer.message, "save-alerts"), member=admin)
    (rules,) = await desk.store.subscriptions.subscriptions()
    assert (rules.style, rules.language) == ("compact", "zh")
