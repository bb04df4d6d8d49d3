"""What a pipe gets of a message."""

import pytest

from bot.shell.plain import plain


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**Bold** and `code`", "Bold and code"),
        ("-# found by an alias", "found by an alias"),
        ("Talks. _(reported, not confirmed)_ — [Dawn, 9 Jun 2019](https://dawn.example/1) ¶2", "Talks. (reported, not confirmed) — Dawn, 9 Jun 2019 <https://dawn.example/1> ¶2"),
        (r"\*\*stars\*\* and \[brackets\](http://x) and a\_b", "**stars** and [brackets](http://x) and a_b"),
        ("snake_case (one_two) [4 helicopters, 2018]", "snake_case (one_two) [4 helicopters, 2018]"),
    ],
)  # fmt: skip
def test_markdown_is_taken_off(markdown: str, text: str) -> None:
    assert plain(markdown) == text


def test_blanks_that_hold_a_line_together_are_plain_ones() -> None:
    assert plain("26\u00a0Nov\u00a0· two\u202fthree") == "26 Nov · two three"
