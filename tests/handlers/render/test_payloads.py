"""Every payload that the desk sends, made of the longest and most hostile words: taken by Discord's own description and
by its limits, and nobody is notified by it."""

from typing import Any

import pytest

from handlers.alerts.announcer import Announcer
from handlers.alerts.digest import Digests
from handlers.alerts.summaries import Summaries
from handlers.moderation.amending import Amending
from sandbox.control import Sandbox
from sandbox.forms.components import every
from sandbox.rest.interactions import Reply
from sandbox.world.objects import Document
from store.nouns.decisions import Decision
from store.nouns.outbox import Alert
from store.nouns.reviews import Review
from store.nouns.subscriptions import DigestFacts, WatchFacts
from store.outbox.grouping import GROUP_MOST
from store.outbox.outbox import Lane
from store.people.amending import Who
from store.store import Store
from tests.clock import Clock
from tests.handlers import hostile
from tests.handlers.at_work import Desk
from tests.handlers.connected import button_of, custom_ids, running
from tests.handlers.rows import ADMIN, article
from tests.limits import live, over_limits, shown, would_ping
from tests.openapi import SPEC, invalid_requests

PATIENCE = 60.0
"""Seconds: how soon commands are answered is measured elsewhere, on words that people type."""
TYPED = " ".join(hostile.SHORT.split())[:120]


def judged(sandbox: Sandbox, *, messages: int) -> None:
    """Whatever was sent so far, ``messages`` or more of it messages."""
    requests = sandbox.requests
    assert [f"{row.path} {row.status} {row.answer}" for row in requests if row.status >= 400] == []
    assert sum(shown(row) is not None for row in requests) >= messages
    for judge in (over_limits, would_ping, lambda row: live(row, hostile.WHO, "click")):
        assert [problem for row in requests for problem in judge(row)] == []
    everything = [message for kept in sandbox.world.messages.values() for message in kept.values()]
    assert all(not message["mentions"] and not message["mention_roles"] for message in everything)
    assert not any(message["mention_everyone"] for message in everything)
    if not SPEC.exists():
        pytest.skip("all but Discord's API description was asked: it is not beside the project")
    assert invalid_requests(requests) == []


def amending(desk: Desk) -> Amending:
    return Amending(desk.store, Announcer(desk.store, desk.clock), desk.clock)


def who(desk: Desk) -> Who:
    return Who(f"discord:{ADMIN}", int(desk.sandbox.guild["id"]), desk.clock())


async def asked(desk: Desk) -> None:
    """A channel, a digest, a person's watch at once, and another's once a day."""
    place = desk.sandbox
    await desk.store.register.seed(hostile.founded())
    await desk.store.subscriptions.subscribe(desk.rules(), int(place.admin["user"]["id"]), desk.clock())
    facts = DigestFacts(guild=int(place.guild["id"]), channel=desk.place("digest"), hour=12)
    await desk.store.subscriptions.schedule(facts, desk.clock().replace(hour=12), ADMIN, desk.clock())
    for person, daily in ((place.member, False), (place.admin, True)):
        number = int(person["user"]["id"])
        watch = WatchFacts(person=number, guild=1, channel=2, kind="country", what="CN", daily=daily)
        await desk.store.subscriptions.watch(
            watch, desk.clock().replace(hour=12) if daily else None, desk.clock()
        )


async def happens(desk: Desk, first: int, count: int, sources: int = 1, **values: Any) -> None:
    for number in range(first, first + count):
        happened = hostile.event(number, desk.clock(), **values)
        alerts = await Announcer(desk.store, desk.clock).new(happened)
        await hostile.file(desk.store, happened, desk.clock(), *alerts, sources=sources)


