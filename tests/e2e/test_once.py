"""Two processes hear of every interaction: it is carried out once, and answered once, by whichever was first."""

import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from handlers.commands import Workplace, every_button
from sandbox.forms.command_forms import GROUP
from tests.e2e.test_whole import DELIVERY, EXERCISE, work
from tests.e2e.twins import Twins, twins
from tests.town import Town, only_the_paper

pytestmark = pytest.mark.parametrize("founded_url", ["postgres"], indirect=True)
VISIT = "xi-jinping-state-visit-to-pakistan-2015"
LINES = {
    "/recent limit:1": False,
    "/brief topic:Shaheen": False,
    "/timeline topic:Nepal": False,
    "/actor name:Bajwa": False,
    "/agreement name:2020 MoU": False,
    "/agreements party:Nepal": False,
    "/event name:Shaheen-IX": False,
    "/search query:submarines": False,
    "/source text:Looking back": False,
    "/compare topic:cost of CPEC": False,
    "/why item:Looking back": False,
    "/help": False,
    "/status": False,
    "/audit": False,
    "/review": True,
    "/alerts list": False,
    "/alerts off channel:#alerts": True,
    "/alerts drop channel:4": True,
    "/alerts analysts role:@Desk": True,
    "/setup home": False,  # refused: this admin does not own the application
    "/alerts set channel:#news countries:Nepal": True,
    "/digest set channel:#digest": True,
    "/digest list": False,
    "/digest now channel:#digest": True,
    "/digest off channel:#digest": True,
    "/watch add kind:country what:Nepal": True,
    "/watch add kind:country what:China": True,
    "/watch list": True,  # who looks at it is reachable again
    "/watch remove watch:1": True,
    "/watch stop": True,
    "/feed list": False,
    "/feed add address:{paper}": True,
    "/feed test feed:{feed}": False,
    "/feed release feed:dawn how:as read: remember it in silence": True,
    "/feed edit feed:dawn grade:E": True,
    "/feed remove feed:dawn": True,
    f"/amend edit event:{VISIT} field:place value:Karachi": True,
    f"/amend split event:{VISIT} articles:{{article}} title:Another visit": True,
    f"/amend merge event:{VISIT} into:{{other}}": True,
    "/amend undo entry:{entry}": True,
}
"""Every command, and whether it writes."""


@pytest.fixture
async def pair(town: Town, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Twins]:
    """Nothing is logged as an error, least of all that somebody else was first."""
    with capture_logs() as logged:
        async with twins(town) as pair:
            await only_the_paper(pair.bots[0])
            yield pair
    assert [row for row in logged if row["log_level"] in ("error", "warning")] == []
    assert [row.getMessage() for row in caplog.records if row.levelno >= logging.ERROR] == []


def typed(commands: list[dict[str, Any]], before: str = "/") -> list[str]:
    """Every command and subcommand as it is typed."""
    found: list[str] = []
    for row in commands:
        inner = row.get("options", [])
        deeper = bool(inner) and inner[0]["type"] <= GROUP
        found += typed(inner, f"{before}{row['name']} ") if deeper else [before + row["name"]]
    return found


async def filled(pair: Twins, line: str) -> str:
    """The line with what is there now in its places."""
    store = pair.bots[0].base.store
    evidence = await store.register.evidence(event=VISIT)
    other = next(row.id for row in await store.register.events() if row.id != VISIT)
    paper = await store.wire.feed(pair.town.paper.address)
    return line.format(
        paper=pair.town.paper.address,
        feed=paper.id if paper else "dawn",
        article=evidence[0][1].id,
        other=other,
        entry=await entries(pair) or 1,
    )


@pytest.mark.parametrize("patience", [0.1, 0.0], ids=["answered at once", "acknowledged first"])
async def test_every_command_is_carried_out_and_answered_once(pair: Twins, patience: float) -> None:
    """Without patience both acknowledge: whoever carries it out answers, also where the other acknowledged."""
    for bot in pair.bots:
        bot.client.tree.patience = patience
    names = typed(pair.town.sandbox.commands)
    assert [name for name in names if not any(line.startswith(name) for line in LINES)] == []
    pair.town.paper.publish(*EXERCISE)
    await pair.bots[0].base.store.wire.change_feed("dawn", {"state": "paused"})
    for line, writes in LINES.items():
        before = await entries(pair)
        reply = await pair.ask(await filled(pair, line))
        assert pair.claimed == writes, line
        assert len(reply.messages) == 1 or not writes, (line, reply.text())
        texts = [str(message["embeds"]) for message in reply.messages]
        assert len(set(texts)) == len(texts), (line, "answered twice")
        assert "Something went wrong" not in reply.text(), line
        assert await entries(pair) - before <= 1, line
        assert not reply.loading, line


