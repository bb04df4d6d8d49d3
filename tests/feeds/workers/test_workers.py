"""Parsing in killable processes: the same result, hostile bodies, and an event loop that never stalls."""

import asyncio
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.entries.entries import Document, Unreadable
from feeds.entries.items import Parsed
from feeds.formats.parse import parse
from feeds.pages.documents import read_document
from feeds.workers.workers import JOBS_OF_A_WORKER, SECONDS, TOO_SLOW, Parsers, open_parsers
from store.nouns.models import FeedFacts

CASES = Path(__file__).parent.parent.parent / "cases" / "feeds" / "parse"
NOW = datetime(2024, 1, 1, tzinfo=UTC)
FEED = FeedFacts(source="example", url="https://feed.example/rss")
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10))
ITEM = "<item><title>Survivor</title><link>https://x.example/1</link></item>"
HOSTILE = {
    "entities": f'<?xml version="1.0"?><!DOCTYPE rss [{LAUGHS}]><rss><channel><title>&l9;</title>{ITEM}</channel></rss>',
    "broken entities": f"<!DOCTYPE rss [\n{LAUGHS}\n]><rss><channel><title>&l9;<b></title>{ITEM}",
    "newlines": "<rss><channel><title>x" + "\n" * 40_000 + f"<![CDATA[</title>{ITEM}</channel>",
    "newlines before": "\n" * 40_000 + "<!DOCTYPE" + "\n" * 40_000,
    "author": f"<rss><channel><item><author>{'a' * 50_000}({'b' * 50_000}</author></item></channel></rss>",
    "author at": f"<rss><channel><item><author>{'a@' * 50_000}</author></item></channel></rss>",
    "attributes": "<rss><channel><item " + " ".join(f'a{n}="1"' for n in range(50_000)) + f"></item>{ITEM}",
    "open tags": "<rss><channel>" + "<a " * 50_000,
    "nested": "<rss><channel><item>" + "<div>" * 50_000 + "</item></channel></rss>",
    "nested json": '{"version":"https://jsonfeed.org/version/1","items":' + "[" * 100_000,
    "nested html": f"<rss><channel><item><title>x</title><description>{'&lt;b&gt;' * 60_000}</description></item></channel></rss>",
    "comments": "<rss><channel>" + "<!--" * 50_000,
    "cdata": "<rss><channel><item><title>" + "<![CDATA[" * 20_000,
    "many items": "<rss><channel>" + "<item/>" * 20_000,
    "zeros": "\0" * 500_000,
}


@pytest.fixture
async def parsers() -> AsyncIterator[Parsers]:
    async with open_parsers(workers=1, seconds=10.0) as parsers:
        yield parsers


async def test_a_worker_reads_as_this_process_does(parsers: Parsers) -> None:
    for path in sorted(CASES.glob("*.*")):
        body = path.read_bytes()
        assert await parsers.parse(body, "", FEED, NOW) == parse(body, "", FEED, NOW), path.name


async def test_hostile_bodies_are_bounded_and_the_next_feed_is_unharmed() -> None:
    """Within the time that the bot itself gives them, as far as this machine has any."""
    good = (CASES / "rss-plain.xml").read_bytes()
    wanted = parse(good, "", FEED, NOW)
    assert isinstance(wanted, Parsed)
    async with open_parsers(workers=1, seconds=SECONDS) as parsers:
        for name, body in HOSTILE.items():
            started = time.monotonic()
            found = await parsers.parse(body.encode(), "", FEED, NOW)
            assert isinstance(found, Parsed | Unreadable), name
            assert time.monotonic() - started < 30.0, name
            assert await parsers.parse(good, "", FEED, NOW) == wanted, name


async def test_a_body_that_takes_too_long_is_told_and_its_process_killed() -> None:
    async with open_parsers(workers=1, seconds=0.001) as hasty:
        found = await hasty.parse(HOSTILE["many items"].encode(), "", FEED, NOW)
        assert found == Unreadable(TOO_SLOW.format(seconds=0.001))
        assert hasty.workers[0].process is None


async def test_a_worker_is_replaced_after_its_share_of_jobs(parsers: Parsers) -> None:
    body = b"<rss><channel><title>x</title></channel></rss>"
    await parsers.parse(body, "", FEED, NOW)
    worker = parsers.workers[0]
    assert worker.process is not None
    first, worker.jobs = worker.process.pid, JOBS_OF_A_WORKER - 1
    await parsers.parse(body, "", FEED, NOW)
    assert isinstance(await parsers.parse(body, "", FEED, NOW), Parsed)
    assert worker.process is not None
    assert worker.process.pid != first


async def test_the_event_loop_does_not_wait_for_a_parser(parsers: Parsers) -> None:
    await parsers.parse(b"<rss/>", "", FEED, NOW)
    body = "<rss version='2.0'><channel>" + ITEM * 200 + "</channel></rss>"
    parsing = asyncio.create_task(parsers.parse(body.encode(), "", FEED, NOW))
    longest, before = 0.0, time.thread_time()
    while not parsing.done():
        await asyncio.sleep(0)
        longest, before = max(longest, time.thread_time() - before), time.thread_time()
    assert isinstance(parsing.result(), Parsed)
    assert longest < 0.05


async def test_a_page_is_searched_for_feeds_in_a_worker(parsers: Parsers) -> None:
    page = (CASES.parent / "discover" / "newspaper.html").read_bytes()
    found = await parsers.candidates(page, "text/html", "https://gazette.example/")
    assert found[0].url == "https://gazette.example/en/rss.xml"


async def test_a_document_is_read_in_a_worker_as_in_this_process(parsers: Parsers) -> None:
    for path in sorted((CASES.parent / "documents").glob("*.*")):
        found = await parsers.document(path.read_bytes(), path.name)
        assert found == read_document(path.read_bytes(), path.name), path.name


async def test_a_long_document_comes_in_parts(parsers: Parsers) -> None:
    body = "\n\n".join(f"The drill of day {n} ended well." for n in range(230)).encode()
    found = await parsers.document(body, "days.txt")
    assert isinstance(found, Document)
    assert [paragraph.number for paragraph in found.parts[0].paragraphs] == list(range(1, 231))


async def test_a_document_that_is_no_text(parsers: Parsers) -> None:
    found = await parsers.document(b"PK\3\4 a word processor's file", "report.docx")
    assert found == Unreadable("it is no text: only text, Markdown and HTML documents are read")
