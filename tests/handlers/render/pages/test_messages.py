"""Answers carry their sources as data, and no markup from outside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.render.pages.answer import Answer, Line
from handlers.render.words.cite import Cited
from handlers.render.words.text import cut, link, not_known, safe
from store.nouns.views import Reference

DAWN = Reference("dawn", "A title", "Dawn", "B", "https://dawn.example/1", None, None, "unknown", "")


def test_a_line_carries_its_source_as_data() -> None:
    line = Line("A statement.", (Cited(DAWN, "2"), Cited(DAWN, "4")))
    data = Answer("A", (line,)).citations()
    assert [entry["paragraph"] for entry in data] == ["2", "4"]
    assert data[0]["outlet"] == "Dawn"
    assert data[0]["published"] is None


def test_text_from_outside_stays_text() -> None:
    assert safe("**bold** [x](http://y) <@1> `c`") == r"\*\*bold\*\* \[x\](http://y) \<@1> \`c\`"
    assert "@everyone" not in safe("hello @everyone")
    assert safe("# big\n> quote") == r"\# big > quote"


def test_only_web_addresses_become_links() -> None:
    assert link("a", "https://x.example/") == "[a](https://x.example/)"
    for address in (
        None,
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://x.example/a b",
        "https://x/)y",
    ):
        assert link("a", address) == "a"


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ([], ""),
        (["price"], "Not known: price."),
        (["price", "the exact day."], "Not known: price, the exact day."),
        (["price, by year", "class"], "Not known: price, by year; class."),
        (["The terms were not disclosed"], "The terms were not disclosed."),
        (["class", "The terms were not disclosed."], "Not known: class. The terms were not disclosed."),
    ],
)
def test_what_is_not_known_is_a_list_or_sentences(texts: list[str], said: str) -> None:
    assert not_known(texts) == said
    assert (
        not_known(texts, "")
        == said.removeprefix("Not known: ")[:1].upper() + said.removeprefix("Not known: ")[1:]
    )


@given(st.text(max_size=300), st.integers(20, 120))
def test_a_cut_text_is_never_longer(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit
