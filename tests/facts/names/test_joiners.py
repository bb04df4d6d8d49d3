"""Joiners (U+200C, U+200D) are kept for readers and say nothing to the judges."""

import pytest

from facts.names.text import words_of


@pytest.mark.parametrize("written", ["می\u200cرود", "क्\u200dष", "sub\u200cmarine", "ناو\u200c"])
def test_a_word_with_joiners_is_the_word_without(written: str) -> None:
    assert words_of(written).folded == words_of(written.replace("\u200c", "").replace("\u200d", "")).folded
