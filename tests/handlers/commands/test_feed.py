"""``/feed`` in the real client against the sandbox, with a real publisher on loopback."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.gateway.client import Client, speak_to
from feeds.http.fetch import open_fetcher
from feeds.workers.workers import open_parsers
from handlers.alerts.announcer import Announcer
from handlers.commands import Workplace, every_button, every_command
from handlers.delivery.reports import report
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from handlers.render.cards.alert import trust
from handlers.render.pages.feed import news
from handlers.watch.hosts import Hosts
from handlers.watch.probe import FeedProbe
from sandbox.control import NotTypedError, Sandbox
from store.nouns.decisions import Decision, FeedState
from store.nouns.models import Article, EvidenceFacts, FeedFacts
from store.store import Store
from tests.clock import Clock
from tests.handlers.connected import custom_ids
from tests.handlers.rows import alert, article, event

FEED = """<rss version="2.0"><channel><title>Harbour *Gazette*</title><link>https://gazette.example/</link>
<item><title>Pakistan and China sign an agreement on frigates @everyone</title><link>https://gazette.example/1</link>
<pubDate>Sun, 01 Mar 2026 09:00:00 GMT</pubDate><description>The defence ministries of China and Pakistan signed.</description></item>
<item><title>Rain expected on Sunday</title><link>https://gazette.example/2</link></item></channel></rss>"""
PAGE = """<html><head><title>Secret page words</title><link rel="alternate" type="application/rss+xml" href="/all.xml">
<link rel="alternate" type="application/rss+xml" title="Sport" href="/sport"></head><body>Secret page words</body></html>"""


async def answer(request: web.Request) -> web.Response:
    texts = {
        "/": ("text/html", PAGE),
        "/all.xml": ("application/rss+xml", FEED),
        "/no": ("text/html", "<html>nothing</html>"),
    }
    kind, text = texts.get(request.path, ("text/html", ""))
    if request.path == "/busy":
        return web.Response(status=429, headers={"Retry-After": "3600"})
    return web.Response(text=text, content_type=kind, status=200 if text else 404)


@pytest.fixture
async def site() -> AsyncIterator[str]:
    application = web.Application()
    application.router.add_get("/{path:.*}", answer)
    async with TestServer(application) as server:
        yield f"http://127.0.0.1:{server.port}"


@asynccontextmanager
async def running(store: Store, clock: Clock) -> AsyncIterator[Sandbox]:
    """The sandbox with a client that has the feed commands."""
    async with (
        Sandbox.running(now=clock) as sandbox,
        open_fetcher("", clock, ["127.0.0.0/8"]) as fetcher,
        open_parsers(workers=1, seconds=60) as parsers,
    ):
        await speak_to(sandbox.api_url)
        ingest = Ingest(store, Knowledge(store), Announcer(store, clock), clock)
        place = Workplace(
            store,
            clock,
            probe=FeedProbe(fetcher, parsers, ingest.look, Hosts(clock, gap=0), clock),
            fixed_home=int(sandbox.guild["id"]),
        )
        client = Client(store.marks, clock, interactions=store.interactions)
        client.install(every_command(place), every_button(place))
        start = asyncio.create_task(client.start(sandbox.token))
        try:
            await sandbox.wait_ready()
            yield sandbox
        finally:
            await client.close()
            await asyncio.gather(start, return_exceptions=True)


def keep_button(node: object) -> str:
    if isinstance(node, dict):
        own = str(node.get("custom_id", ""))
        parts = (
            [own] if own.startswith("entente:keep-feed:") else [keep_button(value) for value in node.values()]
        )
    else:
        parts = [keep_button(value) for value in node] if isinstance(node, list) else []
    return next((part for part in parts if part), "")


async def test_a_feed_is_found_shown_kept_listed_tested_and_removed(
    memory_store: Store, clock: Clock, site: str
) -> None:
    async with running(memory_store, clock) as sandbox:
        shown = await sandbox.invoke(f"/feed add address:{site}/", member=sandbox.admin)
        assert shown.kind == 5  # acknowledged before the address is fetched
        text = shown.text()
        assert "sign an agreement on frigates" in text
        assert "not on this beat" in text
        assert "Sport" in text
        assert "Secret page words" not in text
        assert "@everyone" not in text
        assert await memory_store.wire.feeds() == []
        assert shown.message is not None
        kept = await sandbox.press(shown.message, keep_button(shown.message), member=sandbox.admin)
        assert "Its first reading is silent" in kept.text()
        (feed,) = await memory_store.wire.feeds()
        assert (feed.url, feed.title) == (f"{site}/all.xml", "Harbour *Gazette*")
        assert feed.added_by.startswith("discord:")
        assert "never read" in (await sandbox.invoke("/feed list", member=sandbox.admin)).text()
        tried = await sandbox.invoke(f"/feed test feed:{feed.id}", member=sandbox.admin)
        assert "of the newest 2 items" in tried.text()
        gone = await sandbox.invoke(f"/feed remove feed:{feed.id}", member=sandbox.admin)
        assert "is not watched any more" in gone.text()
        assert await memory_store.wire.feeds() == []
        entries = await memory_store.amendments.entries(int(sandbox.guild["id"]), 5)
        assert [entry.action for entry in entries] == ["remove feed", "add feed"]