async def test_alerts_groups_replies_digests_summaries_and_notices(desk: Desk) -> None:
    await asked(desk)
    for number in range(len(hostile.NAMES)):
        await happens(desk, number, 1, sources=7, standing="denied" if number % 3 == 0 else "reported")
        await desk.delivery.drain()
    for message in desk.sandbox.messages("alerts"):
        text = message["embeds"][0]["description"].splitlines()[-1]
        assert text.startswith("-# ")
        assert "outlet" in text, "what is said has its sources, however long it is"
        assert len(message["content"]) <= 150
    await happens(desk, 100, GROUP_MOST)
    await desk.delivery.drain()
    for changes in ({"place": hostile.LONG[::-1]}, {"phase": "denied"}, {"title": hostile.LONG[10:]}):
        desk.clock.turn(minutes=2)
        await amending(desk).edit("hostile-0", changes, who(desk))
        await desk.delivery.drain()
    await desk.store.amendments.merge("hostile-1", "hostile-0", who(desk))
    await desk.store.amendments.merge("hostile-101", "hostile-102", who(desk))
    await desk.store.amendments.withdraw("hostile-2", who(desk))
    desk.clock.turn(minutes=2)
    await desk.delivery.drain()
    desk.clock.turn(hours=4)
    assert await Digests(desk.store, desk.clock).tick() + await Summaries(desk.store, desk.clock).tick() == 2
    bodies: list[dict[str, object]] = [
        {"channel": desk.place(), "error": hostile.LONG},
        {"feed": hostile.LONG, "news": "broken", "words": hostile.LONG},
        {"person": int(desk.sandbox.member["user"]["id"])},
    ]
    admin = int(desk.sandbox.admin["user"]["id"])
    rows = [Alert.notice(f"notice:{n}", admin, body, desk.clock()) for n, body in enumerate(bodies)]
    await desk.store.outbox.queue(rows)
    await desk.delivery.drain()
    assert set(await desk.store.outbox.counts()) <= {"sent"}
    judged(desk.sandbox, messages=2 * len(hostile.NAMES) + 12)


ASKED = (
    "/recent query:{typed}",
    "/recent country:{typed}",
    "/recent kind:{typed}",
    "/recent since:{typed}",
    "/recent limit:25",
    "/brief topic:{typed}",
    "/brief topic:China Pakistan",
    "/timeline topic:China",
    "/actor name:{typed}",
    "/actor name:actor-0",
    "/agreement name:deal",
    "/agreements party:{typed}",
    "/agreements status:{typed}",
    "/agreements",
    "/event name:{typed}",
    "/event name:hostile-0",
    "/search query:{typed}",
    "/search query:click",
    "/source text:hostile-0-1-1",
    "/source text:{typed}",
    "/source text:click",
    "/compare topic:{typed} with:{typed}",
    "/why item:hostile-0-1-1",
    "/why item:{typed}",
    "/status",
    "/help",
    "/watch add kind:word what:{short}",
    "/watch add kind:actor what:{typed}",
    "/watch list",
    "/alerts set channel:#alerts kinds:{typed}",
    "/alerts set channel:#alerts actors:actor-0, actor-1, actor-2, actor-3 quiet:22-7",
    "/alerts set channel:#alerts quiet:{typed}",
    "/alerts set channel:#alerts timezone:{typed}",
    "/alerts list",
    "/alerts drop channel:{typed}",
    "/alerts drop channel:{digits}",
    "/digest set channel:#digest timezone:{typed}",
    "/digest list",
    "/digest now channel:#digest",
    "/review",
    "/amend edit event:hostile-0 field:title value:{typed}",
    "/amend edit event:hostile-0 field:place value:{typed}",
    "/amend edit event:hostile-0 field:day value:{typed}",
    "/amend edit event:{typed} field:place value:Karachi",
    "/amend split event:hostile-0 articles:hostile-0-3-1 title:{typed}",
    "/amend merge event:{typed} into:{typed}",
    "/amend merge event:hostile-1 into:hostile-0",
    "/amend undo entry:999999999",
    "/audit",
    "/audit event:{typed}",
)


async def test_answers_to_whatever_is_typed(desk: Desk) -> None:
    await asked(desk)
    await happens(desk, 0, 2, sources=7)
    await left_open(desk.store, desk.clock)
    place = desk.sandbox
    await held(desk)
    given = {"typed": TYPED, "short": hostile.PINGS[:60], "digits": "9" * 190}
    async with running(place, desk.store, desk.clock):
        for line in ASKED:
            reply = await place.invoke(line.format(**given), member=place.admin, seconds=PATIENCE)
            assert "Something went wrong" not in reply.text(), line
            assert not pinged(reply), line
        shared = await place.invoke(f"/event name:{TYPED} share:true", member=place.admin)
        assert not pinged(shared)
        for line, focused in completions(place):
            await place.autocomplete(line, focused, member=place.admin)
    judged(place, messages=len(ASKED))


