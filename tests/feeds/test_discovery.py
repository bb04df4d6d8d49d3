"""Feeds found from pages and lists."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.discover import USUAL_PATHS, candidates
from feeds.opml import OpmlError, Outline, read_opml, write_opml

CASES = Path(__file__).parent.parent / "cases" / "feeds"
YARD = Outline("https://yard.example/rss?a=1&b=2", "Yard & port", "https://yard.example/")


def test_a_page_declares_its_feeds() -> None:
    html = (CASES / "discover" / "newspaper.html").read_text()
    found = candidates(html, "https://gazette.example/")
    assert [(one.url, one.title, one.declared) for one in found[:3]] == [
        ("https://gazette.example/en/rss.xml", "Gazette: News", True),
        ("https://gazette.example/comments/feed/", "Gazette: Comments", True),
        ("https://gazette.example/defence/rss", "Defence", False),
    ]
    assert [one.url for one in found[3:]] == [
        "https://gazette.example" + path for path in ("/feed/", *USUAL_PATHS)
    ]


def test_feeds_are_declared_in_many_ways() -> None:
    html = (CASES / "discover" / "blog.html").read_text()
    found = candidates(html, "https://yard.example/blog/2026/")
    assert [(one.url, one.title, one.declared) for one in found[:7]] == [
        ("http://yard.example/blog/all.xml", "Yard blog & more", True),
        ("https://yard.example/blog/atom?lang=en&full=1", "", True),
        ("https://yard.example/blog/rss/", "", True),
        ("https://yard.example/blog/all.xml", "", True),
        ("https://cdn.yard.example/feed.json", "", True),
        ("https://yard.example/ships.rss", "", False),
        ("https://yard.example/blog/2026/feed/", "", False),
    ]


def test_opml_is_read() -> None:
    found = read_opml((CASES / "opml" / "nested.opml").read_bytes())
    assert found == (YARD, Outline("https://gazette.example/feed", "Gazette"))


def test_opml_is_written_as_it_is_read() -> None:
    outlines = (YARD, Outline("https://b.example/", 'Quotes " and <tags> &amp; 中文'))
    assert read_opml(write_opml(outlines, "Entente & friends", datetime(2024, 1, 1, tzinfo=UTC))) == outlines


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html><body/></html>", "no OPML"),
        (b"<opml><body>", "not well-formed"),
        (b"", "not well-formed"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "document type"),
    ],
)
def test_what_is_no_opml_is_told(body: bytes, reason: str) -> None:
    with pytest.raises(OpmlError, match=reason):
        read_opml(body)
