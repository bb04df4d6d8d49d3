"""No body, address, header or date makes a pure function of the wire raise."""

import contextlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.entries.dates import publication, read_date, read_moment, zone_named
from feeds.entries.drafts import Drafts, content_hash
from feeds.entries.entries import Asked, Entry, Extract, Glimpse, Head, Unreadable
from feeds.entries.identity import address_keys, choose, keys, linked_hosts, page, shared_pages
from feeds.entries.items import Parsed
from feeds.entries.publisher import letters, split_title
from feeds.entries.urls import absolute, canonical, web
from feeds.formats.cut import cut_into_entries as cut_feed
from feeds.formats.extract import extract, glimpse
from feeds.formats.loose import loose
from feeds.formats.parse import parse
from feeds.formats.thin import lean, thinned
from feeds.http.headers import directives, fresh_for, http_date, received, retry_after
from feeds.http.robots import allows, robots_address, rules
from feeds.lists.discover import candidates
from feeds.lists.opml import OpmlError, read_opml
from feeds.pages.documents import is_paragraph, read_document, text_hash
from feeds.pages.pages import describe, is_challenge, is_page
from feeds.pages.webpages import read_page
from feeds.plain.encoding import cleaned, decode, is_text
from feeds.plain.guess import guessed
from feeds.plain.text import lead, line, paragraphs, shortened_text
from feeds.workers.jobs import Job, to_line
from feeds.workers.worker import replies_of
from store.nouns.models import FeedFacts
from tests.any_text import ANY_TEXT, RAW

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
ASKED = Asked("source", "https://paper.example/feed")
FEED = FeedFacts(source="source", url="https://paper.example/feed")
ENTRIES = st.builds(
    Entry,
    **dict.fromkeys(
        ("guid", "link", "title", "text", "author", "publisher", "language", "published", "changed"),
        ANY_TEXT | st.just(""),
    ),
    pictures=st.lists(ANY_TEXT, max_size=3).map(tuple),
)


def addressed(text: str) -> None:
    for address in (text, f"https://{text}", f"https://x.example/{text}?{text}#{text}", f"//{text}"):
        web(address), canonical(address), absolute(address, "https://x.example/a"), absolute("/a", address)
        address_keys(address), linked_hosts(address), robots_address(address)
        allows(
            rules(f"User-agent: *\nDisallow: {text}\nAllow: /{text}*$".encode("utf-8", "replace")), address
        )


def dated(text: str) -> None:
    for zone in (UTC, ZoneInfo("Asia/Karachi"), zone_named(text)):
        for written in (
            text,
            f"Mon, 2 Mar 2026 10:00 {text}",
            f"{text} March 2026",
            f"2026-03-02T10:00{text}",
        ):
            read_date(written, zone), read_moment(written, zone)
            publication(written, text, zone, NOW)


def headed(text: str) -> None:
    for headers in ({"Cache-Control": text, "Expires": text, "Age": text, "Date": text, "Retry-After": text},
                    {"Cache-Control": f"max-age={text}", "Retry-After": f"{text}0", "Age": f"9{text}"}):  # fmt: skip
        fresh_for(headers, NOW), retry_after(headers, NOW), directives(headers)
    http_date(text), received(((b"etag", text.encode("utf-8", "replace")),), b"etag")


def outlined(text: str) -> None:
    body = f'<opml><body><outline text="{escape(text)}" xmlUrl="{escape(text)}"/></body></opml>'
    for written in (text, body):
        with contextlib.suppress(OpmlError):
            read_opml(written.encode("utf-8", "replace"))


def encoded(text: str) -> None:
    for codec in ("utf-8", "utf-16", "utf-32", "gb18030", "iso2022_jp"):
        body = text.encode(codec, "replace")
        (
            decode(body, f"text/xml; charset={text}", guessed),
            decode(body, "", guessed),
            is_text(body),
            guessed(body),
        )


READERS: dict[str, Callable[[str], object]] = {
    "addresses": addressed,
    "dates": dated,
    "headers": headed,
    "outlines": outlined,
    "encodings": encoded,
    "markup": lambda text: (
        line(text),
        lead(text, 100),
        shortened_text(text, 20),
        paragraphs(text),
        cleaned(text),
    ),
    "pages": lambda text: (is_page(text), is_challenge(text), describe(text), read_page(text)),
    "found feeds": lambda text: candidates(text, "https://x.example/"),
    "documents": lambda text: (
        read_document(text.encode("utf-8", "replace"), "x"),
        is_paragraph(text),
        text_hash(cleaned(text)),
    ),
    "publishers": lambda text: (split_title(text, Entry(publisher=text[:9]), text, text), letters(text)),
    "hashes": lambda text: content_hash(cleaned(text), cleaned(text)),
    "thinned": lambda text: (cut_feed(cleaned(text)), loose(text), lean(text), thinned(text)),
}


@pytest.mark.parametrize("name", READERS)
def test_no_text_makes_a_reader_raise(name: str) -> None:
    @settings(max_examples=25)
    @given(ANY_TEXT)
    def holds(text: str) -> None:
        READERS[name](text)

    holds()


def rss(items: list[tuple[str, str, str]]) -> str:
    told = "".join(
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid><description>{text}</description>"
        f"<pubDate>{text}</pubDate></item>"
        for title, link, text in items
    )
    return f'<rss version="2.0"><channel><title>News</title>{told}</channel></rss>'


def json_feed(items: list[tuple[str, str, str]]) -> str:
    told = [
        {"id": link, "url": link, "title": title, "content_html": text, "date_published": text}
        for title, link, text in items
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": told})


ITEMS = st.lists(st.tuples(ANY_TEXT, ANY_TEXT, ANY_TEXT), max_size=4)
WRITERS = st.sampled_from(
    [
        rss,
        json_feed,
        lambda items: rss([tuple(map(escape, item)) for item in items]),  # type: ignore[misc]
        lambda items: rss([tuple(f"<![CDATA[{part}]]>" for part in item) for item in items]),  # type: ignore[misc]
        lambda items: f"<!DOCTYPE rss>{rss(items)}",
    ]
)


@settings(max_examples=40)
@given(ITEMS, WRITERS)
def test_any_body_is_read_or_unreadable(items: list[tuple[str, str, str]], write: Callable[..., str]) -> None:
    body = write(items).encode("utf-8", "replace")
    assert isinstance(extract(body, "", ASKED, NOW), Extract | Unreadable)
    assert isinstance(glimpse(body, "", ASKED, NOW), Glimpse | Unreadable)
    assert isinstance(parse(body, "", FEED, NOW), Parsed | Unreadable)
    for part in replies_of(Job("feed", len(body), at=NOW.isoformat(), asked=ASKED), body):
        to_line(part)


@settings(max_examples=40)
@given(st.lists(ENTRIES, max_size=3), RAW)
def test_any_entry_becomes_a_draft(entries: list[Entry], title: str) -> None:
    policy = choose(entries)
    for draft in Drafts(ASKED, Head(title=title), policy, NOW).read(entries):
        assert draft.article["title"]
    for entry in entries:
        page(entry)
        assert keys(entry, policy, frozenset(), shared_pages(entries), NOW)
