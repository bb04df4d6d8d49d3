"""Texts of feeds: however often they were encoded, whatever stands in them, a reader sees the words."""

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.formats.xmlfeed import read_xml
from feeds.plain.entities import with_ampersands
from feeds.plain.text import lead, line

WORDS = st.text(st.sampled_from("aBé ’–&;#,.:\"'東می" + "xyz" * 3), min_size=1, max_size=40).map(
    lambda text: " ".join(text.split())
)
WHOLE = WORDS.filter(lambda text: text and line(escape(text)) == text)
"""Texts that are none of markup's own: ``&eacute;`` is one sign, however it is meant."""


@given(WHOLE, st.integers(1, 3))
def test_a_text_that_is_encoded_more_than_once_is_the_same(text: str, layers: int) -> None:
    encoded = text
    for _ in range(layers):
        encoded = escape(encoded)
    assert line(encoded) == text


@given(WORDS.filter(lambda text: ";" not in text and "#" not in text))
def test_bare_ampersands_stay_as_they_are(text: str) -> None:
    address = f"https://a.example/?a=1&copy={len(text)}&reg=2&times=3"
    body = f"<rss><channel><item><title>{text}</title><link>{address}</link></item></channel></rss>"
    (entry,) = read_xml(with_ampersands(body), "https://feed.example/").entries
    assert line(entry.title) == text
    assert entry.link == address


@given(st.text())
def test_no_text_raises_and_nothing_turns_the_line_round(text: str) -> None:
    assert not set(line(text)) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u00ad")


@pytest.mark.parametrize("end", ["More than 40 aircraft take part.", "More troops will arrive on Friday."])
def test_a_sentence_that_begins_with_more_stays(end: str) -> None:
    assert lead(f"A drill began. {end}", 500).endswith(end)


@pytest.mark.parametrize(
    "end", ["More", "(More)", "More »", "More: a.example/1", "More on A.example", "Read more"]
)
def test_what_software_adds_at_the_end_goes(end: str) -> None:
    assert lead(f"A drill began. {end}", 500) == "A drill began."
