"""Pages with their pictures, by the real client: they come and go with the page, and never hold an answer back."""

from typing import Any

import pytest

from handlers.drawing.rasterizer import LARGEST
from sandbox.rest.interactions import Reply
from sandbox.world.faults import Fault
from sandbox.world.objects import Document
from tests.handlers.pressing import PATIENCE, press
from tests.openapi import SPEC, invalid_requests
from tests.town import Town

pytestmark = pytest.mark.parametrize("founded_url", ["sqlite"], indirect=True)


async def test_a_picture_comes_and_goes_with_its_page_also_after_a_restart(town: Town) -> None:
    async with town.bot() as bot:
        bot.rasterizer.patience = PATIENCE
        asked = await town.ask(bot, "/brief topic:China Pakistan")
        shows(asked, "events.png", "16 events, Apr 2020 to Jul 2021")
        assert asked.message is not None
        turned = await press(town.sandbox, asked.message, "n")
        assert pictures(turned) == []
    async with town.bot() as bot:
        bot.rasterizer.patience = PATIENCE
        assert turned.message is not None
        back = await press(town.sandbox, turned.message, "b")
        shows(back, "events.png", "16 events, Apr 2020 to Jul 2021")
    if SPEC.exists():
        assert invalid_requests(town.sandbox.requests) == []


DRAWN = [
    ("/timeline topic:China Pakistan", "timeline.png", "23 events, 8 drawn"),
    ("/agreements", "deals.png", "name a supplier"),
    ("/actor name:Pakistan", "partners.png", "China 20, Russia 9, Turkey 2"),
    ("/compare topic:China with:India", "partners.png", "Pakistan 20, Nepal 8"),
]


async def test_each_has_its_picture(town: Town) -> None:
    async with town.bot() as bot:
        bot.rasterizer.patience = PATIENCE
        for line, name, says in DRAWN:
            shows(await town.ask(bot, line), name, says)


async def test_without_the_permission_or_in_haste_the_answer_goes_without_it(town: Town) -> None:
    async with town.bot() as bot:
        bot.rasterizer.patience = 0
        hasty = await town.ask(bot, "/timeline topic:China")
        assert pictures(hasty) == []
        assert "Timeline" in hasty.text()
        bot.rasterizer.patience = PATIENCE
        town.sandbox.deny("general", "attach_files")
        plain = await town.ask(bot, "/timeline topic:China Pakistan")
        assert pictures(plain) == []
        assert "Timeline" in plain.text()


async def test_a_picture_that_is_refused_costs_no_answer(town: Town) -> None:
    async with town.bot() as bot:
        bot.rasterizer.patience = PATIENCE
        assert pictures(await town.ask(bot, "/agreements"))
        bot.client.tree.patience = PATIENCE  # its first word is the answer itself
        town.sandbox.faults.add(Fault("error", path=r"/interactions/.*", status=413))
        plain = await town.ask(bot, "/agreements")
        assert pictures(plain) == []
        assert "## Agreements" in plain.text()


def pictures(reply: Reply) -> list[Document]:
    assert reply.message is not None
    found: list[Document] = reply.message["attachments"]
    assert len(found) == len(list(galleries(reply.message["components"])))
    return found


def shows(reply: Reply, name: str, says: str) -> None:
    """One picture, small enough, under the text, with its words."""
    (file,) = pictures(reply)
    assert reply.message is not None
    (item,) = galleries(reply.message["components"])
    assert file["filename"] == name
    assert file["content_type"] == "image/png"
    assert 1_000 < file["size"] <= LARGEST
    assert says in item["description"]


def galleries(node: Any) -> list[Document]:
    if isinstance(node, list):
        return [item for one in node for item in galleries(one)]
    own = node["items"] if node.get("type") == 12 else []
    return [*own, *galleries(node.get("components", []))]
