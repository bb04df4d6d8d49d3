"""Answers are short first and deep on demand: every one of a set of named answers is read page by page, as the real
client brings it to the sandbox."""

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from handlers.render.paging.booklet import SOURCES
from handlers.render.paging.measure import height, visible_text
from sandbox.forms.components import BUTTON, SECTION, every
from sandbox.rest.interactions import Reply
from sandbox.terminal.show import pressable
from sandbox.world.objects import Document
from tests.asker import Asker, press_of

CASES = tomllib.loads((Path(__file__).parents[3] / "cases" / "answers.toml").read_text())["answer"]
FIRST, SCREENS = 1_200, 1_400
"""Characters and pixels of a first message: two screens of a phone."""
ROW, GAP, PADDING = 48, 8, 32
SENTENCE = 40
"""Letters from which on a line is a sentence, and not a label."""
pytestmark = pytest.mark.asyncio(loop_scope="session")
named = pytest.mark.parametrize("case", CASES, ids=[case["ask"] for case in CASES])


@named
async def test_the_first_message_is_short_and_answers(asker: Asker, case: dict[str, Any]) -> None:
    reply, _ = await asker.ask(case["ask"])
    assert len(reply.messages) == 1
    texts = texts_of(reply)
    told = visible_text("\n".join(texts)).replace("\u00a0", " ")
    assert len(told) <= FIRST
    assert pixels(reply) <= SCREENS
    assert [words for words in case["first"] if words not in told] == []
    assert repeated(texts) == []


@named
async def test_no_sentence_is_told_twice_and_every_page_turns(asker: Asker, case: dict[str, Any]) -> None:
    """In the sections: the first page draws from them."""
    reply, _ = await asker.ask(case["ask"])
    pages: list[str] = []
    while following := press_of(reply, "n"):
        assert reply.message is not None
        reply = await asker.sandbox.press(reply.message, following)
        assert len(reply.messages) == 1, "it turns in place"
        pages.append("\n".join(text for text in texts_of(reply)[1:]))
        assert len(visible_text(pages[-1])) <= 2_000
    assert repeated(page for page in pages if page) == []


@named
async def test_every_name_opens_in_place_and_leads_back(asker: Asker, case: dict[str, Any]) -> None:
    reply, _ = await asker.ask(case["ask"])
    assert reply.message is not None
    first = reply.message
    before = texts_of(reply)
    menu = menu_of(reply, "m")
    if menu is None:
        return
    offered = [option["value"] for option in menu["options"]]
    for value in (offered[0], offered[-1]):
        opened = await choose(asker, reply, "m", value)
        assert opened.message is not None
        assert opened.message["id"] == first["id"]
        assert "Something went wrong" not in opened.text()
        if value.startswith("more/"):
            turned = menu_of(opened, "m")
            assert turned is not None
            assert not {option["value"] for option in turned["options"]} & set(offered[:-1])
            return
        assert texts_of(opened) != before
        back = press_of(opened, "b")
        assert back is not None
        reply = await asker.sandbox.press(opened.message, back)
        assert texts_of(reply) == before


@named
async def test_every_section_opens_and_its_entries(asker: Asker, case: dict[str, Any]) -> None:
    reply, _ = await asker.ask(case["ask"])
    assert reply.message is not None
    menu = menu_of(reply, "s")
    for option in menu["options"][1:] if menu else []:
        section = await choose(asker, reply, "s", option["value"])
        assert section.message is not None
        assert f"## {option['label']}" in section.text()
        if option["label"] != SOURCES:  # how many they are is known when every page is bound
            assert texts_of(section)[0].count(option["description"].split()[0]) >= 1
        before = texts_of(section)
        if entry := press_of(section, "o"):
            opened = await asker.sandbox.press(section.message, entry)
            assert opened.message is not None
            assert "Something went wrong" not in opened.text()
            assert "Nothing is known" not in opened.text()
            back = press_of(opened, "b")
            assert back is not None
            section_again = await asker.sandbox.press(opened.message, back)
            assert texts_of(section_again) == before, "back is where it was opened"


def menu_of(reply: Reply, act: str) -> Document | None:
    """The menu of the message that does ``act``."""
    assert reply.message is not None
    parts = pressable(reply.message)
    return next((part for part in parts if part["custom_id"].startswith(f"e1:{act}:")), None)


async def choose(asker: Asker, reply: Reply, act: str, value: str) -> Reply:
    menu = menu_of(reply, act)
    assert menu is not None
    assert reply.message is not None
    return await asker.sandbox.select(reply.message, menu["custom_id"], value)


def texts_of(reply: Reply) -> list[str]:
    """What stands in the message, without the words on buttons."""
    assert reply.message is not None
    return [part["content"] for part in every(reply.message["components"]) if "content" in part]


def repeated(texts: Any) -> list[str]:
    """Sentences that stand twice; small lines are dates and sources, which may be the same for several."""
    lines = [line for text in texts for line in text.split("\n") if not line.startswith("-# ")]
    bare = [re.sub("[\u202f⁰¹²³⁴-⁹]|^- ", "", line).strip() for line in lines]
    counts = Counter(line for line in bare if len(line) >= SENTENCE)
    return [line for line, count in counts.items() if count > 1]


def pixels(reply: Reply) -> int:
    """How high the message stands on a phone, menus and buttons too."""
    assert reply.message is not None
    (box,) = reply.message["components"]
    return PADDING + sum(_pixels(part) + GAP for part in box["components"])


def _pixels(part: Document) -> int:
    texts = [inner["content"] for inner in every([part]) if "content" in inner]
    if not texts:
        return ROW if any(inner["type"] == BUTTON or "options" in inner for inner in every([part])) else GAP
    narrow = 4 / 3 if part["type"] == SECTION else 1
    return int(sum(height(text) for text in texts) * narrow)