async def entries(pair: Twins) -> int:
    """The number of the newest entry of the audit log."""
    rows = await pair.bots[0].base.store.amendments.entries(int(pair.town.sandbox.guild["id"]), 1)
    return max((row.id or 0 for row in rows), default=0)


PRESSES = (
    ("details", False),
    ("sources", False),
    ("why", False),
    ("group", False),
    ("same", False),
    ("same-as", True),
    ("wrong", False),
    ("watch", True),
    ("watch-more", True),
    ("watch-word", True),
    ("unwatch-one", True),
    ("name-later", True),
    ("name-accept", False),
    ("name-reject", True),
    ("review-later", True),
    ("review-new", True),
    ("irrelevant", True),
    ("review-irrelevant", True),
    ("review-same", True),
    ("unwatch", True),
    ("save-alerts", True),
    ("keep-feed", True),
)
"""Every button and menu in an order in which there is something to press for, and whether it writes."""


OF_TESTS_OF_THEIR_OWN = {"stories", "story", "left-out-enough", "review-more"}
"""Buttons of digests and of what was left out (``tests/handlers/buttons``, ``tests/handlers/moderation``)."""


async def test_every_button_and_menu_is_carried_out_and_answered_once(pair: Twins) -> None:
    bot = pair.bots[0]
    place = Workplace(bot.base.store, bot.base.now, probe=bot.wire.probe)
    kinds = {
        kind.__discord_ui_compiled_template__.pattern.split(":")[1]: kind
        for kind in every_button(place)
        if kind.__discord_ui_compiled_template__.pattern.startswith("entente:")
    }
    assert set(kinds) == {verb for verb, _ in PRESSES} | OF_TESTS_OF_THEIR_OWN
    drafts = await furnish(pair)
    for verb, writes in PRESSES:
        number, value = await pressed(pair, verb, drafts)
        before = await entries(pair)
        reply = await pair.press(kinds[verb], number, value)
        assert pair.claimed == writes, (verb, reply.text())
        assert len(reply.messages) == 1, (verb, reply.text())
        assert "Something went wrong" not in reply.text(), verb
        assert await entries(pair) - before <= 1, verb
    assert len(await bot.base.store.subscriptions.subscriptions()) == 2
    assert len(await bot.base.store.reviews.waiting()) == 0


async def furnish(pair: Twins) -> dict[str, int]:
    """Two events that were told, and what waits for *Save* and *Keep*: the numbers of their drafts."""
    bot, town = pair.bots[0], pair.town
    first = await pair.ask("/alerts set channel:#alerts")
    await pair.press(bot_kind(pair, "save-alerts"), int(first.interaction["id"]))
    town.paper.publish("Old news from before", "Nothing that matters here.")
    kept = await pair.ask(f"/feed add address:{town.paper.address}")
    await pair.press(bot_kind(pair, "keep-feed"), int(kept.interaction["id"]))
    await work(bot)
    town.turn(hours=2)
    town.paper.publish(*EXERCISE)
    await work(bot)
    town.turn(hours=2)
    town.paper.publish(*DELIVERY)
    await work(bot)
    assert len(town.sandbox.messages("alerts")) == 2
    await pair.ask("/watch add kind:country what:Nepal")
    saved = await pair.ask("/alerts set channel:#news countries:Nepal")
    feed = await pair.ask(f"/feed add address:{town.paper.address}")
    return {"save-alerts": int(saved.interaction["id"]), "keep-feed": int(feed.interaction["id"])}


def bot_kind(pair: Twins, verb: str) -> Any:
    bot = pair.bots[0]
    place = Workplace(bot.base.store, bot.base.now, probe=bot.wire.probe)
    return next(
        kind
        for kind in every_button(place)
        if kind.__discord_ui_compiled_template__.pattern.startswith(f"entente:{verb}:")
    )


async def pressed(pair: Twins, verb: str, drafts: dict[str, int]) -> tuple[int, str | None]:
    """The number in the id of the button, and the value where it is a menu."""
    store = pair.bots[0].base.store
    if verb.startswith("review-"):
        waiting = await store.reviews.waiting()
        return (waiting[0].review.id or 0 if waiting else 1), None
    if verb in drafts:
        return drafts[verb], None
    value = {"group": "1", "same-as": VISIT, "wrong": "channel", "watch-more": "country:CN"}.get(verb)
    return 1, value
