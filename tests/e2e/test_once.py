"""Two processes hear of every interaction: it is carried out once, and answered once, by whichever was first."""

import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from structlog.testing import capture_logs

from handlers.commands import Workplace, every_button
from handlers.moderation.left_out import WEEK
from sandbox.forms.command_forms import GROUP
from store.nouns.decisions import Decision
from store.nouns.reviews import Review
from store.wire.questions import UNASKED
from tests.e2e.test_whole import DELIVERY, EXERCISE, work
from tests.e2e.twins import Twins, twins
from tests.store.nouns import article
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
    ("stories", False),
    ("story", False),
    ("digest-dm", True),
    (
        "digest-stop",
        False,
    ),  # under the digest of a channel: what comes by direct message has a number of its own
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
    ("review-more", True),
    ("review-same", True),
    ("left-out-yes", True),
    ("left-out-no", True),
    ("left-out-enough", True),
    ("unwatch", True),
    ("save-alerts", True),
    ("keep-feed", True),
)
"""Every button and menu in an order in which there is something to press for, and whether it writes."""
LEFT_OUT = {
    "left-out-yes": "Poland orders 180 tanks from South Korea",
    "left-out-no": "Garuda Shield opens with Indonesia and the United States",
    "left-out-enough": "Keel laid for a corvette in Istanbul",
}
VALUES = {"group": "1", "story": "0", "same-as": VISIT, "wrong": "channel", "watch-more": "country:CN"}
"""What is chosen from a menu."""


def kinds_of(pair: Twins) -> dict[str, Any]:
    """Every button and menu that the whole bot knows, by what it is for."""
    bot = pair.bots[0]
    place = Workplace(bot.base.store, bot.base.now, probe=bot.wire.probe, reread=bot.wire.ingest.as_ours)
    kinds = {kind.__discord_ui_compiled_template__.pattern: kind for kind in every_button(place)}
    return {name.split(":")[1]: kind for name, kind in kinds.items() if name.startswith("entente:")}


async def test_every_button_and_menu_is_carried_out_and_answered_once(pair: Twins) -> None:
    store, kinds = pair.bots[0].base.store, kinds_of(pair)
    assert set(kinds) == {verb for verb, _ in PRESSES}
    numbers = await furnish(pair, kinds)
    told = pair.town.sandbox.messages("alerts")[0]
    details = await pair.both(pair.town.sandbox.apply(told, "Details"))
    assert (pair.claimed, len(details.messages)) == (False, 1)
    for verb, writes in PRESSES:
        before = await entries(pair)
        reply = await pair.press(kinds[verb], await number_of(pair, verb, numbers), VALUES.get(verb))
        assert pair.claimed == writes, (verb, reply.text())
        assert len(reply.messages) == 1, (verb, reply.text())
        assert "Something went wrong" not in reply.text(), verb
        assert await entries(pair) - before <= 1, verb
    assert len(await store.subscriptions.subscriptions()) == 2
    assert len(await store.reviews.waiting()) == 0
    assert await store.reviews.unasked() == 0
    assert await store.left_out.offered() == []


async def furnish(pair: Twins, kinds: dict[str, Any]) -> dict[str, int]:
    """Two events that were told, and again in a digest, questions about what was left out, and what waits for *Save* and
    *Keep*: the numbers in the ids of what is pressed."""
    town = pair.town
    first = await pair.ask("/alerts set channel:#alerts")
    await pair.press(kinds["save-alerts"], int(first.interaction["id"]))
    await pair.ask("/digest set channel:#digest")
    town.paper.publish("Old news from before", "Nothing that matters here.")
    kept = await pair.ask(f"/feed add address:{town.paper.address}")
    await pair.press(kinds["keep-feed"], int(kept.interaction["id"]))
    for news in ((), EXERCISE, DELIVERY):
        if news:
            town.paper.publish(*news)
        await work(pair.bots[0])
        town.turn(hours=2)
    assert len(town.sandbox.messages("alerts")) == 2
    numbers = await left_out(pair) | await digest(pair)
    await pair.ask("/watch add kind:country what:Nepal")
    saved = await pair.ask("/alerts set channel:#news countries:Nepal")
    feed = await pair.ask(f"/feed add address:{town.paper.address}")
    drafts = {"save-alerts": saved, "keep-feed": feed}
    return numbers | {verb: int(reply.interaction["id"]) for verb, reply in drafts.items()}


async def left_out(pair: Twins) -> dict[str, int]:
    """One article for each button under what was left out, and one that a day's questions had no place for."""
    store, now = pair.bots[0].base.store, pair.town.clock()
    for name, title in {**LEFT_OUT, "unasked": "Xi Jinping visits Pakistan"}.items():
        review = Review(article=name, event=VISIT, score=0.4, state=UNASKED, created_at=now)
        row = article(name, title=title, verdict="irrelevant", score=0.41, read_at=now, published=now)
        await store.wire.record([Decision(row, review=review if name == "unasked" else None)])
    await store.left_out.offer(list(LEFT_OUT), now, now - WEEK)
    cases = [await store.reviews.case(number) for number in await store.left_out.offered()]
    return {case.article.id: case.review.id or 0 for case in cases if case}


async def digest(pair: Twins) -> dict[str, int]:
    """The digest of the day, which stories are opened from."""
    bot = pair.bots[0]
    pair.town.turn(days=1)
    await bot.summarise()
    await bot.delivery.drain()
    assert pair.town.sandbox.messages("digest")
    found = [await bot.base.store.outbox.one(number) for number in range(1, 9)]
    number = next(alert.id or 0 for alert in found if alert and alert.kind == "digest")
    return {"story": number, "stories": number, "digest-dm": number, "digest-stop": number}


async def number_of(pair: Twins, verb: str, numbers: dict[str, int]) -> int:
    """The number in the id of the button: of the first alert where it is under one."""
    if not verb.startswith("review-"):
        return numbers.get(verb, 1)
    waiting = await pair.bots[0].base.store.reviews.waiting()
    return waiting[0].review.id or 0 if waiting else 1