async def test_what_is_no_feed_is_told_in_plain_words(memory_store: Store, clock: Clock, site: str) -> None:
    asked = {
        f"{site}/missing": "there is no such page",
        f"{site}/no": "the address is a web page, not a feed; no feed was found on it",
        "http://10.0.0.1/": "the address is private or reserved",
        "ftp://example.org/": "only http and https addresses are read",
    }
    async with running(memory_store, clock) as sandbox:
        for address, words in asked.items():
            assert (
                words in (await sandbox.invoke(f"/feed add address:{address}", member=sandbox.admin)).text()
            )
        for words in ("asked too often (429)", "asked to be left alone until 02 March, 10:00 UTC"):
            busy = await sandbox.invoke(f"/feed add address:{site}/busy", member=sandbox.admin)
            assert words in busy.text()
        assert "goes by" in (await sandbox.invoke("/feed remove feed:nothing", member=sandbox.admin)).text()
        with pytest.raises(NotTypedError, match="may not use"):
            await sandbox.invoke("/feed list", member=sandbox.member)


async def test_a_held_feed_is_released(memory_store: Store, clock: Clock) -> None:
    facts = FeedFacts(source="x", url="http://x.example/rss")
    feed = await memory_store.wire.add_feed("x", facts)
    await memory_store.wire.change_feed(feed.id, {"state": "held", "succeeded_at": clock()})
    async with running(memory_store, clock) as sandbox:
        told = await sandbox.invoke("/feed release feed:x how:read", member=sandbox.admin)
        assert "counts as read" in told.text()
    released = await memory_store.wire.feed("x")
    assert released is not None
    assert (released.state, released.pacing["accept"]) == ("healthy", "read")


async def test_list_and_status_tell_how_feeds_fare(memory_store: Store, clock: Clock) -> None:
    for name, state in (("x", "failing"), ("y", "healthy"), ("z", "paused")):
        await memory_store.wire.add_feed(name, FeedFacts(source="s", url=f"http://{name}.example/rss"))
        told = FeedState(state=state, checks=8, unchanged=6, succeeded_at=clock() - timedelta(hours=2))
        await memory_store.wire.change_feed(name, told)
    failing = FeedState(error="nothing answers at that address", failing_since=clock(), held=3)
    await memory_store.wire.change_feed("x", failing)
    texts = [Article(id=f"a-{n}", source="s", title="T", feed="y", read_at=clock()) for n in range(5)]
    texts[0].event = "an-event"
    await memory_store.wire.record([Decision(text) for text in texts])
    read, due = (f"<t:{int(at.timestamp())}:R>" for at in (clock() - timedelta(hours=2), clock()))
    async with running(memory_store, clock) as sandbox:
        listed = (await sandbox.invoke("/feed list", member=sandbox.admin)).text().replace("\u00a0", " ")
        pages = [await opened(sandbox, name) for name in ("Healthy", "Paused")]
        status = (await sandbox.invoke("/status")).text().replace("\u00a0", " ")
    assert "3 feeds are watched: 1 failing, 1 paused, 1 healthy." in listed
    assert f"**x** · ▲ failing since {due} · nothing answers at that address" in listed
    for words in (
        f"Read {read}, next {due}.",
        "75% of visits unchanged.",
        "5 texts in a week, 1 on events.",
        "`y`",
    ):
        assert words in pages[0]
    assert "not asked any more" in pages[1]
    assert (
        f"Feeds: 1 healthy, 1 failing, 1 paused · read {read} · next {due} · 75% of visits unchanged · 5 texts in a week, 1 on events"
        in status
    )
    assert "nothing answers at that address" in status
    assert "**z**" in status
    assert "**y**" not in status


