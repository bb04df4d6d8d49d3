"""What is cut stays whole markdown."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from handlers.render.paging.measure import visible_text
from handlers.render.words.text import cut_marked

WORDS = st.sampled_from(["China", "sells 50 tanks", "to", "a\\*b", "Pakistan,", "·"])
MARKED = st.builds("**{}**".format, WORDS)
LINKED = st.builds("[{}](https://dawn.example/1)".format, WORDS)
REMARKS = st.builds("_({})_.".format, WORDS)
TEXTS = st.lists(WORDS | MARKED | LINKED | REMARKS, min_size=1, max_size=12).map(" ".join)


@example("[sells 50 tanks](https://dawn.example/1) and more", 40)
@example("_(announced or planned at the time by both of them)_. And more", 40)
@given(TEXTS, st.integers(40, 120))
def test_what_is_cut_leaves_nothing_open(text: str, limit: int) -> None:
    told = cut_marked(text, limit)
    assert len(told) <= limit
    assert len(re.findall(r"(?<!\\)\*\*", told)) % 2 == 0, told
    assert told.count("_(") == told.count(")_"), told
    assert told.count("[") == told.count("](") == told.count("example/1)"), told
    assert told in (text, visible_text(text)) or told.rstrip("*").endswith("…"), told
