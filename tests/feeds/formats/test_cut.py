"""Parsing only unknown entries gives exactly what parsing all gives, over every feed of the cases."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feeds.entries.drafts import Drafts
from feeds.entries.entries import Asked, Extract, Glimpse
from feeds.entries.identity import choose
from feeds.formats import xmlfeed
from feeds.formats.cut import cut_into_entries
from feeds.formats.extract import extract, glimpse
from feeds.formats.loose import loose
from feeds.formats.thin import lean, thinned
from feeds.plain.encoding import decode

CASES = Path(__file__).parent.parent.parent / "cases" / "feeds" / "parse"
LONG = "x" * 900_000
NOW = datetime(2024, 1, 1, tzinfo=UTC)
FEEDS = sorted(path for path in CASES.glob("*.*") if path.suffix in (".xml", ".json", ".html"))
ITEMS = "<item><title>a</title></item><item><title>b</title></item>"


def numbered(numbers: range, description: str = "", head: str = "") -> bytes:
    """A feed whose entries are called by their numbers."""
    entries = "".join(
        f"<item><title>{n}</title><link>https://x.example/{n}</link><description>{description}</description></item>"
        for n in numbers
    )
    return f"<rss version='2.0'><channel><title>x</title>{head}{entries}</channel></rss>".encode()


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_the_unknown_entries_are_read_as_all_are(path: Path) -> None:
    body = path.read_bytes()
    whole = extract(body, "", Asked("example", "https://feed.example/rss"), NOW)
    if not isinstance(whole, Extract):
        return
    for place, draft in enumerate(whole.drafts if whole.slices else ()):
        known = tuple(one for one in whole.slices if one != whole.slices[place])
        asked = Asked("example", "https://feed.example/rss", identity=whole.identity, known=known)
        part = extract(body, "", asked, NOW)
        assert isinstance(part, Extract)
        assert draft in part.drafts
        assert all(one in whole.drafts for one in part.drafts)
        assert (part.head, part.total, part.slices) == (whole.head, whole.total, whole.slices)


def test_known_entries_are_not_read_again() -> None:
    body = (CASES / "rss-plain.xml").read_bytes()
    whole = extract(body, "", Asked("example", "https://feed.example/rss"), NOW)
    assert isinstance(whole, Extract)
    counts = []
    for known in (whole.slices[1:], whole.slices, ()):
        asked = Asked("example", "https://feed.example/rss", identity=whole.identity, known=known)
        part = extract(body, "", asked, NOW)
        assert isinstance(part, Extract)
        counts.append((len(part.drafts), part.total))
    assert counts == [(1, 2), (0, 2), (2, 2)]


@pytest.mark.parametrize(
    "text",
    [
        "<rss>" + ITEMS,
        f"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>{ITEMS}</rss>",
        "<rss><item><item><title>a</title></item></item></rss>",
        "<rss><item/></rss>",
        f"<rss>{ITEMS}&nbsp;</rss>",
        f"<rss><!-- {ITEMS} -- ></rss>",
        "<rss></rss>",
    ],
)
def test_a_feed_whose_cut_is_not_certain_is_not_cut(text: str) -> None:
    assert cut_into_entries(text) is None


def test_tags_in_comments_and_text_are_no_entries() -> None:
    found = cut_into_entries(
        f"<rss><!-- <item> -->{ITEMS}<item><![CDATA[</item><item>]]></item><items/></rss>"
    )
    assert found is not None
    assert len(found.entries) == 3
    assert found.only(lambda _place: False) == "<rss><!-- <item> --><items/></rss>"


def test_of_a_long_feed_both_ends_are_read() -> None:
    entries = "".join(f"<item><title>{n}</title></item> " for n in range(9))
    found = cut_into_entries(f"<rss>{entries}</rss>")
    assert found is not None
    assert found.ends(9) == found
    assert found.ends(4).only(lambda _place: True).replace(" ", "") == (
        "<rss>" + "".join(f"<item><title>{n}</title></item>" for n in (0, 1, 7, 8)) + "</rss>"
    )


def test_a_feed_with_a_whole_archive_is_bounded() -> None:
    body = numbered(range(1500))
    found = extract(body, "", Asked("example", "https://feed.example/rss"), NOW)
    assert isinstance(found, Extract)
    titles = [draft.article["title"] for draft in found.drafts]
    assert (len(titles), titles[0], titles[-1]) == (1000, "0", "1499")


def test_of_an_ill_formed_archive_both_ends_are_read() -> None:
    body = numbered(range(1500), head="<link>a & b</link>")
    found = extract(body, "", Asked("example", "https://feed.example/rss"), NOW)
    assert isinstance(found, Extract)
    titles = [draft.article["title"] for draft in found.drafts]
    assert (found.ill_formed, len(titles), titles[0], titles[250], titles[-1]) == (
        True,
        500,
        "0",
        "1250",
        "1499",
    )


@pytest.mark.parametrize("ill_formed", ["", "<link>a & b</link>"])
def test_of_a_heavy_feed_as_much_is_read_as_can_be_in_time(ill_formed: str) -> None:
    body = numbered(range(4), "x" * 2_000_000, head=ill_formed)
    asked = Asked("example", "https://feed.example/rss")
    whole, seen = extract(body, "", asked, NOW), glimpse(body, "", asked, NOW)
    assert isinstance(whole, Extract)
    assert [draft.article["title"] for draft in whole.drafts] == ["0", "3"]
    assert isinstance(seen, Glimpse)
    assert len(seen.keys) == (2 if ill_formed else 4), "keys cost little"


def test_of_a_heavy_feed_that_is_known_every_new_entry_is_read() -> None:
    asked = Asked("example", "https://feed.example/rss")
    seen = glimpse(numbered(range(4, 8), LONG), "", asked, NOW)
    assert isinstance(seen, Glimpse)
    again = replace(asked, identity=seen.identity, known=seen.slices)
    part = extract(numbered(range(1, 8), LONG), "", again, NOW)
    assert isinstance(part, Extract)
    assert [draft.article["title"] for draft in part.drafts] == ["1", "2", "3"]


def test_of_an_ill_formed_feed_full_of_tags_both_ends_are_read() -> None:
    content = f"<content type='xhtml'><div>{'<p>word</p>' * 1000}</div></content>"
    entries = "".join(
        f"<entry><id>tag:x.example,{n}</id><title>{n}</title>{content}</entry>" for n in range(40)
    )
    body = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>A & B</title>{entries}</feed>".encode()
    found = extract(body, "", Asked("example", "https://feed.example/atom"), NOW)
    assert isinstance(found, Extract)
    titles = [draft.article["title"] for draft in found.drafts]
    assert (found.ill_formed, len(titles), titles[0], titles[-1]) == (True, 18, "0", "39")


def test_sections_without_an_end_are_counted_in_no_time() -> None:
    text, began = "<![CDATA[" * 100_000, time.process_time()
    assert loose(text) == (text, 0)
    assert time.process_time() - began < 1


def test_of_a_long_json_feed_both_ends_are_read() -> None:
    items = ", ".join(f'{{"id": "{n}", "title": "{n}"}}' for n in range(1501))
    body = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{items}]}}'.encode()
    found = extract(body, "", Asked("example", "https://feed.example/feed.json"), NOW)
    assert isinstance(found, Extract)
    titles = [draft.article["title"] for draft in found.drafts]
    assert (len(titles), titles[0], titles[499], titles[500], titles[-1]) == (
        1000,
        "0",
        "499",
        "1001",
        "1500",
    )


def test_where_the_search_would_take_longer_all_is_read() -> None:
    """Whether a new page is shared with known entries is looked for in their texts: a product of two lengths."""
    body = numbered(range(300), "x" * 9000)
    asked = Asked("example", "https://feed.example/rss", identity="link")
    whole = extract(body, "", asked, NOW)
    assert isinstance(whole, Extract)
    part = extract(body, "", replace(asked, known=whole.slices[150:]), NOW)
    assert part == whole


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_a_glimpse_gives_the_keys_and_dates_of_a_whole_reading(path: Path) -> None:
    body, asked = path.read_bytes(), Asked("example", "https://feed.example/rss")
    whole, seen = extract(body, "", asked, NOW), glimpse(body, "", asked, NOW)
    if not isinstance(whole, Extract) or not isinstance(seen, Glimpse):
        assert whole == seen
        return
    assert seen.keys == tuple(draft.keys for draft in whole.drafts)
    stated = tuple(draft.article["published"] for draft in whole.drafts if draft.states_its_day)
    assert seen.dates == stated
    assert (seen.head, seen.identity, seen.total) == (whole.head, whole.identity, whole.total)
    assert seen.slices == whole.slices


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<category>a</category><category a='/>'/><comments>b</comments>", ""),
        ("<itunes:category a='b'><itunes:category c='d' /></itunes:category>", None),
        ("<itunes:category a='b'><itunes:category>c</itunes:category></itunes:category>", None),
        ("<category><![CDATA[</category>]]></category>", ""),
        ("<categoryless>a</categoryless>", "<categoryless>a</categoryless>"),
        ("<!-- <category> --><title>a</title>", "<!-- <category> --><title>a</title>"),
    ],
)
def test_what_is_never_read_is_left_out(text: str, left: str | None) -> None:
    assert lean(text) == ("<itunes:category a='b'></itunes:category>" if left is None else left)


@pytest.mark.parametrize(
    ("inner", "is_flat"),
    [
        ("<div xmlns='http://www.w3.org/1999/xhtml'><p>a &lt; b</p><br/></div>", True),
        ("<div><![CDATA[a]]></div>", False),
        ("<div><!-- a --></div>", False),
        ("<x:div xmlns:x='http://www.w3.org/1999/xhtml'>a</x:div>", False),
    ],
)
def test_xhtml_is_read_as_html(inner: str, is_flat: bool) -> None:
    text = f"<entry><content xml:lang='en' type='xhtml'>{inner}</content></entry>"
    html = f"<entry><content xml:lang='en' type='html'><![CDATA[{inner}]]></content></entry>"
    assert lean(text) == (html if is_flat else text)
    other = text.replace(" type=", " data-type=")
    assert lean(other) == other


def test_a_feed_full_of_xhtml_is_read_in_time() -> None:
    words = "<p>Some <b>words</b> of <a href='https://x.example/'>a report</a>.</p>" * 200
    entries = "".join(
        f"<entry><id>tag:x.example,{n}</id><title>{n}</title><content type='xhtml'><div>{words}</div></content></entry>"
        for n in range(100)
    )
    body = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>x</title>{entries}</feed>".encode()
    began = time.process_time()
    found = extract(body, "", Asked("example", "https://feed.example/atom"), NOW)
    assert isinstance(found, Extract)
    assert found.drafts[99].article["lead"].startswith("Some words of a report. Some words")
    assert time.process_time() - began < 2


@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_nothing_is_missing_from_a_lean_document(path: Path) -> None:
    text = xmlfeed.undeclared(decode(path.read_bytes()))
    if cut_into_entries(text) is None:
        return
    asked = Asked("example", "https://feed.example/rss")
    whole, part = (xmlfeed.read_xml(one, asked.url) for one in (text, lean(text)))
    drafts, same = (
        Drafts(asked, document.head, choose(document.entries), NOW).read(document.entries)
        for document in (whole, part)
    )
    assert [draft.article for draft in same] == [draft.article for draft in drafts]
    assert (part.head, part.ill_formed) == (whole.head, whole.ill_formed)


def test_what_names_no_entry_is_left_out_of_a_glimpse() -> None:
    text = (
        "<item><title><![CDATA[<description>kept</description>]]></title><description>x</description>"
        "<media:content url='a'/><content:encoded><![CDATA[</content:encoded>]]></content:encoded><author><b/></author></item>"
    )
    assert thinned(text) == (
        "<item><title><![CDATA[<description>kept</description>]]></title><author><b/></author></item>"
    )