async def opened(sandbox: Sandbox, section: str) -> str:
    """The page of the first feed of a section, as *Open* shows it."""
    listed = await sandbox.invoke("/feed list", member=sandbox.admin)
    assert listed.message is not None
    menu = next(one for one in custom_ids(listed.message["components"]) if one.startswith("e1:s:"))
    turned = await sandbox.select(listed.message, menu, section, member=sandbox.admin)
    await turned.until(lambda now: bool(now.messages), 20)
    assert turned.message is not None
    button = next(one for one in custom_ids(turned.message["components"]) if one.startswith("e1:o:"))
    page = await sandbox.press(turned.message, button, member=sandbox.admin)
    await page.until(lambda now: bool(now.messages), 20)
    return page.text()


async def test_no_answer_shows_the_key_in_an_address(memory_store: Store, clock: Clock, site: str) -> None:
    key = "TOPSECRETKEY"
    address = f"{site}/all.xml?apikey={key}"
    async with running(memory_store, clock) as sandbox:
        shown = await sandbox.invoke(f"/feed add address:{address}", member=sandbox.admin)
        assert shown.message is not None
        kept = await sandbox.press(shown.message, keep_button(shown.message), member=sandbox.admin)
        (feed,) = await memory_store.wire.feeds()
        assert feed.url == address
        wrong = FeedState(
            title="", state="held", held=3, error=f"{address} answered 500", failing_since=clock()
        )
        await memory_store.wire.change_feed(feed.id, wrong)
        lines = (
            f"/feed add address:{site}/missing?apikey={key}",
            "/feed list",
            f"/feed test feed:{feed.id}",
            f"/feed release feed:{feed.id} how:news",
            f"/feed release feed:{address} how:news",
            "/status share:true",
            f"/feed remove feed:{feed.id}",
            "/audit",
            "/audit entry:1",
            f"/why item:{address}",
        )
        replies = [kept, *[await sandbox.invoke(line, member=sandbox.admin) for line in lines]]
        for reply in (shown, *replies):
            assert key not in str(reply.payloads), reply.text()
    title, text = news({"news": "broken", "feed": address, "words": f"{address} is away"})
    assert key not in title + text


async def test_an_outlet_is_named_and_graded_and_its_cards_follow(
    memory_store: Store, clock: Clock, site: str
) -> None:
    async with running(memory_store, clock) as sandbox:
        line = f"/feed add address:{site}/all.xml name:The Harbour Gazette owner:Harbour Group grade:C"
        shown = await sandbox.invoke(line, member=sandbox.admin)
        assert "source The Harbour Gazette, reliability C" in shown.text()
        assert shown.message is not None
        kept = await sandbox.press(shown.message, keep_button(shown.message), member=sandbox.admin)
        assert "Nobody graded" not in kept.text()
        (feed,) = await memory_store.wire.feeds()
        happened = event("frigates", clock())
        told = alert("frigates", clock(), subject="event:frigates", state="sent", sent_at=clock(), shown=1)
        text = article("frigates", feed.source, clock(), event="frigates")
        evidence = EvidenceFacts(article=text.id, event="frigates")
        decision = Decision(text, event=happened, evidence=(evidence,), alerts=(told,))
        await memory_store.wire.record([decision])
        again = await sandbox.invoke(
            f"/feed edit feed:{feed.id} name:Gazette of the Harbour grade:B", member=sandbox.admin
        )
        assert "reliability: C → B" in again.text()
        found = await report(memory_store, "frigates")
        assert found is not None
        assert trust(found) == ["-# Gazette\u00a0of\u00a0the\u00a0Harbour\u00a0· one\u00a0outlet\u00a0· B3"]
        (waiting,) = await memory_store.outbox.about("event:frigates")
        assert waiting.wanted > waiting.shown, "the message is edited"
        same = await sandbox.invoke(f"/feed edit feed:{feed.id} grade:B", member=sandbox.admin)
        assert "called and graded so already" in same.text()
        nothing = await sandbox.invoke(f"/feed edit feed:{feed.id}", member=sandbox.admin)
        assert "Say a name" in nothing.text()
        (entry,) = await memory_store.amendments.entries(int(sandbox.guild["id"]), 1)
        await sandbox.invoke(f"/amend undo entry:{entry.id}", member=sandbox.admin)
        source = await memory_store.register.source(feed.source)
        assert source is not None
        assert (source.name, source.owner, source.reliability) == (
            "The Harbour Gazette",
            "Harbour Group",
            "C",
        )
        assert (await memory_store.outbox.about("event:frigates"))[0].wanted > waiting.wanted