async def test_buttons_menus_and_cards(desk: Desk) -> None:
    """Whatever can be pressed or chosen, once as a member and once as an admin, until nothing new turns up."""
    await asked(desk)
    for number in range(2):
        await happens(desk, number, 1)
        await desk.delivery.drain()
    await happens(desk, 100, 8)
    await desk.delivery.drain()
    await left_open(desk.store, desk.clock)
    place, seen = desk.sandbox, set[str]()
    async with running(place, desk.store, desk.clock):
        offer = (await place.invoke("/alerts set channel:#news", member=place.admin)).messages
        found = [*place.messages("alerts"), *place.direct_messages(place.member), *offer]
        while found:
            found = [after for message in found for after in await everything_pressed(place, message, seen)]
        verbs = {name.split(":")[1] for name in seen}
        assert verbs >= {"details", "wrong", "watch", "watch-more", "group", "unwatch", "save-alerts"}
        card = (await place.invoke("/review", member=place.admin)).message
        for verdict in ("same", "new", "later", "irrelevant"):
            assert card is not None
            card = (await place.press(card, button_of(card, f"review-{verdict}"), member=place.admin)).message
    judged(place, messages=30)


async def everything_pressed(place: Sandbox, message: Document, seen: set[str]) -> list[Document]:
    """The messages that come of pressing and choosing what was not seen before; pages turn in place, and have tests of
    their own."""
    came: list[Document] = []
    for name in dict.fromkeys(custom_ids(message)):
        if name in seen or name not in custom_ids(message) or name.startswith("e1:"):
            continue
        seen.add(name)
        for member in (place.member, place.admin):
            reply = await tried(place, message, name, member)
            assert "Something went wrong" not in reply.text(), name
            assert not pinged(reply), name
            came += reply.messages
    return came


async def tried(place: Sandbox, message: Document, name: str, member: Document) -> Reply:
    parts = every(message["components"])
    part = next(part for part in parts if part.get("custom_id") == name)
    if "options" in part:
        return await place.select(message, name, part["options"][-1]["value"], member=member)
    return await place.press(message, name, member=member)


def pinged(reply: Reply) -> bool:
    return any(
        message["mentions"] or message["mention_roles"] or message["mention_everyone"]
        for message in reply.messages
    )


def completions(place: Sandbox) -> list[tuple[str, str]]:
    """Each option that completes itself, with hostile words typed into it."""
    return [
        (f"/{' '.join(path)} {option['name']}:{TYPED[:90]}", option["name"])
        for path, options in commands(place)
        for option in options
        if option.get("autocomplete")
    ]


def commands(place: Sandbox) -> list[tuple[tuple[str, ...], list[Document]]]:
    found: list[tuple[tuple[str, ...], list[Document]]] = []
    for command in place.commands:
        inner = [row for row in command.get("options", []) if row["type"] == 1]
        found += [((command["name"], row["name"]), row.get("options", [])) for row in inner]
        found += [((command["name"],), command.get("options", []))] if not inner else []
    return found


async def left_open(store: Store, clock: Clock) -> None:
    """Open questions with everything about them too long."""
    proposal = hostile.facts(hostile.LONG).model_dump(mode="json")
    for number, candidate in enumerate(("hostile-0", None, "hostile-1", None)):
        name = f"open-{number}"
        values = {"title": hostile.LONG, "lead": hostile.LONG, "url": hostile.ADDRESS, "verdict": "unsure"}
        text = article(name, "wire", clock(), canonical_url=f"https://x.example/{number}", **values)
        review = Review(
            article=name,
            event=candidate,
            score=0.6,
            reasons=[hostile.LONG] * 9,
            proposal=proposal,
            created_at=clock(),
        )
        await store.wire.record([Decision(text, review=review)])


async def held(desk: Desk) -> None:
    """A channel that takes no messages, with a hostile reason."""
    claim = await desk.store.outbox.claim(Lane(desk.place()), desk.clock())
    assert claim is not None
    await desk.store.outbox.held(claim, hostile.LONG, desk.clock().replace(hour=23), [])
