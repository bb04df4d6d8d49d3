"""What is not read of a body is counted and told: every entry is read, held or skipped."""

import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.entries.entries import Asked, Extract, Glimpse
from feeds.formats.extract import extract, glimpse
from handlers.render.pages.feed import feed_page
from handlers.render.pages.feed_age import SKIPPED
from store.wire.watched import Yield
from tests.examples import share_of
from tests.newsroom import NOW
from tests.site import Newsroom, Page, titles

ASKED = Asked("example", "https://feed.example/rss")


def rss(items: list[str], head: str = "") -> str:
    entries = "".join(f"<item><title>{title}</title><guid>urn:{title}</guid></item>" for title in items)
    return f"{head}<rss version='2.0'><channel><title>T</title>{entries}</channel></rss>"


def atom(items: list[str]) -> str:
    entries = "".join(f"<entry><id>urn:{title}</id><title>{title}</title></entry>" for title in items)
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title>{entries}</feed>"


def json_feed(items: list[str]) -> str:
    entries = [{"id": f"urn:{title}", "title": title} for title in items]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": entries})


FORMATS: dict[str, Callable[[list[str]], str]] = {
    "rss": rss,
    "atom": atom,
    "json": json_feed,
    "ill-formed": lambda items: rss(items).replace("<title>T</title>", "<title>T & U</title>"),
    "with a document type": lambda items: rss(items, "<!DOCTYPE rss [<!ENTITY a 'b'>]>"),
    "cut off": lambda items: rss(items).removesuffix("</channel></rss>"),
}


def counted(body: str) -> tuple[int, int]:
    found, seen = (read(body.encode(), "", ASKED, NOW) for read in (extract, glimpse))
    assert isinstance(found, Extract)
    assert isinstance(seen, Glimpse)
    assert found.total == len(found.drafts)
    assert seen.total == len(seen.keys)
    return found.total + found.skipped + found.broken, seen.total + seen.skipped + seen.broken


@pytest.mark.parametrize("form", FORMATS)
def test_of_two_thousand_entries_each_is_read_or_counted(form: str) -> None:
    assert counted(FORMATS[form](titles(1, 2000))) == (2000, 2000)


@settings(max_examples=share_of(8))
@given(st.sampled_from(sorted(FORMATS)), st.integers(1, 2500), st.sampled_from([0, 3000, 9000]))
def test_whatever_its_size_each_entry_is_read_or_counted(form: str, count: int, weight: int) -> None:
    items = [f"n{n}" + " word" * (weight // 5) for n in range(count)]
    assert counted(FORMATS[form](items)) == (count, count)


def test_items_that_are_no_objects_are_counted() -> None:
    body = json.loads(json_feed(titles(1, 1500)))
    body["items"][3:3] = [None, 7, "text"]
    assert counted(json.dumps(body)) == (1503, 1503)


def test_what_was_read_before_does_not_change_the_count() -> None:
    seen = glimpse(rss(titles(1, 2000)).encode(), "", ASKED, NOW)
    assert isinstance(seen, Glimpse)
    again = Asked("example", ASKED.url, identity=seen.identity, known=seen.slices)
    found = extract(rss(titles(1, 2003)).encode(), "", again, NOW)
    assert isinstance(found, Extract)
    assert (len(found.drafts), found.total, found.skipped) == (3, 1000, 1003)


async def test_an_archive_that_a_first_sight_leaves_unread_is_no_alarm(room: Newsroom) -> None:
    await room.add("a", Page(titles(1, 2000)))
    await room.poll()
    feed = await room.feed("a")
    assert (room.told, feed.pacing[SKIPPED]) == ([], 1000)
    assert "1,000 entries of it were not read" in str(feed_page(feed, None, Yield(), room.clock()))
    room.site.pages["/a"].titles = titles(1, 2003)
    assert await room.poll(hours=1) == ["n2001", "n2002", "n2003"]
    assert room.told == []


async def test_news_that_are_too_many_are_told_with_their_number(room: Newsroom) -> None:
    await room.add("a", Page(titles(1, 20)))
    await room.poll()
    room.site.pages["/a"].titles = titles(1001, 3000)
    assert await room.poll(hours=1) == []
    feed = await room.feed("a")
    assert room.told == [("a", "skipped"), ("a", "held")]
    assert (feed.held, feed.pacing[SKIPPED]) == (1000, 1000)
    room.site.pages["/a"].titles = titles(1001, 3008)
    await room.poll(hours=1)
    assert room.told == [("a", "skipped"), ("a", "held")], "what is beside the gap is known"


async def test_what_cannot_be_held_is_told_and_stays_unread(room: Newsroom) -> None:
    await room.add("a", Page(titles(1, 20)))
    await room.poll()
    room.site.pages["/a"].titles = titles(101, 1000)
    await room.poll(hours=1)
    room.site.pages["/a"].titles = titles(2001, 2300)
    await room.poll(hours=1)
    feed = await room.feed("a")
    assert (feed.held, feed.error) == (
        900,
        "900 entries, and 300 more that are left in the feed: held back until an admin decides",
    )
    assert room.told == [("a", "held"), ("a", "skipped")]
