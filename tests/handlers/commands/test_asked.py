"""What members ask, over founding knowledge and news: the point stands in the first 600 characters of the answer."""

import tomllib
from collections.abc import AsyncIterator
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
import pytest_asyncio

from benchmarks.look.posts import NOW
from benchmarks.look.year import file_year
from bot.cli.ask import PATIENCE, NoMarks
from bot.gateway.client import Client
from bot.gateway.connection import connected, until_up
from feeds.entries.items import Parsed
from feeds.formats.parse import parse
from handlers.alerts.announcer import Announcer
from handlers.commands import Workplace, every_button, every_command
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from handlers.render.paging.measure import visible_text
from sandbox.control import Sandbox
from sandbox.forms.components import every
from store.nouns.models import FeedFacts, Source
from store.store import Store
from tests.asker import Asker
from tests.clock import Clock
from tests.handlers.commands.test_questions import plain
from tests.templates import copied

CASES = Path(__file__).parents[2] / "cases" / "asked"
MADE_UP = CASES / "made-up"
FOLDERS = (CASES, CASES / "year", CASES / "told", CASES / "texts", CASES / "founded", MADE_UP)
POINT, MOST = 600, 1_200
"""Characters within which the point stands, and of the whole first message."""
pytestmark = pytest.mark.asyncio(loop_scope="session")


def asked(folder: Path) -> list[dict[str, Any]]:
    files = sorted(folder.glob("q*.toml"))
    return [case for path in files for case in tomllib.loads(path.read_text())["question"]]


@pytest.fixture(scope="module", params=FOLDERS, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def desk(folder: Path, founded_sqlite: Path) -> AsyncIterator[Asker]:
    """The seeds and the news of a folder, or the made-up year of the looks, behind the real client."""
    clock = Clock(NOW) if folder == MADE_UP else clock_of(folder)
    store = await copied(founded_sqlite, clock)
    await (file_year(store, NOW) if folder == MADE_UP else read_news(store, clock, folder))
    async with Sandbox.running(now=clock) as sandbox:
        asker = Asker(Client(NoMarks(), clock, patience=PATIENCE), sandbox)
        place = Workplace(store, clock, asker.answers.append)
        asker.client.install(every_command(place), every_button(place))
        async with connected(asker.client, sandbox.token, sandbox.api_url) as running:
            await until_up(asker.client, running)
            yield asker
    await store.close()


def clock_of(folder: Path) -> Clock:
    """The day on which the questions of a folder are asked, if its news name one."""
    now = tomllib.loads((folder / "news.toml").read_text()).get("now")
    return Clock(now) if now else Clock()


async def read_news(store: Store, clock: Clock, folder: Path) -> None:
    """Every outlet has a feed of its own, read as the watcher reads it."""
    news = tomllib.loads((folder / "news.toml").read_text())["news"]
    ingest = Ingest(store, Knowledge(store), Announcer(store, clock), clock)
    for outlet in dict.fromkeys(item["outlet"] for item in news):
        key = outlet.lower().replace(" ", "-")
        await store.register.add_source(Source(id=key, name=outlet, owner=outlet, reliability="C"))
        feed = await store.wire.add_feed(key, FeedFacts(source=key, url=f"https://{key}.example/feed"))
        parsed = parse(
            rss(key, [i for i in news if i["outlet"] == outlet]), "application/rss+xml", feed, clock()
        )
        assert isinstance(parsed, Parsed)
        await ingest.feed(feed, parsed.items)


def rss(host: str, items: list[dict[str, Any]]) -> bytes:
    told = "".join(
        f"<item><title>{escape(item['title'])}</title><link>https://{host}.example/{number}</link>"
        f"<guid>{number}</guid><pubDate>{format_datetime(item['published'])}</pubDate>"
        f"<description>{escape(item['lead'])}</description></item>"
        for number, item in enumerate(items)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{told}</channel></rss>'.encode()
    )


async def test_the_point_stands_first(desk: Asker, folder: Path) -> None:
    """But for those that a case tells to be ``open``, with the reason: these are amiss, or no longer open."""
    found = {case["ask"]: (case, await amiss_in(desk, case)) for case in asked(folder)}
    assert [f"{ask}: {amiss}" for ask, (case, amiss) in found.items() if amiss and "open" not in case] == []
    assert [ask for ask, (case, amiss) in found.items() if "open" in case and not amiss] == []


async def amiss_in(desk: Asker, case: dict[str, Any]) -> str:
    """What an answer lacks, says though it must not, or has too much of; ``a|b`` asks for either."""
    reply, _ = await desk.ask(case["ask"])
    assert reply.message is not None
    texts = [part["content"] for part in every(reply.message["components"]) if "content" in part]
    told = plain(visible_text("\n".join(texts)))
    missing = [
        words for words in case["point"] if not any(plain(w) in told[:POINT] for w in words.split("|"))
    ]
    wrong = [words for words in case.get("never", ()) if plain(words) in told]
    long = [f"{len(told)} characters"] if len(told) > MOST else []
    return "; ".join([*missing, *(f"says {words}" for words in wrong), *long])
