"""Which pictures of an entry may stand beside its news: the cases, and that nothing but https ever does."""

import json
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from hypothesis import given
from hypothesis import strategies as st

from feeds.entries.items import Parsed
from feeds.entries.pictures import LONGEST_PICTURE, first_public_picture, public_picture
from feeds.formats.parse import parse
from feeds.plain.masks import holds_key
from sandbox.forms.message_forms import EmbedImage
from store.nouns.models import FeedFacts
from tests.any_text import ANY_TEXT

CASES = Path(__file__).parent.parent.parent / "cases" / "feeds"
FEED = FeedFacts(source="paper", url="https://paper.example/feed")
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
HOSTS = st.sampled_from(
    [
        "paper.example",
        "127.0.0.1",
        "[::1]",
        "nas.local",
        "localhost",
        "a:b@paper.example",
        "paper.example:8443",
        "x\\@y.example",
        "10.1",
        "例え.example",
    ]
)
ADDRESSES = (
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["https://", "http://", "HTTPS:", "//", "", "data:", "\thttps://"]),
        HOSTS | ANY_TEXT,
        st.sampled_from(
            ["/", "/a.jpg", "/a.jpg?token=", "/a?s=0123456789abcdef0123", "#", "/a.svg?", "/" + "a" * 490]
        ),
        ANY_TEXT | st.just(""),
    )
    | ANY_TEXT
)


def test_cases() -> None:
    for case in tomllib.loads((CASES / "pictures.toml").read_text())["cases"]:
        assert case.pop("rule")
        feed = case.pop("feed", FEED.url)
        wanted = {one: one for one in case.pop("shown", ())} | dict(case.pop("pairs", ()))
        wanted |= dict.fromkeys(case.pop("refused", ()))
        assert case == {}
        assert {one: first_public_picture([one], feed) for one in wanted} == wanted


def test_what_the_watcher_may_not_open_is_shown_to_nobody() -> None:
    for line in (CASES / "forbidden-addresses.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            assert public_picture("https" + line.removeprefix("http")) is None, line


def test_a_long_address_is_none_and_the_next_is_taken() -> None:
    place = "https://paper.example/"
    longest = place + "a" * (LONGEST_PICTURE - len(place))
    assert first_public_picture([longest + "a", place + "é" * 200, longest], FEED.url) == longest
    assert first_public_picture([*[longest + "a"] * 20, longest], FEED.url) is None


def fit(shown: str | None) -> bool:
    """Nothing, or an address that may go out; the sandbox takes it as Discord does."""
    if shown is None:
        return True
    EmbedImage(url=shown)
    parts = urlsplit(shown)
    is_public = parts.scheme == "https" and parts.netloc == parts.hostname and "." in parts.netloc
    ends_in_letters = parts.netloc.rpartition(".")[2][:1].isalpha()
    return is_public and ends_in_letters and shown.isascii() and len(shown) <= 512 and not holds_key(shown)


def bodies(address: str) -> list[str]:
    """The address as each format names a picture by it."""
    quoted = quoteattr(address)
    media = f"<media:thumbnail url={quoted}/><media:content medium='image' url={quoted}/>"
    rss = f"<item><title>News</title>{media}<enclosure type='image/png' url={quoted}/></item>"
    item = {
        "id": "1",
        "title": "News",
        "image": address,
        "attachments": [{"url": address, "mime_type": "image/png"}],
    }
    return [
        f"<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/'><channel>{rss}</channel></rss>",
        f"<rss><channel>{rss}",
        json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]}),
    ]


@given(ADDRESSES)
def test_whatever_a_feed_says_its_picture_is_https_and_public_or_none(address: str) -> None:
    assert fit(public_picture(address))
    for body in bodies(address):
        found = parse(body.encode("utf-8", "surrogatepass"), "", FEED, NOW)
        if isinstance(found, Parsed):
            assert all(fit(item.article.picture) for item in found.items), body


def test_the_property_asks_of_pictures_that_are_shown() -> None:
    shown = [parse(one.encode(), "", FEED, NOW) for one in bodies("https://paper.example/a.jpg?w=1&h=2")]
    pictures = [item.article.picture for found in shown if isinstance(found, Parsed) for item in found.items]
    assert pictures == ["https://paper.example/a.jpg?w=1&h=2"] * 3
