"""Answers carry their sources as data, and no markup from outside."""

from hypothesis import given
from hypothesis import strategies as st

from handlers.render.pages.answer import Answer, Line
from handlers.render.words.cite import Cited
from handlers.render.words.text import cut, link, safe
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


@given(st.text(max_size=300), st.integers(20, 120))
def test_a_cut_text_is_never_longer(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit
