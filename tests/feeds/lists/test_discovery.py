"""Feeds found from pages and lists."""

import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.lists.discover import USUAL_PATHS, candidates
from feeds.lists.opml import TOO_BROKEN, OpmlError, Outline, read_opml, write_opml

CASES = Path(__file__).parent.parent.parent / "cases" / "feeds"
TITLES = st.text(st.sampled_from("aé中 <>&;\"'=/amp#"), max_size=12).map(str.strip)


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


@pytest.mark.parametrize("path", sorted((CASES / "opml").glob("*.opml")), ids=lambda path: path.stem)
def test_opml_is_read(path: Path) -> None:
    expected = tomllib.loads(path.with_suffix(".toml").read_text())
    found = read_opml(path.read_bytes())
    assert expected["rule"]
    assert [[feed.url, feed.title, feed.page] for feed in found.feeds] == expected["feeds"]
    assert [[left.name, left.reason] for left in found.left_out] == expected.get("left_out", [])


@given(
    st.lists(
        st.builds(
            Outline, st.integers(0, 99).map("https://b.example/?a=1&copy={}".format), TITLES, st.just("")
        ),
        unique_by=lambda outline: outline.url,
    )
)
def test_opml_is_written_as_it_is_read(outlines: list[Outline]) -> None:
    written = write_opml(outlines, "Entente & friends", datetime(2024, 1, 1, tzinfo=UTC))
    read = read_opml(written).feeds
    assert [outline.url for outline in read] == [outline.url for outline in outlines]
    assert [outline.title for outline in read] == [outline.title or outline.url for outline in outlines]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html><body/></html>", "no OPML"),
        (b"", "no tags"),
        (b"words", "no tags"),
        (b"<rss><channel/></rss>", "no OPML"),
    ],
)
def test_what_is_no_opml_is_told(body: bytes, reason: str) -> None:
    with pytest.raises(OpmlError, match=reason):
        read_opml(body)


def test_the_entities_of_a_document_type_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY a{n} "&a{n - 1};&a{n - 1};">' for n in range(1, 40))
    body = f'<!DOCTYPE opml [<!ENTITY a0 "x">{bomb}]><opml><body><outline text="&a39;" xmlUrl="https://a.example/"/></body></opml>'
    assert read_opml(body.encode()).feeds == (Outline("https://a.example/", "&a39;"),)


@pytest.mark.parametrize(
    "endless",
    [
        '<outline text="',
        "<outline text='",
        "<!-- ",
        "<!DOCTYPE [",
        "<![CDATA[",
        "<?x ",
        "</x ",
        "<!x",
        '<o a="=',
    ],
)
def test_what_never_ends_takes_no_longer_than_it_is_long(endless: str) -> None:
    good = '<opml><body><outline xmlUrl="https://a.example/"/>'
    began = time.process_time()
    found = read_opml((good + endless * (400_000 // len(endless))).encode())
    assert time.process_time() - began < 5  # where all of it is searched at each beginning, minutes
    assert found.feeds == (Outline("https://a.example/"),)
    assert found.left_out == (TOO_BROKEN,)


def test_a_tag_without_an_end_costs_itself() -> None:
    broken = '<outline xmlUrl="https://b.example/ /> <outline text=>'
    body = f'<opml><body><outline xmlUrl="https://a.example/"/>{broken}'
    assert read_opml(body.encode()).feeds == (Outline("https://a.example/"),)
    after = f"{body}<outline xmlUrl='https://c.example/'/>"
    assert Outline("https://c.example/") in read_opml(after.encode()).feeds
