"""What of an address names the page and what only says where a reader came from (``feeds/entries/tracking.toml``)."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.entries.urls import canonical

ROOT = Path(__file__).parent.parent.parent.parent
TABLE = tomllib.loads((ROOT / "feeds" / "entries" / "tracking.toml").read_text("utf-8"))
NAMES = [name for group in TABLE.values() for name in group]
PAGE = "https://news.example/a?id=1"


@pytest.mark.parametrize("name", NAMES)
def test_a_tracking_parameter_is_no_part_of_the_page(name: str) -> None:
    for written in (name.replace("*", "x"), name.replace("*", "").upper()):
        assert canonical(f"{PAGE}&{written}=x") == PAGE
        assert canonical(f"https://news.example/a?{written}&id=1") == PAGE


@pytest.mark.parametrize(
    "name",
    [
        "id",
        "cid",
        "eid",
        "p",
        "storyid",
        "keyword",
        "session",
        "from",
        "utm",
        "refid",
        "sources",
        "xref",
        "itemid",
    ],
)
def test_what_is_an_articles_key_somewhere_stays(name: str) -> None:
    assert canonical(f"https://news.example/a?{name}=1") != canonical(f"https://news.example/a?{name}=2")


@given(st.lists(st.sampled_from(["id=1", "x", "y=", "z=%2F", "q=a+b", "n=1;m=2"]), unique=True))
def test_what_stays_keeps_its_order_and_spelling(parts: list[str]) -> None:
    tracked = "&".join(f"{part}&utm_source=rss" for part in parts)
    plain = "&".join(parts)
    assert canonical(f"https://news.example/a?{tracked}") == canonical(f"https://news.example/a?{plain}")
    assert (canonical(f"https://news.example/a?{tracked}") or "").partition("?")[2] == plain


def test_no_name_is_there_twice() -> None:
    assert len(NAMES) == len(set(NAMES))
