"""What is said where words fit several texts: how many there are, not how many are shown."""

import pytest

from handlers.commands.source import which_text
from store.nouns.views import Reference


def text(number: int) -> Reference:
    return Reference(f"a{number}", f"Report {number}", "Wire", "C", None, None, None, "unknown", "")


@pytest.mark.parametrize(
    ("shown", "holding", "said"),
    [
        (20, 1057, "20 of 1,057 texts that hold “frigate”:"),
        (20, 20, "20 texts hold “frigate”."),
        (1, 1, "One text holds “frigate”."),
        (6, 0, "No text holds all of “frigate”. The closest:"),
    ],
    ids=["more than are shown", "as many", "one", "none whole"],
)
def test_the_true_number_of_texts_is_said(shown: int, holding: int, said: str) -> None:
    answer = which_text("frigate", [text(number) for number in range(shown)], holding)
    assert answer.lead[0].text == said
    assert len(answer.candidates) == shown
